import { describe, expect, it } from 'vitest';
import {
  intakeState,
  type IntakeState,
  isSettled,
  openPeriods,
  periodFault,
  standingBy,
} from './intake.ts';

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

describe('what stands of several deliveries about one period', () => {
  const sent = (...states: IntakeState[]) => states.map((state, at) => ({ state, at }));
  it.each([
    [sent('recorded'), 0, null],
    [sent('returned', 'recorded', 'recorded'), 1, 0],
    [sent('checking', 'recorded'), 1, 0],
    [sent('recorded', 'returned'), 0, null],
    [sent('returned', 'failed'), 0, null],
  ])('%j: number %i, with number %s after it', (deliveries, stands, later) => {
    const standing = standingBy(deliveries, () => '2020-Q3').get('2020-Q3');
    expect([standing?.stands.at, standing?.later?.at ?? null]).toEqual([stands, later]);
  });
  it('is told for each period, and of none nothing', () => {
    expect([...standingBy(sent('recorded', 'returned'), ({ at }) => `${at}`).keys()]).toHaveLength(
      2,
    );
    expect(standingBy([], () => '').size).toBe(0);
  });
});

const calendar = {
  frequency: 'quarter',
  reckoning: 'calendar',
  asked: { first: '2020-Q1', last: null },
} as const;
const closed = { ...calendar, asked: { first: '2020-Q1', last: '2020-Q2' } };
const administrative = {
  frequency: 'month',
  reckoning: 'administrative',
  asked: { first: '2020-02', last: null },
} as const;

describe('a period that figures are handed in for', () => {
  it.each([
    ['2020-Q1', calendar, '2020-04-01', null],
    ['2020-Q1', calendar, '2020-03-31', 'not-over'],
    ['2020-03', administrative, '2020-03-15', null],
    ['2020-03', administrative, '2020-03-14', 'not-over'],
    ['2020-03', calendar, '2020-05-01', 'other-frequency'],
    ['Q1/2020', calendar, '2020-05-01', 'not-a-period'],
    ['2019-Q4', calendar, '2020-05-01', 'not-asked'],
    ['2015-Q2', calendar, '2020-05-01', 'not-asked'],
    ['2020-Q2', closed, '2021-05-01', null],
    ['2020-Q3', closed, '2021-05-01', 'not-asked'],
  ] as const)('%s of %o on %s: %s', (code, source, today, expected) => {
    expect(periodFault(code, source, today)).toBe(expected);
  });

  it('is one that has ended since the source began, the latest first', () => {
    expect(openPeriods(calendar, '2020-11-21')).toEqual(['2020-Q3', '2020-Q2', '2020-Q1']);
    expect(openPeriods(administrative, '2020-03-20')).toEqual(['2020-03', '2020-02']);
    expect(openPeriods(closed, '2020-11-21')).toEqual(['2020-Q2', '2020-Q1']);
  });

  it('is offered for twelve periods back and no more', () => {
    expect(
      openPeriods({ ...calendar, asked: { first: '2000-Q1', last: null } }, '2020-11-21'),
    ).toHaveLength(12);
  });
});
