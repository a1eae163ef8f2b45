import { describe, expect, it } from 'vitest';
import { workingDaysAfter } from './working-days.ts';

const TET = new Set(['2021-02-10', '2021-02-11', '2021-02-12', '2021-02-15', '2021-02-16']);

describe('working days', () => {
  it.each([
    ['the next day, within a week', '2021-01-25', 1, '2021-01-26'],
    ['over a weekend', '2021-01-29', 1, '2021-02-01'],
    ['from a Sunday', '2021-01-31', 1, '2021-02-01'],
    ['ten, two weeks without a holiday', '2021-01-25', 10, '2021-02-08'],
    ['ten over Tết', '2021-02-05', 10, '2021-02-26'],
    ['none', '2021-02-06', 0, '2021-02-06'],
  ])('counts %s', (_what, day, count, expected) => {
    expect(workingDaysAfter(day, count, TET)).toBe(expected);
  });

  it('refuses what is no day', () => {
    expect(() => workingDaysAfter('tomorrow', 1, TET)).toThrow(RangeError);
  });
});
