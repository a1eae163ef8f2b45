// Moments as a person or an address writes them. Pure; pages, API and command line read them by this,
// so that one text means one moment everywhere.
import { hanoiDay } from './format.ts';
import { isDay } from './period.ts';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * An ISO time with its zone is itself; an ISO day is its end in Hà Nội (UTC+7 all year), as what is
 * published in the course of a day belongs to it. Null on any other text.
 *
 * @example readMoment('2020-04-30') // 2020-04-30T16:59:59.999Z
 */
export function readMoment(text: string): Date | null {
  const isWholeDay = text.length === 'yyyy-mm-dd'.length;
  if (!isDay(text.slice(0, 10)) || !(isWholeDay || INSTANT.test(text))) return null;
  const moment = new Date(isWholeDay ? `${text}T23:59:59.999+07:00` : text);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

/** Whether a moment lies ahead. The end of today does not: a day that is under way is meant as it stands. */
export function isAhead(moment: Date, now: Date): boolean {
  const today = readMoment(hanoiDay(now.toISOString()));
  return moment > now && moment.getTime() !== today?.getTime();
}
