// Pictures of published figures: uneven days stand at their true distance. Published figures are
// real, so the pictures bear no mark of illustration. The load of the nation's page imports it, and
// the addresses of pictures.
import { drawCourse, type CoursePoint } from '#lib/charts/course.ts';
import type { ChartSheet } from '#lib/charts/types.ts';
import { locale } from '#lib/components/address.ts';
import { formatDay } from '#lib/domain/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { NationalFact } from '#lib/server/store/facts.ts';
import { measureName, publishedText } from './measures.ts';

const MS_A_DAY = 86_400_000;

/**
 * Days since 1970. A year stands at its end; a month at its first day, before the days that are told
 * within it.
 */
export function dayNumber(day: string): number {
  const [year = 0, month, date] = day.split('-').map(Number);
  if (month === undefined) return Date.UTC(year + 1, 0, 0) / MS_A_DAY;
  return Date.UTC(year, month - 1, date ?? 1) / MS_A_DAY;
}

/** First and last figure of a measure with their days. */
type Ends = Record<'first' | 'firstDay' | 'last' | 'lastDay', string>;

interface FactWords {
  headline: (ends: Ends) => string;
  subtitle: () => string;
  /** Whether 1 is the best. */
  isRank?: true;
}

/** Measures with a chart of their own; the rest stand in one table. */
const CHARTED: Readonly<Record<string, FactWords>> = {
  national_share_l4_percent: { headline: m.nation_level4_head, subtitle: m.nation_level4_sub },
  share_units_with_lgsp_percent: { headline: m.nation_lgsp_head, subtitle: m.nation_lgsp_sub },
  accounts: { headline: m.nation_npsp_head, subtitle: m.nation_npsp_sub },
  un_egdi_rank: { headline: m.nation_egdi_head, subtitle: m.nation_egdi_sub, isRank: true },
};

export const CHARTED_FACTS: readonly string[] = Object.keys(CHARTED);

/** Of the facts of one measure, as sentences take them. */
export function endsOf(facts: readonly NationalFact[]): Ends {
  const [first, last] = [facts[0], facts.at(-1)];
  return {
    first: first ? publishedText(first, locale()) : '–',
    firstDay: first ? formatDay(first.day, locale()) : '–',
    last: last ? publishedText(last, locale()) : '–',
    lastDay: last ? formatDay(last.day, locale()) : '–',
  };
}

/** Ranks of empty room above the best and below the worst: a picture from 1 on would be all sky. */
const MARGIN = 4;

const rankScale = (ranks: readonly number[]) => ({
  inverse: true,
  min: Math.max(1, Math.min(...ranks) - MARGIN),
  max: Math.max(...ranks) + MARGIN,
});

/** Null where fewer than two figures were published, or the measure has no chart. */
export function factSheet(measure: string, facts: readonly NationalFact[]): ChartSheet | null {
  const words = CHARTED[measure];
  if (!words || facts.length < 2) return null;
  const points: CoursePoint[] = facts.map((fact) => ({
    at: dayNumber(fact.day),
    label: formatDay(fact.day, locale()),
    value: fact.value,
    text: publishedText(fact, locale()),
  }));
  const scale = words.isRank ? rankScale(facts.map(({ value }) => value)) : { min: 0 };
  return {
    headline: words.headline(endsOf(facts)),
    subtitle: words.subtitle(),
    source: m.nation_published_mark(),
    label: `${measureName(measure)}: ${points
      .map(({ label, text }) => `${label} ${text}`)
      .join('; ')}`,
    mark: null,
    wide: drawCourse(points, { width: 560, height: 230, ...scale }),
    narrow: drawCourse(points, { width: 328, height: 210, ...scale }),
    table: {
      columns: [
        { name: m.charts_col_period(), isNumber: false },
        { name: m.charts_col_value(), isNumber: true },
      ],
      rows: points.map(({ label, text, value }) => [label, { text, value }]),
    },
  };
}
