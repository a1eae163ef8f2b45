// The least moves that bring a unit to a place of its group, others standing still or going on at
// their own pace; every place is asked of the release's own scoring. Pure; gap.ts imports it.
import type { Figure } from '../figures.ts';
import type { Indicator, IndexNode } from '../indicator.ts';
import { figuresIn, leavesBelow, membersIn, type Method } from '../method.ts';
import { shiftPeriod } from '../period.ts';
import type { ReleaseContent, ScoreRow } from '../release.ts';
import type { ServiceLine } from '../service-count.ts';
import type { UnitId } from '../unit.ts';
import { figuresOneOn, isCounted, sharing } from './count-pace.ts';
import { countedBy, type Thing } from './counted-things.ts';
import { type Answered, none } from './gap-answer.ts';
import { leastReaching } from './least.ts';
import { isFromServices, type Raising, type RaisingReason, raisingOf } from './raising.ts';
import { isOfSpread, othersIn, reaching, type Wish, type World } from './reaching.ts';

/**
 * Why there is no way to a better place, or it cannot be told:
 * `first` it has the first place · `held` it stands at the place asked for, or above · `no-figure` it has
 * no score this period · `no-rank` the measure ranks nobody · `not-counted` no part of it is a share of
 * whole things, or a yes or no
 */
export type PlaceReason = 'first' | 'held' | 'no-figure' | 'no-rank' | 'not-counted';

/** One thing to move while everything else of the unit stays: an indicator, in an index a leaf. */
export interface Move {
  indicator: Indicator;
  /** Nodes from the one below the ranked node down to the leaf; empty for an indicator. */
  path: IndexNode[];
  thing: Thing | 'flag';
  /** Most that could be moved: what is not yet counted; where less is better what is. */
  room: number;
  /**
   * Whether other parts of the measure count the same services: to move this alone is then a way of
   * saying how far it is, and seldom what can be done.
   */
  sharesServices: boolean;
  /** Least number while everything else stands still; null where this alone cannot do it. */
  standing: number | null;
  /** The same one period on, everything else at its own pace, what it is a share of too. */
  moving: number | null;
  /** The room there is then, which may be more than now: what it is a share of goes on too. */
  movingRoom: number | null;
}

/** Who holds a place, in the order of codes where several do. */
export type Holders = UnitId[];

export interface PlaceGap {
  /** The place that is to be reached, or a better one. */
  rank: number;
  /** Who is to be caught up with now. */
  holders: Holders;
  /** Their place, better than the one asked for where several share it; that one where nobody is there. */
  heldRank: number;
  /** The period that "moving" is about, and who is to be caught up with then, at which place. */
  next: { period: string; holders: Holders; heldRank: number };
  /** Each part alone; what raising a service moves together with others, not where `raising` is told. */
  moves: Move[];
  raising: Answered<Raising, RaisingReason>;
}

/**
 * The moves that bring a unit to a place of its group on a measure.
 *
 * @param course releases of one series, oldest first, the one that is asked of last
 * @param rank the place asked for; null for the next one above
 * @param services those that the unit has in force in the period; null where they are not known
 */
export function placeGap(
  course: readonly ReleaseContent[],
  method: Method,
  row: ScoreRow,
  rank: number | null,
  services: readonly ServiceLine[] | null,
): Answered<PlaceGap, PlaceReason> {
  const release = course.at(-1);
  if (!release || row.score === null) return none('no-figure');
  if (row.rank === null) return none('no-rank');
  if (row.rank === 1) return none('first');
  const wish = { method, unit: row.unitId, rank: rank ?? placeAbove(release, row, row.rank) };
  if (wish.rank >= row.rank) return none('held');
  const units = membersIn(release, method);
  const standing: World = { units, figures: figuresIn(release, method) };
  const moving: World = { units, figures: figuresOneOn(course, standing.figures) };
  const raising = raisingOf(wish, standing, moving, services);
  const moves = method.indicators
    .filter(({ code }) => raising.answer === null || !countedBy(code).isOfServices)
    .flatMap((indicator) => moveOf({ ...wish, indicator }, standing, moving));
  if (moves.length === 0 && raising.answer === null) return none('not-counted');
  const next = { period: shiftPeriod(release.period, 1), ...heldIn(wish, moving) };
  const answer = { rank: wish.rank, ...heldIn(wish, standing), next, moves, raising };
  return { answer, reason: null };
}

/** The nearest place above that somebody holds: above the fourth of 1, 2, 2 and 4 it is the second. */
const placeAbove = (release: ReleaseContent, own: ScoreRow, rank: number): number =>
  release.rows.reduce(
    (nearest, row) =>
      row.measure === own.measure && row.groupId === own.groupId && (row.rank ?? rank) < rank
        ? Math.max(nearest, row.rank ?? 1)
        : nearest,
    1,
  );

/**
 * The others with whom the unit must come level, and the place that they share then: 1 where two hold
 * the first and the second is asked for.
 */
function heldIn(wish: Wish, world: World): Pick<PlaceGap, 'holders' | 'heldRank'> {
  const others = othersIn(wish, world);
  const key = others[wish.rank - 1]?.key;
  return {
    holders: others.filter((other) => other.key === key).map(({ id }) => id),
    heldRank: key === undefined ? wish.rank : others.findIndex((other) => other.key === key) + 1,
  };
}

