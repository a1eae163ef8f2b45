// How many services, raised to level 4 one after another, bring a unit to a place of an index: every
// share that is counted from services is counted anew, since all of them count the same ones. Pure;
// place-gap.ts imports it, and server/explain/gap.ts to find the rows.
import { deriveShares, type ServiceCounts } from '../derive.ts';
import type { Figure } from '../figures.ts';
import type { Indicator } from '../indicator.ts';
import type { Method } from '../method.ts';
import { compareTexts } from '../order.ts';
import { rowOf } from '../release-lookup.ts';
import type { ReleaseContent, ScoreRow } from '../release.ts';
import { countServices, recount, type ServiceLine } from '../service-count.ts';
import type { UnitId } from '../unit.ts';
import { sharing } from './count-pace.ts';
import { countedBy } from './counted-things.ts';
import { type Answered, none } from './gap-answer.ts';
import { type OwnFigures, reaching, type Wish, type World } from './reaching.ts';

export interface Raising {
  /** What is counted from services below the ranked node: all of it moves at once. */
  indicators: Indicator[];
  /** The services that can be raised, in the order in which they are. */
  order: ServiceLine[];
  /**
   * The first so many of them bring it to the place and no smaller number does, others standing still;
   * null where not even all of them do.
   */
  standing: number | null;
  /** The same with all but its services one period on, each count at its own pace. */
  moving: number | null;
}

/**
 * Why raising services is not told of: `one-indicator` the measure is no index, and its own move says
 * it all · `not-of-services` no part of it counts services by their level · `no-rows` single services
 * are not known · `rows-differ` they do not come to the figures that were published
 */
export type RaisingReason = 'one-indicator' | 'not-of-services' | 'no-rows' | 'rows-differ';

/** Whether an indicator is counted from the rows of services, whatever it counts in them. */
export const isFromServices = ({ code }: Indicator): boolean => recount([], code) !== null;

/** The row whose source told of the services behind a measure; null where it counts none. */
export function rowOfServices(
  release: ReleaseContent,
  { indicators }: Method,
  unit: UnitId,
): ScoreRow | null {
  const found = indicators.find(isFromServices);
  return found ? rowOf(release, unit, found.code) : null;
}

/** Services that stay in use first, then the higher level, then those with most dossiers. */
export const raisingOrder = (services: readonly ServiceLine[]): ServiceLine[] =>
  services
    .filter(({ level, eligible }) => level < 4 && eligible)
    .toSorted(
      (a, b) =>
        Number(b.filedOnline > 0) - Number(a.filedOnline > 0) ||
        b.level - a.level ||
        b.received - a.received ||
        compareTexts(a.code, b.code),
    );

/** The figures with those that are counted from services put in; a share of nothing is none. */
function withCounts(own: OwnFigures, method: Method, counts: ServiceCounts): OwnFigures {
  const figures = new Map<string, Figure>(own);
  const wanted = new Set(method.indicators.map(({ code }) => code));
  for (const { code, numerator, denominator } of deriveShares(counts)) {
    if (!wanted.has(code)) continue;
    if (denominator > 0) figures.set(code, sharing(numerator, denominator));
    else figures.delete(code);
  }
  return figures;
}

/** The counts once a service is raised: all of them are sums over services. */
function raised(counts: ServiceCounts, service: ServiceLine): ServiceCounts {
  const [before, after] = [countServices([service]), countServices([{ ...service, level: 4 }])];
  const keys = Object.keys(counts) as (keyof ServiceCounts)[];
  const next = { ...counts };
  for (const key of keys) next[key] += after[key] - before[key];
  return next;
}

/** Raises one service after another until the place is reached. */
function leastRaised(
  wish: Wish,
  world: World,
  services: readonly ServiceLine[],
  order: readonly ServiceLine[],
): number | null {
  const own = world.figures.get(wish.unit) ?? new Map<string, Figure>();
  const reaches = reaching(wish, world);
  let counts = countServices(services);
  for (let more = 0; more <= order.length; more += 1) {
    if (reaches(withCounts(own, wish.method, counts))) return more;
    const next = order[more];
    if (next) counts = raised(counts, next);
  }
  return null;
}

/** Whether the services come to just the figures that the world has of the unit. */
const isSame = (own: OwnFigures, services: readonly ServiceLine[], parts: Indicator[]): boolean =>
  parts.every(({ code }) => {
    const [counted, figure] = [recount(services, code), own.get(code)];
    if (!figure) return counted?.denominator === 0;
    return figure.numerator === counted?.numerator && figure.denominator === counted.denominator;
  });

/**
 * The least number of services to raise, in one order, to a place on an index.
 *
 * @param services those that the unit has in force in the period; null where they are not known
 */
export function raisingOf(
  wish: Wish,
  standing: World,
  moving: World,
  services: readonly ServiceLine[] | null,
): Answered<Raising, RaisingReason> {
  const { index, indicators } = wish.method;
  if (index === null) return none('one-indicator');
  const parts = indicators.filter(isFromServices);
  if (!parts.some(({ code }) => countedBy(code).isOfServices)) return none('not-of-services');
  if (services === null) return none('no-rows');
  const own = standing.figures.get(wish.unit) ?? new Map<string, Figure>();
  if (!isSame(own, services, parts)) return none('rows-differ');
  const order = raisingOrder(services);
  return {
    answer: {
      indicators: parts,
      order,
      standing: leastRaised(wish, standing, services, order),
      moving: leastRaised(wish, moving, services, order),
    },
    reason: null,
  };
}
