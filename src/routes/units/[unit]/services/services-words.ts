// The sentences about a unit's services in the language being read, made of the release's own numbers, so
// that they are always true. Only the page of services imports it.
import { locale } from '#lib/components/address.ts';
import { reasonWord, unitNameOf } from '#lib/components/words.ts';
import { formatDemand, formatNumber, formatPeriodInText } from '#lib/domain/format.ts';
import { isMet } from '#lib/domain/target.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageData } from './$types';

export const count = (value: number): string => formatNumber(value, locale());
export const services = (n: number): string => m.gap_services({ n, text: count(n) });

const periodOf = (data: PageData): string =>
  formatPeriodInText(data.release?.period ?? data.asked ?? '', locale());

/** What the page has found, or why it has nothing to tell. */
export function headline(data: PageData): string {
  const name = unitNameOf(data.unit);
  const period = periodOf(data);
  if (!data.release) return unpublishedHead(data, { name, period });
  if (!data.row) return m.services_head_absent({ name, period });
  if (data.row.value === null) return m.services_head_no_figure({ name, period });
  if (!data.own) return m.services_head_no_rows({ name, period });
  const { toRaise, totals } = data.own;
  const target = data.target;
  const counts = { level4: count(totals.level4), total: services(totals.all) };
  const left = services(toRaise);
  if (target?.more == null || target.isLess || target.demand === null) {
    const words = { name, ...counts, left };
    return target && isMet(target.state)
      ? m.services_head_met({ ...words, demand: formatDemand(target.demand ?? 0, locale()) })
      : m.services_head_plain(words);
  }
  const words = { name, demand: formatDemand(target.demand, locale()) };
  const { more } = target;
  if (toRaise === 0) return m.services_head_none_left({ ...words, more: services(more) });
  return toRaise < more
    ? m.services_head_too_few({ ...words, more: services(more), left })
    : m.services_head_enough({ ...words, more: count(more), left });
}

function unpublishedHead(
  { asked, isThen }: PageData,
  words: { name: string; period: string },
): string {
  if (asked) {
    return isThen ? m.services_head_unpublished_then(words) : m.services_head_unpublished(words);
  }
  return isThen
    ? m.services_head_none_published_then(words)
    : m.services_head_none_published(words);
}

/** All its services by level, and their dossiers; why there are none where none is known. */
export function lead(data: PageData): string | null {
  if (data.row?.value === null)
    return reasonWord(data.row.missing ?? 'not-reported', data.row.missingNote);
  if (!data.release || !data.row) return null;
  if (!data.own) return m.services_lead_no_rows();
  const { all, level1, level2, level3, level4, received, filedOnline } = data.own.totals;
  return m.services_lead({
    period: periodOf(data),
    total: services(all),
    level4: count(level4),
    level3: count(level3),
    level2: count(level2),
    level1: count(level1),
    received: count(received),
    filed: count(filedOnline),
  });
}

/** What stands at the service with which the first ones, raised together, reach something. */
export function marksAt(data: PageData, place: number | null): string[] {
  const { target, next } = data;
  if (place === null) return [];
  const n = services(place);
  const marks: string[] = [];
  if (target?.more === place && !target.isLess && target.demand !== null) {
    marks.push(m.services_mark_target({ n, demand: formatDemand(target.demand, locale()) }));
  }
  if (next?.more === place) marks.push(m.services_mark_rank({ n, rank: next.rank }));
  return marks;
}

/** "Dịch vụ 101–200 trong 312 dịch vụ phù hợp, của tất cả 2.045" */
export function shownText({ found, from, lines, totals }: NonNullable<PageData['own']>): string {
  if (found === 0) return m.services_found_none();
  const words = { from: count(from + 1), to: count(from + lines.length), found: services(found) };
  return found === totals.all
    ? m.services_shown_all(words)
    : m.services_shown({ ...words, total: count(totals.all) });
}
