import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aTarget } from '../../../tests/helpers/engine-cases.ts';
import type { Figure } from './figures.ts';
import { indicatorId, type Measure } from './indicator.ts';
import { issuedOn, judge, judgingTarget, type JudgeInput, type Subject } from './judge.ts';
import { periodOf } from './period.ts';
import { NATION, unitId } from './unit.ts';
import type { Target, TargetOperator } from './target.ts';

const PROVINCE: Subject = { unitId: unitId('p-01'), groupIds: ['provinces'] };
const basis = (documentDate: string, verified = true) => ({
  document: documentDate,
  documentDate,
  article: '',
  verified,
  sourceVi: 'test',
  sourceEn: 'test',
});
const counted = (numerator: number, denominator: number): Figure => ({
  value: numerator / denominator,
  numerator,
  denominator,
});
const plain = (value: number): Figure => ({ value, numerator: null, denominator: null });

interface Case {
  period?: string;
  targets?: Target[];
  subject?: Subject;
  measure?: Measure;
  figures: Record<string, Figure>;
  releasedOn?: string;
}

const inputOf = (given: Case): JudgeInput => ({
  targets: given.targets ?? [aTarget()],
  subject: given.subject ?? PROVINCE,
  measure: given.measure ?? 'share',
  period: periodOf(given.period ?? '2020-Q1'),
  figureAt: (code) => given.figures[code] ?? null,
  releasedOn: given.releasedOn ?? '2020-04-25',
});
const stateOf = (given: Case) => judge(inputOf(given)).state;

describe('judgingTarget', () => {
  const soon = aTarget({ id: 'soon', due: '2020-12-31' });
  const later = aTarget({ id: 'later', due: '2025-12-31', bases: [basis('2020-06-03')] });
  const lastDay = aTarget({ id: 'lastDay', bases: [basis('2020-06-30')] });
  const last = aTarget({ id: 'last', due: '2030-12-31', bases: [basis('2020-06-03')] });
  const own = aTarget({ id: 'own', unitId: unitId('p-01'), groupIds: [], due: '2025-06-30' });
  const ministries = aTarget({ id: 'ministries', groupIds: ['ministries'] });
  const both = aTarget({ id: 'both', groupIds: ['ministries', 'provinces'] });
  const unverified = aTarget({ id: 'unverified', bases: [basis('2019-03-07', false)] });
  const nation: Subject = { unitId: null, groupIds: ['ministries', 'provinces'] };
  const itself: Subject = { unitId: NATION, groupIds: [] };
  const all = aTarget({ id: 'all', groupIds: [] });

  it.each([
    ['the earliest due that is not past', [last, later, soon], '2020-Q1', PROVINCE, 'soon'],
    ['one due on the last day of the period', [later, soon], '2020-Q4', PROVINCE, 'soon'],
    ['the next one after that day', [later, soon], '2021-Q1', PROVINCE, 'later'],
    ['the last one where all are past', [soon, later, last], '2031-Q1', PROVINCE, 'last'],
    ['only what was issued by then', [later], '2020-Q1', PROVINCE, 'no_target'],
    ['what was issued on its last day', [lastDay], '2020-Q2', PROVINCE, 'lastDay'],
    ['what was issued in the period', [later], '2020-Q2', PROVINCE, 'later'],
    ['only what a document was seen for', [unverified], '2020-Q1', PROVINCE, 'no_target'],
    ['nothing', [], '2020-Q1', PROVINCE, 'no_target'],
    ['none where all mean others', [ministries], '2020-Q1', PROVINCE, 'not_applicable'],
    ['one of the unit itself before its group', [soon, own], '2020-Q1', PROVINCE, 'own'],
    ['for the nation one that means all of it', [ministries, both], '2020-Q1', nation, 'both'],
    ['for the nation none that means a part', [ministries], '2020-Q1', nation, 'not_applicable'],
    ['for a figure of its own none of groups', [both], '2020-Q1', itself, 'not_applicable'],
    ['for a figure of its own what means everybody', [both, all], '2020-Q1', itself, 'all'],
    ['not another unit’s own', [own], '2020-Q1', nation, 'not_applicable'],
  ] as [string, Target[], string, Subject, string][])(
    'takes %s',
    (_, targets, period, subject, expected) => {
      const found = judgingTarget(targets, subject, periodOf(period));
      expect(typeof found === 'string' ? found : found.id).toBe(expected);
    },
  );

  it('is issued by the earliest verified of its documents', () => {
    const bases = [basis('2018-01-01', false), basis('2020-03-19'), basis('2019-03-07')];
    expect(issuedOn(aTarget({ bases }))).toBe('2019-03-07');
    expect(issuedOn(aTarget({ bases: [] }))).toBeNull();
  });
});

