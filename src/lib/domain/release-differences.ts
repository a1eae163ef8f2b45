// What a release of a period says otherwise than the one before it of the same period: the figures
// that changed, each with its reason, late ones apart from revised ones. Pure; anyone may import it.
import type { MeasureCode } from './indicator.ts';
import type { MissingReason } from './missing.ts';
import type { RevisionReason } from './observation.ts';
import { compareTexts } from './order.ts';
import type { ReleaseContent, ScoreRow } from './release.ts';
import type { UnitId } from './unit.ts';

/**
 * - `late` there was no figure, and now there is one
 * - `revised` there was another one
 * - `taken-back` there was one, and now there is none
 * - `absence` there is none in either, for another reason now
 */
export const DIFFERENCE_KINDS = ['late', 'revised', 'taken-back', 'absence'] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** One figure as one release states it. */
export interface StatedFigure {
  /** A share is a fraction 0–1; null where `missing` names a reason. */
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  qualifier: string | null;
  /** Of a node of an index, which has no figure; else the figure itself. */
  score: number | null;
  rank: number | null;
  missing: MissingReason | null;
  sourceId: string | null;
  version: number | null;
}

export interface FigureDifference {
  measure: MeasureCode;
  groupId: string;
  unitId: UnitId;
  kind: DifferenceKind;
  /** Null where the release has no row of the unit on the measure. */
  before: StatedFigure | null;
  after: StatedFigure | null;
  /**
   * Why the version of the later release replaced another. `R3` also where the figure is the same
   * version and the engine reads it otherwise. Null where another source's figure now comes first, and
   * where a release from before reasons were kept holds none.
   */
  reason: RevisionReason | null;
  /** Whether the two come from different sources. */
  otherSource: boolean;
}

export interface ReleaseDifferences {
  /** By measure, group and unit, in the order of the release. */
  figures: FigureDifference[];
  /** Rows whose rank or score moved though their own figure is the same. */
  movedOnly: number;
}

const keyOf = (row: ScoreRow): string => `${row.measure}\n${row.groupId}\n${row.unitId}`;

/**
 * Compares two releases of one series and period.
 *
 * Listed are figures of indicators whose value, counts, qualifier or reason for absence differ. Scores
 * of an index follow from them and are only counted, unless the method itself differs: then they are
 * listed too, with R3.
 *
 * @throws RangeError where the two are about different things
 */
export function releaseDifferences(
  before: ReleaseContent,
  after: ReleaseContent,
): ReleaseDifferences {
  if (before.period !== after.period || before.rules.series.id !== after.rules.series.id) {
    throw new RangeError('only releases of one series and period can be compared');
  }
  const isOtherMethod = before.rules.methodVersion !== after.rules.methodVersion;
  const indicators = new Set(
    [...before.rules.indicators, ...after.rules.indicators].map(({ code }) => code),
  );
  const earlier = new Map(before.rows.map((row) => [keyOf(row), row]));
  const later = new Map(after.rows.map((row) => [keyOf(row), row]));
  const figures: FigureDifference[] = [];
  let movedOnly = 0;
  for (const key of new Set([...earlier.keys(), ...later.keys()])) {
    const [then, now] = [earlier.get(key), later.get(key)];
    const isListed = isOtherMethod || indicators.has((now ?? then)?.measure ?? '');
    const difference = isListed ? differenceOf(then, now) : null;
    if (difference) figures.push(difference);
    else if (then?.rank !== now?.rank || then?.score !== now?.score) movedOnly += 1;
  }
  return { figures: figures.toSorted(inOrder), movedOnly };
}

const inOrder = (a: FigureDifference, b: FigureDifference): number =>
  compareTexts(a.measure, b.measure) ||
  compareTexts(a.groupId, b.groupId) ||
  compareTexts(a.unitId, b.unitId);

function differenceOf(
  then: ScoreRow | undefined,
  now: ScoreRow | undefined,
): FigureDifference | null {
  const row = now ?? then;
  if (!row || (then && now && saysTheSame(then, now))) return null;
  // A row that says nothing is no different from none.
  if ((then ?? now)?.score == null && (!then || !now)) return null;
  return {
    measure: row.measure,
    groupId: row.groupId,
    unitId: row.unitId,
    kind: kindOf(then?.score ?? null, now?.score ?? null),
    before: statedOf(then),
    after: statedOf(now),
    reason: reasonOf(then, now),
    otherSource: isOtherSource(then, now),
  };
}

const saysTheSame = (a: ScoreRow, b: ScoreRow): boolean =>
  a.score === b.score &&
  a.numerator === b.numerator &&
  a.denominator === b.denominator &&
  a.qualifier === b.qualifier &&
  a.missing === b.missing;

function kindOf(before: number | null, after: number | null): DifferenceKind {
  if (before === null) return after === null ? 'absence' : 'late';
  return after === null ? 'taken-back' : 'revised';
}

function reasonOf(then: ScoreRow | undefined, now: ScoreRow | undefined): RevisionReason | null {
  const isSameVersion = then?.sourceId === now?.sourceId && then?.version === now?.version;
  if (isSameVersion) return then?.score == null && now?.score == null ? null : 'R3';
  // What comes after an absence is routine, whoever says it.
  if (then?.score == null && now?.score != null) return now.reason ?? 'R2';
  return then?.sourceId === now?.sourceId ? (now?.reason ?? null) : null;
}

const isOtherSource = (then: ScoreRow | undefined, now: ScoreRow | undefined): boolean =>
  then?.sourceId != null && now?.sourceId != null && then.sourceId !== now.sourceId;

const statedOf = (row: ScoreRow | undefined): StatedFigure | null =>
  row
    ? {
        value: row.value,
        numerator: row.numerator,
        denominator: row.denominator,
        qualifier: row.qualifier,
        score: row.score,
        rank: row.rank,
        missing: row.missing,
        sourceId: row.sourceId,
        version: row.version,
      }
    : null;
