// Why a figure is not there. Absence is a value with a reason, never 0 and never null alone.
// Pure; anyone may import it.

/**
 * Reasons an observation carries no value:
 * - `not-connected` no source of ours answers for this unit
 * - `no-reply` the source was asked and did not answer in time
 * - `gathering-failed` asking it, or taking in what it answered, failed on our side
 * - `not-reported` it answered, without this figure
 * - `rejected` what it answered was quarantined
 * - `not-applicable` the unit does not have what is measured. In a gathered series the engine gives
 *   this one reason to every member that offers no public services and has no figure, whatever was
 *   recorded of it: no source is asked for it, and nothing is owed
 * - `other` a package gives a reason of its own (kept as text beside it)
 */
export const OBSERVATION_REASONS = [
  'not-connected',
  'no-reply',
  'gathering-failed',
  'not-reported',
  'rejected',
  'not-applicable',
  'other',
] as const;

/**
 * Reasons the engine adds when it cannot score what is there:
 * - `no-denominator` nothing to take a share of
 * - `child-missing` an index needs a part that is missing
 * - `non-positive` a geometric mean of a part at or below 0
 * - `no-spread` lowest and highest of the group are equal
 * - `no-target` normalised against a target that is not there
 * - `no-index` no version of the index is valid in the period
 */
export const SCORING_REASONS = [
  'no-denominator',
  'child-missing',
  'non-positive',
  'no-spread',
  'no-target',
  'no-index',
] as const;

export type ObservationReason = (typeof OBSERVATION_REASONS)[number];
export type ScoringReason = (typeof SCORING_REASONS)[number];
export type MissingReason = ObservationReason | ScoringReason;

/** A score, or the reason why there is none. */
export type Scored = { score: number } | { missing: MissingReason };

/** Whether a score was reached. The one predicate that tells the two apart. */
export const isScored = (result: Scored): result is { score: number } => 'score' in result;
