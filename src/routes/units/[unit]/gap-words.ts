// The sentences about a unit's gaps in the language being read, made of the release's own numbers, so
// that they are always true. Only the unit page imports it.
import { locale } from '#lib/components/address.ts';
import { nameOf, unitNameOf } from '#lib/components/words.ts';
import type { PlaceReason } from '#lib/domain/explain/place-gap.ts';
import type { TargetReason, TrendGap } from '#lib/domain/explain/target-gap.ts';
import {
  formatDay,
  formatDemand,
  formatNumber,
  formatPeriodInText,
  formatSigned,
} from '#lib/domain/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { GapView } from './gap-view.ts';
import type { IndexGap, IndexMove, IndexRaising, UntoldGap } from './index-gap.ts';

const count = (value: number): string => formatNumber(value, locale());
export const services = (n: number): string => m.gap_services({ n, text: count(n) });
const periods = (n: number): string => m.gap_periods({ n, text: count(n) });
const pace = (value: number): string => formatSigned(value, locale(), 1);
const demandText = (demand: number): string => formatDemand(demand, locale());

/** "Thêm 504 dịch vụ ở mức độ 4 để đạt chỉ tiêu 30%; thêm 12 dịch vụ để lên hạng 48" */
export function gapHeadline({ gap }: GapView): string {
  const [target, place] = [gap.toTarget.answer, gap.toNextRank.answer];
  const more = place?.moves[0]?.standing ?? null;
  const toTarget = target && { target: services(target.more), demand: demandText(target.demand) };
  const toPlace = place && more !== null ? { place: services(more), rank: place.rank } : null;
  if (toTarget && toPlace) return m.gap_head_both({ ...toTarget, ...toPlace });
  if (toTarget) return m.gap_head_target(toTarget);
  return toPlace ? m.gap_head_place(toPlace) : m.gap_title();
}

const NO_TARGET: Record<Exclude<TargetReason, 'met'>, () => string> = {
  'no-figure': m.gap_no_figure,
  'no-target': m.gap_no_target,
  'not-applicable': m.gap_not_applicable,
  'no-baseline': m.gap_no_baseline,
  'not-counted': m.gap_not_counted,
  'no-number': m.gap_no_number,
};

/** What is between the unit and its target. */
export function targetLines({ gap }: GapView): string[] {
  const { answer, reason } = gap.toTarget;
  const { row } = gap;
  if (reason === 'met') return [m.gap_met({ demand: demandText(row.demand ?? 0) })];
  if (reason !== null) return [NO_TARGET[reason]()];
  const words = {
    total: services(row.denominator ?? 0),
    more: services(answer.more),
    demand: demandText(answer.demand),
    due: formatDay(answer.target.due, locale()),
  };
  return [
    row.targetState === 'overdue' ? m.gap_target_overdue(words) : m.gap_target_due(words),
    answer.onTrend.answer && trendLine(answer.onTrend.answer),
    gap.pace && m.gap_pace({ periods: periods(gap.pace.periods), pace: pace(gap.pace.numerator) }),
    answer.retired !== null && m.gap_retired({ retired: services(answer.retired) }),
  ].filter((line) => typeof line === 'string');
}

/** Nothing to say where the number of services stays. */
function trendLine(trend: TrendGap): string | null {
  if (trend.perPeriod === 0) return null;
  const words = {
    periods: periods(trend.overPeriods),
    pace: pace(trend.perPeriod),
    total: count(trend.denominator),
  };
  return trend.more === 0
    ? m.gap_trend_enough(words)
    : m.gap_trend({ ...words, more: services(trend.more) });
}

const NO_PLACE: Record<PlaceReason, () => string> = {
  first: m.gap_first,
  // Asked of a chosen place alone, never of the next one.
  held: m.gap_first,
  'no-figure': m.gap_no_figure,
  'no-rank': m.gap_no_rank,
  'not-counted': m.gap_not_counted,
};

/** "Cao Bằng", "Cao Bằng và 2 đơn vị cùng hạng" */
export function holderText(holders: GapView['holders']): string {
  const [first, ...others] = holders;
  const unit = first ? unitNameOf(first) : '';
  if (others.length === 0) return unit;
  return m.gap_with_others({ n: others.length, unit, count: count(others.length) });
}

