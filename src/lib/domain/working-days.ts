// Counting working days: Monday to Friday, public holidays left out. Pure; jobs import it.
import { isDay } from './period.ts';

const DAY_MS = 86_400_000;
const SATURDAY = 6;
const SUNDAY = 0;

/**
 * The day that is so many working days after another; the first day itself is not counted. Weekdays that
 * are exchanged for a Saturday count as worked: their number is the same.
 *
 * @param day ISO day; a RangeError on any other text
 * @param holidays ISO days that are free
 * @example workingDaysAfter('2020-12-31', 2, new Set(['2021-01-01'])) // '2021-01-05'
 */
export function workingDaysAfter(
  day: string,
  count: number,
  holidays: ReadonlySet<string>,
): string {
  if (!isDay(day)) throw new RangeError(`${day} is no day`);
  let time = Date.parse(day);
  for (let left = count; left > 0;) {
    time += DAY_MS;
    const weekday = new Date(time).getUTCDay();
    const isFree = weekday === SATURDAY || weekday === SUNDAY || holidays.has(isoDay(time));
    if (!isFree) left -= 1;
  }
  return isoDay(time);
}

const isoDay = (time: number): string => new Date(time).toISOString().slice(0, 10);
