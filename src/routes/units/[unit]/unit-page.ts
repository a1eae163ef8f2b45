// The shape of what the unit page shows, between its load and its parts. Types only.
import type { DrawnChart } from '#lib/charts/types.ts';
import type { ReleaseMark } from '#lib/components/release-mark.ts';
import type { TransferScope } from '#lib/domain/unit.ts';
import type { PillarLine, PlatformLine, RankPoint, ResultLine } from './unit-view.ts';

/** A unit as the catalogue knows it, whether or not the release holds it. */
export interface CatalogueUnit {
  id: string;
  nameVi: string;
  nameEn: string;
  validFrom: string | null;
  validTo: string | null;
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
  unit: { id: string; nameVi: string; nameEn: string };
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

/** A result with the run that its figure came from. */
export interface SourcedResult extends ResultLine {
  sourceName: { nameVi: string; nameEn: string } | null;
  /** When the version shown was recorded (ISO time). */
  recordedAt: string | null;
}

/** The release shown, with its number among those of its period. */
export interface UnitRelease extends ReleaseMark {
  number: number;
}

export interface UnitPage {
  unit: CatalogueUnit;
  release: UnitRelease | null;
  /** The period that the address asks for where it has no release. */
  unpublished: string | null;
  previousPeriod: string | null;
  /** The unit's line on the headline's measure; null where the release has none. */
  standing: ResultLine | null;
  /** Where the pace of four periods leads by the due day; null where that cannot be told. */
  projected: number | null;
  results: SourcedResult[];
  platforms: PlatformLine[];
  course: RankPoint[];
  /** The course of ranks; null where fewer than two periods have one. */
  courseChart: DrawnChart | null;
  pillars: PillarLine[];
  responsible: Responsible[];
  predecessors: Relative[];
  successors: Relative[];
  others: OtherRank[];
  facts: UnitFact[];
}
