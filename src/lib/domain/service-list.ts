// A unit's services narrowed, ordered and summed up as a reader asks. Pure; the page of services and its
// API import it.
import { servicesToRaise } from './explain/counted-things.ts';
import { compareVietnamese, finderOf } from './format.ts';
import type { ServiceLine } from './service-count.ts';
import { HEADLINE_MEASURE } from './usual-measures.ts';

/** What is left out narrows nothing. */
export interface ServiceFilter {
  /** Words that stand in the name, a code, the office or the field, without marks. */
  search?: string | undefined;
  field?: string | undefined;
  office?: string | undefined;
  level?: number | undefined;
  /** Whether it qualifies for level 4. */
  eligible?: boolean | undefined;
  /** Dossiers received in the period, at least. */
  dossiers?: number | undefined;
}

/** A service with its place among those to raise, from 1; null where there is nothing to raise. */
export interface PlacedService extends ServiceLine {
  place: number | null;
}

/**
 * Every service with its place: those that qualify for level 4 and are below it in the order in which to
 * raise them, that with most dossiers first; after them all others, the highest level first.
 */
export function placeServices(services: readonly ServiceLine[]): PlacedService[] {
  const first = servicesToRaise(services, HEADLINE_MEASURE) ?? [];
  const isFirst = new Set(first);
  const rest = services
    .filter((service) => !isFirst.has(service))
    .toSorted((a, b) => b.level - a.level || b.received - a.received);
  return [
    ...first.map((service, at) => ({ ...service, place: at + 1 })),
    ...rest.map((service) => ({ ...service, place: null })),
  ];
}

const textOf = ({ nameVi, code, procedure, office, field }: ServiceLine): string =>
  [nameVi, code, procedure, office, field].join(' ');

/** Those that a filter lets through, in the order given. Every word sought must be there. */
export function narrowServices<Line extends ServiceLine>(
  services: readonly Line[],
  { search = '', field, office, level, eligible, dossiers }: ServiceFilter,
): Line[] {
  const isFound = finderOf(search);
  return services.filter(
    (service) =>
      (field === undefined || service.field === field) &&
      (office === undefined || service.office === office) &&
      (level === undefined || service.level === level) &&
      (eligible === undefined || service.eligible === eligible) &&
      (dossiers === undefined || service.received >= dossiers) &&
      isFound(textOf(service)),
  );
}

/** What services may be ordered by; `raise` is the order of `placeServices`. */
export const SERVICE_ORDERS = ['raise', 'name', 'office', 'level', 'dossiers', 'online'] as const;
export type ServiceOrder = (typeof SERVICE_ORDERS)[number];

const COMPARE: Record<ServiceOrder, (a: PlacedService, b: PlacedService) => number> = {
  // They stand in it already.
  raise: () => 0,
  name: (a, b) => compareVietnamese(a.nameVi, b.nameVi),
  office: (a, b) => compareVietnamese(a.office, b.office),
  level: (a, b) => a.level - b.level,
  dossiers: (a, b) => a.received - b.received,
  online: (a, b) => a.filedOnline - b.filedOnline,
};

/** Services in another order, equal ones as they stood. */
export function orderServices(
  services: readonly PlacedService[],
  by: ServiceOrder,
  descending: boolean,
): PlacedService[] {
  const sign = descending ? -1 : 1;
  return by === 'raise' && descending
    ? services.toReversed()
    : services.toSorted((a, b) => sign * COMPARE[by](a, b));
}

/** What the services of one field, office or level come to. */
export interface ServiceTally {
  name: string;
  services: number;
  level4: number;
  /** Services that qualify for level 4 and are below it. */
  toRaise: number;
}

/**
 * Services summed up by what `nameOf` says of each: those with most to raise first, then most services.
 * Those of which it says nothing stand together under an empty name.
 */
export function tallyServices(
  services: readonly PlacedService[],
  nameOf: (service: PlacedService) => string,
): ServiceTally[] {
  return [...Map.groupBy(services, nameOf)]
    .map(([name, own]) => ({
      name,
      services: own.length,
      level4: own.filter(({ level }) => level === 4).length,
      toRaise: own.filter(({ place }) => place !== null).length,
    }))
    .toSorted(
      (a, b) =>
        b.toRaise - a.toRaise || b.services - a.services || compareVietnamese(a.name, b.name),
    );
}
