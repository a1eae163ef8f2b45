// Two releases of a series row by row, as the API answers it, as JSON and as CSV, and how an address names
// the two. Field and column names are part of the API and never change.
import { GATHERED_SERIES } from '#lib/domain/usual-measures.ts';
import {
  compareReleases,
  countChanges,
  crossingOf,
  CROSSINGS,
  type ChangedFigure,
  type Crossing,
  type ReleaseChange,
} from '#lib/domain/release-changes.ts';
import type { Release } from '#lib/domain/release.ts';
import { type CsvCell, writeCsv } from '../csv.ts';
import { ProblemError, readParameters, requireOneOf } from '../http.ts';
import { previousOf, type Published } from '../published.ts';
import { requireEnd } from './explanation.ts';
import { measuresOf } from './ranking-wish.ts';
import { marksOf } from './release.ts';

export interface AskedDifference {
  from: Release;
  to: Release;
  measure: string | null;
  /** The way to cross a target that rows are narrowed to. */
  crossed: Crossing | null;
}

/**
 * What a release is usually held against: the latest before it of its period that says otherwise, or
 * that of the period before; the first of all is held against itself.
 */
async function usualFrom(published: Published, to: Release): Promise<Release> {
  const heads = await published.heads(to.rules.series.id);
  const earlier = heads
    .filter(
      ({ period, number, hash }) => period === to.period && number < to.number && hash !== to.hash,
    )
    .toSorted((a, b) => b.number - a.number)[0];
  const found = earlier ? await published.byId(earlier.id) : await previousOf(published, to);
  return found ?? to;
}

/**
 * The series of the releases that are named by their ids; none where both ends are periods.
 *
 * @throws ProblemError 400 where they are of two
 */
async function seriesNamed(
  published: Published,
  ends: readonly (string | undefined)[],
): Promise<string | undefined> {
  const heads = await published.heads();
  const named = heads.filter(({ id }) => ends.includes(id)).map(({ seriesId }) => seriesId);
  const [series, other] = new Set(named);
  if (other === undefined) return series;
  throw new ProblemError({
    status: 400,
    code: 'two-series',
    title: 'Two series',
    detail: 'The two releases are of two series. Give two of one.',
    parameter: 'from',
    see: '/api/v1/releases',
  });
}

/**
 * The two releases that an address names, each by a period or by its id. Without `to` it is the latest,
 * without `from` the latest before it of the same period that says otherwise, or else that of the period
 * before.
 *
 * @throws ProblemError 400 or 404, naming the parameter and what it may be
 */
export async function requireDifference(
  published: Published,
  given: Partial<Record<'from' | 'to' | 'series' | 'measure' | 'crossed', string>>,
): Promise<AskedDifference> {
  const series =
    given.series ?? (await seriesNamed(published, [given.to, given.from])) ?? GATHERED_SERIES;
  const to = await requireEnd(published, { series, name: 'to', text: given.to });
  const from =
    given.from === undefined
      ? await usualFrom(published, to)
      : await requireEnd(published, { series, name: 'from', text: given.from });
  const known = [...new Set([...measuresOf(to), ...measuresOf(from)])];
  const measure = given.measure ?? null;
  if (measure !== null) requireOneOf('measure', measure, known, '/api/v1/indicators');
  if (given.crossed !== undefined) requireOneOf('crossed', given.crossed, CROSSINGS);
  const crossed = CROSSINGS.find((way) => way === given.crossed) ?? null;
  return { from, to, measure, crossed };
}

const askedBy = (published: Published, url: URL): Promise<AskedDifference> =>
  requireDifference(published, readParameters(url, ['from', 'to', 'series', 'measure', 'crossed']));

const figureJson = (figure: ChangedFigure | null) =>
  figure && {
    score: figure.score,
    numerator: figure.numerator,
    denominator: figure.denominator,
    qualifier: figure.qualifier,
    rank: figure.rank,
    targetState: figure.targetState,
    target: figure.targetId,
    reason: figure.missing,
  };

const changesOf = ({ from, to, measure, crossed }: AskedDifference) => {
  const { changes, unchanged } = compareReleases(from, to);
  const wanted = changes.filter(
    (each) =>
      (measure === null || each.measure === measure) &&
      (crossed === null || crossingOf(each) === crossed),
  );
  return { wanted, unchanged };
};

const namesIn = ({ from, to }: AskedDifference) =>
  new Map([...from.rules.units, ...to.rules.units].map((unit) => [unit.id, unit]));

/** What `/api/v1/releases/difference` answers. */
export async function differenceJson(published: Published, url: URL) {
  const asked = await askedBy(published, url);
  const { wanted, unchanged } = changesOf(asked);
  const named = namesIn(asked);
  return {
    from: marksOf(asked.from),
    to: marksOf(asked.to),
    measure: asked.measure,
    crossed: asked.crossed,
    counts: countChanges(wanted),
    /** Of every measure together. */
    unchanged,
    changes: wanted.map((each) => ({
      measure: each.measure,
      group: each.groupId,
      unit: named.get(each.unitId)?.code ?? null,
      unitId: each.unitId,
      kind: each.kind,
      before: figureJson(each.before),
      after: figureJson(each.after),
      scoreChange: each.scoreChange,
      placesWon: each.placesWon,
      revision: each.reason,
    })),
  };
}

export const DIFFERENCE_COLUMNS =
  'illustrative series from_release to_release from_period to_period measure group unit unit_id ' +
  'name_vi name_en kind score_before score_after numerator_before numerator_after ' +
  'denominator_before denominator_after rank_before rank_after state_before state_after ' +
  'reason_before reason_after score_change places_won revision ' +
  'target_before target_after';

function lineOf(each: ReleaseChange, asked: AskedDifference, named: ReturnType<typeof namesIn>) {
  const { from, to } = asked;
  const { before, after } = each;
  const unit = named.get(each.unitId);
  const cells: CsvCell[] = [
    ...[from.illustrative || to.illustrative, to.rules.series.id, from.id, to.id],
    ...[from.period, to.period, each.measure, each.groupId, unit?.code ?? null, each.unitId],
    ...[unit?.nameVi ?? null, unit?.nameEn ?? null, each.kind],
    ...[before?.score ?? null, after?.score ?? null],
    ...[before?.numerator ?? null, after?.numerator ?? null],
    ...[before?.denominator ?? null, after?.denominator ?? null],
    ...[before?.rank ?? null, after?.rank ?? null],
    ...[before?.targetState ?? null, after?.targetState ?? null],
    ...[before?.missing ?? null, after?.missing ?? null],
    ...[each.scoreChange, each.placesWon, each.reason],
    ...[before?.targetId ?? null, after?.targetId ?? null],
  ];
  return cells;
}

/** The same as CSV, a line a row that differs: `tiendo-dvc-difference-share_l4-reached-2020-Q3-1-2020-Q4-2.csv`. */
export async function differenceCsv(published: Published, url: URL) {
  const asked = await askedBy(published, url);
  const named = namesIn(asked);
  const { from, to, measure, crossed } = asked;
  // Files of other rows must not be taken for one another.
  const parts = [
    ...['tiendo', to.rules.series.id, 'difference', measure, crossed],
    ...[from.period, from.number, to.period, to.number],
    from.illustrative || to.illustrative ? 'minh-hoa' : null,
  ].filter((part) => part !== null);
  const lines = changesOf(asked).wanted.map((each) => lineOf(each, asked, named));
  return {
    body: writeCsv(DIFFERENCE_COLUMNS.split(' '), lines, { mark: true }),
    fileName: `${parts.join('-').replaceAll(/[^\w.-]+/g, '-')}.csv`,
  };
}