/** How far one indicator is to be moved for a wish. */
interface Lone extends Wish {
  indicator: Indicator;
}

function moveOf(wish: Lone, standing: World, moving: World): Move[] {
  const { method, indicator } = wish;
  const figure = figureIn(standing, wish);
  const room = roomOf(indicator, figure);
  if (room === null || figure === null) return [];
  const thing = indicator.measure === 'flag' ? 'flag' : countedBy(indicator.code).thing;
  const later = figureIn(moving, wish);
  const then = later && withoutPace(figure, later);
  const sharesServices =
    isFromServices(indicator) && method.indicators.filter(isFromServices).length > 1;
  return pathsTo(method, indicator).map((path) => ({
    indicator,
    path,
    thing,
    room,
    sharesServices,
    standing: leastMore(wish, standing, figure),
    moving: then && leastMore(wish, moving, then),
    movingRoom: roomOf(indicator, then),
  }));
}

const figureIn = ({ figures }: World, { unit, indicator }: Lone): Figure | null =>
  figures.get(unit)?.get(indicator.code) ?? null;

/** What is asked for stands where it is, over what there will be. */
function withoutPace(now: Figure, later: Figure): Figure {
  if (!isCounted(now) || !isCounted(later)) return later;
  return sharing(Math.min(now.numerator, later.denominator), later.denominator);
}

/** Null where the indicator is neither a share of whole things nor a yes or no, or has no figure. */
function roomOf({ measure, direction }: Indicator, figure: Figure | null): number | null {
  if (figure === null || direction === 'none') return null;
  const isLess = direction === 'lower';
  if (measure === 'flag') return Number(isLess ? figure.value > 0 : figure.value < 1);
  if (measure !== 'share' || !isCounted(figure)) return null;
  return isLess ? figure.numerator : Math.max(0, figure.denominator - figure.numerator);
}

/** The figure with so many more things counted; fewer where less is better. */
function withMore(indicator: Indicator, figure: Figure, more: number): Figure {
  if (more === 0) return figure;
  const isLess = indicator.direction === 'lower';
  if (!isCounted(figure) || indicator.measure === 'flag') {
    return { ...figure, value: isLess ? 0 : 1 };
  }
  return sharing(figure.numerator + (isLess ? -more : more), figure.denominator);
}

function leastMore(wish: Lone, world: World, figure: Figure): number | null {
  const { method, indicator, unit } = wish;
  const room = roomOf(indicator, figure);
  if (room === null) return null;
  const own = world.figures.get(unit) ?? new Map<string, Figure>();
  const isThere = reaching(wish, world);
  const reaches = (more: number): boolean =>
    isThere(new Map(own).set(indicator.code, withMore(indicator, figure, more)));
  return leastReaching(reaches, room, leavesOf(method, indicator).every(isSteady(wish, world)));
}

/**
 * Whether more of a leaf never does harm. Between lowest and highest of a group it does none where the
 * others have a spread of their own, without which all lose their score as one comes level with them,
 * and where nobody loses it by being lowest, as in a geometric mean.
 */
const isSteady =
  ({ method, unit, indicator }: Lone, { figures }: World) =>
  (leaf: IndexNode): boolean => {
    if (!isOfSpread(leaf)) return true;
    if (leaf.normalise === 'zscore') return false;
    if (method.index?.version.nodes.some(({ aggregate }) => aggregate === 'geometric'))
      return false;
    const others = [...figures].filter(([id]) => id !== unit);
    const values = others.flatMap(([, own]) => own.get(indicator.code)?.value ?? []);
    return new Set(values).size > 1;
  };

const leavesOf = ({ index }: Method, { id }: Indicator): IndexNode[] =>
  index ? leavesBelow(index).filter(({ indicatorId }) => indicatorId === id) : [];

/** Where an indicator stands in the tree, a path a leaf; one empty path outside any tree. */
function pathsTo(method: Method, indicator: Indicator): IndexNode[][] {
  const { index } = method;
  if (!index) return [[]];
  const nodes = new Map(index.version.nodes.map((node) => [node.code, node]));
  return leavesOf(method, indicator).map((leaf) => {
    const path: IndexNode[] = [];
    let node: IndexNode | undefined = leaf;
    while (node && node.code !== index.node.code) {
      path.unshift(node);
      node = nodes.get(node.parent ?? '');
    }
    return path;
  });
}

/**
 * Of each pillar (the first node below the ranked one) the move that takes the smallest part of its
 * room, others standing still; the first of several. Moves that cannot do it alone are none.
 */
export function cheapestMoves(moves: readonly Move[]): Set<Move> {
  const part = ({ standing, room }: Move): number => (standing ?? Infinity) / room;
  const byPillar = Map.groupBy(
    moves.filter(({ standing }) => standing !== null),
    ({ path }) => path[0]?.code,
  );
  return new Set(
    [...byPillar.values()].flatMap((own) => own.toSorted((a, b) => part(a) - part(b)).slice(0, 1)),
  );
}
