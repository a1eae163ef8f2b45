// Why a unit's place changed between two releases of one series: the change split exactly among six
// factors, and which units changed sides with it. Pure; the unit page and the API import it.
import { isScored } from '../missing.ts';
import { ranksOf } from '../method.ts';
import { periodOf } from '../period.ts';
import { rankedIn, rowOf } from '../release-lookup.ts';
import type { ReleaseContent, ScoreRow } from '../release.ts';
import { versionOn } from '../score.ts';
import type { UnitId } from '../unit.ts';
import { inTenths, ORDERS, sharesOf, WORLDS } from './shapley.ts';
import { FACTORS, worldsOf, type Factor, type Worlds } from './worlds.ts';

/**
 * Why a move cannot be told:
 * - `first-period` there is no earlier release
 * - `no-measure` one of the releases does not have the measure
 * - `not-listed-before`, `not-listed-now` the release does not hold the unit: it was not there yet, or
 *   no more, or the release follows other boundaries
 * - `unranked-before`, `unranked-now` it holds the unit without a rank
 * - `other-group` the unit was ranked among others
 * - `alone` nobody else of its group is ranked in either
 */
export const NO_MOVE_REASONS = [
  'first-period',
  'no-measure',
  'not-listed-before',
  'not-listed-now',
  'unranked-before',
  'unranked-now',
  'other-group',
  'alone',
] as const;
export type NoMoveReason = (typeof NO_MOVE_REASONS)[number];

/** What one factor did. */
export interface Part {
  factor: Factor;
  /** 720ths of a place, whole; above 0 it lifted the unit. All six sum to 720 times `places`. */
  share: number;
  /** Places to one decimal, so rounded that all six sum to `places`. */
  shown: number;
  /** Its part in the change of the score; null where some mix of the two has no score. */
  score: number | null;
}

/** Where the unit stood in one of the releases. */
export interface Standing {
  rank: number;
  /** How many had a rank. */
  ranked: number;
  score: number;
  /** Null for nodes of an index and for figures without counts. */
  numerator: number | null;
  denominator: number | null;
  /** Version of the index that scored it; null for an indicator. */
  version: string | null;
}

export interface RankMove {
  from: Standing;
  to: Standing;
  /** Its rank in `known`: the earlier period as now known; null where it has none there. */
  knownRank: number | null;
  /** How many places it rose: its rank before less its rank now; below 0 it fell. */
  places: number;
  /** One a factor, in the order of FACTORS. */
  parts: Part[];
  /** Ranked in both, above it now and not before, the best first. */
  passedBy: UnitId[];
  /** Ranked in both, above it before and below it now, the best now first. */
  passed: UnitId[];
  /** Ranked in both, above it before and now equal with it. */
  level: UnitId[];
  /** Ranked in one alone: those that are above it now, and those that were above it before. */
  cameAbove: UnitId[];
  wentFromAbove: UnitId[];
  /** How many units are ranked in the one release and not in the other. */
  came: number;
  went: number;
}

export type RankMoveAnswer =
  { move: RankMove; reason: null } | { move: null; reason: NoMoveReason };

const none = (reason: NoMoveReason): RankMoveAnswer => ({ move: null, reason });

/** Two releases of one series and what is asked of them. */
export interface MoveQuestion {
  from: ReleaseContent;
  to: ReleaseContent;
  /**
   * The period of the one that was released first, as it was known when the other became current; that
   * release itself where nothing had been corrected.
   */
  known: ReleaseContent;
  /** Whether `to` is the one that was released first. */
  isBackwards: boolean;
  unit: UnitId;
  measure: string;
}

/**
 * Splits the change of a unit's place between two releases by the Shapley value: the mean of what each
 * factor changes over all 720 orders in which the six can come about. Every mix of before and after
 * is scored by the engine itself. The parts sum exactly to the change, to six equal releases all are
 * 0, and so is that of a factor in which nothing differs.
 *
 * In a mix a share is the numerator of the one over the denominator of the other, which may lie above
 * 1. A figure that only one release has is taken from it, where the mix says that it is there. Where
 * the unit itself has no score in a mix, it gets the figures that it lacks there from the releases;
 * without a score even so it stands after all that have one. The mix of nothing and that of everything
 * are the releases themselves, however unlike their trees; only where an older engine ranked otherwise
 * than today's, the difference counts as `method`. Told backwards every part changes its sign.
 */
export function rankMove(question: MoveQuestion): RankMoveAnswer {
  const { from, to, known, unit, measure } = question;
  if (!hasMeasure(from, measure) || !hasMeasure(to, measure)) return none('no-measure');
  const [before, after] = [rowOf(from, unit, measure), rowOf(to, unit, measure)];
  if (!after) return none('not-listed-now');
  if (!before) return none('not-listed-before');
  const [then, now] = [standingOf(from, before), standingOf(to, after)];
  if (!now) return none('unranked-now');
  if (!then) return none('unranked-before');
  if (before.groupId !== after.groupId) return none('other-group');
  if (then.ranked === 1 && now.ranked === 1) return none('alone');
  const parts = partsOf(question, then, now, after.groupId);
  if (!parts) return none('no-measure');
  return {
    reason: null,
    move: {
      from: then,
      to: now,
      knownRank: rowOf(known, unit, measure)?.rank ?? null,
      places: then.rank - now.rank,
      parts,
      ...neighboursOf(from, to, before, after),
    },
  };
}

const hasMeasure = (release: ReleaseContent, measure: string): boolean =>
  release.rows.some((row) => row.measure === measure);

