// One measured figure, or its stated absence, as the engine sees it. Pure; anyone may import it.
import type { IndicatorId, Origin } from './indicator.ts';
import type { MissingReason } from './missing.ts';
import type { UnitId } from './unit.ts';

/** SDMX CL_OBS_STATUS, the codes in use here: https://sdmx.org (code list 2.2). */
export const OBS_STATUSES = ['A', 'B', 'E', 'F', 'I', 'M', 'P', 'U'] as const;
export type ObsStatus = (typeof OBS_STATUSES)[number];

/**
 * Why a version of a figure replaced the one before, as the UK's Office for National Statistics tells
 * revisions from corrections (its guide to statistical revisions,
 * https://www.ons.gov.uk/methodology/methodologytopicsandstatisticalconcepts/revisions):
 * - `R1` the source revised what it had said
 * - `R2` routine: the figure came late, or what it is summed from was completed
 * - `R3` the method changed
 * - `C` a correction: somebody had made a mistake
 */
export const REVISION_REASONS = ['R1', 'R2', 'R3', 'C'] as const;
export type RevisionReason = (typeof REVISION_REASONS)[number];

export interface Observation {
  unitId: UnitId;
  indicatorId: IndicatorId;
  period: string;
  /** A share is a fraction 0–1, a flag 0 or 1. Null exactly where `missing` names a reason. */
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  missing: MissingReason | null;
  /** In the source's own words, where it gave any. */
  missingNote: string | null;
  status: ObsStatus;
  /** `>` for "more than": a lower bound, not an exact value. */
  qualifier: string | null;
  illustrative: boolean;
  sourceId: string;
  origin: Origin;
  /** The run that recorded this version; with the source it leads to reply and rows. */
  runId: string;
  version: number;
  /** Why this version replaced the one before; null for a first one. */
  reason: RevisionReason | null;
}

/** A fraction from whole counts, or the reason why it cannot be formed. */
export function shareOf(
  numerator: number,
  denominator: number,
): { value: number } | { missing: MissingReason } {
  return denominator > 0 ? { value: numerator / denominator } : { missing: 'no-denominator' };
}
