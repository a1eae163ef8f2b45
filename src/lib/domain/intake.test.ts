import { describe, expect, it } from 'vitest';
import { intakeState, isSettled, openPeriods, periodFault } from './intake.ts';

describe('the state of what was handed in', () => {
  it.each([
    ['waiting', null, 'received', false],
    ['waiting', 'timeout', 'received', false],
    ['running', null, 'checking', false],
    ['done', null, 'recorded', true],
    ['failed', 'returned', 'returned', true],
    ['failed', 'shape', 'returned', true],
    ['failed', 'wrong-unit', 'returned', true],
    ['failed', 'internal', 'failed', true],
    ['failed', 'parser-crashed', 'failed', true],
    ['skipped', null, 'received', false],
  ] as const)('of a run %s (%s) is %s', (state, errorCode, expected, settled) => {
    expect(intakeState({ state, errorCode })).toBe(expected);
    expect(isSettled(expected)).toBe(settled);
  });
});

const calendar = { frequency: 'quarter', reckoning: 'calendar' } as const;
const administrative = { frequency: 'month', reckoning: 'administrative' } as const;

describe('a period that figures are handed in for', () => {
  it.each([
    ['2020-Q1', calendar, '2020-04-01', null],
    ['2020-Q1', calendar, '2020-03-31', 'not-over'],
    ['2020-03', administrative, '2020-03-15', null],
    ['2020-03', administrative, '2020-03-14', 'not-over'],
    ['2020-03', calendar, '2020-05-01', 'other-frequency'],
    ['Q1/2020', calendar, '2020-05-01', 'not-a-period'],
  ] as const)('%s of %o on %s: %s', (code, source, today, expected) => {
    expect(periodFault(code, source, today)).toBe(expected);
  });

  it('is one that has ended since the source began, the latest first', () => {
    expect(openPeriods(calendar, '2020-04-15', '2020-11-21')).toEqual([
      '2020-Q3',
      '2020-Q2',
      '2020-Q1',
    ]);
    expect(openPeriods(administrative, '2020-02-20', '2020-03-20')).toEqual([
      '2020-03',
      '2020-02',
      '2020-01',
    ]);
  });

  it('is offered for twelve periods back and no more', () => {
    expect(openPeriods(calendar, '2000-04-15', '2020-11-21')).toHaveLength(12);
  });
});
