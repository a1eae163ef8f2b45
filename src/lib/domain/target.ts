// Promises with a number and a date, and where a unit stands against one. Pure; anyone may import it.
import type { IndicatorId } from './indicator.ts';
import type { UnitId } from './unit.ts';

export type TargetOperator = '>=' | '<=' | '=' | 'x';

export interface LegalBasis {
  document: string;
  documentDate: string;
  article: string;
  verified: boolean;
  source: string;
}

export interface Target {
  /** Made of indicator, operator, value, groups or unit, and due day: the same text is the same target. */
  id: string;
  indicatorId: IndicatorId;
  /** Set where one unit alone is meant; then `groupIds` is empty. */
  unitId: UnitId | null;
  groupIds: string[];
  operator: TargetOperator;
  /** A share as a fraction; for `x` the multiple of the baseline period's value. */
  value: number;
  /** Period code of the baseline, for `x` only. */
  baseline: string | null;
  due: string;
  acceptedUntil: string | null;
  /** Several documents may set one target; the earliest verified one issues it. */
  bases: LegalBasis[];
}

/**
 * Where a unit stands against the target that judges its period:
 * `met` reached by the due day · `met_late` reached after it · `on_pace`, `behind`, `far_behind` not
 * yet, by the mean pace of the last four periods · `overdue` due and not reached · `not_applicable`
 * the target is not for this unit · `not_measured` no figure or no baseline · `no_target` none in force.
 */
export const TARGET_STATES = [
  'met',
  'met_late',
  'on_pace',
  'behind',
  'far_behind',
  'overdue',
  'not_applicable',
  'not_measured',
  'no_target',
] as const;
export type TargetState = (typeof TARGET_STATES)[number];

/** The states that count as "đạt" in a headline. */
export const isMet = (state: TargetState): boolean => state === 'met' || state === 'met_late';
