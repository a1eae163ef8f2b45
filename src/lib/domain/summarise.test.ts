import { describe, expect, it } from 'vitest';
import { aFigure, anIndicator, aShare, aTarget } from '../../../tests/helpers/engine-cases.ts';
import { build, QUARTER, rowOf, RULES, summaryOf } from '../../../tests/helpers/engine-release.ts';
import { indicatorId } from './indicator.ts';
import type { Observation } from './observation.ts';
import { periodOf } from './period.ts';
import { comparedUnits } from './release-lookup.ts';
import { NATION } from './unit.ts';

describe('summaries of a release', () => {
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

describe('the change of a summary', () => {
  const before = build({ observations: QUARTER });
  const next = (...observations: Observation[]) =>
    build({
      period: periodOf('2020-Q2'),
      observations: [...QUARTER, ...observations],
      previous: before,
    });
  const content = next(
    aShare('01', '2020-Q2', [40, 100]),
    aShare('02', '2020-Q2', [5, 10]),
    aShare('04', '2020-Q2', [900, 1000]),
    aShare('bnv', '2020-Q2', [20, 100]),
  );

  it('is over the units that have a figure in both periods, the value over all', () => {
    const provinces = summaryOf(content, 'provinces');
    expect(provinces).toMatchObject({ value: 945 / 1110, previousValue: 33 / 110 });
    expect(provinces?.change).toBeCloseTo(45 / 110 - 33 / 110, 12);
    expect(comparedUnits(content, 'share_l4', 'provinces')).toBe(2);
  });

  it('of the nation likewise, over the groups that count in it', () => {
    const nation = summaryOf(content, null);
    expect(nation).toMatchObject({ value: 965 / 1210, previousValue: 53 / 210 });
    expect(nation?.change).toBeCloseTo(65 / 210 - 53 / 210, 12);
    expect(comparedUnits(content, 'share_l4', null)).toBe(3);
  });

  it('cannot be told where no unit has both, nor in the first release', () => {
    const silent = next(aShare('04', '2020-Q2', [900, 1000]));
    expect(summaryOf(silent, 'provinces')).toMatchObject({ previousValue: null, change: null });
    expect(comparedUnits(silent, 'share_l4', 'provinces')).toBe(0);
    expect(summaryOf(before, 'provinces')).toMatchObject({ previousValue: null, change: null });
  });

  it('of the nation’s own figure is told from its own before', () => {
    const nation = (period: string, value: number) => ({
      ...aFigure('vn', 'npsp_accounts', period, value),
      unitId: NATION,
    });
    const first = build({ observations: [nation('2020-Q1', 47_000)] });
    const second = build({
      period: periodOf('2020-Q2'),
      observations: [nation('2020-Q2', 80_000)],
      previous: first,
    });
    expect(summaryOf(second, null, 'npsp_accounts')).toMatchObject({
      previousValue: 47_000,
      change: 33_000,
    });
  });
});

describe('a figure of the nation', () => {
  it('stands before what its units add up to', () => {
    const nation = { ...aShare('vn', '2020-Q1', [1, 4]), unitId: NATION };
    const { summaries } = build({ observations: [...QUARTER, nation] });
    expect(summaries.filter((entry) => entry.groupId === null).map((entry) => entry.value)).toEqual(
      [0.25],
    );
  });
});
