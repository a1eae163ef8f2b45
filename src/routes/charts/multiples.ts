// One measure of every unit of a group over time, a small panel a unit. Loads of pages import it, and the
// addresses of pictures.
import { drawMultiples, type Panel } from '#lib/charts/multiples.ts';
import type { ChartSheet } from '#lib/charts/types.ts';
import { locale } from '#lib/components/address.ts';
import { figureText, nameOf } from '#lib/components/words.ts';
import { formatDemand, formatPeriodInText } from '#lib/domain/format.ts';
import { rowsOf } from '#lib/domain/overview.ts';
import { rowOf } from '#lib/domain/release-lookup.ts';
import type { Release } from '#lib/domain/release.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { m } from '#lib/paraglide/messages.js';
import { markOfFigures } from './chart-source.ts';
import { chosenOf, figuresIn, namesOf, periodLabels, type Chosen } from './chosen.ts';

const COLUMNS = { wide: 6, narrow: 2 };
/** Height of a panel of a few units that a reader picked. */
const PICKED_PLOT = 84;
/** Panels of picked units in a row, at least, so that two of them are no ribbons. */
const LEAST_COLUMNS = 3;

/** A panel a unit that has a figure now, highest first. What is asked of a share alone stands on its scale. */
function panelsOf(chosen: Chosen): Panel[] {
  return figuresIn(chosen.release, chosen)
    .toReversed()
    .map((each) => {
      const values = chosen.course.map(
        (release) => rowOf(release, each.unit.id, chosen.face.code)?.score ?? null,
      );
      const demand = chosen.face.measure === 'share' ? each.row.demand : null;
      return { ...namesOf(each), values, last: figureText(each.score, chosen.face), demand };
    });
}

/** The top of all scales: of shares a full tenth, of a yes or no the yes, of others the highest figure. */
function topOf(panels: readonly Panel[], { face }: Chosen): number {
  if (face.measure === 'flag') return 1;
  const top = Math.max(
    ...panels.flatMap(({ values, demand }) => [demand ?? 0, ...values.map((v) => v ?? 0)]),
  );
  return face.measure === 'share' ? Math.min(1, (Math.floor(top * 10 + 1e-9) + 1) / 10) : top;
}

/** Whether some are asked something else: a multiple of its own figure is another number of each. */
const isOwn = (panels: readonly Panel[]): boolean =>
  new Set(panels.map(({ demand }) => demand)).size > 1;

/** What each is asked stands last where units are asked different things: elsewhere the subtitle says it once. */
function tableOf(panels: readonly Panel[], chosen: Chosen): ChartSheet['table'] {
  const demanded = isOwn(panels) ? [m.charts_col_demand()] : [];
  const columns = [...periodLabels(chosen), ...demanded].map((name) => ({ name, isNumber: true }));
  return {
    columns: [{ name: m.charts_col_unit(), isNumber: false }, ...columns],
    rows: panels.map(({ name, values, demand }) => [
      name,
      ...values.map((value) => ({
        text: value === null ? '–' : figureText(value, chosen.face),
        value,
      })),
      ...demanded.map(() => ({
        text: demand === null ? '–' : formatDemand(demand, locale()),
        value: demand,
      })),
    ]),
  };
}

/** How many are meant, with a figure or without one. */
const meantBy = ({ release, face, group, picked }: Chosen): number =>
  picked?.length ??
  rowsOf(release, face.code, group.id).filter(({ row }) => row.missing !== 'not-applicable').length;

/**
 * How many rose since the first period of which any of them has a figure: of those that have one of it and
 * one now, which is said where they are not all.
 */
function headlineOf(chosen: Chosen, panels: readonly Panel[]): string {
  const { course, face, groupWords } = chosen;
  const [first, last] = [
    Math.min(...panels.map(({ values }) => values.findIndex((value) => value !== null))),
    course.length - 1,
  ];
  const [from, to] = [first, last].map((at) =>
    formatPeriodInText(course[at]?.period ?? '', locale()),
  ) as [string, string];
  if (first === last) {
    return m.charts_multiples_head_new({ all: panels.length, group: groupWords, last: to });
  }
  const pairs = panels.flatMap(({ values }) => {
    const [then, now] = [values[first] ?? null, values[last] ?? null];
    return then === null || now === null ? [] : [{ then, now }];
  });
  const words = {
    all: pairs.length,
    group:
      pairs.length === meantBy(chosen)
        ? groupWords
        : m.charts_multiples_both({ group: groupWords }),
    ...{ first: from, last: to },
  };
  if (face.measure === 'flag') {
    const having = (end: 'then' | 'now') => pairs.filter((pair) => pair[end] >= 1).length;
    return m.charts_multiples_head_flag({ ...words, up: having('now'), then: having('then') });
  }
  return m.charts_multiples_head({
    ...words,
    up: pairs.filter(({ then, now }) => now > then).length,
  });
}

/** What is drawn on which scale. A yes or no has none between the two. */
function subtitleOf({ face }: Chosen, max: number, panels: readonly Panel[]): string {
  const name = nameOf(face);
  if (face.measure === 'flag') return m.charts_multiples_sub_flag({ name });
  const sub = { name, max: figureText(max, face) };
  if (isOwn(panels)) return m.charts_multiples_sub_own(sub);
  const [first] = panels;
  const demand = first?.demand ?? null;
  return demand === null
    ? m.charts_multiples_sub_plain(sub)
    : m.charts_multiples_sub({ ...sub, demand: formatDemand(demand, locale()) });
}

/** A whole group stands six in a row; picked units as wide as they have room. */
const inARow = (panels: number, picked: readonly UnitId[] | null): number =>
  picked ? Math.min(COLUMNS.wide, Math.max(LEAST_COLUMNS, Math.ceil(panels / 2))) : COLUMNS.wide;

/**
 * Null where nobody has a figure now, or there are fewer than two periods.
 *
 * @param course releases of one series, oldest first, the shown one last
 * @param picked the units that are meant in place of the whole group
 */
export function multiplesSheet(
  course: readonly Release[],
  measure: string,
  groupId: string,
  picked: readonly UnitId[] | null = null,
): ChartSheet | null {
  const chosen = chosenOf(course, measure, groupId, picked);
  const panels = chosen ? panelsOf(chosen) : [];
  const [first, last] = [course[0], course.at(-1)];
  if (!chosen || panels.length === 0 || !first || !last || first === last) return null;
  const { face, release } = chosen;
  const max = topOf(panels, chosen);
  const headline = headlineOf(chosen, panels);
  const labels = periodLabels(chosen);
  const options = {
    max,
    isStepped: face.measure === 'flag',
    ...(picked ? { plot: PICKED_PLOT } : {}),
    periods: [labels[0] ?? '', labels.at(-1) ?? ''] as [string, string],
    title: ({ name, last: value, demand }: Panel) => {
      const mark = { unit: name, period: labels.at(-1) ?? '', value };
      return isOwn(panels) && demand !== null
        ? m.charts_multiples_mark_own({ ...mark, demand: formatDemand(demand, locale()) })
        : m.charts_multiples_mark(mark);
    },
  };
  return {
    headline,
    subtitle: subtitleOf(chosen, max, panels),
    source: m.unit_course_source(),
    label: `${nameOf(face)}. ${headline}`,
    mark: markOfFigures(release.illustrative),
    wide: drawMultiples(panels, {
      ...options,
      width: 1080,
      columns: inARow(panels.length, picked),
    }),
    narrow: drawMultiples(panels, { ...options, width: 328, columns: COLUMNS.narrow }),
    table: tableOf(panels, chosen),
  };
}
