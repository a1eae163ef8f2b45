// The words of `npm run jobs`, and the slots that stand behind its table.
import { describe, expect, it } from 'vitest';
import { readCommand } from '../../jobs/job-command.ts';
import { layTable } from '../../jobs/run.ts';
import { lastPeriodBefore, lastSlots, nextSlot, slotsUntil } from '#lib/server/sources/slots.ts';
import { smallSource } from '../helpers/small-portal.ts';

describe('npm run jobs', () => {
  it('reads a job with its options', () => {
    const words = 'run gather --source portal-68 --source axis --period 2020-Q1 --as-of 2020-05-01';
    expect(readCommand(words.split(' '))).toEqual({
      verb: 'gather',
      sources: ['portal-68', 'axis'],
      file: undefined,
      period: '2020-Q1',
      reason: undefined,
      asOf: new Date('2020-05-01T23:59:59.999+07:00'),
      folder: undefined,
      reread: false,
      json: false,
    });
  });

  it.each([
    ['says how it is used when nothing is asked', [], /^Usage:/],
    ['names a job that it does not know', ['run', 'score'], /"run score" is no command/],
    ['names a job that is left out', ['run'], /"run" is no command/],
    ['names a word too many', ['run', 'gather', '68'], /"run gather 68" is no command/],
    ['names an option that it does not know', ['list', '--all'], /--all/],
    ['says what a time looks like', ['list', '--as-of', '1/5/2020'], /Try 2020-04-15T06:00\+07:00/],
    ['refuses a day that is none', ['list', '--as-of', '2020-13-01'], /is no time/],
  ])('%s', (_rule, words, message) => {
    expect(() => readCommand(words)).toThrow(message);
  });

  it('lays its table in columns as wide as their widest cell', () => {
    expect(
      layTable([
        ['A', 'BBB', 'C'],
        ['aa', 'b', ''],
      ]),
    ).toEqual(['A   BBB  C', 'aa  b']);
  });
});

describe('slots', () => {
  it.each([
    ['2020-04-15', 'quarter', 'calendar', '2020-Q1'],
    ['2020-04-01', 'quarter', 'calendar', '2020-Q1'],
    ['2020-03-31', 'quarter', 'calendar', '2019-Q4'],
    ['2020-03-31', 'quarter', 'administrative', '2020-Q1'],
    ['2020-03-14', 'quarter', 'administrative', '2019-Q4'],
    ['2020-03-15', 'month', 'administrative', '2020-03'],
    ['2020-03-15', 'month', 'calendar', '2020-02'],
    ['2020-12-31', 'year', 'calendar', '2019'],
    ['2020-12-31', 'year', 'administrative', '2020'],
  ] as const)(
    'of %s ask for the last %s (%s) that is over: %s',
    (day, frequency, reckoning, code) => {
      expect(lastPeriodBefore(day, frequency, reckoning)).toBe(code);
    },
  );

  it('follow the clock of their time zone over a change of hours', () => {
    const source = smallSource('x', 'p-68', 'http://127.0.0.1:9', {
      schedule: '30 2 * * *',
      timeZone: 'Europe/Berlin',
      firstSlot: '2026-03-28T02:30+01:00',
    });
    const slots = slotsUntil(source, { until: new Date('2026-03-31T12:00:00Z') });
    const days = slots.map((at) =>
      new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format(at),
    );
    expect(days).toEqual(['2026-03-28', '2026-03-29', '2026-03-30', '2026-03-31']);
  });

  const hourly = smallSource('x', 'p-68', 'http://127.0.0.1:9', { schedule: '0 * * * *' });
  const hour = (count: number) => new Date(Date.parse(hourly.firstSlot) + count * 3_600_000);

  it('are told a thousand at a time, the oldest first, and go on from the last one told', () => {
    const until = hour(1_500);
    const begun = slotsUntil(hourly, { until });
    expect([begun.length, begun[0], begun.at(-1)]).toEqual([1_000, hour(0), hour(999)]);
    const rest = slotsUntil(hourly, { after: begun.at(-1)!, until });
    expect([rest.length, rest[0], rest.at(-1)]).toEqual([501, hour(1_000), hour(1_500)]);
  });

  it.each([
    ['from the first', null, 0, 7],
    ['after one that ran', hour(3), 4, 7],
    ['of an end between two of them', null, 0, 7.5],
  ])('are the same read backwards, %s', (_which, after, first, last) => {
    const span = { after, until: hour(last) };
    const expected = Array.from({ length: 8 - first }, (_, at) => hour(first + at));
    expect(slotsUntil(hourly, span)).toEqual(expected);
    expect(lastSlots(hourly, span)).toEqual(expected);
    expect(lastSlots(hourly, span, 2)).toEqual([hour(6), hour(7)]);
  });

  it('are told backwards from the last one, a thousand at a time, oldest first', () => {
    const slots = lastSlots(hourly, { until: hour(20_000) });
    expect([slots.length, slots[0], slots.at(-1)]).toEqual([1_000, hour(19_001), hour(20_000)]);
  });

  it('are none before the first, forwards and backwards', () => {
    const until = new Date('2020-04-14T22:59:59Z');
    expect([slotsUntil(hourly, { until }), lastSlots(hourly, { until })]).toEqual([[], []]);
  });

  it('have no next one after the last', () => {
    const source = smallSource('x', 'p-68', 'http://127.0.0.1:9', {
      lastSlot: '2020-07-15T06:00+07:00',
    });
    const next = (after: string) => nextSlot(source, new Date(after))?.toISOString() ?? null;
    expect(next('2019-01-01T00:00:00Z')).toBe('2020-04-14T23:00:00.000Z');
    expect(next('2020-04-14T23:00:00Z')).toBe('2020-07-14T23:00:00.000Z');
    expect(next('2020-07-14T23:00:00Z')).toBeNull();
  });
});
