// A release as the API shows it, and how a request names one. Routes under /api import it.
import { isAhead } from '#lib/domain/moment.ts';
import type { LastKnown, Release, ReleaseStatus } from '#lib/domain/release.ts';
import { GATHERED_SERIES } from '#lib/domain/usual-measures.ts';
import { ProblemError, refusal, requireOneOf } from '../http.ts';
import type { Published } from '../published.ts';
import type { ReleaseHead } from '../store/releases.ts';

/** The marks of a release. Names are part of the API and never change. */
export interface ReleaseMarks {
  id: string;
  number: number;
  series: string;
  period: string;
  status: ReleaseStatus;
  /** True where any input is made up: the units are real, the figures are not. */
  illustrative: boolean;
  hash: string;
  methodVersion: string;
  knownAt: string;
  releasedAt: string;
  /** When the period was first released; days left to a target are counted from it. */
  firstReleasedAt: string;
  previous: string | null;
}

/** The marks of a release, or of its head. */
export function marksOf(release: Release | ReleaseHead): ReleaseMarks {
  const { id, number, period, status, illustrative, hash, knownAt, releasedAt, firstReleasedAt } =
    release;
  const own =
    'rules' in release
      ? { series: release.rules.series.id, methodVersion: release.rules.methodVersion }
      : { series: release.seriesId, methodVersion: release.methodVersion };
  return {
    id,
    number,
    series: own.series,
    period,
    status,
    illustrative,
    hash,
    methodVersion: own.methodVersion,
    knownAt,
    releasedAt,
    firstReleasedAt,
    previous: release.previousReleaseId,
  };
}

/** Why readers were shown a release that had been held: of each rule what was found furthest off. */
export const letThroughOf = (told: ReleaseHead['letThrough']) =>
  told && {
    heldAt: told.heldAt,
    rules: told.rules,
    found: told.found.map(
      ({ rule, measure, nameVi, nameEn, groupId, part, before, after, limit }) => ({
        rule,
        measure,
        name: nameVi === null ? null : { vi: nameVi, en: nameEn ?? nameVi },
        group: groupId,
        part,
        compared: before,
        counted: after,
        limit,
      }),
    ),
    reason: told.reason,
  };

/** The last figure known, its fields always in one order. */
export const lastKnownOf = (known: LastKnown | null): LastKnown | null =>
  known && {
    period: known.period,
    value: known.value,
    numerator: known.numerator,
    denominator: known.denominator,
  };

/** The series of a release that an address names by its id; the gathered one where it names none. */
export async function seriesOfRelease(
  published: Published,
  release: string | undefined,
): Promise<string> {
  const heads = release === undefined ? [] : await published.heads();
  return heads.find(({ id }) => id === release)?.seriesId ?? GATHERED_SERIES;
}

const SEE = '/api/v1/releases';

/** What a request may say of the release that it wants. */
export interface ReleaseWish {
  series: string;
  period?: string | undefined;
  asOf?: Date | undefined;
  release?: string | undefined;
}

/**
 * The release that a request wants.
 *
 * @throws ProblemError 404 with the periods or series that there are; 400 where the wishes exclude
 * each other
 */
export async function requireRelease(published: Published, wish: ReleaseWish): Promise<Release> {
  if (wish.release !== undefined && (wish.asOf || wish.period !== undefined)) {
    throw new ProblemError({
      status: 400,
      code: 'conflicting-parameters',
      title: 'Conflicting parameters',
      detail:
        'release names one release; period and asOf look for one. Give the one or the others.',
      parameter: 'release',
    });
  }
  if (wish.asOf && isAhead(wish.asOf, new Date())) {
    throw refusal('asOf', 'asOf lies ahead: what will be current then is not known.');
  }
  const heads = await published.heads();
  const ofSeries = heads.filter(({ seriesId }) => seriesId === wish.series);
  const series = [...new Set(heads.map(({ seriesId }) => seriesId))].toSorted();
  requireOneOf('series', wish.series, series, SEE);
  const periods = [...new Set(ofSeries.map(({ period }) => period))].toSorted();
  if (wish.period !== undefined) requireOneOf('period', wish.period, periods, SEE);
  const release = await published.current(wish);
  if (release) return release;
  throw new ProblemError({
    status: 404,
    code: 'unknown-release',
    title: 'Unknown release',
    detail: wish.asOf
      ? 'Nothing had been released by then.'
      : `No release of ${wish.series} has this id.`,
    parameter: wish.asOf ? 'asOf' : 'release',
    see: SEE,
  });
}
