// The shape of what the unit page shows, between its load and its parts. Types only.
import type { FigureDifference } from '#lib/domain/release-differences.ts';
import type { ShownChart } from '#lib/charts/types.ts';
import type { Past } from '#lib/domain/explain/past.ts';
import type { DutyLine } from '#lib/domain/report/said-duties.ts';
import type { BehindSince } from '#lib/domain/promises.ts';
import type { MeasureFace } from '#lib/domain/ranking.ts';
import type { MemberUnit } from '#lib/domain/unit.ts';
import type { BridgeView } from '../bridge-view.server.ts';
import type { ReleaseMark } from '#lib/components/release-mark.ts';
import type { Target } from '#lib/domain/target.ts';
import type { IntervalAnswer } from '#lib/server/explain/interval.ts';
import type { PublicSign } from '#lib/server/explain/signs.ts';
import type { TransferScope } from '#lib/domain/unit.ts';
import type { OwnSeriesView } from './bodies.ts';
import type { ChosenMeasure } from './chosen-measure.ts';
import type { GapView } from './gap-view.ts';
import type { IndexGap, UntoldGap } from './index-gap.ts';
import type { UnitOutlook } from './outlook.ts';
import type { RankedBefore } from './ranked-before.ts';
import type { SuccessorView } from './successor.ts';
import type { TwinsView } from './twins-view.ts';
import type { WhyMoved } from './why.ts';
import type { IndexLine, OverdueLine, PlatformLine, ResultLine } from './unit-view.ts';

/** A unit as the catalogue knows it, whether or not the release holds it. */
export interface CatalogueUnit {
  id: string;
  nameVi: string;
  nameEn: string;
  validFrom: string | null;
  validTo: string | null;
  providesServices: boolean;
}

export interface Responsible {
  roleVi: string;
  roleEn: string;
  person: string | null;
  validFrom: string;
  validTo: string | null;
  sourceVi: string;
  sourceEn: string;
}

/** A unit that came before or after, with the day and the law of the change. */
export interface Relative {
  unit: Pick<CatalogueUnit, 'id' | 'nameVi' | 'nameEn' | 'validTo'>;
  onDay: string;
  scope: TransferScope;
  verified: boolean;
  sourceVi: string;
  sourceEn: string;
}

/** One published rank, from a single source or from a loaded package. */
export interface OtherRank {
  /** Names of the index and of the part that is ranked, in the language being read. */
  index: string;
  part: string;
  year: string;
  score: number | null;
  rank: number | null;
  /** How many were ranked, where the source says so. */
  of: number | null;
  isInferred: boolean;
  sourceVi: string;
  sourceEn: string;
}

/** What a press article says of the unit. */
export interface UnitFact {
  id: string;
  day: string;
  subjectVi: string;
  subjectEn: string;
  factVi: string;
  factEn: string;
  value: string;
  valueUnit: string;
  sourceVi: string;
  sourceEn: string;
}

/** A result with what stands behind it. */
export interface SourcedResult extends ResultLine {
  sourceName: { nameVi: string; nameEn: string } | null;
  /** Targets that were due before the one shown and are still not met, the latest first. */
  missedTargets: Target[];
  /** Since when its state is behind without a break, as rankings tell it; null where it is not behind. */
  behindSince: BehindSince | null;
  /** Where the figure says otherwise than an earlier release of its period did; null elsewhere. */
  correction: FigureCorrection | null;
}

/** How a figure came to say something else after it had been released. */
export interface FigureCorrection extends Pick<
  FigureDifference,
  'kind' | 'reason' | 'otherSource' | 'before'
> {
  /** ISO time of the release that first said so. */
  releasedAt: string;
}

/** The unit's past before it came out of others, on the headline's measure. */
export interface UnitPastSection extends Past {
  /** The first day of the unit. */
  since: string;
  /** Everyone who is named. */
  units: MemberUnit[];
  face: MeasureFace;
  group: string;
}

export interface UnitPage {
  unit: CatalogueUnit;
  release: ReleaseMark | null;
  /** The period that the address asks for where it has no release. */
  unpublished: string | null;
  /** Whether the address asks for a moment: nothing may have been published by then, and be now. */
  isThen: boolean;
  /** The latest period that has a row of the unit; null where none has, or it is the one shown. */
  latest: string | null;
  previousPeriod: string | null;
  /** The unit's line on the headline's measure; null where the release has none. */
  standing: ResultLine | null;
  /** Its place in the release before, where it had one. */
  before: RankedBefore | null;
  /** Where the headline's measure leads, and the steps of its target; null where there is no row. */
  outlook: UnitOutlook | null;
  results: SourcedResult[];
  /** Targets that judge it and are overdue, yes-or-no ones too, the first due first. */
  overdue: OverdueLine[];
  /** Figures of the unit that any later release stated otherwise. */
  corrections: number;
  /** For staff alone; null for everybody else. */
  known: { period: string; figures: number } | null;
  platforms: PlatformLine[];
  /** The course of ranks; null where fewer than two periods have one. */
  courseChart: ShownChart | null;
  /** The same on the chosen share, beside those that stand next to it now; null where it has no rank now. */
  ranksChart: ShownChart | null;
  /** The own index, each part with what it brought; empty where the release has none. */
  index: IndexLine[];
  /** What the unit's page explains: one of its shares. */
  chosen: ChosenMeasure;
  /** What brings it to its target and to the next place; null where no release measures it. */
  gap: GapView | null;
  /** The same on the share that was chosen. */
  chosenGap: GapView | null;
  /** Where that share leads, and the steps of its target; null where there is no row. */
  chosenOutlook: UnitOutlook | null;
  /** Who stood where the unit stands and has met the target since; null where no release holds it. */
  twins: TwinsView | null;
  /** How much more of each indicator alone reaches the next place on the own index; null where there is none. */
  indexGap: IndexGap | UntoldGap | null;
  /**
   * Why its rank changed since the period before, on the share that was chosen and on the own index;
   * empty where the unit is in no release.
   */
  why: WhyMoved[];
  /** What the series that took the place of the gathered one says of a unit that this one has no row of. */
  successor: SuccessorView | null;
  /** How sure its rank on the own index is; null where there is no such index. */
  certainty: IntervalAnswer | null;
  /** What the unit was asked about its figures up to the period shown, as far as readers see it. */
  signs: PublicSign[];
  /** The duties that its reports tell of, up to the period shown; null where no release is. */
  tasks: {
    period: string;
    /** The last day of that period. */
    day: string;
    /** The period of its last report; null where it sent none. */
    reported: string | null;
    lines: DutyLine[];
  } | null;
  responsible: Responsible[];
  /** The first day of a unit that came out of others; null for all whose founding day the catalogue does not tell. */
  beganAfter: string | null;
  predecessors: Relative[];
  successors: Relative[];
  /** Null for units that were always there. */
  past: UnitPastSection | null;
  /** Its course across the break of 2022; null where either side has no figure. */
  bridge: BridgeView | null;
  /** Series of the unit's own, which rank the bodies below it; empty where it has none. */
  bodies: OwnSeriesView[];
  others: OtherRank[];
  facts: UnitFact[];
}
