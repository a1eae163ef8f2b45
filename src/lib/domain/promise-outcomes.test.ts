import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answersTo } from './promise-answers.ts';
import {
  countStates,
  inPromiseOrder,
  lastDayOf,
  promiseOutcome,
  PROMISE_STATES,
  reaches,
  type Asked,
  type Told,
} from './promise-outcomes.ts';

const THIRTY: Asked = { operator: '>=', value: 0.3 };
const DUE = '2020-12-31';
const told = (day: string, value: number, qualifier = ''): Told => ({ day, value, qualifier });
const outcome = (figures: Told[], { asked = THIRTY, today = '2021-06-30' } = {}) =>
  promiseOutcome({ asked, due: DUE }, figures, today);

describe('what became of a promise', () => {
  it.each<[string, Told[], string, string | null]>([
    ['reached on the due day', [told('2020-12-31', 0.301)], 'kept', '2020-12-31'],
    ['reached before it', [told('2020-08-26', 0.31)], 'kept', '2020-08-26'],
    ['nothing published', [], 'no-document', null],
    ['short before the due day alone', [told('2020-12-15', 0.29)], 'no-document', null],
    ['short on the due day', [told('2020-12-31', 0.29)], 'missed', '2020-12-31'],
    ['short after it', [told('2021-03-31', 0.29)], 'missed', '2021-03-31'],
    [
      'reached once and lost by the due day',
      [told('2020-06-30', 0.4), told('2020-12-31', 0.2)],
      'missed',
      '2020-12-31',
    ],
    [
      'short on the day and reached later',
      [told('2020-12-31', 0.2), told('2021-03-31', 0.3)],
      'kept-late',
      '2021-03-31',
    ],
    ['"more than" a lower figure', [told('2020-12-31', 0.2, '>')], 'no-document', null],
    ['"more than" the demand itself', [told('2020-12-31', 0.3, '>')], 'kept', '2020-12-31'],
    [
      'reached, and later told as "more than" less',
      [told('2020-06-30', 0.31), told('2020-12-31', 0.25, '>')],
      'kept',
      '2020-06-30',
    ],
    ['a figure from after today', [told('2021-12-31', 0.5)], 'no-document', null],
  ])('%s', (_, figures, state, day) => {
    const found = outcome(figures);
    expect([found.state, found.by?.day ?? null]).toEqual([state, day]);
  });

  it('is open up to the due day, whatever is told, and keeps what was told last', () => {
    const figures = [told('2020-03-31', 0.1), told('2020-09-30', 0.4)];
    expect(outcome(figures, { today: DUE })).toEqual({
      state: 'open',
      by: null,
      latest: figures[1],
    });
    expect(outcome(figures, { today: '2021-01-01' }).state).toBe('kept');
  });

  it('reads a demand that is a rank, a yes, or the thing itself', () => {
    const rank: Asked = { operator: '<=', value: 50 };
    expect(reaches(rank, told(DUE, 50))).toBe(true);
    expect(reaches(rank, told(DUE, 71))).toBe(false);
    expect(reaches(rank, told(DUE, 40, '>'))).toBeNull();
    expect(reaches(rank, told(DUE, 50, '>'))).toBe(false);
    const yes: Asked = { operator: '=', value: 1 };
    expect([1, 0, 0.99].map((value) => reaches(yes, told(DUE, value)))).toEqual([
      true,
      false,
      false,
    ]);
    expect(reaches(null, told(DUE, Number.NaN))).toBe(true);
    expect(
      promiseOutcome({ asked: null, due: '2019-11-30' }, [told('2019-12-31', 0)], DUE).state,
    ).toBe('kept-late');
  });

  it('hangs on no order of what was published, and never falls by a figure that is better', () => {
    const days = fc.constantFrom('2020-06-30', '2020-12-31', '2021-03-31', '2021-06-30');
    const figure = fc.tuple(days, fc.integer({ min: 0, max: 100 }));
    const figures = fc.uniqueArray(figure, { selector: ([day]) => day, maxLength: 4 });
    fc.assert(
      fc.property(figures, (some) => {
        const given = some.map(([day, value]) => told(day, value / 100));
        const found = outcome(given);
        expect(outcome(given.toReversed())).toEqual(found);
        const better = given.map((each) => ({ ...each, value: Math.max(each.value, 0.3) }));
        const place = (state: string) => PROMISE_STATES.indexOf(state as 'kept');
        expect(place(outcome(better).state)).toBeGreaterThanOrEqual(place(found.state));
        expect(found.by === null).toBe(found.state === 'no-document');
      }),
    );
  });
});

describe('what was published of a promise', () => {
  const rank = (day: string, value: number) => ({
    measure: 'un_egdi_rank',
    day,
    value,
    qualifier: '',
  });
  const RANKS = [rank('2020', 86), rank('2018', 88), rank('2024', 71)];

  it('is told in the measure of the promise, at the end of what it is about', () => {
    const share = {
      measure: 'national_share_l4_percent',
      day: '2020-03',
      value: 11.13,
      qualifier: '',
    };
    const issued = '2019-03-07';
    const [answer] = answersTo({ subject: 'share_l4', issued }, [share, ...RANKS]);
    expect(answer).toMatchObject({ day: '2020-03-31', figure: share });
    expect(answer?.value).toBeCloseTo(0.1113, 12);
    expect(answersTo({ subject: 'sipas', issued }, [share])).toEqual([]);
  });

  it('counts places won from the last rank of before the promise', () => {
    const asked = { subject: 'un_egdi_rank_gain', issued: '2019-03-07' };
    const won = answersTo(asked, RANKS).map(({ day, value }) => [day, value]);
    expect(won).toEqual([
      ['2020-12-31', 2],
      ['2024-12-31', 17],
    ]);
    expect(answersTo({ ...asked, issued: '2012-01-01' }, RANKS)).toEqual([]);
  });

  it.each([
    ['2020', '2020-12-31'],
    ['2019-11', '2019-11-30'],
    ['2020-Q1', '2020-03-31'],
    ['2020-02-12', '2020-02-12'],
    ['real time', null],
    ['', null],
  ])('ends, of "%s", on %s', (text, day) => {
    expect(lastDayOf(text)).toBe(day);
  });
});

describe('a list of promises', () => {
  it('counts every state, and shows overdue ones first, the earliest due before', () => {
    const counts = countStates(['kept', 'missed', 'kept']);
    expect(counts).toEqual({ missed: 1, 'no-document': 0, open: 0, 'kept-late': 0, kept: 2 });
    const listed = [
      { id: 'a', state: 'kept' as const, due: '2016-12-31' },
      { id: 'b', state: 'missed' as const, due: '2025-12-31' },
      { id: 'c', state: 'missed' as const, due: '2020-12-31' },
      { id: 'd', state: 'no-document' as const, due: '2016-12-31' },
    ];
    expect(listed.toSorted(inPromiseOrder).map(({ id }) => id)).toEqual(['c', 'b', 'd', 'a']);
  });
});
