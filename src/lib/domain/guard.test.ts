import { describe, expect, it } from 'vitest';
import {
  aGroup,
  aMember,
  anAbsence,
  anIndicator,
  aShare,
  theRules,
} from '../../../tests/helpers/engine-cases.ts';
import { build } from '../../../tests/helpers/engine-release.ts';
import { guardRelease, limitOf, strikingOf, type GuardFinding } from './guard.ts';
import type { Transfer } from './lineage.ts';
import { periodOf } from './period.ts';
import type { ReleaseContent } from './release.ts';
import { unitId } from './unit.ts';

const CODES = Array.from({ length: 20 }, (_, at) => String(at + 10));
const RULES = theRules({
  groups: [aGroup('provinces'), aGroup('agencies', false)],
  units: [
    ...CODES.map((code) => aMember(code, 'provinces')),
    ...CODES.slice(0, 9).map((code) => aMember(`a${code}`, 'agencies')),
  ],
  indicators: [anIndicator('share_l4')],
});

type Counts = [number, number] | null;

/** A quarter in which every province, by its place, has these counts; agencies have 1 of 10 each. */
function aQuarter(period: string, countsAt: (at: number) => Counts, rules = RULES): ReleaseContent {
  const observations = CODES.map((code, at) => {
    const counts = countsAt(at);
    return counts ? aShare(code, period, counts) : anAbsence(code, period, 'no-reply');
  });
  const agencies = CODES.slice(0, 9).map((code) => aShare(`a${code}`, period, [1, 10]));
  return build({ rules, period: periodOf(period), observations: [...observations, ...agencies] });
}

/** Shares from 10 % on, all apart. */
const ORDINARY = (at: number): Counts => [100 + at, 1000];
const LAST = aQuarter('2020-Q1', ORDINARY);

const found = (countsAt: (at: number) => Counts, last = LAST, period = '2020-Q2') =>
  guardRelease(last, aQuarter(period, countsAt)).map(
    ({ rule, groupId, part, before, after }) =>
      `${rule} ${groupId ?? 'nation'} ${part ?? '-'} ${before}→${after}`,
  );

