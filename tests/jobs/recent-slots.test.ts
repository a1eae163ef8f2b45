// What is kept in memory of a schedule is what the schedule says, whichever way the clock moves.
import { expect, it } from 'vitest';
import { recentSlots } from '#lib/server/sources/recent-slots.ts';
import { smallSource } from '../helpers/small-portal.ts';

const NOBODY = 'http://127.0.0.1:9';
const told = (source: ReturnType<typeof smallSource>, now: string) => {
  const { slots, next } = recentSlots(source, new Date(now));
  return [slots.length, slots.at(-1)?.period ?? null, next?.toISOString() ?? null];
};

it('moves on with each slot, and back with the clock', () => {
  const source = smallSource('a', 'p-68', NOBODY);
  const NEXT = '2021-01-14T23:00:00.000Z';
  expect(told(source, '2020-10-15T00:00:00Z')).toEqual([3, '2020-Q3', NEXT]);
  expect(told(source, '2021-01-14T22:59:59Z')).toEqual([3, '2020-Q3', NEXT]);
  expect(told(source, NEXT)).toEqual([4, '2020-Q4', '2021-04-14T23:00:00.000Z']);
  expect(told(source, '2020-10-15T00:00:00Z')).toEqual([3, '2020-Q3', NEXT]);
});

it('is kept apart for sources that reckon otherwise', () => {
  const calendar = smallSource('a', 'p-68', NOBODY);
  const monthly = smallSource('b', 'p-68', NOBODY, { frequency: 'month' });
  expect(told(calendar, '2020-07-15T00:00:00Z')[1]).toBe('2020-Q2');
  expect(told(monthly, '2020-07-15T00:00:00Z')[1]).toBe('2020-06');
});

it('has ninety days of a source that is asked every day, and no next slot after the last', () => {
  const daily = smallSource('a', 'p-68', NOBODY, { schedule: '0 6 * * *' });
  expect(told(daily, '2021-01-15T00:00:00Z')[0]).toBe(90);
  const over = smallSource('a', 'p-68', NOBODY, { lastSlot: '2020-07-15T06:00+07:00' });
  expect(told(over, '2026-01-15T00:00:00Z')).toEqual([2, '2020-Q2', null]);
});
