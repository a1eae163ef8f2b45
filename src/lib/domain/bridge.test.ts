import { describe, expect, it } from 'vitest';
import { aMember, anIndicator, aShare, theRules } from '../../../tests/helpers/engine-cases.ts';
import { bridgeOf, pointsOf } from './bridge.ts';
import { buildRelease } from './build-release.ts';
import { periodOf } from './period.ts';
import { unitId } from './unit.ts';

const release = (period: string, measure: string, counts: [number, number]) =>
  buildRelease({
    rules: theRules({
      units: [aMember('01', 'provinces'), aMember('02', 'provinces')],
      indicators: [anIndicator(measure)],
    }),
    period: periodOf(period),
    observations: ['01', '02'].map((unit) => aShare(unit, period, counts, { indicator: measure })),
    previous: null,
    releasedOn: '2026-01-01',
  });

describe('two ways of measuring, with a break between them', () => {
  const levels = [release('2021-Q4', 'share_l4', [3, 10])];
  const full = [release('2025-Q3', 'share_full', [6, 12])];

  it('stand beside each other, of a unit and of the nation', () => {
    const of = (unit: string | null) => {
      const id = unit === null ? null : unitId(unit);
      return bridgeOf(pointsOf(levels, id, 'share_l4'), pointsOf(full, id, 'share_full'));
    };
    expect(of('p-01')).toEqual({
      before: [{ period: '2021-Q4', value: 0.3, numerator: 3, denominator: 10 }],
      after: [{ period: '2025-Q3', value: 0.5, numerator: 6, denominator: 12 }],
    });
    expect(of(null)?.after).toEqual([
      { period: '2025-Q3', value: 0.5, numerator: 12, denominator: 24 },
    ]);
  });
  it('are none where one side has no figure', () => {
    expect(bridgeOf(pointsOf(levels, unitId('p-01'), 'share_l4'), [])).toBeNull();
    expect(pointsOf(full, unitId('p-09'), 'share_full')).toEqual([]);
  });
});
