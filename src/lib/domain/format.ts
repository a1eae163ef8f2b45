// Figures, days, periods and names as text, the way a Vietnamese official document and an English
// one write them. Pure: the language comes in as an argument. Anyone may import it.
import { isPackageUnit } from './body-tree.ts';
import { parsePeriod } from './period.ts';

export type Locale = 'vi' | 'en';

const TAGS: Record<Locale, string> = { vi: 'vi-VN', en: 'en-GB' };
const MINUS = '\u2212';
const MONTHS_EN = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
const ROMAN = ['I', 'II', 'III', 'IV'] as const;

const formatters = new Map<string, Intl.NumberFormat>();

function numberFormatter(locale: Locale, decimals: number): Intl.NumberFormat {
  const key = `${locale}${decimals}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(TAGS[locale], {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    // Vietnamese and English both group from 1.000 on; the default drops it for four digits in some.
    useGrouping: 'always',
  });
  formatters.set(key, made);
  return made;
}

/**
 * A number with `decimals` digits after the mark, a real minus sign and no "-0".
 *
 * @example formatNumber(1234567.891, 'vi', 2) // '1.234.567,89'
 */
export function formatNumber(value: number, locale: Locale, decimals = 0): string {
  const text = numberFormatter(locale, decimals).format(Math.abs(value));
  const isZero = !/[1-9]/.test(text);
  return value < 0 && !isZero ? MINUS + text : text;
}

/** As `formatNumber`, with a plus sign before what is above zero. What rounds to zero bears no sign. */
export function formatSigned(value: number, locale: Locale, decimals = 0): string {
  const text = formatNumber(value, locale, decimals);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** Digits that a small number may have more than others of its kind. */
const MORE_DECIMALS = 3;

/**
 * Digits after the mark with which a difference does not read as none: `decimals`, or up to three more.
 * One that is too small even then reads as none, with `decimals`.
 *
 * @example decimalsToSee(0.004, 1) // 3
 */
export function decimalsToSee(difference: number, decimals: number): number {
  const needed = Math.ceil(-Math.log10(Math.abs(difference) * 2));
  return needed > decimals + MORE_DECIMALS ? decimals : Math.max(needed, decimals);
}

/**
 * A fraction 0–1 as per cent.
 *
 * @example formatPercent(0.1113, 'vi', 2) // '11,13%'
 */
export function formatPercent(fraction: number, locale: Locale, decimals = 1): string {
  return `${formatNumber(fraction * 100, locale, decimals)}%`;
}

/** A number with as few digits as say it, for demands: 50, 12,5. At most two after the mark. */
export function formatBrief(value: number, locale: Locale): string {
  const decimals = [0, 1].find(
    (d) => Math.abs(value * 10 ** d - Math.round(value * 10 ** d)) < 1e-6,
  );
  return formatNumber(value, locale, decimals ?? 2);
}

/** A fraction as per cent with as few digits as say it, for demands: 30%, 12,5%. */
export const formatDemand = (fraction: number, locale: Locale): string =>
  `${formatBrief(fraction * 100, locale)}%`;

/**
 * A difference of two fractions in percentage points, signed, without the words.
 *
 * @example formatPoints(-0.0037, 'vi', 2) // '−0,37'
 */
export function formatPoints(difference: number, locale: Locale, decimals = 1): string {
  return formatSigned(difference * 100, locale, decimals);
}

/**
 * An ISO day: 19/3/2020 in Vietnamese, 19 March 2020 in English. A month, quarter or year alone stays
 * one, and two with a slash between them are a span. Any other text comes back unchanged.
 *
 * @example formatDay('2019-03/2020-02', 'vi') // '3/2019–2/2020'
 */
export function formatDay(day: string, locale: Locale): string {
  const [, from, to] = /^(\d{4}[^/]*)\/(\d{4}[^/]*)$/.exec(day) ?? [];
  if (from && to) return `${formatDay(from, locale)}–${formatDay(to, locale)}`;
  if (/^\d{4}-Q[1-4]$/.test(day)) return formatPeriod(day, locale);
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(day);
  if (!match) return day;
  const [, year, month, date] = match;
  const parts = [date, month].filter((part) => part !== undefined).map(Number);
  if (locale === 'vi') return [...parts, year].join('/');
  const name = month ? MONTHS_EN[Number(month) - 1] : undefined;
  return [date ? Number(date) : undefined, name, year]
    .filter((part) => part !== undefined)
    .join(' ');
}

const HANOI_OFFSET_MS = 7 * 3_600_000;

/**
 * The ISO day in Hà Nội (UTC+7 all year) at a moment.
 *
 * @example hanoiDay('2020-04-14T23:00:00Z') // '2020-04-15'
 */
export const hanoiDay = (instant: string): string =>
  new Date(Date.parse(instant) + HANOI_OFFSET_MS).toISOString().slice(0, 10);

/**
 * A period's name: "Quý I/2020", "Tháng 3/2020", "Năm 2020"; "Q1 2020", "March 2020", "2020".
 * Text that is no period comes back unchanged.
 */
export function formatPeriod(code: string, locale: Locale): string {
  const period = parsePeriod(code);
  if (!period) return code;
  const year = code.slice(0, 4);
  if (period.frequency === 'quarter') {
    const quarter = Number(code.slice(-1));
    return locale === 'vi' ? `Quý ${ROMAN[quarter - 1]}/${year}` : `Q${quarter} ${year}`;
  }
  if (period.frequency === 'month') {
    return locale === 'vi' ? `Tháng ${formatDay(code, 'vi')}` : formatDay(code, 'en');
  }
  return locale === 'vi' ? `Năm ${year}` : year;
}

/** As `formatPeriod`, for the middle of a sentence: "quý I/2020". */
export function formatPeriodInText(code: string, locale: Locale): string {
  const text = formatPeriod(code, locale);
  return locale === 'vi' ? text.charAt(0).toLocaleLowerCase('vi') + text.slice(1) : text;
}

/** A span of days: 1/1/2020–31/3/2020. */
export function formatSpan(start: string, end: string, locale: Locale): string {
  const first = formatDay(start, locale);
  const year = ` ${end.slice(0, 4)}`;
  // English says the year of both once.
  return `${first.endsWith(year) ? first.slice(0, -year.length) : first}–${formatDay(end, locale)}`;
}

/**
 * Text as it is compared in a search: no marks, no capitals, đ as d, runs of blanks as one. NFD
 * takes marks apart but leaves đ whole.
 *
 * @example foldForSearch('Đắk  Lắk') // 'dak lak'
 */
export function foldForSearch(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[\s\-–]+/g, ' ')
    .trim();
}

/** Says whether a text holds every word sought; each does where none is sought. */
export function finderOf(sought: string): (text: string) => boolean {
  // An address may hold one word thousands of times.
  const words = [...new Set(foldForSearch(sought).split(' '))].filter(Boolean);
  if (words.length === 0) return () => true;
  return (text) => {
    const folded = foldForSearch(text);
    return words.every((word) => folded.includes(word));
  };
}

const vietnamese = new Intl.Collator('vi');

/** Orders names as a Vietnamese dictionary does: Bạc Liêu, Bắc Giang, Bình Dương, Bình Định. */
export const compareVietnamese = (a: string, b: string): number => vietnamese.compare(a, b);

/**
 * A province without its rank, as tables name it: "Hà Giang", "Đà Nẵng", but "TP. Hồ Chí Minh".
 * Names of other bodies come back unchanged.
 */
export function shortUnitName(name: string): string {
  if (/^(?:Thành phố|TP\.?) Hồ Chí Minh$/.test(name)) return 'TP. Hồ Chí Minh';
  return name.replace(/^(?:Tỉnh|Thành phố|TP\.) /, '');
}

/** The same for English names: "Ha Giang Province" → "Ha Giang", "Da Nang City" → "Da Nang". */
export function shortUnitNameEn(name: string): string {
  if (/^Ho Chi Minh City$/.test(name)) return name;
  return name.replace(/ (?:Province|City)$/, '');
}

/**
 * A unit as tables name it. Units of packages keep their whole names: the city of Sơn La is another
 * unit than the province.
 */
export function unitNameIn(
  unit: { id?: string; nameVi: string; nameEn: string },
  locale: Locale,
): string {
  const name = locale === 'vi' ? unit.nameVi : unit.nameEn;
  if (isPackageUnit(unit.id ?? '')) return name;
  return locale === 'vi' ? shortUnitName(name) : shortUnitNameEn(name);
}
