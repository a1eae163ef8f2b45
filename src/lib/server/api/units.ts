// Units as the API answers them, and how an address names one: by its permanent id, or by a code on
// the last day of a period. Routes under /api/v1/units import it.
import { isPackageUnit } from '#lib/domain/body-tree.ts';
import type { MeasureCode } from '#lib/domain/indicator.ts';
import { periodOf } from '#lib/domain/period.ts';
import { promisesOfUnit } from '#lib/domain/promises.ts';
import type { Release, ScoreRow } from '#lib/domain/release.ts';
import { dutyLines } from '#lib/domain/report/said-duties.ts';
import { headMeasureOf } from '#lib/domain/series-overview.ts';
import { type DatedCode, isWithin, resolveCode, type UnitId } from '#lib/domain/unit.ts';
import type { Db } from '../db/client.ts';
import { ProblemError } from '../http.ts';
import { promisesJson } from './promises.ts';
import { lastKnownOf } from './release.ts';
import { readDatedCodes } from '../store/catalogue.ts';
import {
  type CatalogueUnit,
  readBodiesOf,
  readLineage,
  readPublishedRanks,
  readResponsible,
  readUnit,
} from '../store/facts.ts';
import { readSaidDuties } from '../store/reports.ts';

const SEE = '/api/v1/units';

/** One unit of a list. With `day`, `unit` is the code borne on it. */
export function unitItem(unit: CatalogueUnit, codes: readonly DatedCode[], day?: string) {
  const own = codes.filter(({ unitId }) => unitId === unit.id);
  const borne = day === undefined ? own.at(-1) : own.find((code) => isWithin(day, code));
  return {
    unit: borne?.code ?? null,
    unitId: unit.id,
    name: { vi: unit.nameVi, en: unit.nameEn },
    shortName: unit.shortVi,
    kind: unit.kind,
    group: unit.groupId,
    region: unit.regionId,
    population2019: unit.population,
    providesServices: unit.providesServices,
    validFrom: unit.validFrom,
    validTo: unit.validTo,
    codes: own.map(({ code, validFrom, validTo }) => ({ code, validFrom, validTo })),
    verified: unit.verified,
    source: unit.source,
  };
}

/** A unit that a package brought, by its id; null for every other name. */
export const findBody = (db: Db, name: string): Promise<CatalogueUnit | null> =>
  isPackageUnit(name) ? readUnit(db, name) : Promise.resolve(null);

/**
 * What is asked about a unit where the address does not say: of a body what its series ranks it by, of
 * any other unit `otherwise`.
 */
export function usualMeasure(
  release: Release,
  unit: CatalogueUnit,
  otherwise: MeasureCode,
): MeasureCode {
  const member = release.rules.units.find(({ id }) => id === unit.id);
  const own = unit.seriesId !== null && member ? headMeasureOf(release, member) : null;
  return own ?? otherwise;
}

/**
 * The unit that an address names: its id, or a code borne on the last day of `period`. Without a
 * period a code is enough where it never meant two units.
 *
 * @throws ProblemError 404, or 400 where the code alone means several, each named with its days
 */
export async function requireUnit(
  db: Db,
  units: readonly CatalogueUnit[],
  name: string,
  period: string | undefined,
): Promise<CatalogueUnit> {
  const find = (id: UnitId | string | null) => units.find((unit) => unit.id === id);
  const byId = find(name) ?? (await findBody(db, name));
  if (byId) return byId;
  const codes = (await readDatedCodes(db)).filter(({ code }) => code === name);
  if (period !== undefined) {
    const unit = find(resolveCode(codes, name, periodOf(period).end));
    if (unit) return unit;
  }
  const bearers = [...new Set(codes.map(({ unitId }) => unitId))];
  const [only] = bearers;
  const unit = period === undefined && bearers.length === 1 ? find(only ?? null) : undefined;
  if (unit) return unit;
  throw new ProblemError(
    bearers.length > 1 ? ambiguous(name, codes) : unknown(period === undefined),
  );
}

