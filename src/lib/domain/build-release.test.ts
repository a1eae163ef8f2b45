import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aFigure,
  anAbsence,
  anIndicator,
  aNode,
  aShare,
  aTarget,
} from '../../../tests/helpers/engine-cases.ts';
import {
  build,
  PROVINCES,
  QUARTER,
  rowOf,
  RULES,
  summaryOf,
} from '../../../tests/helpers/engine-release.ts';
import { indicatorId } from './indicator.ts';
import { periodOf } from './period.ts';
import type { ReleaseContent } from './release.ts';
import { scoresCsv } from './scores-csv.ts';

describe('buildRelease: rows', () => {
  it('ranks inside each group, equal shares alike, and who has none not at all', () => {
    const content = build({ observations: QUARTER });
    const ranks = ['01', '02', '03', '04', 'bnv', 'bhxh', 'lang'].map(
      (code) => rowOf(content, code)?.rank,
    );
    expect(ranks).toEqual([1, 1, 3, null, 1, 1, null]);
  });

  it('says why a figure is missing', () => {
    const observations = [...QUARTER, aShare('03', '2019-Q4', [1, 10])].filter(
      (entry) => entry.unitId !== 'p-03' || entry.period !== '2020-Q1',
    );
    const content = build({ observations });
    expect(rowOf(content, '04')).toMatchObject({ missing: 'no-reply', value: null, score: null });
    expect(rowOf(content, '03')?.missing).toBe('not-reported');
    const unconnected = QUARTER.filter((entry) => entry.unitId !== 'p-bnv');
    expect(rowOf(build({ observations: unconnected }), 'bnv')?.missing).toBe('not-connected');
  });

  it('gives who offers no services one reason on every measure, whatever was recorded', () => {
    const nodes = [
      aNode('tiendo', null, { aggregate: 'mean', missing: 'exclude_unit' }),
      aNode('l4', 'tiendo', { indicatorId: indicatorId('share_l4'), normalise: 'none' }),
    ];
    const indices = [{ code: 'tiendo', version: '1', validFrom: null, validTo: null, nodes }];
    const rules = {
      ...RULES,
      indices,
      indicators: [...RULES.indicators, anIndicator('lgsp_present', { measure: 'flag' })],
    };
    const recorded = [
      ...QUARTER,
      aFigure('01', 'lgsp_present', '2020-Q1', 1),
      anAbsence('lang', '2020-Q1', 'not-reported', 'lgsp_present'),
    ];
    const reasons = (content: ReleaseContent) =>
      ['share_l4', 'lgsp_present', 'tiendo:l4', 'tiendo:tiendo'].map(
        (measure) => rowOf(content, 'lang', measure)?.missing,
      );
    expect(new Set(reasons(build({ rules, observations: recorded })))).toEqual(
      new Set(['not-applicable']),
    );
    const series = { ...RULES.series, kind: 'package' as const };
    const inPackage = build({ rules: { ...rules, series }, observations: recorded });
    expect(reasons(inPackage)).toEqual([
      'not-connected',
      'not-reported',
      'not-connected',
      'child-missing',
    ]);
    const figure = aShare('lang', '2020-Q1', [1, 2]);
    expect(rowOf(build({ observations: [...QUARTER, figure] }), 'lang')).toMatchObject({
      missing: null,
      rank: 2,
    });
  });

  it('a 0 is a figure and is ranked', () => {
    const content = build({ observations: [aShare('01', '2020-Q1', [0, 10])] });
    expect(rowOf(content, '01')).toMatchObject({ value: 0, rank: 1, missing: null });
  });

  it.each([
    ['a figure', { '2019-Q4': 1, '2020-Q1': 2 }, 0, null],
    ['once', { '2019-Q3': 1, '2019-Q4': 2 }, 1, '2019-Q4'],
    ['for the third time', { '2019-Q2': 1 }, 3, '2019-Q2'],
    ['ever since the indicator began', {}, 4, null],
  ] as const)('counts the periods missed: %s', (_, figures, missed, lastPeriod) => {
    const observations = [
      aShare('02', '2019-Q2', [1, 10]),
      ...Object.entries(figures).map(([period, count]) => aShare('01', period, [count, 10])),
    ];
    const row = rowOf(build({ observations }), '01');
    expect(row?.periodsMissed).toBe(missed);
    expect(row?.lastKnown?.period ?? null).toBe(lastPeriod);
  });

  it('measures only what was ever observed of a member', () => {
    const observations = [aFigure('vn', 'npsp_accounts', '2020-Q1', 80_000)];
    const content = build({ observations });
    expect(content.rows).toEqual([]);
    expect(content.summaries.map((entry) => entry.measure)).toEqual(['npsp_accounts']);
  });

  it('does not rank what has no better end', () => {
    const rules = { ...RULES, indicators: [anIndicator('share_l4', { direction: 'none' })] };
    const content = build({ rules, observations: QUARTER });
    expect(content.rows.every((row) => row.rank === null)).toBe(true);
  });

  it('leaves out who is no member', () => {
    const content = build({ observations: [...QUARTER, aShare('99', '2020-Q1', [9, 10])] });
    expect(rowOf(content, '99')).toBeUndefined();
    expect(summaryOf(content, 'provinces')?.counted).toBe(3);
  });

  it('is illustrative as soon as one figure is', () => {
    const [first, ...others] = QUARTER;
    const observations = [{ ...first!, illustrative: true }, ...others];
    expect(build({ observations: QUARTER }).illustrative).toBe(false);
    expect(build({ observations }).illustrative).toBe(true);
    const previous = build({ period: periodOf('2019-Q4'), observations });
    expect(
      build({ observations: QUARTER, previous: { ...previous, illustrative: true } }),
    ).toMatchObject({ illustrative: true });
  });

  it('names the missing baseline of a relative target', () => {
    const target = aTarget({ operator: 'x', value: 2, baseline: '2019' });
    const content = build({ rules: { ...RULES, targets: [target] }, observations: QUARTER });
    expect(rowOf(content, '01')).toMatchObject({
      targetState: 'not_measured',
      targetId: target.id,
      missing: null,
      missingNote: 'no-baseline',
    });
  });
});

