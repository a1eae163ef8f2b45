// What is published together: every figure, score, rank and state of one series and one period.
// Types only; the content is made by build-release.ts and never changes afterwards.
import type { Indicator, IndexVersion, MeasureCode } from './indicator.ts';
import type { MissingReason } from './missing.ts';
import type { ObsStatus, RevisionReason } from './observation.ts';
import type { Frequency } from './period.ts';
import type { Target, TargetState } from './target.ts';
import type { Group, MemberUnit, UnitId } from './unit.ts';

/** Changes whenever the same observations could give another score, rank or state. */
export const METHOD_VERSION = '1';

export type ReleaseStatus = 'provisional' | 'final' | 'withdrawn';

export interface Series {
  id: string;
  nameVi: string;
  nameEn: string;
  frequency: Frequency;
  kind: 'gathered' | 'package';
}

/** Everything but figures that a release is made of. Frozen into the release. */
export interface Rules {
  series: Series;
  groups: Group[];
  units: MemberUnit[];
  indicators: Indicator[];
  indices: IndexVersion[];
  targets: Target[];
  methodVersion: string;
}

/** Why a change cannot be told, where `change` is null. */
export type ChangeReason = 'first-period' | 'previous-missing' | 'current-missing' | 'series-break';

/** The last figure known of a unit that has none this period. */
export interface LastKnown {
  period: string;
  value: number;
  numerator: number | null;
  denominator: number | null;
}

/** One unit on one measure. */
export interface ScoreRow {
  measure: MeasureCode;
  groupId: string;
  unitId: UnitId;
  /** The measured figure; null for nodes of an index and where it is missing. */
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  /** What is ranked: the figure itself, or the index score. Null where `missing` names a reason. */
  score: number | null;
  /** Competition rank within the group (17, 17, 19); null where unscored or the measure has no better end. */
  rank: number | null;
  previousRank: number | null;
  /** Score now less score before, in the measure's own unit (a fraction for shares). */
  change: number | null;
  changeReason: ChangeReason | null;
  targetState: TargetState;
  targetId: string | null;
  /** The number that the target asks of this unit, baseline worked in; null without a target. */
  demand: number | null;
  missing: MissingReason | null;
  missingNote: string | null;
  /** Periods in a row without a figure, this one counted; 0 where there is one. */
  periodsMissed: number;
  lastKnown: LastKnown | null;
  status: ObsStatus | null;
  qualifier: string | null;
  sourceId: string | null;
  runId: string | null;
  version: number | null;
  /** Why this version of the figure replaced the one before; null for a first one. */
  reason: RevisionReason | null;
}

/** One measure over one group, or over the nation (`groupId` null). */
export interface Summary {
  measure: MeasureCode;
  groupId: string | null;
  /** Σ numerators / Σ denominators of those that answered; for flags the share that has it. */
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  /** Units with a figure, and units that should have one. */
  counted: number;
  expected: number;
  /** Units that meet their target, and units it applies to. */
  met: number;
  withTarget: number;
  /**
   * Of the units alone that have a figure in both periods (those whose rows have a change): what they
   * came to in the previous release, and by how much they come to more now. `value` is over all that
   * are counted, so that it need not be `previousValue` + `change`. Null where no unit has both.
   */
  previousValue: number | null;
  change: number | null;
  targetState: TargetState;
  targetId: string | null;
  demand: number | null;
}

export interface ReleaseContent {
  rules: Rules;
  period: string;
  rows: ScoreRow[];
  summaries: Summary[];
  illustrative: boolean;
}

/** A stored release: its content with the marks it was published under. */
export interface Release extends ReleaseContent {
  id: string;
  number: number;
  status: ReleaseStatus;
  /** SHA-256 of its scores.csv, hex. */
  hash: string;
  periodStart: string;
  periodEnd: string;
  /** Built from what was recorded up to here (ISO time). */
  knownAt: string;
  /** When it became current (ISO time). */
  releasedAt: string;
  /**
   * When the first release of its series and period became current (ISO time). Days left are counted
   * from it, so that a correction years later shifts no state.
   */
  firstReleasedAt: string;
  previousReleaseId: string | null;
}
