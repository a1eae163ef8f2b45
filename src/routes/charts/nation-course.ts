// One indicator of the nation over time against its target. Loads of the indicator's page import it.
import { drawCourse, type Goal } from '#lib/charts/course.ts';
import type { ChartSheet } from '#lib/charts/types.ts';
import { locale } from '#lib/components/address.ts';
import { nameOf } from '#lib/components/words.ts';
import { formatDemand, formatPeriod } from '#lib/domain/format.ts';
import type { Indicator } from '#lib/domain/indicator.ts';
import { summaryOf } from '#lib/domain/release-lookup.ts';
import type { Release, Summary } from '#lib/domain/release.ts';
import { m } from '#lib/paraglide/messages.js';
import { courseWords } from '../indicators/[indicator]/indicator-words.ts';
import { summaryText } from '../indicators/summary-words.ts';
import { markOfFigures } from './chart-source.ts';
import { countsCell, countsColumn } from './counts-column.ts';

interface NationPoint {
  period: string;
  summary: Summary | null;
}

/** @param course releases of one series, oldest first, the shown one last */
export const nationPoints = (course: readonly Release[], measure: string): NationPoint[] =>
  course.map((each) => ({ period: each.period, summary: summaryOf(each, measure, null) }));

function tableOf(indicator: Indicator, nation: readonly NationPoint[]): ChartSheet['table'] {
  return {
    columns: [
      { name: m.indicator_col_period(), isNumber: false },
      { name: m.indicator_col_national(), isNumber: true },
      countsColumn(m.indicator_col_counts()),
      {
        name: m.indicator_col_counted(),
        isNumber: true,
        inFile: [m.charts_col_counted(), m.charts_col_units()],
      },
    ],
    rows: nation.map(({ period, summary }) => [
      formatPeriod(period, locale()),
      {
        text: summary ? summaryText(indicator, summary) : '–',
        value: summary?.value ?? null,
      },
      countsCell(summary),
      summary
        ? {
            text: `${summary.counted}/${summary.expected}`,
            value: summary.counted,
            of: summary.expected,
          }
        : { text: '–', value: null },
    ]),
  };
}

/** What was asked of the nation, period by period: a line for each stretch on which it was the same. */
function goalsOf(nation: readonly NationPoint[]): Goal[] {
  const goals: Goal[] = [];
  for (const [at, { summary }] of nation.entries()) {
    const [value, before] = [summary?.demand ?? null, goals.at(-1)];
    if (value === null) continue;
    const [from, to] = [Math.max(0, at - 0.5), Math.min(nation.length - 1, at + 0.5)];
    if (before?.value === value && before.to === from) before.to = to;
    else {
      const text = m.indicator_target_line({ value: formatDemand(value, locale()) });
      goals.push({ from, to, value, text });
    }
  }
  return goals;
}

/** Null where fewer than two periods have a figure. */
export function nationCourseSheet(course: readonly Release[], measure: string): ChartSheet | null {
  const release = course.at(-1);
  const indicator = release?.rules.indicators.find(({ code }) => code === measure);
  const nation = nationPoints(course, measure);
  const known = nation.flatMap(({ summary }) => (summary?.value != null ? [summary] : []));
  if (!release || !indicator || known.length < 2) return null;
  const points = nation.map(({ period, summary }, at) => ({
    at,
    label: formatPeriod(period, locale()),
    value: summary?.value ?? null,
    text: summary ? summaryText(indicator, summary) : '',
  }));
  const goals = indicator.measure === 'count' ? [] : goalsOf(nation);
  const highest = Math.max(...[...known, ...goals].map(({ value }) => value ?? 0));
  const scale = { min: 0, max: highest * 1.05, goals };
  const [name, headline] = [nameOf(indicator), courseWords(indicator, nation)];
  return {
    headline,
    subtitle:
      goals.length === 0
        ? m.indicator_course_sub_plain({ name })
        : m.indicator_course_sub({ name }),
    source: m.indicator_course_source(),
    label: `${name}. ${headline}`,
    mark: markOfFigures(release.illustrative),
    wide: drawCourse(points, { width: 700, height: 260, ...scale }),
    narrow: drawCourse(points, { width: 328, height: 230, ...scale }),
    table: tableOf(indicator, nation),
  };
}
