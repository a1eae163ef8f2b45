import { describe, expect, it } from 'vitest';
import { projectShare } from './projection.ts';

const course = (values: (number | null)[]) =>
  values.map((value, at) => ({
    period: `${2019 + Math.floor(at / 4)}-Q${(at % 4) + 1}`,
    value,
    rank: 1,
    ranked: 63,
  }));

describe('projectShare', () => {
  it('adds the mean change of the last four periods for every period left', () => {
    expect(projectShare(course([0.046, 0.05, 0.05, 0.05, 0.054]), '2020-12-31')).toBeCloseTo(0.06);
  });
  const silent: [string, (number | null)[], string][] = [
    ['says nothing without a figure four periods ago', [null, 0.1, 0.1, 0.1, 0.2], '2020-12-31'],
    ['says nothing without a figure now', [0.1, 0.1, 0.1, 0.1, null], '2020-12-31'],
    ['says nothing with fewer than five periods', [0.1, 0.2], '2020-12-31'],
    ['says nothing once the due day has come', [0.1, 0.1, 0.1, 0.1, 0.2], '2020-03-31'],
    ['says nothing where no period ends on the due day', [0.1, 0.1, 0.1, 0.1, 0.2], '2020-08-15'],
  ];
  it.each(silent)('%s', (_rule, values, due) => {
    expect(projectShare(course(values), due)).toBeNull();
  });
  it('never leaves the scale', () => {
    expect(projectShare(course([0.1, 0.3, 0.5, 0.7, 0.9]), '2020-12-31')).toBe(1);
    expect(projectShare(course([0.9, 0.7, 0.5, 0.3, 0.1]), '2020-12-31')).toBe(0);
  });
});
