// A unit's services as the API answers them: JSON a page at a time, and all of them as CSV. Names are
// part of the API and never change. Routes under /api/v1/units import it, and the page of services.
import {
  narrowServices,
  orderServices,
  type PlacedService,
  SERVICE_ORDERS,
  type ServiceFilter,
} from '#lib/domain/service-list.ts';
import { plannedOf } from '#lib/domain/explain/plan.ts';
import { changeOf, isCompared } from '#lib/domain/service-count.ts';
import type { MemberUnit } from '#lib/domain/unit.ts';
import { HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
import { type CsvCell, writeCsv } from '../csv.ts';
import type { Db } from '../db/client.ts';
import { orderOf, planIn, readPlaced } from '../explain/plan.ts';
import { ProblemError, refusal, requireLimit, requireOneOf } from '../http.ts';
import type { Published } from '../published.ts';
import { readBesidePlan, requireSense } from './plan.ts';
import { marksOf } from './release.ts';
import { requireSubject, type Subject } from './subject.ts';

/** Services of one answer where `limit` does not say, and at most. */
const USUAL_LIMIT = 100;
const MOST = 2000;
const LEVELS = ['1', '2', '3', '4'];

const RELEASE_NAMES = ['period', 'series', 'release', 'asOf'] as const;
const FILTER_NAMES = ['q', 'field', 'office', 'level', 'eligible', 'dossiers', 'sort'] as const;
const LIST_NAMES = [...RELEASE_NAMES, ...FILTER_NAMES, 'raise'] as const;
type Given = Partial<Record<(typeof LIST_NAMES)[number], string>>;

function requireWhole(parameter: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw refusal(parameter, `${parameter} is a whole number from 0.`);
}

/** @throws ProblemError 400 or 404, naming the parameter and what it may be */
function requireFilter(given: Given): ServiceFilter {
  const { q, field, office, level, eligible, dossiers } = given;
  return {
    search: q,
    field,
    office,
    level: level === undefined ? undefined : Number(requireOneOf('level', level, LEVELS)),
    eligible:
      eligible === undefined
        ? undefined
        : requireOneOf('eligible', eligible, ['true', 'false']) === 'true',
    dossiers: requireWhole('dossiers', dossiers),
  };
}

/** What an address asks for; null for `services` where single services are not known. */
export interface AskedServices extends Pick<Subject, 'unit' | 'release'> {
  member: MemberUnit | null;
  services: PlacedService[] | null;
  /** Those that the filter lets through, in the order asked for. */
  found: PlacedService[];
}

/**
 * Those that the address has a plan of, where it has one.
 *
 * @throws ProblemError 400 where the plan means nothing
 */
function requirePlanned(services: PlacedService[], params: URLSearchParams): PlacedService[] {
  const order = orderOf(services);
  const { plan, ignored } = planIn(params, order);
  if (!plan) return services;
  requireSense(params, { most: order.length, ignored });
  return plannedOf(services, plan);
}

/**
 * The services that an address asks for, as known when the release was built.
 *
 * @param params of the address, whose plan is read
 * @throws ProblemError 400 or 404, naming the parameter and what it may be
 */
export async function requireServices(
  db: Db,
  published: Published,
  name: string,
  given: Given,
  params: URLSearchParams,
): Promise<AskedServices> {
  const { period, series, release: id, asOf, sort = 'raise' } = given;
  const asked = { period, series, release: id, asOf };
  const { unit, release } = await requireSubject({ db, published }, name, HEADLINE_MEASURE, asked);
  const filter = requireFilter(given);
  const order = SERVICE_ORDERS.find((each) => each === sort.replace(/^-/, ''));
  if (!order) {
    const allowed = SERVICE_ORDERS.flatMap((each) => [each, `-${each}`]);
    throw new ProblemError({ ...refusal('sort', 'There is no such order.').problem, allowed });
  }
  const member = release.rules.units.find((each) => each.id === unit.id) ?? null;
  const services = member && (await readPlaced(db, release, member));
  // Where none are known, that is the answer, whatever is asked of them.
  const planned = services ? requirePlanned(services, params) : [];
  const found = orderServices(narrowServices(planned, filter), order, sort.startsWith('-'));
  return { unit, release, member, services, found };
}

const serviceJson = (compared: boolean) => (service: PlacedService) => ({
  place: service.place,
  service: service.code,
  name: service.nameVi,
  procedure: service.procedure,
  field: service.field,
  office: service.office,
  level: service.level,
  previousLevel: service.previousLevel,
  change: changeOf(service, compared),
  eligible: service.eligible,
  dossiers: service.received,
  filedOnline: service.filedOnline,
  handledOnline: service.handledOnline,
  onTime: service.onTime,
});

/** `RELEASE.100`: from where to go on in which release, whatever is published meanwhile. */
function readCursor(text: string): { release: string; from: number } {
  const match = /^(?<release>[0-9a-f-]+)\.(?<from>\d{1,6})$/.exec(text)?.groups;
  if (!match?.release) throw refusal('cursor', 'cursor is what "next" said in the answer before.');
  return { release: match.release, from: Number(match.from) };
}

/** A page of the services that an address asks for, and where the next begins. */
export async function servicesJson(db: Db, published: Published, name: string, url: URL) {
  const names = [...LIST_NAMES, 'limit', 'cursor'] as const;
  const { cursor, limit: most, ...given } = readBesidePlan(url, names);
  const limit = most === undefined ? USUAL_LIMIT : requireLimit(most, MOST);
  const at = cursor === undefined ? null : readCursor(cursor);
  const { period: _, asOf: __, ...others } = given;
  const wanted = at ? { ...others, release: at.release } : given;
  const { unit, release, member, services, found } = await requireServices(
    db,
    published,
    name,
    wanted,
    url.searchParams,
  );
  const from = at?.from ?? 0;
  const end = from + limit;
  return {
    release: marksOf(release),
    unit: member?.code ?? null,
    unitId: unit.id,
    name: { vi: unit.nameVi, en: unit.nameEn },
    period: release.period,
    total: services?.length ?? null,
    reason: services ? null : member ? 'no-rows' : 'not-in-release',
    found: found.length,
    services: found.slice(from, end).map(serviceJson(isCompared(services ?? []))),
    next: end < found.length ? `${release.id}.${end}` : null,
  };
}

export const SERVICE_COLUMNS =
  'illustrative release period unit place service name procedure field office level previous_level ' +
  'eligible received filed_online handled_online on_time';

/** The services found as a table, a line each; no line where none is known. */
const servicesTable = ({ release, member, found }: AskedServices) => ({
  columns: SERVICE_COLUMNS.split(' '),
  lines: found.map((service): CsvCell[] => [
    release.illustrative,
    release.id,
    release.period,
    member?.code ?? null,
    service.place,
    service.code,
    service.nameVi,
    service.procedure,
    service.field,
    service.office,
    service.level,
    service.previousLevel,
    service.eligible,
    service.received,
    service.filedOnline,
    service.handledOnline,
    service.onTime,
  ]),
});

/** All services that an address asks for, whatever their number. */
export const requireServiceTable = (db: Db, published: Published, name: string, url: URL) =>
  requireServices(db, published, name, readBesidePlan(url, LIST_NAMES), url.searchParams);

export function servicesCsv(asked: AskedServices): string {
  const { columns, lines } = servicesTable(asked);
  return writeCsv(columns, lines, { mark: true });
}

/** `tiendo-services-p-26-2020-Q1-1-minh-hoa.csv`: made-up figures say so in their name. */
export const servicesFileName = (
  { unit, release }: Pick<AskedServices, 'unit' | 'release'>,
  extension: 'csv' | 'xlsx',
): string =>
  `tiendo-services-${unit.id}-${release.period}-${release.number}` +
  `${release.illustrative ? '-minh-hoa' : ''}.${extension}`;