describe('the guard before publishing', () => {
  it('lets a release through that says nearly what the last one said', () => {
    expect(found((at) => [104 + at, 1010])).toEqual([]);
  });

  it.each([
    ['5 of 20 units silent is the most that passes', 5, []],
    [
      '6 of 20 units silent is held, in the group and in the nation',
      6,
      ['coverage nation - 20→14', 'coverage provinces - 20→14'],
    ],
  ])('%s', (_case, silent, held) => {
    expect(found((at) => (at < silent ? null : ORDINARY(at)))).toEqual(held);
  });

  it('names the units that fell silent', () => {
    const [finding] = guardRelease(
      LAST,
      aQuarter('2020-Q2', (at) => (at < 6 ? null : [9, 90])),
    );
    expect(finding?.units).toEqual(CODES.slice(0, 6).map((code) => `p-${code}`));
  });

  it.each<[string, (at: number) => Counts, string[]]>([
    ['denominators grow by half', (at) => [100 + at, 1500], []],
    [
      'denominators are halved',
      (at) => [100 + at, 500],
      ['totals nation denominator 20000→10000', 'totals provinces denominator 20000→10000'],
    ],
    [
      'numerators more than half again',
      (at) => [152 + at * 2, 1000],
      ['totals nation numerator 2190→3420', 'totals provinces numerator 2190→3420'],
    ],
    ['two thirds of the numerators are left', (at) => [67 + at * 0.67, 1000], []],
  ])('where %s', (_case, countsAt, held) => {
    expect(found(countsAt)).toEqual(held);
  });

  it('sums over the units alone that have a figure in both releases', () => {
    const last = aQuarter('2020-Q1', (at) => (at < 8 ? null : ORDINARY(at)));
    expect(found(ORDINARY, last)).toEqual([]);
  });

  it('holds a release in which more than a third of the places move by more than a third', () => {
    expect(found((at) => ORDINARY((at + 4) % 20))).toEqual([]);
    expect(found((at) => ORDINARY((at + 10) % 20))).toEqual(['ranks provinces - 20→20']);
  });

  it('judges no group of fewer than ten units', () => {
    const silent = { ...LAST, rows: LAST.rows.filter(({ groupId }) => groupId === 'agencies') };
    const draft = aQuarter('2020-Q2', () => null);
    const agencies = draft.rows.map((row) =>
      row.groupId === 'agencies' ? { ...row, value: null, score: null, rank: null } : row,
    );
    expect(guardRelease(silent, { ...draft, rows: agencies })).toEqual([]);
  });

  it('looks at coverage alone where periods between were never published', () => {
    const halved = (at: number): Counts => (at < 6 ? null : [100 + at, 500]);
    expect(found(halved, LAST, '2021-Q4')).toEqual([
      'coverage nation - 20→14',
      'coverage provinces - 20→14',
    ]);
  });

  it('lets yes-or-no figures rise by leaps and not fall so', () => {
    const rules = { ...RULES, indicators: [anIndicator('share_l4', { measure: 'flag' })] };
    const few = aQuarter('2020-Q1', (at) => [at < 4 ? 1 : 0, 1], rules);
    const all = aQuarter('2020-Q2', () => [1, 1], rules);
    expect(guardRelease(few, all)).toEqual([]);
    expect(guardRelease(all, { ...few, period: '2020-Q3' }).map(({ rule }) => rule)).toEqual([
      'totals',
      'totals',
    ]);
  });

  const halved = { ...RULES, units: RULES.units.filter(({ id }) => Number(id.slice(2)) % 2 === 0) };
  const LOST = ['coverage/nation/20→10', 'coverage/provinces/20→10'];
  const briefly = (findings: GuardFinding[]) =>
    findings.map(({ rule, groupId, before, after }) =>
      [rule, groupId ?? 'nation', `${before}→${after}`].join('/'),
    );
  const over = (onDay: string, scope: Transfer['scope'] = 'all'): Transfer[] =>
    CODES.filter((code) => Number(code) % 2 === 1).map((code) => ({
      ...{ fromUnitId: unitId(`p-${code}`), toUnitId: unitId('p-10'), onDay, scope },
    }));

  it('counts units that the release leaves out as lost', () => {
    const draft = aQuarter('2020-Q2', ORDINARY, halved);
    expect(briefly(guardRelease(LAST, draft))).toEqual(LOST);
  });

  it.each<[string, Transfer[], string[]]>([
    ['that were merged into another are not lost', over('2020-05-01'), []],
    ['that are merged only after the period are lost', over('2020-07-01'), LOST],
    ['that gave up one field of work alone are lost', over('2020-05-01', 'press-publishing'), LOST],
  ])('units %s', (_case, transfers, held) => {
    const draft = aQuarter('2020-Q2', ORDINARY, halved);
    expect(briefly(guardRelease(LAST, draft, { transfers }))).toEqual(held);
  });

  it('counts units that fell silent while their group was renamed as lost, others not', () => {
    const renamed = {
      ...RULES,
      groups: [aGroup('cities'), aGroup('agencies', false)],
      units: RULES.units.map((unit) =>
        unit.groupId === 'provinces' ? { ...unit, groupId: 'cities' } : unit,
      ),
    };
    const silent = aQuarter('2020-Q2', () => null, renamed);
    expect(briefly(guardRelease(LAST, silent))).toEqual([
      'coverage/nation/20→0',
      'coverage/provinces/20→0',
    ]);
    expect(guardRelease(LAST, aQuarter('2020-Q2', ORDINARY, renamed))).toEqual([]);
  });

  it('counts an indicator that the release lacks as lost with all of its units', () => {
    const other = { ...RULES, indicators: [anIndicator('docs_signed')] };
    expect(
      briefly(
        guardRelease(
          LAST,
          aQuarter('2020-Q2', () => null, other),
        ),
      ),
    ).toEqual(['coverage/nation/20→0', 'coverage/provinces/20→0']);
  });

  it('holds any share above 1, in however small a group', () => {
    const draft = aQuarter('2020-Q2', (at) => (at === 3 ? [1001, 1000] : ORDINARY(at)));
    const rows = draft.rows.map((row) =>
      row.unitId === 'p-a10' ? { ...row, value: 1.1, numerator: 11 } : row,
    );
    expect(
      guardRelease(LAST, { ...draft, rows })
        .filter(({ rule }) => rule === 'above-whole')
        .map(({ groupId, before, after, units }) => [groupId, before, after, units]),
    ).toEqual([
      ['agencies', 9, 1, ['p-a10']],
      ['provinces', 20, 1, ['p-13']],
    ]);
    expect(
      guardRelease(
        LAST,
        aQuarter('2020-Q2', (at) => [1000, 1000 + at * 40]),
      ),
    ).not.toContainEqual(expect.objectContaining({ rule: 'above-whole' }));
  });

  it('holds whatever follows on a period that has figures and is not published', () => {
    const draft = aQuarter('2020-Q3', ORDINARY);
    expect(guardRelease(LAST, draft, { unpublishedBetween: 0 })).toEqual([]);
    expect(briefly(guardRelease(LAST, draft, { unpublishedBetween: 1 }))).toEqual([
      'after-hold/nation/0→1',
    ]);
  });

  describe('of a first release', () => {
    const first = (countsAt: (at: number) => Counts, given?: Parameters<typeof guardRelease>[2]) =>
      briefly(guardRelease(null, aQuarter('2020-Q1', countsAt), given));

    it('lets one through in which nearly all who are asked have a figure', () => {
      expect(first((at) => (at < 5 ? null : ORDINARY(at)))).toEqual([]);
    });

    it('holds one in which too few of those who are asked have a figure', () => {
      expect(first((at) => (at < 6 ? null : ORDINARY(at)))).toEqual([
        'coverage/nation/20→14',
        'coverage/provinces/20→14',
      ]);
    });

    it('asks nothing of units that no source answers for, nor of those that have nothing to tell', () => {
      const draft = aQuarter('2020-Q1', (at) => (at < 10 ? null : ORDINARY(at)));
      const unasked = (missing: 'not-connected' | 'not-applicable') =>
        draft.rows.map((row) => (row.value === null ? { ...row, missing } : row));
      expect(guardRelease(null, { ...draft, rows: unasked('not-connected') })).toEqual([]);
      expect(guardRelease(null, { ...draft, rows: unasked('not-applicable') })).toEqual([]);
    });

    it('holds one with a share above 1, and one that comes after what was held', () => {
      expect(first((at) => (at === 3 ? [1001, 1000] : ORDINARY(at)))).toEqual([
        'above-whole/provinces/20→1',
      ]);
      expect(first(ORDINARY, { unpublishedBetween: 1 })).toEqual(['after-hold/nation/0→1']);
    });
  });
});

