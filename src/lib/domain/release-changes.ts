// What differs between two releases of one series, of one period or of two: every row with its figure,
// rank and state on both sides, and in which way it differs. Pure; the page of a difference and the API
// import it. What a period's own releases revise, version by version, is in release-differences.ts.
import type { MeasureCode } from './indicator.ts';
import type { RevisionReason } from './observation.ts';
import { compareTexts } from './order.ts';
import { comparable } from './rank.ts';
import { releaseDifferences } from './release-differences.ts';
import type { ReleaseContent, ScoreRow } from './release.ts';
import { isMet, type TargetState } from './target.ts';
import type { UnitId } from './unit.ts';

/**
 * - `figure` another figure, or other counts
 * - `appeared` there was none, now there is one · `fell-silent` the other way round
 * - `entered` the unit was not asked before · `left` it is asked no longer
 * - `absence` there is none in either, for another reason
 * - `around` its own figure is the same; its rank is another by others, or its state by time or targets
 */
export const CHANGE_KINDS = [
  'figure',
  'appeared',
  'fell-silent',
  'entered',
  'left',
  'absence',
  'around',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export type ChangedFigure = Pick<
  ScoreRow,
  | 'score'
  | 'numerator'
  | 'denominator'
  | 'qualifier'
  | 'rank'
  | 'targetId'
  | 'targetState'
  | 'missing'
>;

export interface ReleaseChange {
  measure: MeasureCode;
  /** Of the later release, where it has the row. */
  groupId: string;
  unitId: UnitId;
  kind: ChangeKind;
  /** Null where that release has no row of the unit on the measure. */
  before: ChangedFigure | null;
  after: ChangedFigure | null;
  /** After less before, in the measure's own unit; null where one of the two has no figure. */
  scoreChange: number | null;
  /** Places won, above 0, or lost; null where one of the two has no rank. */
  placesWon: number | null;
  /** Why the figure was revised; of two releases of one period alone, and null where none was kept. */
  reason: RevisionReason | null;
}

export interface ReleaseChanges {
  /** By measure, group and unit, as in the releases. */
  changes: ReleaseChange[];
  /** Rows that are the same in both. */
  unchanged: number;
}

const keyOf = ({ measure, unitId }: Pick<ScoreRow, 'measure' | 'unitId'>): string =>
  `${measure}\n${unitId}`;

const figureOf = (row: ScoreRow | undefined): ChangedFigure | null =>
  row
    ? {
        score: row.score,
        numerator: row.numerator,
        denominator: row.denominator,
        qualifier: row.qualifier,
        rank: row.rank,
        targetId: row.targetId,
        targetState: row.targetState,
        missing: row.missing,
      }
    : null;

const isSameNumber = (a: number | null, b: number | null): boolean =>
  a === b || (a !== null && b !== null && comparable(a) === comparable(b));

/** Null where the two say the same. */
function kindOf(then: ScoreRow | undefined, now: ScoreRow | undefined): ChangeKind | null {
  if (!then) return 'entered';
  if (!now) return 'left';
  if (then.score === null && now.score === null) {
    if (then.missing !== now.missing) return 'absence';
  } else if (then.score === null) return 'appeared';
  else if (now.score === null) return 'fell-silent';
  const isSame =
    isSameNumber(then.score, now.score) &&
    then.numerator === now.numerator &&
    then.denominator === now.denominator &&
    then.qualifier === now.qualifier;
  if (!isSame) return 'figure';
  return then.rank === now.rank && then.targetState === now.targetState ? null : 'around';
}

const minus = (a: number | null | undefined, b: number | null | undefined): number | null =>
  a == null || b == null ? null : a - b;

/** By row, why its figure was revised; nothing between releases of two periods. */
function reasonsBetween(
  before: ReleaseContent,
  after: ReleaseContent,
): ReadonlyMap<string, RevisionReason | null> {
  if (before.period !== after.period) return new Map();
  const { figures } = releaseDifferences(before, after);
  return new Map(figures.map((each) => [keyOf(each), each.reason]));
}

/**
 * Compares two releases row by row.
 *
 * @throws RangeError where they are of two series
 */
export function compareReleases(before: ReleaseContent, after: ReleaseContent): ReleaseChanges {
  if (before.rules.series.id !== after.rules.series.id) {
    throw new RangeError('only releases of one series can be compared');
  }
  const earlier = new Map(before.rows.map((row) => [keyOf(row), row]));
  const later = new Map(after.rows.map((row) => [keyOf(row), row]));
  const reasons = reasonsBetween(before, after);
  const keys = [...new Set([...later.keys(), ...earlier.keys()])];
  const changes = keys.flatMap((key): ReleaseChange[] => {
    const [then, now] = [earlier.get(key), later.get(key)];
    const row = now ?? then;
    const kind = kindOf(then, now);
    if (!row || !kind) return [];
    return [
      {
        ...{ measure: row.measure, groupId: row.groupId, unitId: row.unitId, kind },
        before: figureOf(then),
        after: figureOf(now),
        scoreChange: minus(now?.score, then?.score),
        placesWon: minus(then?.rank, now?.rank),
        reason: reasons.get(key) ?? null,
      },
    ];
  });
  return { changes: changes.toSorted(inOrder), unchanged: keys.length - changes.length };
}

const inOrder = (a: ReleaseChange, b: ReleaseChange): number =>
  compareTexts(a.measure, b.measure) ||
  compareTexts(a.groupId, b.groupId) ||
  compareTexts(a.unitId, b.unitId);

/** What a list of changes comes to. */
export interface ChangeCounts {
  kinds: Record<ChangeKind, number>;
  /** Rows whose target is met now and was not, and the other way round; one and the same judged both. */
  reached: number;
  lost: number;
  /** Rows whose rank is another. */
  ranks: number;
}

const UNJUDGED: readonly TargetState[] = ['no_target', 'not_applicable', 'not_measured'];

const metIn = (figure: ChangedFigure | null): boolean | null =>
  figure === null || UNJUDGED.includes(figure.targetState) ? null : isMet(figure.targetState);

/** Ways to cross a target: met now and not before, and the other way round. */
export const CROSSINGS = ['reached', 'lost'] as const;
export type Crossing = (typeof CROSSINGS)[number];

/** How a row crossed its target; null where it did not, or one and the same did not judge both releases. */
export function crossingOf({ before, after }: ReleaseChange): Crossing | null {
  const [was, is] = [metIn(before), metIn(after)];
  if (was === null || is === null || was === is || before?.targetId !== after?.targetId)
    return null;
  return is ? 'reached' : 'lost';
}

export function countChanges(changes: readonly ReleaseChange[]): ChangeCounts {
  const kinds = CHANGE_KINDS.map((kind) => [
    kind,
    changes.filter((each) => each.kind === kind).length,
  ]);
  const crossed = (way: Crossing): number =>
    changes.filter((each) => crossingOf(each) === way).length;
  return {
    kinds: Object.fromEntries(kinds) as ChangeCounts['kinds'],
    reached: crossed('reached'),
    lost: crossed('lost'),
    ranks: changes.filter(({ placesWon }) => placesWon !== null && placesWon !== 0).length,
  };
}
