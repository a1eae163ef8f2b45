import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aFigure,
  aGroup,
  aMember,
  anAbsence,
  anIndicator,
  aNode,
  aShare,
  aTarget,
  theRules,
} from '../../../tests/helpers/engine-cases.ts';
import { buildRelease, type BuildInput } from './build-release.ts';
import { indicatorId, type IndexVersion } from './indicator.ts';
import { periodOf } from './period.ts';
import type { ReleaseContent } from './release.ts';
import { scoresCsv } from './scores-csv.ts';
import { NATION } from './unit.ts';

const PROVINCES = ['01', '02', '03', '04'].map((code) => aMember(code, 'provinces'));
const MINISTRY = aMember('bnv', 'ministries');
const AGENCY = aMember('bhxh', 'agencies');
const QUIET_AGENCY = aMember('lang', 'agencies', { providesServices: false });
const RULES = theRules({
  groups: [aGroup('ministries'), aGroup('agencies', false), aGroup('provinces')],
  units: [MINISTRY, AGENCY, QUIET_AGENCY, ...PROVINCES],
  indicators: [anIndicator('share_l4'), anIndicator('npsp_accounts', { measure: 'count' })],
});

const build = (given: Partial<BuildInput>): ReleaseContent =>
  buildRelease({
    rules: RULES,
    period: periodOf('2020-Q1'),
    observations: [],
    previous: null,
    releasedOn: '2020-04-25',
    ...given,
  });

const rowOf = (content: ReleaseContent, code: string, measure = 'share_l4') =>
  content.rows.find((row) => row.unitId === `p-${code}` && row.measure === measure);
const summaryOf = (content: ReleaseContent, groupId: string | null, measure = 'share_l4') =>
  content.summaries.find((entry) => entry.groupId === groupId && entry.measure === measure);

const QUARTER = [
  aShare('bnv', '2020-Q1', [20, 100]),
  aShare('bhxh', '2020-Q1', [90, 100]),
  aShare('01', '2020-Q1', [30, 100]),
  aShare('02', '2020-Q1', [3, 10]),
  aShare('03', '2020-Q1', [1, 10]),
  anAbsence('04', '2020-Q1', 'no-reply'),
];

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
    expect(rowOf(content, 'lang')?.missing).toBe('not-connected');
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

