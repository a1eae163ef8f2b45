// The least moves that bring a unit to a place of its group, others standing still or going on at
// their own pace; every place is asked of the release's own scoring. Pure; gap.ts imports it.
import type { Figure } from '../figures.ts';
import type { Indicator, IndexNode } from '../indicator.ts';
import {
  figuresIn,
  type FigureTable,
  leavesBelow,
  membersIn,
  type Method,
  ranksOf,
} from '../method.ts';
import { isScored } from '../missing.ts';
import { compareTexts } from '../order.ts';
import { shiftPeriod } from '../period.ts';
import { comparable } from '../rank.ts';
import type { ReleaseContent, ScoreRow } from '../release.ts';
import type { UnitId } from '../unit.ts';
import { figuresOneOn, isCounted, sharing } from './count-pace.ts';
import { countedBy, type Thing } from './counted-things.ts';
import { type Answered, none } from './gap-answer.ts';
import { leastReaching } from './least.ts';

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
  /** Least number while all others stand still; null where this alone cannot do it. */
  standing: number | null;
  /** The same one period on, all others at their own pace, the unit's denominators too. */
  moving: number | null;
}

/** Who holds a place, in the order of codes where several do. */
export type Holders = UnitId[];

export interface PlaceGap {
  /** The place that is to be reached, or a better one. */
  rank: number;
  /** Who holds it now, to be caught up with. */
  holders: Holders;
  /** The period that "moving" is about, and who holds the place then. */
  next: { period: string; holders: Holders };
  moves: Move[];
}

interface World {
  units: readonly UnitId[];
  figures: FigureTable;
}

/**
 * The moves that bring a unit to a place of its group on a measure.
 *
 * @param course releases of one series, oldest first, the one that is asked of last
 * @param rank the place asked for; null for the next one above
 */
export function placeGap(
  course: readonly ReleaseContent[],
  method: Method,
  row: ScoreRow,
  rank: number | null,
): Answered<PlaceGap, PlaceReason> {
  const release = course.at(-1);
  if (!release || row.score === null) return none('no-figure');
  if (row.rank === null) return none('no-rank');
  if (row.rank === 1) return none('first');
  const wanted = rank ?? placeAbove(release, row, row.rank);
  if (wanted >= row.rank) return none('held');
  const units = membersIn(release, method);
  const standing: World = { units, figures: figuresIn(release, method) };
  const moving: World = {
    units,
    figures: figuresOneOn(course, standing.figures, row.unitId),
  };
  const moves = method.indicators.flatMap((indicator) =>
    moveOf({ method, unit: row.unitId, indicator, rank: wanted }, standing, moving),
  );
  if (moves.length === 0) return none('not-counted');
  const next = {
    period: shiftPeriod(release.period, 1),
    holders: holdersOf(method, moving, row.unitId, wanted),
  };
  const holders = holdersOf(method, standing, row.unitId, wanted);
  return { answer: { rank: wanted, holders, next, moves }, reason: null };
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

/** The others who share the place: the unit must come level with them. */
function holdersOf(method: Method, world: World, unit: UnitId, rank: number): Holders {
  const sign = method.direction === 'lower' ? 1 : -1;
  const others = [...method.score(world.units, world.figures)]
    .flatMap(([id, scored]) =>
      id !== unit && isScored(scored) ? [{ id, key: sign * comparable(scored.score) }] : [],
    )
    .toSorted((a, b) => a.key - b.key || compareTexts(a.id, b.id));
  const holder = others[rank - 1];
  return others.filter(({ key }) => key === holder?.key).map(({ id }) => id);
}

interface Wish {
  method: Method;
  unit: UnitId;
  indicator: Indicator;
  rank: number;
}

function moveOf(wish: Wish, standing: World, moving: World): Move[] {
  const { method, indicator } = wish;
  const room = roomOf(indicator, figureIn(standing, wish));
  if (room === null) return [];
  const thing = indicator.measure === 'flag' ? 'flag' : countedBy(indicator.code).thing;
  return pathsTo(method, indicator).map((path) => ({
    indicator,
    path,
    thing,
    room,
    standing: leastMore(wish, standing),
    moving: leastMore(wish, moving),
  }));
}

const figureIn = ({ figures }: World, { unit, indicator }: Wish): Figure | null =>
  figures.get(unit)?.get(indicator.code) ?? null;

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

/** The unit's place with so many more; null where it is not ranked. */
function rankWith({ method, unit, indicator }: Wish, world: World, more: number): number | null {
  const own = world.figures.get(unit);
  const figure = own?.get(indicator.code);
  if (!own || !figure) return null;
  const moved = new Map(own).set(indicator.code, withMore(indicator, figure, more));
  const figures = new Map(world.figures).set(unit, moved);
  return ranksOf(method, method.score(world.units, figures)).get(unit) ?? null;
}

function leastMore(wish: Wish, world: World): number | null {
  const room = roomOf(wish.indicator, figureIn(world, wish));
  if (room === null) return null;
  const reaches = (more: number): boolean => (rankWith(wish, world, more) ?? Infinity) <= wish.rank;
  return leastReaching(reaches, room, isIndependent(wish));
}

/** Whether the scores of others do not hang on the unit's figure: then more never does harm. */
function isIndependent({ method, indicator }: Wish): boolean {
  return leavesOf(method, indicator).every(
    ({ normalise }) => normalise !== 'minmax' && normalise !== 'zscore',
  );
}

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
