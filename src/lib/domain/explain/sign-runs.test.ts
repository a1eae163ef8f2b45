import { describe, expect, it } from 'vitest';
import type { SignKind } from './sign-limits.ts';
import { signRuns } from './sign-runs.ts';

const asked = (unitId: string, period: string, kind: SignKind = 'copied') => ({
  unitId,
  period,
  seriesId: 'dvc',
  measure: null as string | null,
  found: { kind },
});
const told = (signs: readonly ReturnType<typeof asked>[]) =>
  signRuns(signs).map(({ latest, earlier, since }) => [
    `${latest.unitId} ${latest.found.kind} ${latest.period}`,
    since,
    earlier.length,
  ]);

describe('the same question in period after period', () => {
  it('is told once, with the period since which it is asked', () => {
    const periods = ['2020-Q2', '2020-Q4', '2020-Q3', '2021-Q1'];
    expect(told(periods.map((period) => asked('p-01', period)))).toEqual([
      ['p-01 copied 2021-Q1', '2020-Q2', 3],
    ]);
  });

  it('is told anew after a period without it', () => {
    expect(told([asked('p-01', '2020-Q1'), asked('p-01', '2020-Q3')])).toEqual([
      ['p-01 copied 2020-Q3', '2020-Q3', 0],
      ['p-01 copied 2020-Q1', '2020-Q1', 0],
    ]);
  });

  it('is another one for another unit, another kind or another indicator', () => {
    const signs = [
      asked('p-01', '2020-Q1'),
      asked('p-02', '2020-Q2'),
      asked('p-01', '2020-Q2', 'rounded'),
      { ...asked('p-01', '2020-Q2'), measure: 'share_l4' },
    ];
    expect(told(signs).map(([, , earlier]) => earlier)).toEqual([0, 0, 0, 0]);
  });

  it('stands in the order given where the last period is the same', () => {
    const signs = [asked('p-09', '2020-Q2'), asked('p-01', '2020-Q2'), asked('p-05', '2020-Q3')];
    expect(told(signs).map(([name]) => name)).toEqual([
      'p-05 copied 2020-Q3',
      'p-09 copied 2020-Q2',
      'p-01 copied 2020-Q2',
    ]);
  });

  it('is none where nothing was asked', () => {
    expect(told([])).toEqual([]);
  });
});