describe('buildRelease: summaries', () => {
  const targets = [aTarget({ groupIds: ['ministries', 'provinces'] })];
  const content = build({ rules: { ...RULES, targets }, observations: QUARTER });

  it('the nation is Σ numerators / Σ denominators of ministries and provinces that answered', () => {
    expect(summaryOf(content, null)).toMatchObject({
      value: 54 / 220,
      numerator: 54,
      denominator: 220,
      counted: 4,
      expected: 5,
    });
  });

  it('a group likewise, with who reached the target of whom it applies to', () => {
    expect(summaryOf(content, 'provinces')).toMatchObject({
      numerator: 34,
      denominator: 120,
      counted: 3,
      expected: 4,
      met: 2,
      withTarget: 4,
      targetState: 'behind',
      demand: 0.3,
    });
  });

  it('a group that no target means is not judged', () => {
    expect(summaryOf(content, 'agencies')).toMatchObject({
      targetState: 'not_applicable',
      met: 0,
      withTarget: 0,
    });
  });

  it('a target of another indicator judges nothing here', () => {
    const other = aTarget({ indicatorId: indicatorId('dossiers_online_all') });
    const built = build({ rules: { ...RULES, targets: [other] }, observations: QUARTER });
    expect(built.summaries.every((entry) => entry.targetState === 'no_target')).toBe(true);
    expect(built.rows.every((row) => row.targetState === 'no_target')).toBe(true);
  });

  it('a number asked of each unit does not judge their sum', () => {
    const rules = {
      ...RULES,
      indicators: [anIndicator('dossiers_count', { measure: 'count' })],
      targets: [aTarget({ indicatorId: indicatorId('dossiers_count'), value: 10 })],
    };
    const observations = ['01', '02'].map((code) => aFigure(code, 'dossiers_count', '2020-Q1', 6));
    const built = build({ rules, observations });
    expect(rowOf(built, '01', 'dossiers_count')?.targetState).toBe('far_behind');
    expect(summaryOf(built, 'provinces', 'dossiers_count')?.targetState).toBe('no_target');
  });

  it('expects nobody who offers no services, unless there is a figure', () => {
    expect(summaryOf(content, 'agencies')).toMatchObject({ counted: 1, expected: 1 });
    const observations = [...QUARTER, aShare('lang', '2020-Q1', [1, 2])];
    expect(summaryOf(build({ observations }), 'agencies')).toMatchObject({
      counted: 2,
      expected: 2,
    });
  });

  it('flags give the share that has it, counts their sum', () => {
    const indicators = [
      anIndicator('lgsp_present', { measure: 'flag' }),
      anIndicator('dossiers_count', { measure: 'count' }),
    ];
    const observations = [
      aFigure('01', 'lgsp_present', '2020-Q1', 1),
      aFigure('02', 'lgsp_present', '2020-Q1', 0),
      aFigure('01', 'dossiers_count', '2020-Q1', 10),
      aFigure('bnv', 'dossiers_count', '2020-Q1', 5),
    ];
    const built = build({ rules: { ...RULES, indicators }, observations });
    expect(summaryOf(built, null, 'lgsp_present')).toMatchObject({
      value: 0.5,
      numerator: 1,
      denominator: 2,
    });
    expect(summaryOf(built, null, 'dossiers_count')).toMatchObject({
      value: 15,
      denominator: null,
    });
  });

  it('what a source says of the nation is its figure, counted 1 of 1', () => {
    const observations = [{ ...aFigure('vn', 'npsp_accounts', '2020-Q1', 80_000), unitId: NATION }];
    expect(summaryOf(build({ observations }), null, 'npsp_accounts')).toMatchObject({
      value: 80_000,
      counted: 1,
      expected: 1,
    });
  });
});

describe('buildRelease: a figure of the nation', () => {
  it('stands before what its units add up to', () => {
    const nation = { ...aShare('vn', '2020-Q1', [1, 4]), unitId: NATION };
    const { summaries } = build({ observations: [...QUARTER, nation] });
    expect(summaries.filter((entry) => entry.groupId === null).map((entry) => entry.value)).toEqual(
      [0.25],
    );
  });
});

const LEAF = {
  normalise: 'goalposts',
  min: 0,
  max: 1,
  indicatorId: indicatorId('share_l4'),
} as const;
const INDEX: IndexVersion = {
  code: 'tiendo',
  version: '1',
  validFrom: '2019-01-01',
  validTo: '2019-12-31',
  nodes: [
    aNode('tiendo', null, { aggregate: 'mean', missing: 'exclude_unit' }),
    aNode('share_l4', 'tiendo', LEAF),
  ],
};

