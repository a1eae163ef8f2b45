// The unit page's headline and lead in the language being read, made of the release's own numbers,
// so that they are always true. Pages and texts of one unit import it.
import { locale } from '#lib/components/address.ts';
import { demandWords, shortIndicatorName } from '#lib/components/legal-words.ts';
import { countsText } from '#lib/components/revision-words.ts';
import {
  changeReasonWord,
  figureText,
  nameOf,
  reasonWord,
  unitNameOf,
} from '#lib/components/words.ts';
import {
  formatDay,
  formatDemand,
  formatNumber,
  formatPercent,
  formatPeriodInText,
} from '#lib/domain/format.ts';
import { parsePeriod, periodsBetween } from '#lib/domain/period.ts';
import type { LastKnown, ScoreRow } from '#lib/domain/release.ts';
import { shortfallOf } from '#lib/domain/standing.ts';
import { isMet } from '#lib/domain/target.ts';
import { m } from '#lib/paraglide/messages.js';
import type { GapView } from './gap-view.ts';
import { leftText } from './gap-words.ts';
import type { RankedBefore } from './ranked-before.ts';
import type { SuccessorView } from './successor.ts';
import { behindText, targetWords } from './target-lines.ts';
import type { UnitPage } from './unit-page.ts';
import type { OverdueLine, RankPoint } from './unit-view.ts';

const count = (value: number): string => formatNumber(value, locale());
const percent = (value: number): string => formatPercent(value, locale());

/** What headline and lead are made of. */
export type HeadedPage = Pick<
  UnitPage,
  | 'unit'
  | 'release'
  | 'unpublished'
  | 'isThen'
  | 'beganAfter'
  | 'successors'
  | 'successor'
  | 'standing'
  | 'before'
  | 'previousPeriod'
  | 'results'
  | 'overdue'
  | 'gap'
  | 'outlook'
>;

/** "Vĩnh Phúc xếp thứ 49/63, giảm 1 bậc; cần nâng thêm 504 dịch vụ … để đạt chỉ tiêu 30%" */
export function headline(page: HeadedPage): string {
  const name = unitNameOf(page.unit);
  if (page.successor) return successorHead(name, page.successor);
  const asked = page.release?.period ?? page.unpublished;
  if (!asked)
    return page.isThen ? m.unit_head_no_release_then({ name }) : m.unit_head_no_release({ name });
  const period = formatPeriodInText(asked, locale());
  if (!page.release || !page.standing) {
    return existenceHead(page, asked) ?? noFiguresHead(page, period);
  }
  const { row, ranked } = page.standing;
  if (isOutside(page)) return m.unit_head_no_services({ name });
  if (row.missing !== null || row.value === null) {
    const reason = reasonWord(row.missing ?? 'other', row.missingNote);
    return m.unit_head_missing({ name, period, reason });
  }
  const place =
    row.rank === null || ranked < 2
      ? m.unit_head_single({ name, value: percent(row.value) })
      : placeHead(name, count(row.rank), count(ranked), page);
  const against = againstTarget(row, page.gap);
  return against ? `${place}; ${against}` : place;
}

function successorHead(name: string, { row, ranked, release, face }: SuccessorView): string {
  const period = formatPeriodInText(release.period, locale());
  if (row.rank === null || ranked < 2) {
    const value = figureText(row.value ?? 0, face);
    return m.unit_head_successor_value({ name, measure: nameOf(face), value, period });
  }
  return m.unit_head_successor({ name, rank: count(row.rank), of: count(ranked), period });
}

/** Its figure and change, and since when there is such a unit. */
function successorLead(page: HeadedPage, { face, row, previousPeriod }: SuccessorView): string {
  const [value, counts] = [figureText(row.value ?? 0, face), countsText(row)];
  const told = m.unit_lead_successor({
    measure: nameOf(face),
    figure: counts === null ? value : `${value} (${counts})`,
    change: changeText(row, previousPeriod),
  });
  if (page.beganAfter === null) return told;
  return `${told} ${m.unit_existence_from({ day: formatDay(page.beganAfter, locale()) })}`;
}

/** Whether the unit offers no public services, so that the headline's measure is not for it. */
const isOutside = ({ unit, standing }: HeadedPage): boolean =>
  !unit.providesServices && (standing === null || standing.row.value === null);

