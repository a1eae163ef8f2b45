// What a person decided of a row that was set aside or marked, as the rules take it in. Pure; anyone
// may import it. Who decided, when and why is kept with the decision itself, not here.
import { DECISION_RULES } from './common-rules.ts';
import { PLATFORM_RULES } from './platform-rules.ts';
import { type Fault, isRejected } from './rule.ts';
import { SERVICE_RULES } from './service-rules.ts';

export const DECISION_KINDS = ['correct', 'release', 'reject'] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

/** `correct` other fields, by our names · `release` it is right as it stands · `reject` it does not count. */
export type RowDecision =
  | { kind: 'correct'; fields: Readonly<Record<string, unknown>> }
  | { kind: 'release' }
  | {
      kind: 'reject';
      /** Whether an earlier decision, corrected or released, had let the row count. */
      wasLetIn: boolean;
      /** Whether another row contradicted it when it was rejected: then neither counted. */
      wasRival: boolean;
    };

/** Rules that rows break by contradicting each other, by id: which of them is right is unknown. */
export const RIVAL_RULES: readonly string[] = [
  SERVICE_RULES.repeatedCode.id,
  PLATFORM_RULES.repeatedUnit.id,
];

/** Decisions by the place of their row among all rows of the reply, counted from 0. */
export type DecidedRows = ReadonlyMap<number, RowDecision>;
export const NOTHING_DECIDED: DecidedRows = new Map();

/** A row as it is to be checked: what was corrected stands in place of what was written. */
export function correctRow<Raw extends object>(
  raw: Raw | null,
  decision: RowDecision | undefined,
  empty: Raw,
): Raw | null {
  return decision?.kind === 'correct' ? { ...(raw ?? empty), ...decision.fields } : raw;
}

/**
 * Whether a person took back a row that counts, by itself or by an earlier decision. What it said of
 * its period then counts no longer; of a row that never counted, older figures stand. Rejected rows are
 * no rivals, so that what kept a rejected row from counting is known from the time of its rejection.
 *
 * @param faults what the rules found in the row, before any decision
 */
export const isWithdrawn = (faults: readonly Fault[], decision: RowDecision | undefined): boolean =>
  decision?.kind === 'reject' && !decision.wasRival && (decision.wasLetIn || !isRejected(faults));

/**
 * The faults that are left once a decision is taken in: a release waives the refusals that may be
 * waived, a rejection adds one. Each decision leaves a mark, so that a row which counts by one is
 * told from a row which counts by itself.
 */
export function applyDecision(
  faults: readonly Fault[],
  decision: RowDecision | undefined,
): readonly Fault[] {
  switch (decision?.kind) {
    case undefined:
      return faults;
    case 'correct':
      return [...faults, { rule: DECISION_RULES.corrected, field: null }];
    case 'reject':
      return [...faults, { rule: DECISION_RULES.rejected, field: null }];
    case 'release': {
      const kept = faults.filter(({ rule }) => rule.severity !== 'refuse' || !rule.releasable);
      // What was only marked counts anyhow: then the decision says that it was looked at, no more.
      if (kept.length === faults.length) return faults;
      return [...kept, { rule: DECISION_RULES.released, field: null }];
    }
  }
}