describe('judge: whether the demand is reached', () => {
  it.each([
    ['30 of 100', counted(30, 100), '>=', 0.3, true],
    ['3 of 10', counted(3, 10), '>=', 0.3, true],
    ['29 of 100', counted(29, 100), '>=', 0.3, false],
    ['549 of 1833', counted(549, 1833), '>=', 0.3, false],
    ['550 of 1833', counted(550, 1833), '>=', 0.3, true],
    ['1 of 3 against a third written in decimals', counted(1, 3), '>=', 0.333, true],
    ['a share that came without counts', plain(0.3), '>=', 0.3, true],
    ['a flag that is there', plain(1), '=', 1, true],
    ['a flag that is not', plain(0), '=', 1, false],
    ['at most', counted(1, 10), '<=', 0.1, true],
    ['more than at most', counted(2, 10), '<=', 0.1, false],
    ['more than exactly', counted(2, 10), '=', 0.1, false],
  ] as [string, Figure, TargetOperator, number, boolean][])(
    '%s',
    (_, figure, operator, value, reached) => {
      const targets = [aTarget({ operator, value })];
      expect(stateOf({ targets, figures: { '2020-Q1': figure } }) === 'met').toBe(reached);
    },
  );

  it('is reached exactly from ⌈share · n⌉ on', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 1, max: 99 }),
        (n, percent) => {
          const needed = Math.ceil((percent * n) / 100);
          const targets = [aTarget({ value: percent / 100 })];
          const at = (count: number) =>
            stateOf({ targets, figures: { '2020-Q1': counted(count, n) } });
          expect(at(needed)).toBe('met');
          expect(at(needed - 1)).not.toBe('met');
        },
      ),
    );
  });
});

describe('judge: when', () => {
  const low = counted(10, 100);
  const high = counted(31, 100);
  it.each([
    ['reached before the due day', '2020-Q3', { '2020-Q3': high }, 'met'],
    ['reached in the period that ends on it', '2020-Q4', { '2020-Q4': high }, 'met'],
    ['not reached in that period', '2020-Q4', { '2020-Q4': low }, 'overdue'],
    ['kept after it', '2021-Q2', { '2020-Q4': high, '2021-Q2': high }, 'met'],
    ['reached after it', '2021-Q2', { '2020-Q4': low, '2021-Q2': high }, 'met_late'],
    ['reached after it, nothing known of then', '2021-Q2', { '2021-Q2': high }, 'met_late'],
    ['lost again after it', '2021-Q2', { '2020-Q4': high, '2021-Q2': low }, 'overdue'],
    ['a year that holds the due day', '2020', { '2020': high }, 'met'],
  ] as [string, string, Record<string, Figure>, string][])('%s', (_, period, figures, state) => {
    expect(stateOf({ period, figures })).toBe(state);
  });

  it('a due day amid the period counts for the period', () => {
    const targets = [aTarget({ due: '2020-06-15' })];
    expect(stateOf({ period: '2020-Q2', targets, figures: { '2020-Q2': high } })).toBe('met');
    expect(stateOf({ period: '2020-Q2', targets, figures: { '2020-Q2': low } })).toBe('overdue');
  });

  it('reads the due day in the reckoning of the period', () => {
    // 31 December 2020 lies in the administrative first quarter of 2021 (15 December to 14 March).
    const input = inputOf({ figures: { '2020-Q4': low, '2021-Q1': high } });
    const period = periodOf('2021-Q1', 'administrative');
    expect(judge({ ...input, period }).state).toBe('met');
  });
});

describe('judge: pace', () => {
  const course = (...percents: (number | null)[]): Record<string, Figure> =>
    Object.fromEntries(
      ['2019-Q1', '2019-Q2', '2019-Q3', '2019-Q4', '2020-Q1'].flatMap((code, place) => {
        const percent = percents[place];
        return percent == null ? [] : [[code, counted(percent, 100)]];
      }),
    );

  it.each([
    ['at its pace it comes to just the demand', course(9, 10, 12, 14, 21), 'on_pace'],
    ['at its pace it comes to one point less', course(8, 10, 12, 14, 20), 'behind'],
    ['what lies between first and last does not matter', course(9, 3, 1, 2, 21), 'on_pace'],
    ['two thirds exactly', course(20, 20, 20, 20, 20), 'behind'],
    ['less than two thirds', course(19, 19, 19, 19, 19), 'far_behind'],
    ['falling', course(29, 29, 29, 29, 24), 'behind'],
    ['falling fast', course(40, 35, 30, 28, 24), 'far_behind'],
    ['one earlier period', course(null, null, null, 18, 21), 'on_pace'],
    ['a hole is bridged', course(9, null, null, null, 21), 'on_pace'],
    ['no earlier period: taken to stay', course(null, null, null, null, 20), 'behind'],
  ])('%s', (_, figures, state) => {
    expect(stateOf({ figures })).toBe(state);
  });

  it('is turned round where less is better', () => {
    const targets = [aTarget({ operator: '<=', value: 0.1 })];
    expect(stateOf({ targets, figures: course(40, 35, 30, 25, 20) })).toBe('on_pace');
    expect(stateOf({ targets, figures: course(15, 15, 15, 15, 15) })).toBe('behind');
    expect(stateOf({ targets, figures: course(16, 16, 16, 16, 16) })).toBe('far_behind');
  });

  it('never worsens when the figure rises', () => {
    const order = ['far_behind', 'behind', 'on_pace', 'met'];
    fc.assert(
      fc.property(fc.nat(99), fc.nat(99), (before, now) => {
        const at = (percent: number) =>
          order.indexOf(stateOf({ figures: course(before, null, null, null, percent) }));
        expect(at(now + 1)).toBeGreaterThanOrEqual(at(now));
      }),
    );
  });

  it('a flag is behind until 90 days before it is due', () => {
    const targets = [aTarget({ operator: '=', value: 1 })];
    const on = (releasedOn: string) =>
      stateOf({ targets, measure: 'flag', figures: { '2020-Q1': plain(0) }, releasedOn });
    expect(on('2020-10-01')).toBe('behind');
    expect(on('2020-10-02')).toBe('far_behind');
  });

  it('the share of a group that has it follows the pace of shares', () => {
    const targets = [aTarget({ operator: '=', value: 1 })];
    const subject: Subject = { unitId: null, groupIds: ['provinces'] };
    const figures = { '2019-Q1': counted(10, 63), '2020-Q1': counted(31, 63) };
    expect(stateOf({ targets, subject, measure: 'flag', figures })).toBe('behind');
  });
});