function noFiguresHead(page: HeadedPage, period: string): string {
  const name = unitNameOf(page.unit);
  if (isOutside(page)) return m.unit_head_no_services({ name });
  if (page.release) return m.unit_head_absent({ name, period });
  return page.isThen
    ? m.unit_head_unpublished_then({ name, period })
    : m.unit_head_unpublished({ name, period });
}

/**
 * What to say of a unit that ended before the period did, or came out of others after it. An heir is named
 * where a source bears it out; the first day of any other unit is when its list began, not its founding.
 */
function existenceHead({ unit, beganAfter, successors }: HeadedPage, asked: string): string | null {
  const period = parsePeriod(asked);
  const name = unitNameOf(unit);
  if (period && unit.validTo !== null && unit.validTo < period.end) {
    const until = formatDay(unit.validTo, locale());
    const heir = successors.find(({ scope, verified }) => scope === 'all' && verified);
    if (!heir) return m.unit_head_ended_plain({ name, day: until });
    const day = formatDay(heir.onDay, locale());
    return m.unit_head_ended({ name, until, successor: unitNameOf(heir.unit), day });
  }
  if (period && beganAfter !== null && beganAfter > period.end) {
    return m.unit_head_not_yet({
      name,
      day: formatDay(beganAfter, locale()),
      period: formatPeriodInText(asked, locale()),
    });
  }
  return null;
}

/** The place with its move; where other units were ranked the period before, both places. */
export function placeHead(
  name: string,
  rank: string,
  of: string,
  { before, standing }: { before: RankedBefore | null; standing: { row: ScoreRow } | null },
): string {
  const now = m.unit_head_ranked({ name, rank, of });
  const row = standing?.row;
  if (!before || !row || row.rank === null) return now;
  if (before.since !== null) {
    return m.unit_head_now_after({
      name,
      rank,
      of,
      period: formatPeriodInText(before.since, locale()),
      previousRank: count(before.rank),
      previousOf: count(before.of),
    });
  }
  if (!before.sameUnits) {
    return m.unit_head_now_before({
      name,
      rank,
      of,
      previousRank: count(before.rank),
      previousOf: count(before.of),
    });
  }
  const rise = before.rank - row.rank;
  if (rise === 0) return `${now}, ${m.unit_head_same()}`;
  const move = rise > 0 ? m.unit_head_up({ count: rise }) : m.unit_head_down({ count: -rise });
  return `${now}, ${move}`;
}

/** @param gap to the target of the same figure */
function againstTarget(row: ScoreRow, gap: GapView | null): string | null {
  const missing = shortfallOf(row);
  if (missing === null || row.demand === null) return null;
  const target = formatDemand(row.demand, locale());
  if (isMet(row.targetState)) return m.unit_head_met({ target });
  const text = { n: missing, count: count(missing), target };
  const isOverdue = row.targetState === 'overdue';
  const left = gap && leftText(gap, missing);
  if (left !== null) {
    const few = { ...text, left };
    return isOverdue ? m.unit_head_overdue_few(few) : m.unit_head_gap_few(few);
  }
  return isOverdue ? m.unit_head_overdue(text) : m.unit_head_gap(text);
}

/** The sentences under the headline: figure and change, what is overdue, and where it leads. */
export function lead(page: HeadedPage): string {
  if (page.successor) return successorLead(page, page.successor);
  return [...figureTexts(page), overdueText(page), paceText(page)].filter(Boolean).join(' ');
}

/** Figure and change, or what is known where there is none. */
function figureTexts(page: HeadedPage): string[] {
  if (isOutside(page)) return [m.unit_lead_no_services()];
  if (!page.release) {
    if (!page.unpublished) return [m.unit_lead_no_release()];
    return [page.isThen ? m.unit_lead_unpublished_then() : m.unit_lead_unpublished()];
  }
  if (!page.standing) return [m.unit_lead_absent()];
  const { row } = page.standing;
  if (row.value === null) return [missedText(row), lastKnownText(row), m.unit_lead_unmissing()];
  const value = shareText({ ...row, value: row.value });
  return [`${value}, ${changeText(row, page.previousPeriod)}.`, ...missedTargetTexts(page)];
}

/** The share with the services that it is of, where it came with them. */
function shareText({ value, numerator, denominator }: LastKnown | (ScoreRow & { value: number })) {
  if (numerator === null || denominator === null) return percent(value);
  return m.unit_lead_value({ value: percent(value), n: count(numerator), d: count(denominator) });
}

