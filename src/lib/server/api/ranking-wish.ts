// Which ranking an address asks for: measure, release and group, each checked against what there is.
// Routes under /api/v1/rankings import it.
import type { MeasureCode } from '#lib/domain/indicator.ts';
import type { Release } from '#lib/domain/release.ts';
import { GATHERED_SERIES } from '#lib/domain/usual-measures.ts';
import type { Db } from '../db/client.ts';
import { readOnBoundaries, readOtherYears, type OnBoundaries } from '../explain/boundaries.ts';
import {
  ProblemError,
  readParameters,
  requireMoment,
  requireOneOf,
  requirePeriod,
} from '../http.ts';
import { courseTo, type Published } from '../published.ts';
import { requireRelease, seriesOfRelease } from './release.ts';

/** A release and what is wanted of it. */
export interface RankingWish {
  release: Release;
  /** Up to the release, oldest first, on the same boundaries. */
  course: readonly Release[];
  measure: string;
  group: string | null;
  /** Where the release was redrawn on the boundaries of another year; it then is the one redrawn. */
  redrawn: OnBoundaries | null;
}

const PARAMETERS = ['period', 'group', 'release', 'series', 'asOf', 'boundaries'] as const;

/**
 * Reads which ranking an address asks for. Without `series` it is the gathered one, `dvc`, or the only
 * other that has the measure; without `period` the latest; without `group` all of them; without
 * `boundaries` the units of the period.
 *
 * @throws ProblemError 400 or 404, naming the parameter and what it may be
 */
export async function readRankingWish(
  { db, published }: { db: Db; published: Published },
  measure: string,
  url: URL,
): Promise<RankingWish> {
  const given = readParameters(url, PARAMETERS);
  const wish = {
    period: given.period === undefined ? undefined : requirePeriod(given.period),
    asOf: given.asOf === undefined ? undefined : requireMoment('asOf', given.asOf),
    release: given.release,
  };
  const series = given.series ?? (await seriesOf(published, measure, given.release));
  const asked = await requireRelease(published, { ...wish, series });
  requireOneOf('measure', measure, measuresOf(asked), '/api/v1/indicators');
  const redrawn =
    given.boundaries === undefined
      ? null
      : await requireBoundaries(db, published, asked, { year: given.boundaries, measure });
  const release = redrawn?.release ?? asked;
  const groups = release.rules.groups.map(({ id }) => id);
  const group = given.group === undefined ? null : requireOneOf('group', given.group, groups);
  const course = redrawn?.course ?? (await courseTo(published, asked));
  return { release, course, measure, group, redrawn };
}

/**
 * A release on the boundaries of another year, as far as a measure hangs on it.
 *
 * @throws ProblemError 404 with the years whose units are others than the release's own
 */
export async function requireBoundaries(
  db: Db,
  published: Published,
  release: Release,
  { year, measure }: { year: string; measure: MeasureCode },
): Promise<OnBoundaries | null> {
  requireOneOf('boundaries', year, await readOtherYears(db, release));
  return readOnBoundaries(db, await courseTo(published, release), year, measure);
}

/** What is ranked, and what is told of the nation alone (accounts, visits). */
export const measuresOf = (release: Release): string[] =>
  [...new Set([...release.rows, ...release.summaries].map(({ measure }) => measure))].toSorted();

/** The series that a measure, or a release, belongs to. */
export async function seriesOf(
  published: Published,
  measure: string,
  releaseId: string | undefined,
): Promise<string> {
  if (releaseId !== undefined) return seriesOfRelease(published, releaseId);
  const heads = await published.heads();
  const series = [...new Set(heads.map(({ seriesId }) => seriesId))];
  const latest = await Promise.all(series.map((each) => published.current({ series: each })));
  const having = series.filter((_, at) => {
    const release = latest[at];
    return release ? measuresOf(release).includes(measure) : false;
  });
  if (having.includes(GATHERED_SERIES) || having.length === 0) return GATHERED_SERIES;
  const [only, ...others] = having;
  if (only !== undefined && others.length === 0) return only;
  throw new ProblemError({
    status: 400,
    code: 'ambiguous-measure',
    title: 'Ambiguous measure',
    detail: 'Several series have this measure. Say which with series.',
    parameter: 'series',
    allowed: having.toSorted(),
  });
}