const ambiguous = (name: string, codes: readonly DatedCode[]) => ({
  status: 400 as const,
  code: 'ambiguous-unit',
  title: 'Ambiguous unit',
  detail:
    `Code ${name} has stood for several units. Add period, or use one of the ids: ` +
    codes
      .map(({ unitId, validFrom, validTo }) => `${unitId} (${validFrom} to ${validTo ?? 'now'})`)
      .join(', '),
  parameter: 'unit',
  allowed: codes.map(({ unitId }) => unitId),
});

const unknown = (isTimeless: boolean) => ({
  status: 404 as const,
  code: 'unknown-unit',
  title: 'Unknown unit',
  detail: isTimeless
    ? 'No unit has this id or code.'
    : 'No unit has this id, or bore this code on the last day of the period.',
  parameter: 'unit',
  see: SEE,
});

const sourced = <T extends { sourceVi: string; sourceEn: string }>(row: T) => {
  const { sourceVi: vi, sourceEn: en, ...rest } = row;
  return { ...rest, source: { vi, en } };
};

const namedUnit = ({ id, nameVi: vi, nameEn: en }: CatalogueUnit) => ({
  unitId: id,
  name: { vi, en },
});

/**
 * What the unit's page of the API says beside the item: who stands above and below it, who answers,
 * mergers, ranks elsewhere.
 */
export async function unitDetails(db: Db, { id, seriesId, parentId }: CatalogueUnit) {
  const [parent, bodies, responsible, lineage, publishedRanks] = await Promise.all([
    parentId === null ? null : readUnit(db, parentId),
    readBodiesOf(db, id),
    readResponsible(db, id),
    readLineage(db, id),
    readPublishedRanks(db, id),
  ]);
  return {
    series: seriesId,
    parent: parent && namedUnit(parent),
    bodies: bodies.map((body) => ({
      ...namedUnit(body),
      kind: body.kind,
      group: body.groupId,
      series: body.seriesId,
      validFrom: body.validFrom,
      validTo: body.validTo,
    })),
    responsible: responsible.map(({ roleVi, roleEn, ...rest }) => ({
      role: { vi: roleVi, en: roleEn },
      ...sourced(rest),
    })),
    lineage: lineage.map(sourced),
    otherRankings: publishedRanks.map(({ unitId: _, ...rank }) => sourced(rank)),
  };
}

/**
 * The unit's figures in a release, one a measure; null where the release does not hold the unit.
 *
 * @param course as `Published.shown` gives it, the release last
 */
export function unitFigures(release: Release, course: readonly Release[], id: UnitId) {
  const rows = release.rows.filter((row) => row.unitId === id);
  if (rows.length === 0) return null;
  return rows.map((row) => ({
    measure: row.measure,
    group: row.groupId,
    value: row.value,
    numerator: row.numerator,
    denominator: row.denominator,
    score: row.score,
    rank: row.rank,
    previousRank: row.previousRank,
    change: row.change,
    changeReason: row.changeReason,
    targetState: row.targetState,
    target: targetPart(course, row),
    reason: row.missing,
    lastKnown: lastKnownOf(row.lastKnown),
    version: row.version,
    revision: row.reason,
  }));
}

/** Null where neither a target nor a schedule means the unit. */
function targetPart(course: readonly Release[], { unitId, measure }: ScoreRow) {
  const promises = promisesOfUnit(course, unitId, measure);
  const isEmpty = !promises || promises.steps.length + promises.schedules.length === 0;
  return isEmpty ? null : promisesJson(promises);
}

/** The tasks that documents give to units, each with what the unit's reports up to the release's period tell of it. */
export async function unitTasks(db: Db, { period, periodEnd }: Release, id: UnitId) {
  const told = await readSaidDuties(db, id, period, null);
  return dutyLines(told, periodEnd).map(({ said, ...task }) => ({
    code: task.code,
    name: { vi: task.titleVi, en: task.titleEn },
    document: task.document,
    documentDate: task.documentDay,
    due: task.due,
    indicator: task.platform ?? null,
    source: task.source,
    reported: said && {
      source: said.sourceId,
      period: said.period,
      state: said.state,
      since: said.since,
      doneOn: said.doneOn,
      document: said.document,
    },
  }));
}
