// The unit page's headline and lead in the language being read, made of the release's own numbers,
// so that they are always true. Only the unit page imports it.
import { locale } from '#lib/components/address.ts';
import { changeReasonWord, reasonWord, unitNameOf } from '#lib/components/words.ts';
import {
  formatDay,
  formatDemand,
  formatNumber,
  formatPercent,
  formatPeriodInText,
} from '#lib/domain/format.ts';
import { countDemanded } from '#lib/domain/rational.ts';
import type { ScoreRow } from '#lib/domain/release.ts';
import { isMet } from '#lib/domain/target.ts';
import { m } from '#lib/paraglide/messages.js';
import type { UnitPage } from './unit-page.ts';
import type { RankPoint } from './unit-view.ts';

const count = (value: number): string => formatNumber(value, locale());
const percent = (value: number): string => formatPercent(value, locale());

/**
 * How many services short of the demand while the number of services stands still; 0 where it is
 * reached, null without a demand or a figure.
 */
export function servicesMissing(row: ScoreRow): number | null {
  if (row.demand === null || row.numerator === null || row.denominator === null) return null;
  return Math.max(0, countDemanded(row.demand, row.denominator) - row.numerator);
}

/** "Vĩnh Phúc xếp thứ 49/63, giảm 1 bậc; cần nâng thêm 504 dịch vụ … để đạt chỉ tiêu 30%" */
export function headline(page: UnitPage): string {
  const name = unitNameOf(page.unit);
  if (!page.release) {
    return page.unpublished
      ? m.unit_head_unpublished({
          name,
          period: formatPeriodInText(page.unpublished, locale()),
        })
      : m.unit_head_no_release({ name });
  }
  const period = formatPeriodInText(page.release.period, locale());
  if (!page.standing) return m.unit_head_absent({ name, period });
  const { row, ranked } = page.standing;
  if (row.missing !== null || row.value === null) {
    const reason = reasonWord(row.missing ?? 'other', row.missingNote);
    return m.unit_head_missing({ name, period, reason });
  }
  const place =
    row.rank === null || ranked < 2
      ? m.unit_head_single({ name, value: percent(row.value) })
      : m.unit_head_ranked({ name, rank: count(row.rank), of: count(ranked) }) + movement(row);
  const against = againstTarget(row);
  return against ? `${place}; ${against}` : place;
}

function movement(row: ScoreRow): string {
  if (row.rank === null || row.previousRank === null) return '';
  const rise = row.previousRank - row.rank;
  if (rise === 0) return `, ${m.unit_head_same()}`;
  return `, ${rise > 0 ? m.unit_head_up({ count: rise }) : m.unit_head_down({ count: -rise })}`;
}

function againstTarget(row: ScoreRow): string | null {
  const missing = servicesMissing(row);
  if (missing === null || row.demand === null) return null;
  const target = formatDemand(row.demand, locale());
  if (isMet(row.targetState)) return m.unit_head_met({ target });
  const text = { n: missing, count: count(missing), target };
  return row.targetState === 'overdue' ? m.unit_head_overdue(text) : m.unit_head_gap(text);
}

/** The sentences under the headline: figure and change, or what is known where there is none. */
export function lead(page: UnitPage): string {
  if (!page.release || !page.standing) return m.unit_lead_absent();
  const { row } = page.standing;
  if (row.value === null || row.numerator === null || row.denominator === null) {
    return [missedText(row), lastKnownText(row), m.unit_lead_unmissing()].join(' ');
  }
  const value = m.unit_lead_value({
    value: percent(row.value),
    n: count(row.numerator),
    d: count(row.denominator),
  });
  return [`${value}, ${changeText(row, page)}.`, paceText(page)].filter(Boolean).join(' ');
}

const missedText = (row: ScoreRow): string => m.unit_lead_missed({ count: row.periodsMissed });

function lastKnownText({ lastKnown }: ScoreRow): string {
  if (!lastKnown) return m.unit_lead_no_last();
  return m.unit_lead_last_known({
    value: percent(lastKnown.value),
    n: count(lastKnown.numerator ?? 0),
    d: count(lastKnown.denominator ?? 0),
    period: formatPeriodInText(lastKnown.period, locale()),
  });
}

function changeText(row: ScoreRow, page: UnitPage): string {
  if (row.change === null) return changeReasonWord(row.changeReason ?? 'first-period');
  const period = formatPeriodInText(page.previousPeriod ?? '', locale());
  const points = m.unit_points({ value: formatNumber(Math.abs(row.change) * 100, locale(), 1) });
  if (row.change === 0) return m.unit_lead_same({ period });
  return row.change > 0 ? m.unit_lead_up({ points, period }) : m.unit_lead_down({ points, period });
}

function paceText(page: UnitPage): string | null {
  const due = page.standing?.target?.due;
  if (!due || page.projected === null || !page.standing) return null;
  if (isMet(page.standing.row.targetState)) return null;
  return m.unit_lead_pace({ due: formatDay(due, locale()), value: percent(page.projected) });
}

/** "Từ quý I/2019 đến quý I/2020: hạng 43 xuống 49", or the plain heading where there is no course. */
export function courseHeadline(course: readonly RankPoint[]): string {
  const placed = course.filter((point) => point.rank !== null);
  const [first, last] = [placed[0], placed.at(-1)];
  if (!first || !last || first === last || first.rank === null || last.rank === null) {
    return m.unit_course();
  }
  const text = {
    from: formatPeriodInText(first.period, locale()),
    to: formatPeriodInText(last.period, locale()),
    first: first.rank,
    last: last.rank,
  };
  if (first.rank === last.rank) return m.unit_course_head_same(text);
  return last.rank < first.rank ? m.unit_course_head_up(text) : m.unit_course_head_down(text);
}
