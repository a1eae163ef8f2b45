// What the API tells beside the state of a target: the ladder, schedules, since when it is behind, and an
// accepted shortfall. Field names are part of the API and never change. units.ts imports it.
import type { Promises } from '#lib/domain/promises.ts';
import type { Schedule } from '#lib/domain/schedule.ts';

export const promisesJson = ({ steps, behindSince, schedules, acceptedUntil }: Promises) => ({
  steps: steps.map(({ target, demand, state, judges }) => ({
    id: target.id,
    operator: target.operator,
    value: target.value,
    baseline: target.baseline,
    demand,
    due: target.due,
    state,
    judges,
    documents: target.bases.map(({ document }) => document),
  })),
  behindSince,
  acceptedUntil,
  schedules: schedules.map(scheduleJson),
});

const scheduleJson = ({ kind, steps, state, expectedNow, next, requiredPace }: Schedule) => ({
  kind,
  state,
  expectedNow,
  next: next && { due: next.due, value: next.value },
  requiredPacePerPeriod: requiredPace,
  steps: steps.map(({ due, operator, value, bases }) => ({
    due,
    operator,
    value,
    documents: bases.map(({ document }) => document),
  })),
});
