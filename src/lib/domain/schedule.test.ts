import { describe, expect, it } from 'vitest';
import { aMember, aShare, aTarget, theRules } from '../../../tests/helpers/engine-cases.ts';
import { buildRelease } from './build-release.ts';
import { periodOf } from './period.ts';
import { schedulesOf } from './schedule.ts';
import { targetIdOf, type ScheduleKind, type Target } from './target.ts';
import { unitId } from './unit.ts';

const UNIT = unitId('p-a');
const step = (due: string, value: number, schedule: ScheduleKind = 'own'): Target => {
  const asked = aTarget({ unitId: UNIT, groupIds: [], due, value, schedule });
  return { ...asked, id: targetIdOf(asked) };
};
const STEPS = [step('2020-12-31', 0.2), step('2020-06-30', 0.1), step('2021-12-31', 0.25)];

const ask = (share: number | null, periodEnd: string, targets = STEPS) =>
  schedulesOf({
    targets,
    unitId: UNIT,
    periodEnd,
    frequency: 'quarter',
    figure: share === null ? null : { value: share, numerator: share * 100, denominator: 100 },
  });

describe('a schedule', () => {
  it('is kept or not by the last step that was due', () => {
    expect(ask(0.05, '2020-03-31')[0]).toMatchObject({ state: 'not_begun', expectedNow: null });
    expect(ask(0.1, '2020-06-30')[0]).toMatchObject({ state: 'kept', expectedNow: 0.1 });
    expect(ask(0.09, '2020-09-30')[0]?.state).toBe('behind');
    expect(ask(null, '2020-09-30')[0]).toMatchObject({ state: 'not_measured', requiredPace: null });
  });

  it('asks for the pace that leads to its next step', () => {
    const [found] = ask(0.12, '2020-09-30');
    expect(found?.expectedNow).toBeCloseTo(0.15);
    expect(found?.next?.due).toBe('2020-12-31');
    expect(found?.requiredPace).toBeCloseTo(0.08);
    expect(ask(0.21, '2020-09-30')[0]?.requiredPace).toBe(0);
    expect(ask(0.21, '2021-12-31')[0]).toMatchObject({ next: null, requiredPace: null });
  });

  it('is told apart by who laid it out, the imposed one first', () => {
    const both = ask(0.2, '2020-09-30', [...STEPS, step('2020-09-30', 0.3, 'imposed')]);
    expect(both.map(({ kind, state }) => [kind, state])).toEqual([
      ['imposed', 'behind'],
      ['own', 'kept'],
    ]);
  });

  it('of another unit, or issued later, is none', () => {
    expect(ask(0.2, '2019-03-06')).toEqual([]);
    expect(
      schedulesOf({
        targets: STEPS,
        unitId: unitId('p-b'),
        periodEnd: '2020-12-31',
        frequency: 'quarter',
        figure: null,
      }),
    ).toEqual([]);
  });

  it('never stands in place of a target, nor makes one where there is none', () => {
    const period = periodOf('2020-Q4');
    const rowWith = (targets: Target[]) =>
      buildRelease({
        rules: theRules({ units: [aMember('a', 'provinces')], targets }),
        period,
        observations: [aShare('a', '2020-Q4', [25, 100])],
        previous: null,
        releasedOn: '2021-01-25',
      }).rows[0];
    expect(rowWith([...STEPS, aTarget()])).toEqual(rowWith([aTarget()]));
    expect(rowWith([...STEPS, aTarget()])).toMatchObject({ targetState: 'overdue', demand: 0.3 });
    expect(rowWith(STEPS)?.targetState).toBe('no_target');
  });

  it('has steps that are no target, even of the same number and day', () => {
    const target = aTarget({ unitId: UNIT, groupIds: [], due: '2020-12-31', value: 0.2 });
    expect(targetIdOf(target)).not.toBe(step('2020-12-31', 0.2).id);
  });
});
