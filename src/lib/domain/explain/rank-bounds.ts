// The best and the worst place that any weighting within bounds gives a unit, exactly: by
// mixed-integer programming over the flows of weight to the leaves (weight-space.ts). Pure: the solver
// is given. The server's worker imports it.
//
// Units are compared by the difference of their scores, scaled so that its largest part is 1. A lead
// of `EQUAL` or less counts as none, and equal scores share the better place. Ranks are published by a
// closer look (rank.ts): an end that would leave out the published one is widened, and not called exact.
import type { UnitId } from '../unit.ts';
import type { MipModel, MipRow, SolveMip } from './mip.ts';
import { constraintsOf, flowOf, highestMean, pointsOf } from './weight-space.ts';
import { isLinear, type WeighedNode, type Weighing } from './weighing.ts';

/** Ten times what the solver may be off. */
const EQUAL = 1e-8;
/** A lead that is none of those, by whatever the solver is off. */
const CLEAR = 2 * EQUAL;
/** A count is a whole number; how far a solver's may be from it. */
const ROUNDING = 1e-6;

/** One end. Where it is not exact, the place is never beyond it, and may never reach it. */
export interface RankEnd {
  place: number;
  exact: boolean;
}

export interface RankBounds {
  unitId: UnitId;
  best: RankEnd;
  worst: RankEnd;
}

/** `multiplies`: a geometric mean is no linear programme; `gaps`: nor are weights of what is there. */
export type BoundsReason = 'multiplies' | 'gaps';

/** Somebody who stands above under some weightings and not above under others. */
interface Rival {
  /** Score less the unit's, by leaf. */
  ahead: Float64Array;
  /** Ends of it over all weightings. */
  least: number;
  most: number;
}

/** Best and worst places of all units of a linear composite; the reason where it is none. */
export function boundRanks(
  weighing: Weighing,
  solve: SolveMip,
): RankBounds[] | { reason: BoundsReason } {
  if (!isLinear(weighing)) return { reason: 'multiplies' };
  if (weighing.leaves.some((leaf) => leaf.some(Number.isNaN))) return { reason: 'gaps' };
  const points = pointsOf(weighing);
  return weighing.units.map((unitId, unit) => {
    const { above, close } = rivalsOf(weighing.nodes, points, unit);
    const rivals = close.filter(({ most }) => most > EQUAL);
    const search = { nodes: weighing.nodes, rivals, solve };
    const rank = weighing.ranks[unit] ?? 0;
    const placeOf = (end: RankEnd): RankEnd => ({ ...end, place: 1 + above + end.place });
    const [best, worst] = [placeOf(leastAbove(search)), placeOf(mostAbove(search, CLEAR))];
    const leavesOut = { best: best.place > rank, worst: worst.place < rank };
    // Whoever may be level counts as above, so that what comes of it is never too good.
    const widened = () => ({
      ...placeOf(mostAbove({ ...search, rivals: close }, 0)),
      exact: false,
    });
    return {
      unitId,
      best: leavesOut.best ? { place: rank, exact: false } : best,
      worst: leavesOut.worst ? widened() : worst,
    };
  });
}

/** How many always stand above a unit, and who sometimes does, if only by a hair. */
function rivalsOf(nodes: readonly WeighedNode[], points: readonly Float64Array[], unit: number) {
  const own = points[unit] ?? new Float64Array();
  const close: Rival[] = [];
  let above = 0;
  points.forEach((theirs, other) => {
    if (other === unit) return;
    const lead = theirs.map((score, leaf) => score - (own[leaf] ?? 0));
    const largest = lead.reduce((most, part) => Math.max(most, Math.abs(part)), 0);
    if (largest === 0) return;
    const ahead = lead.map((part) => part / largest);
    const most = highestMean(nodes, ahead);
    const least = -highestMean(
      nodes,
      ahead.map((part) => -part),
    );
    if (least > EQUAL) above += 1;
    else if (most > 0) close.push({ ahead, least, most });
  });
  return { above, close };
}

interface Search {
  nodes: readonly WeighedNode[];
  rivals: readonly Rival[];
  solve: SolveMip;
}

/** The fewest rivals that stand above at once. A rival's column is 0 only where it does not. */
function leastAbove({ nodes, rivals, solve }: Search): RankEnd {
  if (rivals.length === 0) return { place: 0, exact: true };
  const limit = ({ most }: Rival) => ({ lower: -Infinity, upper: 0, own: -most });
  const answer = solve(programme(nodes, rivals, 1, limit));
  if (!answer) return { place: 0, exact: false };
  const place = clamp(Math.ceil(answer.bound - ROUNDING), rivals.length);
  return { place, exact: countAbove(nodes, rivals, answer.values) === place };
}

/** The most rivals that stand above at once. A rival's column is 1 only where it leads by as much. */
function mostAbove({ nodes, rivals, solve }: Search, lead: number): RankEnd {
  if (rivals.length === 0) return { place: 0, exact: true };
  const limit = ({ least }: Rival) => ({ lower: least, upper: Infinity, own: least - lead });
  const answer = solve(programme(nodes, rivals, -1, limit));
  if (!answer) return { place: rivals.length, exact: false };
  const place = clamp(Math.floor(ROUNDING - answer.bound), rivals.length);
  return { place, exact: countAbove(nodes, rivals, answer.values) === place };
}

const clamp = (count: number, most: number): number => Math.min(most, Math.max(0, count));

/**
 * Flows and scales as the tree demands, and for each rival a column of 0 or 1 tied to its lead.
 *
 * @param tie ends of "lead + own·column"
 */
function programme(
  nodes: readonly WeighedNode[],
  rivals: readonly Rival[],
  cost: number,
  tie: (rival: Rival) => { lower: number; upper: number; own: number },
): MipModel {
  const { columns, rows } = constraintsOf(nodes);
  const leafFlows = nodes.flatMap(({ leafAt }, at) => (leafAt < 0 ? [] : [flowOf(at)]));
  const tied = rivals.map((rival, at): MipRow => {
    const { own, ...ends } = tie(rival);
    return { ...ends, columns: [...leafFlows, columns + at], values: [...rival.ahead, own] };
  });
  const free = new Array<number>(columns).fill(0);
  return {
    costs: [...free, ...rivals.map(() => cost)],
    lower: [...free, ...rivals.map(() => 0)],
    upper: [...free.map(() => Infinity), ...rivals.map(() => 1)],
    isInteger: [...free.map(() => false), ...rivals.map(() => true)],
    rows: [...rows, ...tied],
  };
}

/** How many rivals stand above under the flows of a solution; −1 where there is none. */
function countAbove(
  nodes: readonly WeighedNode[],
  rivals: readonly Rival[],
  values: readonly number[] | null,
): number {
  if (!values) return -1;
  const flows = nodes.flatMap(({ leafAt }, at) => (leafAt < 0 ? [] : [values[flowOf(at)] ?? 0]));
  const leadOf = ({ ahead }: Rival): number =>
    flows.reduce((sum, flow, leaf) => sum + flow * (ahead[leaf] ?? 0), 0);
  return rivals.filter((rival) => leadOf(rival) > EQUAL).length;
}
