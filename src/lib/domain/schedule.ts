// A unit's dated schedule: the values that it means, or is told, to reach on certain days, and the pace
// that the next of them asks for. It is told beside the state of the target, which it never changes: a
// unit's own lower schedule excuses nothing. Pure; promises.ts imports it.
import type { Figure } from './figures.ts';
import { issuedOn, monthsUpTo, satisfies } from './judge.ts';
import { compareTexts } from './order.ts';
import { MONTHS_IN, type Frequency } from './period.ts';
import { rationalOf } from './rational.ts';
import type { ScheduleKind, Target } from './target.ts';
import type { UnitId } from './unit.ts';

/**
 * Where a figure stands against the last step that was due by the end of its period: `kept` it reaches
 * it · `behind` it does not · `not_begun` no step was due yet · `not_measured` there is no figure
 */
export type ScheduleState = 'kept' | 'behind' | 'not_begun' | 'not_measured';

export interface Schedule {
  kind: ScheduleKind;
  /** By day. */
  steps: Target[];
  state: ScheduleState;
  /** What lies on the straight line between the last step due and the next; null outside of them. */
  expectedNow: number | null;
  /** The first step that was not due by the end of the period; null where all were. */
  next: Target | null;
  /** Mean change a period that reaches the next step, 0 where it is reached; null without one or a figure. */
  requiredPace: number | null;
}

export interface ScheduleQuestion {
  /** The targets of the indicator, steps of schedules among them. */
  targets: readonly Target[];
  unitId: UnitId;
  /** ISO day on which the period ended. */
  periodEnd: string;
  frequency: Frequency;
  figure: Figure | null;
}

/** The schedules of a unit that a verified document had issued by the end of a period; imposed first. */
export function schedulesOf(question: ScheduleQuestion): Schedule[] {
  const { targets, unitId, periodEnd } = question;
  return (['imposed', 'own'] as const).flatMap((kind) => {
    const steps = targets
      .filter(
        (step) =>
          step.schedule === kind &&
          step.unitId === unitId &&
          (issuedOn(step) ?? '9999') <= periodEnd,
      )
      .toSorted((a, b) => compareTexts(a.due, b.due));
    return steps.length > 0 ? [scheduleOf(question, kind, steps)] : [];
  });
}

function scheduleOf(
  { periodEnd, frequency, figure }: ScheduleQuestion,
  kind: ScheduleKind,
  steps: Target[],
): Schedule {
  const last = steps.findLast(({ due }) => due <= periodEnd) ?? null;
  const next = steps.find(({ due }) => due > periodEnd) ?? null;
  return {
    kind,
    steps,
    state: stateOf(last, figure),
    expectedNow: between(last, next, periodEnd),
    next,
    requiredPace: next && figure && paceTo(next, figure, { periodEnd, frequency }),
  };
}

function stateOf(last: Target | null, figure: Figure | null): ScheduleState {
  if (!figure) return 'not_measured';
  if (!last) return 'not_begun';
  return isReached(last, figure) ? 'kept' : 'behind';
}

const isReached = (step: Target, figure: Figure): boolean =>
  satisfies(figure, step, rationalOf(step.value));

function between(last: Target | null, next: Target | null, day: string): number | null {
  if (!last) return null;
  if (!next) return last.value;
  const [from, to] = [monthsUpTo(last.due), monthsUpTo(next.due)];
  return last.value + ((next.value - last.value) * (monthsUpTo(day) - from)) / (to - from);
}

function paceTo(
  next: Target,
  figure: Figure,
  { periodEnd, frequency }: Pick<ScheduleQuestion, 'periodEnd' | 'frequency'>,
): number {
  if (isReached(next, figure)) return 0;
  const periodsLeft = (monthsUpTo(next.due) - monthsUpTo(periodEnd)) / MONTHS_IN[frequency];
  return (next.value - figure.value) / periodsLeft;
}