describe('judge: relative targets', () => {
  const twice = aTarget({
    operator: 'x',
    value: 2,
    baseline: '2019',
    bases: [basis('2020-03-19')],
  });
  const year = {
    '2019-Q1': counted(1, 10),
    '2019-Q2': counted(2, 20),
    '2019-Q3': counted(3, 30),
    '2019-Q4': counted(10, 100),
  };
  const judged = (figures: Record<string, Figure>, given: Partial<Case> = {}) =>
    judge(inputOf({ targets: [twice], ...given, figures }));

  it('take Σ numerators / Σ denominators of the year, never a mean of shares', () => {
    const uneven = { ...year, '2019-Q4': counted(84, 100) };
    expect(judged({ ...uneven, '2020-Q1': counted(1, 2) }).demand).toBe(1);
    expect(judged({ ...year, '2020-Q1': counted(1, 2) }).demand).toBe(0.2);
  });

  it('are reached over whole numbers', () => {
    expect(judged({ ...year, '2020-Q1': counted(2, 10) }).state).toBe('met');
    expect(judged({ ...year, '2020-Q1': counted(199, 1000) }).state).not.toBe('met');
    const thirds = { '2019-Q1': counted(1, 7), '2019-Q2': counted(1, 7), '2019-Q3': counted(1, 7) };
    expect(judged({ ...thirds, '2020-Q1': counted(2, 7) }).state).toBe('met');
  });

  it('never ask for more than everything', () => {
    const most = {
      '2019-Q1': counted(7, 10),
      '2019-Q2': counted(7, 10),
      '2019-Q3': counted(7, 10),
    };
    const { state, demand } = judged({ ...most, '2020-Q1': counted(10, 10) });
    expect({ state, demand }).toEqual({ state: 'met', demand: 1 });
  });

  it('need three quarters of the year', () => {
    const { '2019-Q1': _, ...three } = year;
    const { '2019-Q2': _second, ...two } = three;
    expect(judged({ ...three, '2020-Q1': counted(3, 10) }).state).toBe('met');
    expect(judged({ ...two, '2020-Q1': counted(3, 10) })).toEqual({
      state: 'not_measured',
      targetId: 'target',
      demand: null,
      note: 'no-baseline',
    });
  });

  it('are not measured against nothing', () => {
    const zero = {
      '2019-Q1': counted(0, 10),
      '2019-Q2': counted(0, 10),
      '2019-Q3': counted(0, 10),
    };
    expect(judged({ ...zero, '2020-Q1': counted(3, 10) }).note).toBe('no-baseline');
  });

  it('take a baseline of the same kind of period as it is', () => {
    const targets = [{ ...twice, baseline: '2019-Q1' }];
    const input = { targets, figures: { '2019-Q1': counted(1, 10), '2020-Q1': counted(2, 10) } };
    expect(judge(inputOf(input))).toMatchObject({ state: 'met', demand: 0.2 });
  });

  it('of counts compare with the mean of the year’s periods, and are not capped', () => {
    const figures = {
      '2019-Q1': plain(10),
      '2019-Q2': plain(20),
      '2019-Q3': plain(30),
      '2020-Q1': plain(40),
    };
    expect(judged(figures, { measure: 'count' })).toMatchObject({ state: 'met', demand: 40 });
  });
});

describe('judge: nothing to judge', () => {
  it('a missing figure is not measured, but its target is named', () => {
    expect(judge(inputOf({ figures: {} }))).toEqual({
      state: 'not_measured',
      targetId: 'target',
      demand: 0.3,
      note: null,
    });
  });

  it('without a target there is none to miss', () => {
    const targets = [aTarget({ groupIds: ['ministries'], indicatorId: indicatorId('share_l4') })];
    expect(judge(inputOf({ targets, figures: {} }))).toEqual({
      state: 'not_applicable',
      targetId: null,
      demand: null,
      note: null,
    });
  });
});