describe('what readers are told of findings', () => {
  it('is of each rule the one furthest off, a sum that fell as far as one that rose', () => {
    const of = (rule: GuardFinding['rule'], before: number, after: number) => ({
      ...{ rule, before, after },
    });
    expect(
      strikingOf([
        of('ranks', 60, 30),
        of('totals', 100, 190),
        of('totals', 100, 40),
        of('ranks', 60, 40),
        of('coverage', 60, 30),
        of('after-hold', 0, 1),
      ]),
    ).toEqual([
      of('after-hold', 0, 1),
      of('coverage', 60, 30),
      of('totals', 100, 40),
      of('ranks', 60, 40),
    ]);
  });

  it.each([
    ['coverage', 95, 71, 0.75, { isMost: false, count: 72 }],
    ['coverage', 96, 70, 0.75, { isMost: false, count: 72 }],
    ['ranks', 62, 21, 1 / 3, { isMost: true, count: 20 }],
    ['ranks', 63, 22, 1 / 3, { isMost: true, count: 21 }],
    ['totals', 100, 190, 1.5, { isMost: true, count: 150 }],
  ] as const)('let through no more, or no less, of %s %i than what is told', (...given) => {
    const [rule, before, after, limit, told] = given;
    expect(limitOf({ rule, before, after, limit })).toEqual(told);
  });
});
