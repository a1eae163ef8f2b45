import { describe, expect, it } from 'vitest';
import { endingOf, findTrouble, type WatchedRun, type WatchedSource } from './incidents.ts';

const at = (text: string) => new Date(`${text}Z`);
const APRIL = { at: at('2020-04-15T00:00:00'), period: '2020-Q1' };
const JULY = { at: at('2020-07-15T00:00:00'), period: '2020-Q2' };

const run = (
  slot: typeof APRIL,
  state: WatchedRun['state'],
  change: Partial<WatchedRun> = {},
): WatchedRun => ({
  slotAt: slot.at,
  period: slot.period,
  state,
  trigger: 'schedule',
  at: slot.at,
  errorCode: state === 'done' || state === 'skipped' ? null : 'timeout',
  ...change,
});

const asked = (runs: WatchedRun[], change: Partial<WatchedSource> = {}): WatchedSource => ({
  isHandedIn: false,
  isPaused: false,
  isOver: false,
  slots: [APRIL, JULY],
  runs,
  ...change,
});
const sent = (runs: WatchedRun[], change: Partial<WatchedSource> = {}) =>
  asked(runs, { isHandedIn: true, ...change });

const SAME_DAY = '2020-07-15T08:00:00';
const NEXT_DAY = '2020-07-16T08:00:00';
const DAYS_LATER = '2020-07-19T00:00:00';
const answeredApril = run(APRIL, 'done');

describe('findTrouble', () => {
  const cases: [rule: string, source: WatchedSource, now: string, told: string | null][] = [
    ['a source without slots has none', asked([], { slots: [] }), SAME_DAY, null],
    [
      'a source that answered has none',
      asked([answeredApril, run(JULY, 'done')]),
      DAYS_LATER,
      null,
    ],
    ['a slot that has just begun is not judged', asked([answeredApril]), SAME_DAY, null],
    [
      'a source that is being tried again is not down yet',
      asked([answeredApril, run(JULY, 'waiting')]),
      SAME_DAY,
      null,
    ],
    [
      'a slot given up makes it down at once',
      asked([answeredApril, run(JULY, 'failed')]),
      SAME_DAY,
      'down 2020-Q2 since 2020-07-15 timeout',
    ],
    [
      'tries that go on for more than a day are overdue',
      asked([answeredApril, run(JULY, 'waiting')]),
      NEXT_DAY,
      'overdue 2020-Q2 since 2020-07-15 timeout',
    ],
    [
      'a slot that nobody asked for is overdue after a day',
      asked([answeredApril]),
      NEXT_DAY,
      'overdue 2020-Q2 since 2020-07-15 null',
    ],
    [
      'silence is counted from its first slot',
      asked([run(APRIL, 'failed'), run(JULY, 'failed')]),
      SAME_DAY,
      'down 2020-Q2 since 2020-04-15 timeout',
    ],
    [
      'it stays down while the next slot is being tried',
      asked([run(APRIL, 'failed'), run(JULY, 'waiting')]),
      SAME_DAY,
      'down 2020-Q1 since 2020-04-15 timeout',
    ],
    [
      'it stays down while a person has the slot tried again',
      asked([answeredApril, run(JULY, 'waiting', { trigger: 'retry' })]),
      SAME_DAY,
      'down 2020-Q2 since 2020-07-15 timeout',
    ],
    [
      'an answer to a person who asked for the period ends it',
      asked([answeredApril, run(JULY, 'failed'), run(JULY, 'done', { slotAt: at(SAME_DAY) })]),
      SAME_DAY,
      null,
    ],
    [
      'reading again after a decision is no answer',
      asked([answeredApril, run(JULY, 'failed'), run(JULY, 'done', { trigger: 'correction' })]),
      SAME_DAY,
      'down 2020-Q2 since 2020-07-15 timeout',
    ],
    [
      'a slot that our policy let go says nothing',
      asked([answeredApril, run(JULY, 'skipped')]),
      DAYS_LATER,
      null,
    ],
    [
      'what was silent of old is over once it answers',
      asked([run(APRIL, 'failed'), run(JULY, 'done')]),
      SAME_DAY,
      null,
    ],
    [
      'a source that is paused has none',
      asked([run(JULY, 'failed')], { isPaused: true }),
      DAYS_LATER,
      null,
    ],
    [
      'a source whose schedule is over has none',
      asked([run(JULY, 'failed')], { isOver: true }),
      DAYS_LATER,
      null,
    ],
    ['a report may come some days late', sent([answeredApril]), NEXT_DAY, null],
    [
      'a report that does not come is overdue',
      sent([answeredApril]),
      DAYS_LATER,
      'overdue 2020-Q2 since 2020-07-15 null',
    ],
    [
      'a report that was returned has not come',
      sent([answeredApril, run(JULY, 'failed', { errorCode: 'returned' })]),
      DAYS_LATER,
      'overdue 2020-Q2 since 2020-07-15 returned',
    ],
    [
      'a report that came before its day has come',
      sent([answeredApril, run(JULY, 'done', { slotAt: at('2020-07-03T00:00:00') })]),
      DAYS_LATER,
      null,
    ],
  ];
  it.each(cases)('%s', (_rule, source, now, told) => {
    const found = findTrouble(source, at(now));
    const { kind, period, since, errorCode } = found ?? {};
    expect(
      found && `${kind} ${period} since ${since?.toISOString().slice(0, 10)} ${errorCode}`,
    ).toBe(told);
  });

  it('tells when the source last answered', () => {
    const source = asked([answeredApril, run(JULY, 'failed')]);
    expect(findTrouble(source, at(SAME_DAY))?.lastGoodAt).toEqual(APRIL.at);
  });
});

describe('endingOf', () => {
  it.each([
    ['answered', {}, null],
    ['paused', { isPaused: true }, null],
    ['schedule-over', { isOver: true }, null],
  ] as const)('%s', (ending, change, trouble) => {
    expect(endingOf(asked([], change), trouble)).toBe(ending);
  });
  it('says where another fault took its place', () => {
    const source = asked([answeredApril, run(JULY, 'failed')]);
    expect(endingOf(source, findTrouble(source, at(SAME_DAY)))).toBe('other-fault');
  });
});
