// Every figure that a later release of its period states otherwise, narrowed as the address asks.
import {
  type Correction,
  type CorrectionFilter,
  type EditionChanges,
  narrow,
  readEditions,
  REASON_FILTERS,
} from '#lib/server/corrections.ts';
import { pageOf } from '#lib/server/page-asked.ts';
import { getPublished } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';

/** Figures of a page; a change of method touches thousands. */
const FIGURES_A_PAGE = 100;

/** What the address narrows the list to; what it cannot mean is left aside. */
function filterOf(params: URLSearchParams): CorrectionFilter {
  const named = (name: string) => params.get(name) || undefined;
  const reason = named('reason');
  return {
    unit: named('unit'),
    indicator: named('indicator'),
    period: named('period'),
    reason: REASON_FILTERS.find((each) => each === reason),
  };
}

/** What a figure's line shows. */
const lineOf = ({ edition, unit, indicator, ...figure }: Correction) => ({
  kind: figure.kind,
  reason: figure.reason,
  otherSource: figure.otherSource,
  measure: figure.measure,
  before: figure.before,
  after: figure.after,
  unit,
  indicator,
  period: edition.after.period,
  series: edition.after.seriesId,
  was: markOf(edition.before),
  is: markOf(edition.after),
});

const markOf = ({ id, number, releasedAt }: EditionChanges['after']) => ({
  id,
  number,
  releasedAt,
});

const countsOf = (corrections: readonly Correction[]) => {
  const late = corrections.filter(({ kind }) => kind === 'late').length;
  return { late, revised: corrections.length - late };
};

const editionOf = ({ before, after, corrections, movedOnly }: EditionChanges) => ({
  period: after.period,
  series: after.seriesId,
  was: markOf(before),
  is: markOf(after),
  movedOnly,
  ...countsOf(corrections),
});

/** What can be chosen: units, indicators and periods of which anything is listed. */
function choicesOf(all: readonly Correction[]) {
  const units = new Map(all.map(({ unit }) => [unit.id, unit]));
  const indicators = new Map(all.flatMap(({ indicator: i }) => (i ? [[i.code, i] as const] : [])));
  return {
    units: [...units.values()].toSorted((a, b) => a.nameVi.localeCompare(b.nameVi, 'vi')),
    indicators: [...indicators.values()],
    periods: [...new Set(all.map(({ edition }) => edition.after.period))].toSorted().toReversed(),
  };
}

export const load: PageServerLoad = async ({ url }) => {
  const editions = await readEditions(getPublished());
  const all = editions.flatMap(({ corrections }) => corrections);
  const filter = filterOf(url.searchParams);
  const found = narrow(all, filter);
  // Revised figures stand before late ones, on every page as on the first.
  const ordered = [
    ...found.filter(({ kind }) => kind !== 'late'),
    ...found.filter(({ kind }) => kind === 'late'),
  ];
  const { items, page, pages } = pageOf(ordered, FIGURES_A_PAGE, url.searchParams);
  return {
    filter,
    choices: choicesOf(all),
    counts: countsOf(found),
    total: all.length,
    lines: items.map(lineOf),
    page,
    pages,
    editions: editions
      .filter(({ after }) => filter.period === undefined || after.period === filter.period)
      .map(editionOf),
  };
};
