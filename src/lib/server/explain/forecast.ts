// The forecast of a unit's share, read from what is published. The unit page and the API import it, so
// that both say the same.
import { lookBack, type LookBack, type Made } from '#lib/domain/explain/look-back.ts';
import { trialsOf, type Trials } from '#lib/domain/explain/trials.ts';
import { forecastOf, type UnitForecast } from '#lib/domain/explain/unit-forecast.ts';
import type { Release } from '#lib/domain/release.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { keepLast } from '../keep-last.ts';
import type { Db } from '../db/client.ts';
import type { Published } from '../published.ts';
import { readPublicSigns } from './signs.ts';
import type { ReleaseHead } from '../store/releases.ts';

/** Forecasts kept, some kilobytes each: of every unit in three years of quarters, which each looks back at. */
const KEPT = 1500;
const keep = keepLast<UnitForecast>(KEPT);

/** Of a measure of a release, asked for by all its units; each holds its release. */
const TRIALS_KEPT = 24;
const keepTrials = keepLast<Trials>(TRIALS_KEPT);

/**
 * A unit's forecast from a release.
 *
 * @param course as `Published.shown` gives it, the release last
 */
export async function readForecast(
  published: Published,
  course: readonly Release[],
  unit: UnitId,
  measure: string,
): Promise<UnitForecast | null> {
  const release = course.at(-1);
  if (!release) return null;
  return keep([release.id, release.knownAt, unit, measure].join(' '), async () =>
    forecastOf(await keptTrials(published, release, course, measure), unit),
  );
}

/**
 * What was told of a unit, from the first release of every earlier period, for periods that have come by
 * this release; the earliest first.
 *
 * @param course as `readForecast` takes it
 */
export async function readLookBack(
  published: Published,
  course: readonly Release[],
  unit: UnitId,
  measure: string,
): Promise<LookBack[]> {
  const release = course.at(-1);
  if (!release) return [];
  const made = await Promise.all(
    (await readVintages(published, release)).map(async (known): Promise<Made[]> => {
      const forecast = await readForecast(published, known, unit, measure);
      return forecast ? [{ from: known.at(-1)?.period ?? '', forecast }] : [];
    }),
  );
  return lookBack(made.flat(), course, measure);
}

/** Whether readers see a question, not answered yet, about what a pace was taken from. */
export interface AskedPaces {
  group: boolean;
  own: boolean;
}

/** @param now which questions are public, and are still open, hangs on the day */
export async function readAskedPaces(
  db: Db,
  { reach }: UnitForecast,
  release: Release,
  now: Date,
): Promise<AskedPaces> {
  const [group, own] = await Promise.all(
    [reach?.group, reach?.own].map(async (seen) => {
      if (!seen) return false;
      const signs = await readPublicSigns(db, seen.unitId, now);
      return signs.some(
        ({ seriesId, period, answer }) =>
          answer === null &&
          seriesId === release.rules.series.id &&
          period > seen.from &&
          period <= seen.to,
      );
    }),
  );
  return { group: group ?? false, own: own ?? false };
}

function keptTrials(
  published: Published,
  release: Release,
  course: readonly Release[],
  measure: string,
): Promise<Trials> {
  return keepTrials([release.id, release.knownAt, measure].join(' '), async () =>
    trialsOf(release, course, await readVintages(published, release), measure),
  );
}

/**
 * Of every earlier period the course as it was when that period was first released: what a forecast
 * made on that day could have known.
 */
async function readVintages(published: Published, release: Release): Promise<Release[][]> {
  const series = release.rules.series.id;
  const firsts = firstOfEach(await published.heads(series), release);
  const shown = await Promise.all(firsts.map(({ id }) => published.shown({ series, release: id })));
  return shown.map(({ course }) => course);
}

/** The first release of every period before that of a release, of those that were out with it. */
function firstOfEach(heads: readonly ReleaseHead[], release: Release): ReleaseHead[] {
  const firsts = new Map<string, ReleaseHead>();
  for (const head of heads) {
    if (head.period >= release.period || head.releasedAt > release.releasedAt) continue;
    const found = firsts.get(head.period);
    if (!found || head.releasedAt < found.releasedAt) firsts.set(head.period, head);
  }
  return [...firsts.values()];
}
