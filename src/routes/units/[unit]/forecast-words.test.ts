import { describe, expect, it } from 'vitest';
import type { Outlook } from '#lib/domain/explain/outlook.ts';
import { unitId } from '#lib/domain/unit.ts';
import { anIndicator, aTarget } from '../../../../tests/helpers/engine-cases.ts';
import { build, QUARTER, rowOf } from '../../../../tests/helpers/engine-release.ts';
import { forecastSentence } from './forecast-words.ts';
import type { UnitOutlook } from './outlook.ts';

const SPANNED: Outlook = {
  basis: 'trials',
  method: 'linear',
  horizon: 4,
  expected: 0.5,
  pace: { perPeriod: 0.05, periods: 4 },
  interval: { low: 0.45, high: 0.55 },
  chance: { bound: 'exact', value: 0.6 },
  tried: { origins: 5, forecasts: 300, methods: [], coverage: { inside: 270, of: 300 } },
};
const row = rowOf(build({ observations: QUARTER }), '01');

function sentence(outlook: Outlook): string | null {
  if (!row) throw new Error('the quarter has this row');
  const unit = unitId('p-01');
  const forecast: UnitOutlook['forecast'] = {
    ...{ unitId: unit, row: { ...row, demand: 0.5 }, target: aTarget(), duePeriod: '2021-Q1' },
    ...{ outlook, reason: null, reach: null },
  };
  const asked = { group: false, own: false };
  const indicator = anIndicator('share_l4', { nameVi: 'Mức độ 4' });
  return forecastSentence({ indicator, forecast, promises: null, fastest: null, asked, past: [] });
}

describe('the sentence of a forecast', () => {
  it('tells the span and the chance', () => {
    expect(sentence(SPANNED)).toMatch(/45,0.*đến 55,0.*Khả năng đạt chỉ tiêu: khoảng 60/);
  });

  it('tells the span and no chance where just one share is asked for, and says that of it', () => {
    const text = sentence({ ...SPANNED, chance: null });
    expect(text).toMatch(/45,0.*đến 55,0.*chỉ tiêu đúng 50.*chỉ tiêu là đúng một con số/);
    // Its spans have held well enough: nothing is said against them.
    expect(text).not.toMatch(/những lần trước|Không nêu khoảng/);
  });

  it('tells neither where such spans held too little, and how often they did', () => {
    const tried = SPANNED.tried && { ...SPANNED.tried, coverage: { inside: 150, of: 300 } };
    expect(sentence({ ...SPANNED, interval: null, chance: null, tried })).toMatch(
      /Không nêu khoảng và khả năng đạt: những lần trước, khoảng như vậy chỉ chứa 150\/300/,
    );
  });
});