describe('buildRelease: whatever the figures', () => {
  const shares = fc.array(fc.option(fc.nat(50), { nil: null }), { minLength: 4, maxLength: 4 });
  const observationsOf = (counts: (number | null)[]) =>
    counts.flatMap((count, place) => {
      const code = PROVINCES[place]!.code;
      return count === null ? [] : [aShare(code, '2020-Q1', [count, 50 + place])];
    });

  it('does not depend on the order of observations and units', () => {
    fc.assert(
      fc.property(shares, (counts) => {
        const observations = observationsOf(counts);
        const turned = { ...RULES, units: RULES.units.toReversed() };
        const one = build({ observations });
        const other = build({ rules: turned, observations: observations.toReversed() });
        expect(other.rows).toEqual(one.rows);
        expect(scoresCsv(other)).toBe(scoresCsv(one));
      }),
    );
  });

  it('the groups add up to the nation', () => {
    fc.assert(
      fc.property(shares, fc.nat(100), (counts, ministry) => {
        const content = build({
          observations: [...observationsOf(counts), aShare('bnv', '2020-Q1', [ministry, 100])],
        });
        const parts = ['ministries', 'provinces'].map((group) => summaryOf(content, group));
        const total = (pick: 'numerator' | 'denominator' | 'counted' | 'expected') =>
          parts.reduce((sum, part) => sum + (part?.[pick] ?? 0), 0);
        const nation = summaryOf(content, null);
        expect(nation?.numerator).toBe(total('numerator'));
        expect(nation?.denominator).toBe(total('denominator'));
        expect(nation?.counted).toBe(total('counted'));
        expect(nation?.expected).toBe(total('expected'));
      }),
    );
  });

  it('every row has either a score or a reason, and a rank only with a score', () => {
    fc.assert(
      fc.property(shares, (counts) => {
        for (const row of build({ observations: observationsOf(counts) }).rows) {
          expect(row.score === null).toBe(row.missing !== null);
          expect(row.rank === null).toBe(row.score === null);
        }
      }),
    );
  });
});
