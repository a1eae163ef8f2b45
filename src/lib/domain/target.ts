// Promises with a number and a date, and where a unit stands against one. Pure; anyone may import it.
import type { IndicatorId } from './indicator.ts';
import type { UnitId } from './unit.ts';

export type TargetOperator = '>=' | '<=' | '=' | 'x';

export interface LegalBasis {
  document: string;
  documentDate: string;
  article: string;
  verified: boolean;
  sourceVi: string;
  sourceEn: string;
}

/**
 * Who laid out a unit's dated schedule: `own` the unit itself · `imposed` a document of somebody above
 * it. A step of a schedule says at which pace a unit means, or is told, to go; it judges no release, so
 * that a unit's own lower schedule never stands in place of a target (`schedule.ts` tells it beside).
 */
export const SCHEDULES = ['own', 'imposed'] as const;
export type ScheduleKind = (typeof SCHEDULES)[number];

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
  /** Set where this is a step of its unit's schedule; left out in releases older than schedules. */
  schedule?: ScheduleKind | null;
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

/**
 * Why a promise is listed without ever judging anybody:
 * - `no-indicator` nothing in the catalogue measures it
 * - `not-of-a-unit` it is about the nation, not about a ministry or a province
 * - `no-due-day` it names no single day
 * - `not-one-number` it names a span, or none
 * - `points-not-target` the figure is the most that a scoring scheme gives
 */
export const NOT_LOADED_REASONS = [
  'no-indicator',
  'not-of-a-unit',
  'no-due-day',
  'not-one-number',
  'points-not-target',
] as const;
export type NotLoadedReason = (typeof NOT_LOADED_REASONS)[number];

/**
 * A target's identity, made of what it asks: documents that ask the same share one id.
 *
 * @example targetIdOf({ indicatorId: 'share_l4', unitId: null, groupIds: ['provinces', 'ministries'],
 *   operator: '>=', value: 0.3, baseline: null, due: '2020-12-31' })
 * // 'share_l4:>=:0.3:ministries|provinces:2020-12-31'
 */
export function targetIdOf(
  target: Pick<Target, 'groupIds' | 'operator' | 'value' | 'baseline' | 'due' | 'schedule'> & {
    indicatorId: string;
    unitId: string | null;
  },
): string {
  const asked = target.baseline === null ? `${target.value}` : `${target.value}@${target.baseline}`;
  const whom = target.unitId ?? target.groupIds.toSorted().join('|');
  const step = target.schedule ? [target.schedule] : [];
  return [target.indicatorId, target.operator, asked, whom, target.due, ...step].join(':');
}