const missedText = ({ periodsMissed }: ScoreRow): string =>
  periodsMissed > 1 ? m.unit_lead_missed({ count: periodsMissed }) : m.unit_lead_missed_once();

/** Targets of the headline's measure that fell due earlier and are still not met. */
function missedTargetTexts({ standing, results }: HeadedPage): string[] {
  const line = results.find(({ indicator }) => indicator.code === standing?.indicator.code);
  return (line?.missedTargets ?? []).map((target) =>
    m.unit_lead_missed_target(targetWords(target)),
  );
}

/** Each target that is overdue, when it was due and since when the unit is behind. */
function overdueText({ overdue }: HeadedPage): string | null {
  if (overdue.length === 0) return null;
  return m.unit_lead_overdue({ list: overdue.map(overdueOne).join('; ') });
}

/** What a yes-or-no target asks is its name. */
function overdueOne({ indicator, target, behindSince }: OverdueLine): string {
  const words = {
    name: shortIndicatorName(indicator),
    due: formatDay(target.due, locale()),
    behind: behindText(behindSince),
  };
  return indicator.measure === 'flag'
    ? m.unit_lead_overdue_flag(words)
    : m.unit_lead_overdue_one({ ...words, asked: demandWords(target, indicator) });
}

function lastKnownText({ lastKnown }: ScoreRow): string {
  if (!lastKnown) return m.unit_lead_no_last();
  return m.unit_lead_last_known({
    figure: shareText(lastKnown),
    period: formatPeriodInText(lastKnown.period, locale()),
  });
}

function changeText(row: ScoreRow, previousPeriod: string | null): string {
  if (row.change === null) return changeReasonWord(row.changeReason ?? 'first-period');
  const period = formatPeriodInText(previousPeriod ?? '', locale());
  const points = m.unit_points({ value: formatNumber(Math.abs(row.change) * 100, locale(), 1) });
  if (row.change === 0) return m.unit_lead_same({ period });
  return row.change > 0 ? m.unit_lead_up({ points, period }) : m.unit_lead_down({ points, period });
}

function paceText(page: HeadedPage): string | null {
  const { outlook, duePeriod } = page.outlook?.forecast ?? {};
  if (!outlook || !duePeriod || !page.standing || !page.release) return null;
  if (isMet(page.standing.row.targetState)) return null;
  const text = {
    period: formatPeriodInText(duePeriod, locale()),
    value: percent(outlook.expected),
  };
  if (outlook.basis === 'trials') return m.forecast_lead(text);
  // A pace drawn on for longer than it was seen stands with its caution further down alone.
  const { periods } = outlook.pace;
  if (periodsBetween(page.release.period, duePeriod) > periods) return null;
  return m.forecast_lead_pace({ ...text, periods });
}

/**
 * "Từ quý I/2019 đến quý I/2020: hạng 43 xuống 49", or the plain heading where there is no course. A
 * rank was kept only where every period has it; places among other numbers of units are told each
 * with its own, without a rise or a fall.
 */
export function courseHeadline(course: readonly RankPoint[]): string {
  const placed = course.flatMap(({ period, rank, ranked }) =>
    rank === null ? [] : [{ period, rank, ranked }],
  );
  const [first, last] = [placed[0], placed.at(-1)];
  if (!first || !last || first === last) return m.unit_course();
  const text = {
    from: formatPeriodInText(first.period, locale()),
    to: formatPeriodInText(last.period, locale()),
    first: first.rank,
    last: last.rank,
  };
  const ranks = placed.map(({ rank }) => rank);
  const [best, worst] = [Math.min(...ranks), Math.max(...ranks)];
  const isWhole = placed.length === periodsBetween(first.period, last.period) + 1;
  if (first.ranked !== last.ranked || (best === worst && !(isWhole && isOneField(placed)))) {
    return m.unit_course_head_ends({ ...text, firstOf: first.ranked, lastOf: last.ranked });
  }
  if (best === worst) return m.unit_course_head_same(text);
  if (first.rank === last.rank) return m.unit_course_head_within({ ...text, best, worst });
  return last.rank < first.rank ? m.unit_course_head_up(text) : m.unit_course_head_down(text);
}

/** Whether as many units were ranked in every period. */
const isOneField = (placed: readonly { ranked: number }[]): boolean =>
  placed.every(({ ranked }) => ranked === placed[0]?.ranked);
