// The sentences about a unit's gaps in the language being read, made of the release's own numbers, so
// that they are always true. Pages and texts of one unit import it.
import { locale } from '#lib/components/address.ts';
import { nameOf, unitNameOf } from '#lib/components/words.ts';
import { exceedsEligible } from '#lib/domain/explain/eligible.ts';
import type { Gap } from '#lib/domain/explain/gap.ts';
import type { PlaceReason } from '#lib/domain/explain/place-gap.ts';
import type { TargetReason, TrendGap } from '#lib/domain/explain/target-gap.ts';
import {
  formatDay,
  formatDemand,
  formatNumber,
  formatPeriodInText,
  formatSigned,
} from '#lib/domain/format.ts';
import { HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
import { m } from '#lib/paraglide/messages.js';
import type { GapView, PlaceHolders } from './gap-view.ts';
import type { IndexGap, IndexMove, IndexRaising, UntoldGap } from './index-gap.ts';

const count = (value: number): string => formatNumber(value, locale());
export const services = (n: number): string => m.gap_services({ n, text: count(n) });
const periods = (n: number): string => m.gap_periods({ n, text: count(n) });
const pace = (value: number): string => formatSigned(value, locale(), 1);
const demandText = (demand: number): string => formatDemand(demand, locale());

/** Level 4 has words of its own; other shares are told by what they count. */
const LEVEL4 = {
  head: { both: m.gap_head_both, target: m.gap_head_target, place: m.gap_head_place },
  due: m.gap_target_due,
  overdue: m.gap_target_overdue,
  trend: m.gap_trend,
  trendEnough: m.gap_trend_enough,
  pace: m.gap_pace,
  retired: m.gap_retired,
  place: m.gap_place,
  placeMoving: m.gap_place_moving,
  placeMovingNone: m.gap_place_moving_none,
};
const COUNTED: typeof LEVEL4 = {
  head: {
    both: m.gap_counted_head_both,
    target: m.gap_counted_head_target,
    place: m.gap_counted_head_place,
  },
  due: m.gap_counted_due,
  overdue: m.gap_counted_overdue,
  trend: m.gap_counted_trend,
  trendEnough: m.gap_counted_trend_enough,
  pace: m.gap_counted_pace,
  retired: m.gap_counted_retired,
  place: m.gap_counted_place,
  placeMoving: m.gap_counted_place_moving,
  placeMovingNone: m.gap_counted_place_moving_none,
};
/** Where less is better, a better place takes fewer. */
const FEWER: typeof LEVEL4 = {
  ...COUNTED,
  head: { ...COUNTED.head, place: m.gap_fewer_head_place },
  place: m.gap_fewer_place,
  placeMoving: m.gap_fewer_place_moving,
  placeMovingNone: m.gap_fewer_place_moving_none,
};
const isLevel4 = ({ measure }: Pick<GapView, 'measure'>): boolean => measure === HEADLINE_MEASURE;
function saidOf(view: GapView): typeof LEVEL4 {
  if (isLevel4(view)) return LEVEL4;
  const [move] = view.gap.toNextRank.answer?.moves ?? [];
  return move?.indicator.direction === 'lower' ? FEWER : COUNTED;
}

/** "504 dịch vụ", "1.200 hồ sơ": so many of what the share counts. */
const things = ({ gap }: Pick<GapView, 'gap'>, n: number): string =>
  THINGS[gap.thing ?? 'things']({ n, text: count(n) });

/** "Thêm 504 dịch vụ ở mức độ 4 để đạt chỉ tiêu 30%; thêm 12 dịch vụ để lên hạng 48" */
export function gapHeadline(view: GapView): string {
  const [target, place] = [view.gap.toTarget.answer, view.gap.toNextRank.answer];
  const more = place?.moves[0]?.standing ?? null;
  const toTarget =
    target && !target.isLess
      ? { target: things(view, target.more), demand: demandText(target.demand) }
      : null;
  const toPlace = place && more !== null ? { place: things(view, more), rank: place.rank } : null;
  const head = headText(saidOf(view).head, toTarget, toPlace);
  const left = leftText(view, Math.max(toTarget && target ? target.more : 0, more ?? 0));
  return left === null ? head : m.gap_head_but({ head, left });
}

function headText(
  said: (typeof LEVEL4)['head'],
  toTarget: { target: string; demand: string } | null,
  toPlace: { place: string; rank: number } | null,
): string {
  if (toTarget && toPlace) return said.both({ ...toTarget, ...toPlace });
  if (toTarget) return said.target(toTarget);
  return toPlace ? said.place(toPlace) : m.gap_title();
}

/** "chỉ còn 1 dịch vụ đủ điều kiện nâng" where more are asked; null where there are enough, or none is known. */
export function leftText({ eligible }: Pick<GapView, 'eligible'>, asked: number | null) {
  if (eligible === null || !exceedsEligible(asked, eligible)) return null;
  return eligible === 0 ? m.gap_left_none() : m.gap_left({ n: eligible, count: count(eligible) });
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
export function targetLines(view: GapView): string[] {
  const { gap } = view;
  const { answer, reason } = gap.toTarget;
  const { row } = gap;
  if (reason === 'met') return [m.gap_met({ demand: demandText(row.demand ?? 0) })];
  if (reason !== null) return [NO_TARGET[reason]()];
  const said = saidOf(view);
  const total = row.denominator ?? 0;
  const words = {
    total: isLevel4(view) ? services(total) : count(total),
    more: things(view, answer.more),
    demand: demandText(answer.demand),
    due: formatDay(answer.target.due, locale()),
  };
  if (answer.isLess) return [m.gap_counted_less(words)];
  return [
    row.targetState === 'overdue' ? said.overdue(words) : said.due(words),
    answer.onTrend.answer && trendLine(view, answer.onTrend.answer),
    gap.pace && said.pace({ periods: periods(gap.pace.periods), pace: pace(gap.pace.numerator) }),
    answer.retired !== null && said.retired({ retired: services(answer.retired) }),
  ].filter((line) => typeof line === 'string');
}

/** Nothing to say where the denominator stays. */
function trendLine(view: GapView, trend: TrendGap): string | null {
  if (trend.perPeriod === 0) return null;
  const words = {
    periods: periods(trend.overPeriods),
    pace: pace(trend.perPeriod),
    total: count(trend.denominator),
  };
  const said = saidOf(view);
  return trend.more === 0
    ? said.trendEnough(words)
    : said.trend({ ...words, more: things(view, trend.more) });
}

const NO_PLACE: Record<PlaceReason, () => string> = {
  first: m.gap_first,
  // Asked of a chosen place alone, never of the next one.
  held: m.gap_held,
  'no-figure': m.gap_no_figure,
  'no-rank': m.gap_no_rank,
  'not-counted': m.gap_not_counted,
};

/** "Cao Bằng", "Cao Bằng và 2 đơn vị cùng hạng" */
export function holderText(holders: PlaceHolders['holders']): string {
  const [first, ...others] = holders;
  const unit = first ? unitNameOf(first) : '';
  if (others.length === 0) return unit;
  return m.gap_with_others({ n: others.length, unit, count: count(others.length) });
}

/** What is between the unit and the next place. */
export const placeLines = (view: GapView): string[] =>
  linesTo(view, view.gap.toNextRank, view.next);

/** What is between the unit and a place that was asked for; empty where none was. */
export const wantedLines = (view: GapView): string[] =>
  view.gap.toRank ? linesTo(view, view.gap.toRank, view.wanted) : [];

function linesTo(
  view: GapView,
  { answer, reason }: Gap['toNextRank'],
  { holders, nextHolders }: PlaceHolders,
): string[] {
  if (reason !== null) return [NO_PLACE[reason]()];
  const said = saidOf(view);
  const [move] = answer.moves;
  const [standing, moving] = [move?.standing ?? null, move?.moving ?? null];
  // No share lies above 1, so that enough more is always level with whoever stands there.
  if (standing === null) return [];
  const now = { rank: answer.heldRank, unit: holderText(holders) };
  const line = withLeft(view, said.place({ ...now, more: things(view, standing) }), standing);
  if (!view.hasPast || nextHolders.length === 0 || moving === null) return [line];
  const then = {
    rank: answer.next.heldRank,
    unit: holderText(nextHolders),
    period: formatPeriodInText(answer.next.period, locale()),
  };
  return [
    line,
    moving === 0
      ? said.placeMovingNone(then)
      : withLeft(view, said.placeMoving({ ...then, more: things(view, moving) }), moving),
  ];
}

/** The sentence with what is left to raise, where it asks for more. */
function withLeft(view: GapView, said: string, asked: number): string {
  const left = leftText(view, asked);
  return left === null ? said : m.gap_but({ said, left });
}

/** What is left to raise, where that is less than the target takes; null where there are enough, or none is known. */
export function leftToTarget(view: Pick<GapView, 'gap' | 'eligible'>): string | null {
  const { answer } = view.gap.toTarget;
  return answer && !answer.isLess ? leftText(view, answer.more) : null;
}

/** The same as a sentence that says what else has to be done. */
export function reviewLine({ gap, eligible }: GapView): string | null {
  const { answer } = gap.toTarget;
  if (eligible === null || !answer || answer.isLess) return null;
  if (!exceedsEligible(answer.more, eligible)) return null;
  const missing = services(answer.more - eligible);
  return eligible === 0
    ? m.gap_review_all({ missing })
    : m.gap_review_some({ candidates: services(eligible), missing });
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
  const n = Math.min(needed, candidates);
  return m.gap_offices({ n, services: services(n), offices: list.join(', ') });
}

const THINGS: Record<IndexMove['thing'], (words: { n: number; text: string }) => string> = {
  services: m.gap_services,
  dossiers: m.gap_dossiers,
  documents: m.gap_documents,
  things: m.gap_things,
  flag: m.gap_flag,
};

/** "6 dịch vụ", "từ chưa có thành có", or why there is no such number. */
export function moveText(
  { thing, room }: Pick<IndexMove, 'thing' | 'room'>,
  more: number | null,
): string {
  if (more === null) return room === 0 ? m.gap_nothing_left() : m.gap_alone_cannot();
  return more === 0 ? m.gap_need_nothing() : THINGS[thing]({ n: more, text: count(more) });
}

/** The same one period on; "69 văn bản (khi đó còn 83)" where that is more than is left today. */
export function movingText({ thing, room, moving, movingRoom }: IndexMove): string {
  const then = movingRoom ?? 0;
  const said = moveText({ thing, room: then }, moving);
  return (moving ?? 0) > room ? m.gap_room_then({ said, room: count(then) }) : said;
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