/** What is between the unit and the next place. */
export function placeLines({ gap, hasPast, holders, nextHolders }: GapView): string[] {
  const { answer, reason } = gap.toNextRank;
  if (reason !== null) return [NO_PLACE[reason]()];
  const [move] = answer.moves;
  const now = { rank: answer.rank, unit: holderText(holders) };
  const standing = move?.standing ?? null;
  const line =
    standing === null ? m.gap_place_cannot(now) : m.gap_place({ ...now, more: services(standing) });
  if (!hasPast) return [line];
  const then = {
    rank: answer.rank,
    unit: holderText(nextHolders),
    period: formatPeriodInText(answer.next.period, locale()),
  };
  const moving = move?.moving ?? null;
  if (moving === null) return [line, m.gap_place_moving_cannot(then)];
  return [
    line,
    moving === 0
      ? m.gap_place_moving_none(then)
      : m.gap_place_moving({ ...then, more: services(moving) }),
  ];
}

/** Said where fewer services qualify than are needed; null where there are enough. */
export function tooFewLine({ gap, candidates, named }: GapView): string | null {
  if (named === null) return null;
  const target = gap.toTarget.answer?.more ?? 0;
  const place = gap.toNextRank.answer?.moves[0]?.standing ?? 0;
  const words = (more: number) => ({
    candidates: services(candidates),
    missing: count(more - candidates),
  });
  if (target > candidates) return m.gap_too_few_target(words(target));
  return place > candidates ? m.gap_too_few_place(words(place)) : null;
}

/** Offices named one by one; the others are summed up. */
const MOST_OFFICES = 4;

/** "504 dịch vụ đứng đầu danh sách thuộc: Sở Xây dựng 40, …"; null where none is named. */
export function officesLine({ offices, needed, candidates }: GapView): string | null {
  if (offices.length === 0) return null;
  const others = offices.slice(MOST_OFFICES).reduce((sum, each) => sum + each.services, 0);
  const list = offices
    .slice(0, MOST_OFFICES)
    .map((each) => m.gap_office({ office: each.office, count: count(each.services) }));
  if (others > 0) list.push(m.gap_other_offices({ count: count(others) }));
  return m.gap_offices({
    services: services(Math.min(needed, candidates)),
    offices: list.join(', '),
  });
}

const THINGS: Record<IndexMove['thing'], (words: { n: number; text: string }) => string> = {
  services: m.gap_services,
  dossiers: m.gap_dossiers,
  documents: m.gap_documents,
  things: m.gap_things,
  flag: m.gap_flag,
};

/** "6 dịch vụ", "từ chưa có thành có", or why there is no such number. */
export function moveText({ thing, room }: IndexMove, more: number | null): string {
  if (more === null) return room === 0 ? m.gap_nothing_left() : m.gap_alone_cannot();
  return more === 0 ? m.gap_need_nothing() : THINGS[thing]({ n: more, text: count(more) });
}

/** "37 dịch vụ", or why there is no such number. */
export function raisingText({ room }: IndexRaising, more: number | null): string {
  if (more === null) return room === 0 ? m.gap_nothing_left() : m.gap_raising_cannot();
  return more === 0 ? m.gap_need_nothing() : services(more);
}

const UNTOLD: Record<UntoldGap['untold'], () => string> = {
  pending: m.gap_index_pending,
  busy: m.gap_index_busy,
  'too-long': m.gap_index_too_long,
};

/** Why the way to the next place on an index is not shown. */
export const untoldText = ({ untold }: UntoldGap): string => UNTOLD[untold]();

/** How services are counted on an index: together where they are known, else under which condition. */
export function raisingLines({ raising, raisingReason, moves }: IndexGap): string[] {
  if (raising) {
    const indicators = raising.indicators.map(nameOf).join('; ');
    const first = raising.named.join('; ');
    const others = (raising.standing ?? 0) - raising.named.length;
    const words = { n: others, first, others: count(others) };
    const named = others > 0 ? m.gap_raising_first_of(words) : m.gap_raising_named({ first });
    return [m.gap_raising_how({ indicators }), first && named].filter((line) => line !== '');
  }
  if (!moves.some(({ sharesServices }) => sharesServices)) return [];
  const why = raisingReason === 'rows-differ' ? m.gap_raising_differ() : m.gap_raising_no_rows();
  return raisingReason === 'not-of-services' ? [m.gap_raising_if()] : [m.gap_raising_if(), why];
}
