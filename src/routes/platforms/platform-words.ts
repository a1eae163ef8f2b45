// Sentences on platforms in the language being read, made of the releases' own counts. Pages and drawings
// on platforms import it.
import { m } from '#lib/paraglide/messages.js';
import { locale } from '#lib/components/address.ts';
import { formatDay, formatPeriodInText } from '#lib/domain/format.ts';
import { PLATFORMS, type Openings, type PlatformCount } from './platforms-view.ts';

const SHORT: Record<string, () => string> = {
  npsp_connected: m.platforms_short_npsp_connected,
  lgsp_present: m.platforms_short_lgsp_present,
  lgsp_connected: m.platforms_short_lgsp_connected,
  soc_present: m.platforms_short_soc_present,
  docs_electronic: m.platforms_short_docs_electronic,
  docs_signed: m.platforms_short_docs_signed,
};

/** A column's head, short enough for seven columns; unknown codes come back unchanged. */
export const shortWord = (code: string): string => SHORT[code]?.() ?? code;

const LACKS: Record<string, (words: { count: number }) => string> = {
  npsp_connected: m.platforms_lacks_npsp_connected,
  lgsp_present: m.platforms_lacks_lgsp_present,
  lgsp_connected: m.platforms_lacks_lgsp_connected,
  soc_present: m.platforms_lacks_soc_present,
};

/** "Chưa có LGSP: 12 đơn vị", or that it was not there to be had; unknown codes with their count. */
export function lackWords(code: string, count: number, notOpened: Openings): string {
  const opened = notOpened[code];
  if (opened !== undefined) return openingText(opened);
  return LACKS[code]?.({ count }) ?? `${code}: ${count}`;
}

/** "Cổng Dịch vụ công quốc gia khai trương ngày 9/12/2019, sau kỳ này" */
const openingText = (day: string): string =>
  m.platforms_npsp_not_opened({ day: formatDay(day, locale()) });

/** A platform's count in one period; null where not measured, or not there yet. */
const countOf = (count: PlatformCount | undefined, code: string) =>
  count?.counts[PLATFORMS.indexOf(code)] ?? null;

/** "23/85 đơn vị có nền tảng LGSP, 62 đơn vị chưa có; 18 đã kết nối …" */
export function platformHeadline(counts: readonly PlatformCount[]): string {
  const last = counts.at(-1);
  const present = countOf(last, 'lgsp_present');
  if (!last || !present) {
    return m.platforms_head_none({ period: formatPeriodInText(last?.period ?? '', locale()) });
  }
  const connected = countOf(last, 'lgsp_connected')?.has ?? 0;
  const { has, counted, expected: of } = present;
  const words = { has, of, left: counted - has, connected };
  if (has === of) return m.platforms_head_all(words);
  return counted === of
    ? m.platforms_head_left(words)
    : m.platforms_head_unknown({ ...words, unknown: of - counted });
}

/**
 * How many had the other platforms; of the national portal, when it opened where it had not yet. Null where
 * no platform was asked about.
 */
export function platformLead(counts: readonly PlatformCount[], notOpened: Openings): string | null {
  if (!PLATFORMS.some((code) => countOf(counts.at(-1), code))) return null;
  const text = (code: string): string => {
    const count = countOf(counts.at(-1), code);
    return count ? m.platforms_of_units({ has: count.has, of: count.expected }) : '–';
  };
  const opened = notOpened.npsp_connected;
  return [
    opened === undefined
      ? m.platforms_lead_npsp({ npsp: text('npsp_connected') })
      : `${openingText(opened)}.`,
    m.platforms_lead({ soc: text('soc_present') }),
  ].join(' ');
}

/** "LGSP: 23, 41, 70, 82 đơn vị trong bốn kỳ gần nhất"; once all have it, since when they do. */
export function countsHeadline(counts: readonly PlatformCount[]): string {
  const full = sinceFull(counts);
  if (full) return full;
  const values = counts.slice(-4).map((count) => countOf(count, 'lgsp_present')?.has ?? '–');
  return values.length === 4
    ? m.platforms_counts_head({ course: values.join(', ') })
    : m.platforms_counts_head_one({ has: values.at(-1) ?? '–' });
}

/** "Đủ 85/85 đơn vị có LGSP từ quý IV/2020", where no unit lacks it now; else null. */
function sinceFull(counts: readonly PlatformCount[]): string | null {
  const isFull = (count: PlatformCount): boolean => {
    const lgsp = countOf(count, 'lgsp_present');
    return lgsp !== null && lgsp.has === lgsp.expected;
  };
  const first = counts[counts.findLastIndex((count) => !isFull(count)) + 1];
  const lgsp = countOf(counts.at(-1), 'lgsp_present');
  if (!first || !lgsp) return null;
  return m.platforms_counts_head_full({
    has: lgsp.has,
    of: lgsp.expected,
    period: formatPeriodInText(first.period, locale()),
  });
}