function standingOf(release: ReleaseContent, row: ScoreRow): Standing | null {
  const { rank, score, numerator, denominator, measure, groupId } = row;
  if (rank === null || score === null) return null;
  const [code = '', node] = measure.split(':');
  const lastDay = periodOf(release.period).end;
  const version = node === undefined ? null : versionOn(release.rules.indices, code, lastDay);
  const ranked = rankedIn(release, groupId, measure);
  return { rank, ranked, score, numerator, denominator, version: version?.version ?? null };
}

interface Outcome {
  rank: number;
  score: number | null;
}

/** The outcome of every world. */
function outcomesOf(worlds: Worlds, unit: UnitId): Outcome[] {
  const known = new Map<number, Outcome>();
  return Array.from({ length: WORLDS }, (_, world) => {
    const same = world & ~worlds.idle;
    const outcome = known.get(same) ?? outcomeOf(worlds, unit, same);
    known.set(same, outcome);
    return outcome;
  });
}

function outcomeOf(worlds: Worlds, unit: UnitId, world: number): Outcome {
  const ask = (fill: boolean): Outcome => {
    const method = worlds.methodIn(world);
    const figures = worlds.figuresIn(world, fill);
    const scores = method.score([...figures.keys()], figures);
    const ranks = ranksOf(method, scores);
    const scored = scores.get(unit);
    return {
      rank: ranks.get(unit) ?? ranks.size + 1,
      score: scored && isScored(scored) ? scored.score : null,
    };
  };
  const outcome = ask(false);
  return outcome.score === null ? ask(true) : outcome;
}

const METHOD = FACTORS.indexOf('method');
const LAST_WORLD = WORLDS - 1;

function partsOf(
  { from, to, known, isBackwards, unit, measure }: MoveQuestion,
  before: Standing,
  after: Standing,
  groupId: string,
): Part[] | null {
  const [early, late] = isBackwards ? [to, from] : [from, to];
  const worlds = worldsOf({ from: early, known, to: late, unit, measure, groupId });
  if (!worlds) return null;
  const [then, now] = isBackwards ? [after, before] : [before, after];
  const outcomes = outcomesOf(worlds, unit);
  const sign = isBackwards ? -1 : 1;
  const places = placeShares(outcomes, then, now).map((share) => sign * share + 0);
  const scores = scoreShares(outcomes, then, now)?.map((share) => (sign * share) / ORDERS + 0);
  const shown = inTenths(places);
  return FACTORS.map((factor, at) => ({
    factor,
    share: places[at] ?? 0,
    shown: (shown[at] ?? 0) / 10,
    score: scores?.[at] ?? null,
  }));
}

/** Shares in 720ths; what the releases and the engine say differently of their own figures is method. */
function sharesBetween(values: readonly number[], then: number, now: number): number[] {
  const shares = sharesOf((world) => values[world] ?? 0);
  const unlike = now - then - ((values[LAST_WORLD] ?? 0) - (values[0] ?? 0));
  return shares.map((share, at) => (at === METHOD ? share + ORDERS * unlike : share));
}

/** A rise is a lower number. */
const placeShares = (outcomes: readonly Outcome[], then: Standing, now: Standing): number[] =>
  sharesBetween(
    outcomes.map(({ rank }) => -rank),
    -then.rank,
    -now.rank,
  );

function scoreShares(outcomes: readonly Outcome[], then: Standing, now: Standing): number[] | null {
  const scores = outcomes.flatMap(({ score }) => score ?? []).filter(Number.isFinite);
  return scores.length < outcomes.length ? null : sharesBetween(scores, then.score, now.score);
}

type Neighbours = Pick<
  RankMove,
  'passedBy' | 'passed' | 'level' | 'cameAbove' | 'wentFromAbove' | 'came' | 'went'
>;

/** Who stood above the unit and who stands there, by their ranks in the releases. */
function neighboursOf(
  from: ReleaseContent,
  to: ReleaseContent,
  before: ScoreRow,
  after: ScoreRow,
): Neighbours {
  const [then, now] = [ranksIn(from, before), ranksIn(to, after)];
  const isAbove = (ranks: Ranks, unit: UnitId, own: ScoreRow) =>
    (ranks.get(unit) ?? Infinity) < (own.rank ?? 0);
  const wasAbove = (unit: UnitId) => isAbove(then, unit, before);
  const standsAbove = (unit: UnitId) => isAbove(now, unit, after);
  const inBoth = [...now.keys()].filter((unit) => then.has(unit));
  const reached = inBoth.filter((unit) => wasAbove(unit) && !standsAbove(unit));
  const isLevel = (unit: UnitId) => now.get(unit) === after.rank;
  const came = [...now.keys()].filter((unit) => !then.has(unit));
  const went = [...then.keys()].filter((unit) => !now.has(unit));
  return {
    passedBy: inBoth.filter((unit) => standsAbove(unit) && !wasAbove(unit)),
    passed: reached.filter((unit) => !isLevel(unit)),
    level: reached.filter(isLevel),
    cameAbove: came.filter(standsAbove),
    wentFromAbove: went.filter(wasAbove),
    came: came.length,
    went: went.length,
  };
}

type Ranks = ReadonlyMap<UnitId, number>;

/** Ranks of the group on the row's measure, the best first. */
function ranksIn(release: ReleaseContent, { measure, groupId }: ScoreRow): Ranks {
  const ranked = release.rows.flatMap((row): [UnitId, number][] =>
    row.measure === measure && row.groupId === groupId && row.rank !== null
      ? [[row.unitId, row.rank]]
      : [],
  );
  return new Map(ranked.toSorted(([, a], [, b]) => a - b));
}
