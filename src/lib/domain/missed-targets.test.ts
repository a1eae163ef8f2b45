import { describe, expect, it } from 'vitest';
import {
  aFigure,
  anAbsence,
  anIndicator,
  aShare,
  aTarget,
} from '../../../tests/helpers/engine-cases.ts';
import { build, RULES } from '../../../tests/helpers/engine-release.ts';
import { indicatorId } from './indicator.ts';
import { missedTargets, missedTargetsOf } from './missed-targets.ts';
import type { Observation } from './observation.ts';
import { periodOf } from './period.ts';
import type { Target } from './target.ts';
import { unitId } from './unit.ts';

const TO_2020 = aTarget({ id: 'to 2020' });
const TO_2025 = aTarget({ id: 'to 2025', value: 0.8, due: '2025-12-31' });

const QUARTER = [
  aShare('01', '2021-Q1', [30, 100]),
  aShare('02', '2021-Q1', [2999, 10_000]),
  aShare('03', '2021-Q1', [1, 10]),
  anAbsence('04', '2021-Q1', 'no-reply'),
  aShare('bnv', '2021-Q1', [1, 100]),
];

const release = (targets: Target[], observations: Observation[] = QUARTER, code = '2021-Q1') => {
  const period = periodOf(code);
  const indicators = [...RULES.indicators, anIndicator('lgsp_present', { measure: 'flag' })];
  const content = build({ rules: { ...RULES, indicators, targets }, period, observations });
  return { ...content, periodEnd: period.end };
};
const told = (...given: Parameters<typeof release>) =>
  missedTargets(release(...given)).map(({ target, unmet, applicable }) => ({
    id: target.id,
    unmet: unmet.map((each) => each.unitId),
    applicable,
  }));

describe('missedTargets', () => {
  it('names who is still under a target that a later one took the place of, judged by counts', () => {
    expect(told([TO_2025, TO_2020])).toEqual([
      { id: 'to 2020', unmet: ['p-02', 'p-03'], applicable: 3 },
    ]);
    expect(missedTargets(release([TO_2020, TO_2025]))[0]?.unmet[0]?.groupId).toBe('provinces');
  });

  it('leaves out the target that judges, overdue or not', () => {
    expect(told([TO_2020])).toEqual([]);
    expect(told([TO_2025])).toEqual([]);
  });

  it('knows no missed target before the due day has come', () => {
    const early = QUARTER.map((each) => ({ ...each, period: '2020-Q3' }));
    expect(told([TO_2020, TO_2025], early, '2020-Q3')).toEqual([]);
  });

  it('does not speak of a target that all have reached since, though late', () => {
    expect(told([TO_2020, TO_2025], [aShare('01', '2021-Q1', [3, 10])])).toEqual([]);
  });

  it('leaves out what no verified document asks, and what was issued only later', () => {
    const [basis] = TO_2020.bases;
    const unverified = { ...TO_2020, bases: [{ ...basis!, verified: false }] };
    expect(told([unverified, TO_2025])).toEqual([]);
    const later = { ...TO_2020, bases: [{ ...basis!, documentDate: '2021-06-01' }] };
    expect(told([later, TO_2025])).toEqual([]);
  });

  it('leaves out relative targets, whose baseline a release does not hold', () => {
    expect(told([{ ...TO_2020, operator: 'x', value: 2, baseline: '2020' }, TO_2025])).toEqual([]);
  });

  it('holds a unit to its own targets where it has some', () => {
    const own = { ...TO_2025, id: 'own', unitId: unitId('p-03'), groupIds: [] };
    expect(told([TO_2020, TO_2025, own])).toEqual([
      { id: 'to 2020', unmet: ['p-02'], applicable: 2 },
    ]);
  });

  it('tells a target missed twice over, the earliest due first', () => {
    const sooner = { ...TO_2020, id: 'to 2019', value: 0.2, due: '2019-12-31' };
    expect(told([TO_2020, TO_2025, sooner]).map(({ id, unmet }) => [id, unmet.length])).toEqual([
      ['to 2019', 1],
      ['to 2020', 2],
    ]);
  });

  it('judges flags and upper bounds alike', () => {
    const flag = { ...TO_2020, id: 'flag', indicatorId: indicatorId('lgsp_present'), value: 1 };
    const next = { ...flag, id: 'next', due: '2025-12-31' };
    const figures = [
      aFigure('01', 'lgsp_present', '2021-Q1', 1),
      aFigure('02', 'lgsp_present', '2021-Q1', 0),
    ];
    expect(told([flag, next], figures)).toEqual([{ id: 'flag', unmet: ['p-02'], applicable: 2 }]);
    const most = { ...TO_2020, operator: '<=' as const };
    expect(told([most, TO_2025])).toEqual([]);
  });
});

describe('missedTargetsOf', () => {
  it('tells those of one unit, with its row', () => {
    const given = release([TO_2020, TO_2025]);
    const missed = missedTargetsOf(given, unitId('p-03'));
    expect(missed.map(({ target, row }) => [target.id, row.numerator])).toEqual([['to 2020', 1]]);
    expect(missedTargetsOf(given, unitId('p-01'))).toEqual([]);
    expect(missedTargetsOf(given, unitId('p-04'))).toEqual([]);
  });
});
