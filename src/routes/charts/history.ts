// How a group spread along one share in every period. Loads of pages import it, and the addresses of
// pictures.
import { drawRidges, type Bin, type Ridge } from '#lib/charts/ridges.ts';
import type { ChartSheet } from '#lib/charts/types.ts';
import { locale } from '#lib/components/address.ts';
import { capital, figureText, inText, nameOf } from '#lib/components/words.ts';
import { formatBrief, formatDemand, formatPeriod, formatPeriodInText } from '#lib/domain/format.ts';
import { summaryOf } from '#lib/domain/release-lookup.ts';
import type { Release } from '#lib/domain/release.ts';
import { isMet } from '#lib/domain/target.ts';
import { m } from '#lib/paraglide/messages.js';
import { medianOf } from '../indicators/indicators-view.ts';
import { markOfFigures, keyWithTarget } from './chart-source.ts';
import { chosenOf, figuresIn, namesOf, type Chosen } from './chosen.ts';

/** Columns of five percentage points: of 63 units over 12 periods none is lost to the eye. */
const STEP = 0.05;
/** Names in the words of a column. */
const MOST_NAMES = 6;

interface Strip extends Ridge {
  release: Release;
  middle: number | null;
  /** Units that meet the target, of all that it is for, as the first page counts; one without a figure does not. */
  met: number;
  of: number;
}

function stripOf(release: Release, chosen: Chosen): Strip {
  const rows = figuresIn(release, chosen);
  const middle = medianOf(rows.map(({ score }) => score));
  const summary = summaryOf(release, chosen.face.code, chosen.group.id);
  return {
    release,
    label: formatPeriod(release.period, locale()),
    units: rows.map((each) => ({
      ...namesOf(each),
      value: each.score,
      met: isMet(each.row.targetState),
    })),
    demand: summary?.demand ?? null,
    middle,
    median: middle === null ? '–' : figureText(middle, chosen.face),
    met: summary?.met ?? 0,
    of: summary?.withTarget ?? 0,
  };
}

function binText({ label }: Ridge, { from, to, units }: Bin): string {
  const names = units.slice(0, MOST_NAMES).map(({ name }) => name);
  return m.charts_history_mark({
    period: label,
    from: formatDemand(from, locale()),
    to: formatDemand(to, locale()),
    n: units.length,
    names: names.join(', ') + (units.length > MOST_NAMES ? ', …' : ''),
  });
}

/** How many meet the target now; where nothing is asked, where the middle unit stands. */
function findingOf(last: Strip, { groupWords: group }: Chosen): string {
  const period = formatPeriodInText(last.release.period, locale());
  return last.demand === null
    ? m.charts_history_head_median({ group, last: last.median, lastPeriod: period })
    : m.charts_history_head({
        period: capital(period),
        met: last.met,
        all: last.of,
        group,
      });
}

const keyOf = ({ demand, release }: Strip, measure: string): string =>
  demand === null
    ? m.charts_history_key_plain()
    : keyWithTarget(m.charts_history_key(), release, measure);

const tableOf = (strips: readonly Strip[], { face }: Chosen): ChartSheet['table'] => {
  const cell = (value: number | null | undefined) => ({
    text: value === null || value === undefined ? '–' : figureText(value, face),
    value: value ?? null,
  });
  return {
    columns: [
      { name: m.charts_col_period(), isNumber: false },
      { name: m.charts_col_lowest(), isNumber: true },
      { name: m.charts_col_median(), isNumber: true },
      { name: m.charts_col_highest(), isNumber: true },
      {
        name: m.charts_col_met(),
        isNumber: true,
        inFile: [m.charts_col_met(), m.charts_col_with_target()],
      },
    ],
    rows: strips.map(({ label, units, middle, met, of }) => [
      label,
      cell(units[0]?.value),
      cell(middle),
      cell(units.at(-1)?.value),
      of === 0 ? { text: '–', value: null } : { text: `${met}/${of}`, value: met, of },
    ]),
  };
};

/**
 * Null for what is no share, or where fewer than two periods have figures.
 *
 * @param course releases of one series, oldest first, the shown one last
 */
export function historySheet(
  course: readonly Release[],
  measure: string,
  groupId: string,
): ChartSheet | null {
  const chosen = chosenOf(course, measure, groupId);
  if (chosen?.face.measure !== 'share') return null;
  const strips = course
    .map((release) => stripOf(release, chosen))
    .filter(({ units }) => units.length > 0);
  const [first, last] = [strips[0], strips.at(-1)];
  if (!first || !last || first === last) return null;
  const headline = findingOf(last, chosen);
  const options = {
    step: STEP,
    title: binText,
    withOthers: (name: string, n: number) => m.common_and_others({ name, n }),
    medianWord: m.charts_history_median(),
  };
  const name = nameOf(chosen.face);
  return {
    headline,
    subtitle: m.charts_history_sub({
      name,
      group: chosen.groupWords,
      first: formatPeriodInText(first.release.period, locale()),
      last: formatPeriodInText(last.release.period, locale()),
      step: formatBrief(STEP * 100, locale()),
    }),
    source: m.unit_course_source(),
    key: keyOf(last, measure),
    label: m.charts_history_label({
      group: chosen.groupWords,
      name: inText(name),
      n: strips.length,
      finding: headline,
    }),
    mark: markOfFigures(chosen.release.illustrative),
    wide: drawRidges(strips, { ...options, width: 700, wide: true }),
    narrow: drawRidges(strips, { ...options, width: 328, wide: false }),
    table: tableOf(strips, chosen),
  };
}