describe('buildRelease: indices', () => {
  const indices = [INDEX, { ...INDEX, version: '2', validFrom: '2020-01-01', validTo: null }];
  const rules = { ...RULES, indices };
  const before = [aShare('01', '2019-Q4', [1, 10]), aShare('04', '2019-Q4', [2, 10])];
  const observations = [...before, ...QUARTER];
  const previous = build({ rules, period: periodOf('2019-Q4'), observations });

  it('scores and ranks every node of the version valid on the last day', () => {
    const content = build({ rules, observations });
    expect(rowOf(content, '01', 'tiendo:tiendo')).toMatchObject({
      score: 30,
      rank: 1,
      value: null,
    });
    expect(rowOf(content, '03', 'tiendo:share_l4')).toMatchObject({ score: 10, rank: 3 });
  });

  it('has no measures where no version is valid', () => {
    const content = build({ rules: { ...RULES, indices: [INDEX] }, observations });
    expect(content.rows.some((row) => row.measure.startsWith('tiendo:'))).toBe(false);
  });

  it('says of a node what the release before knew', () => {
    const row = rowOf(build({ rules, observations, previous }), '04', 'tiendo:tiendo');
    expect(row).toMatchObject({
      missing: 'child-missing',
      periodsMissed: 1,
      lastKnown: { period: '2019-Q4', value: 20 },
    });
    const leaf = rowOf(build({ rules, observations, previous }), '04', 'tiendo:share_l4');
    expect(leaf?.missing).toBe('no-reply');
  });

  it('counts on where a node goes on missing', () => {
    const later = [...observations, anAbsence('04', '2020-Q2', 'no-reply')];
    const first = build({ rules, observations, previous });
    const second = build({
      rules,
      period: periodOf('2020-Q2'),
      observations: later,
      previous: first,
    });
    expect(rowOf(second, '04', 'tiendo:tiendo')).toMatchObject({
      periodsMissed: 2,
      lastKnown: { period: '2019-Q4', value: 20 },
    });
  });

  it('ranks a leaf that takes its figure as it is in the direction of its indicator', () => {
    const nodes = [INDEX.nodes[0]!, aNode('share_l4', 'tiendo', { ...LEAF, normalise: 'none' })];
    const lower = {
      ...RULES,
      indices: [{ ...INDEX, validTo: null, nodes }],
      indicators: [anIndicator('share_l4', { direction: 'lower' })],
    };
    const content = build({ rules: lower, observations: QUARTER });
    expect(rowOf(content, '03', 'tiendo:share_l4')?.rank).toBe(1);
    expect(rowOf(content, '03', 'tiendo:tiendo')?.rank).toBe(3);
  });

  it('does not compare scores of two versions', () => {
    const row = rowOf(build({ rules, observations, previous }), '01', 'tiendo:tiendo');
    expect(row).toMatchObject({ change: null, changeReason: 'series-break', previousRank: 2 });
  });

  it('has no figure for a group, only who has a score', () => {
    const summary = summaryOf(build({ rules, observations }), 'provinces', 'tiendo:tiendo');
    expect(summary).toMatchObject({
      value: null,
      counted: 3,
      expected: 4,
      targetState: 'no_target',
    });
  });

  it('scores against the target that is in force for the unit', () => {
    const nodes = [INDEX.nodes[0]!, aNode('share_l4', 'tiendo', { ...LEAF, normalise: 'target' })];
    const against = {
      ...RULES,
      indices: [{ ...INDEX, validTo: null, nodes }],
      targets: [aTarget()],
    };
    const content = build({ rules: against, observations: QUARTER });
    expect(rowOf(content, '03', 'tiendo:share_l4')?.score).toBeCloseTo(100 / 3, 12);
    expect(rowOf(content, 'bnv', 'tiendo:share_l4')?.missing).toBe('no-target');
  });
});

describe('buildRelease: changes', () => {
  const before = [aShare('01', '2019-Q4', [1, 10]), aShare('02', '2019-Q4', [4, 10])];
  const observations = [...before, ...QUARTER];
  const previous = build({ period: periodOf('2019-Q4'), observations });
  const content = build({ observations, previous });

  it.each([
    ['01', 0.3 - 0.1, null, 2],
    ['02', 0.3 - 0.4, null, 1],
    ['03', null, 'previous-missing', null],
    ['04', null, 'current-missing', null],
  ])('unit %s', (code, change, changeReason, previousRank) => {
    expect(rowOf(content, code)).toMatchObject({ change, changeReason, previousRank });
  });

  it('the first period has nothing before it, a later one that stands alone misses it', () => {
    expect(rowOf(build({ observations: QUARTER }), '01')?.changeReason).toBe('first-period');
    expect(rowOf(build({ observations }), '01')?.changeReason).toBe('previous-missing');
  });

  it('of a summary is a difference of its figures', () => {
    expect(summaryOf(content, 'provinces')).toMatchObject({
      previousValue: 0.25,
      change: 34 / 120 - 0.25,
    });
    expect(summaryOf(build({ observations }), null)?.change).toBeNull();
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
