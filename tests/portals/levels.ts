// Which services a unit has in each quarter, at which level, and which are eligible for level 4, so
// that the counts are the file's and as little as possible changes from one quarter to the next.
import type { UnitQuarter } from './figures.ts';

export const LEVELS = [1, 2, 3, 4] as const;
/** Stands in `levels` for a service that is not, or no longer, in force. */
export const NOT_IN_FORCE = 0;

/** Orders of preference among the services of a unit; each lists every service once, first choice first. */
export interface Preferences {
  /** Which service is raised first, and retired last. */
  byReadiness: Uint16Array;
  /** Which service is eligible for level 4 first. */
  byFitness: Uint16Array;
}

export interface Standing {
  levels: Uint8Array;
  eligible: Uint8Array;
  /** Services that have ever existed: the next one to appear takes this place. */
  born: number;
}

/** How many services a unit needs over all quarters when as few as possible appear. */
export function servicesNeeded(quarters: UnitQuarter[]): number {
  let before = 0;
  let needed = 0;
  for (const { levels } of quarters) {
    const total = levels.reduce((sum, count) => sum + count, 0);
    needed += Math.max(0, total - before);
    before = total;
  }
  return needed;
}

function countByLevel(levels: Uint8Array): number[] {
  const counts = [0, 0, 0, 0, 0];
  for (const level of levels) counts[level] = (counts[level] ?? 0) + 1;
  return counts;
}

/** The first `wanted` services of `order` that `suits`, fewer where there are no more. */
function pick(order: Iterable<number>, wanted: number, suits: (i: number) => boolean): number[] {
  const picked: number[] = [];
  if (wanted <= 0) return picked;
  for (const i of order) {
    if (suits(i)) picked.push(i);
    if (picked.length === wanted) break;
  }
  return picked;
}

/** Retires the least ready services of the levels that shrink, lowest level first. */
function retire(next: Standing, gap: number[], count: number, order: Preferences): void {
  const leastReadyFirst = order.byReadiness.toReversed();
  let left = count;
  for (const level of LEVELS) {
    const leaving = Math.min(left, Math.max(0, -(gap[level] ?? 0)));
    for (const i of pick(leastReadyFirst, leaving, (s) => next.levels[s] === level)) {
      next.levels[i] = NOT_IN_FORCE;
    }
    gap[level] = (gap[level] ?? 0) + leaving;
    left -= leaving;
  }
}

/** Lets services appear in the levels that grow, lowest level first. */
function appear(next: Standing, gap: number[], count: number): void {
  let left = count;
  for (const level of LEVELS) {
    const coming = Math.min(left, Math.max(0, gap[level] ?? 0));
    for (let k = 0; k < coming; k++) next.levels[next.born++] = level;
    gap[level] = (gap[level] ?? 0) - coming;
    left -= coming;
  }
}

/**
 * Moves services from levels that shrink to levels that grow, each once. The highest level that grows
 * takes from the highest that shrinks, so that a level falls only where the counts leave no choice;
 * level 4 takes eligible services first.
 */
function move(next: Standing, gap: number[], order: Preferences): void {
  for (const target of LEVELS.toReversed()) {
    for (const from of LEVELS.toReversed()) {
      const count = Math.min(Math.max(0, gap[target] ?? 0), Math.max(0, -(gap[from] ?? 0)));
      if (count === 0) continue;
      const stands = (i: number): boolean => next.levels[i] === from;
      const first = pick(order.byReadiness, count, (i) => stands(i) && next.eligible[i] === 1);
      const others = pick(
        order.byReadiness,
        count - first.length,
        (i) => stands(i) && next.eligible[i] === 0,
      );
      for (const i of [...first, ...others]) next.levels[i] = target;
      gap[target] = (gap[target] ?? 0) - count;
      gap[from] = (gap[from] ?? 0) + count;
    }
  }
}

/** Every service at level 4 is eligible; the rest of the count changes as little as possible. */
function setEligible(next: Standing, wanted: number, order: Preferences): void {
  let count = 0;
  for (let i = 0; i < next.born; i++) {
    if (next.levels[i] === 4) next.eligible[i] = 1;
    if (next.levels[i] === NOT_IN_FORCE) next.eligible[i] = 0;
    count += next.eligible[i] ?? 0;
  }
  const joining = pick(
    order.byFitness,
    wanted - count,
    (i) => next.levels[i] !== NOT_IN_FORCE && next.eligible[i] === 0,
  );
  const leaving = pick(
    order.byFitness.toReversed(),
    count - wanted,
    (i) => next.eligible[i] === 1 && next.levels[i] !== 4,
  );
  for (const i of joining) next.eligible[i] = 1;
  for (const i of leaving) next.eligible[i] = 0;
}

/** The first quarter: the readiest services stand highest. */
function firstStanding(quarter: UnitQuarter, order: Preferences): Standing {
  const size = order.byReadiness.length;
  const born = quarter.levels.reduce((sum, count) => sum + count, 0);
  const standing = { levels: new Uint8Array(size), eligible: new Uint8Array(size), born };
  const existing = order.byReadiness.filter((i) => i < born);
  let place = 0;
  for (const level of LEVELS.toReversed()) {
    const count = quarter.levels[level - 1] ?? 0;
    for (const i of existing.subarray(place, place + count)) standing.levels[i] = level;
    place += count;
  }
  setEligible(standing, quarter.eligible, order);
  return standing;
}

function nextStanding(before: Standing, quarter: UnitQuarter, order: Preferences): Standing {
  const next = {
    levels: before.levels.slice(),
    eligible: before.eligible.slice(),
    born: before.born,
  };
  const counts = countByLevel(before.levels.subarray(0, before.born));
  const gap = [0, ...quarter.levels.map((count, i) => count - (counts[i + 1] ?? 0))];
  const net = gap.reduce((sum, change) => sum + change, 0);
  if (net < 0) retire(next, gap, -net, order);
  if (net > 0) appear(next, gap, net);
  move(next, gap, order);
  setEligible(next, quarter.eligible, order);
  return next;
}

/** The standing of a unit's services in each quarter. */
export function planStandings(quarters: UnitQuarter[], order: Preferences): Standing[] {
  const standings: Standing[] = [];
  for (const quarter of quarters) {
    const before = standings.at(-1);
    standings.push(before ? nextStanding(before, quarter, order) : firstStanding(quarter, order));
  }
  return standings;
}
