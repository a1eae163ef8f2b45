// Moments as text, in the time of Hà Nội whatever the machine's own zone. Pure; anyone may import it.
import { formatDay, type Locale } from './format.ts';

const HANOI = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Ho_Chi_Minh',
  dateStyle: 'short',
  timeStyle: 'short',
});

/**
 * Day, hour and minute in Hà Nội (UTC+7 all year).
 *
 * @param instant ISO time; a RangeError on any other text
 * @example formatInstant('2020-04-14T23:00:00Z', 'vi') // '15/4/2020 06:00'
 */
export function formatInstant(instant: string, locale: Locale): string {
  const [day = '', time = ''] = HANOI.format(new Date(instant)).split(' ');
  return `${formatDay(day, locale)} ${time}`;
}
