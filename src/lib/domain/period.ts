// What a figure is about: a month, a quarter or a year, in the calendar or the administrative
// reckoning (15th to 14th, Circular 09/2019/TT-NHNN). Pure; anyone may import it.

export type Frequency = 'month' | 'quarter' | 'year';
export type Reckoning = 'calendar' | 'administrative';

export interface Period {
  /** `2020`, `2020-Q1` or `2020-03`. */
  code: string;
  frequency: Frequency;
  /** First and last day, ISO; both belong to the period. */
  start: string;
  end: string;
}

/** The reckoning of a period, by its first day. */
export const reckoningOf = (start: string): Reckoning =>
  start.endsWith('-15') ? 'administrative' : 'calendar';

const PATTERN = /^(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$/;
/** Months of one period. */
export const MONTHS_IN: Record<Frequency, number> = { month: 1, quarter: 3, year: 12 };

/** Days from the civil date 1970-01-01, as ISO text; months may overflow (month 13 = January next). */
function isoDay(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}

/** Whether a text is an ISO day of the calendar: 2020-02-30 is none. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/**
 * Reads a period's code. Null where it is none.
 *
 * @param reckoning `administrative` runs from the 15th of the month before to the 14th: 2020-Q1 is
 * 2019-12-15 to 2020-03-14.
 */
export function parsePeriod(code: string, reckoning: Reckoning = 'calendar'): Period | null {
  const match = PATTERN.exec(code);
  if (!match) return null;
  const year = Number(match[1]);
  const frequency: Frequency = match[2] ? 'quarter' : match[3] ? 'month' : 'year';
  const firstMonth = match[2] ? (Number(match[2]) - 1) * 3 + 1 : Number(match[3] ?? 1);
  const nextMonth = firstMonth + MONTHS_IN[frequency];
  return reckoning === 'calendar'
    ? { code, frequency, start: isoDay(year, firstMonth, 1), end: isoDay(year, nextMonth, 0) }
    : {
        code,
        frequency,
        start: isoDay(year, firstMonth - 1, 15),
        end: isoDay(year, nextMonth - 1, 14),
      };
}

/** As `parsePeriod`, for codes that were checked before. Throws a RangeError on any other text. */
export function periodOf(code: string, reckoning: Reckoning = 'calendar'): Period {
  const period = parsePeriod(code, reckoning);
  if (!period) throw new RangeError(`not a period: ${code}`);
  return period;
}

/** Counts periods of one frequency from year 0, so that neighbours differ by one. */
function ordinal(code: string): number {
  const { frequency, start } = periodOf(code);
  const months = Number(start.slice(0, 4)) * 12 + Number(start.slice(5, 7)) - 1;
  return months / MONTHS_IN[frequency];
}

/** The period `steps` after (or, negative, before) this one, of the same frequency. */
export function shiftPeriod(code: string, steps: number): string {
  const { frequency } = periodOf(code);
  const months = (ordinal(code) + steps) * MONTHS_IN[frequency];
  const year = String(Math.floor(months / 12)).padStart(4, '0');
  const month = months % 12;
  if (frequency === 'year') return year;
  if (frequency === 'quarter') return `${year}-Q${month / 3 + 1}`;
  return `${year}-${String(month + 1).padStart(2, '0')}`;
}

/** How many periods lie from `from` to `to`; negative where `to` comes first. Same frequency only. */
export function periodsBetween(from: string, to: string): number {
  if (periodOf(from).frequency !== periodOf(to).frequency) {
    throw new RangeError(`periods of two frequencies: ${from}, ${to}`);
  }
  return ordinal(to) - ordinal(from);
}

/** The period of `frequency` that holds an ISO day. */
export function periodHolding(day: string, frequency: Frequency): string {
  const year = day.slice(0, 4);
  const month = Number(day.slice(5, 7));
  if (frequency === 'year') return year;
  if (frequency === 'quarter') return `${year}-Q${Math.ceil(month / 3)}`;
  return day.slice(0, 7);
}

/** The last period of `frequency` that had ended before an ISO day began. */
export function lastEndedBefore(day: string, frequency: Frequency): string {
  return shiftPeriod(periodHolding(day, frequency), -1);
}
