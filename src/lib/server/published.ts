// What readers see: the release that is current for a series and period, kept in memory. A release
// never changes, so a page costs one pointer lookup. Pages, API and exports read through this.
import type { Release } from '#lib/domain/release.ts';
import { usualOf } from '#lib/domain/reporting.ts';
import { askTogether } from './ask-together.ts';
import type { Db } from './db/client.ts';
import { keepLast } from './keep-last.ts';
import { createLastKnown } from './last-known.ts';
import { findReleaseId, listReleases, readRelease, type ReleaseHead } from './store/releases.ts';
import { readWritten } from './store/written.ts';
import { readToldHolds, type ToldHold } from './told-holds.ts';

export interface ReleaseQuestion {
  series: string;
  /**
   * Where it is left out, the latest period of which at least half of the units have figures; the
   * latest of all where there is no such.
   */
  period?: string | undefined;
  /** Asks for the release that was current at this moment. */
  asOf?: Date | undefined;
  /** One release by its id, current or not; period and asOf are then not looked at. */
  release?: string | undefined;
}

/** A release as a page shows it. */
export interface Shown {
  release: Release | null;
  /**
   * The release itself, last, and of every earlier period that which was current when it became so,
   * oldest first. A correction that came later is not looked at, so that a page of one release
   * always says the same. Empty where there is no release.
   */
  course: Release[];
  /** Every period that has a release, or had one at `asOf`; the latest first. */
  periods: string[];
}

export interface Published {
  /** The release that answers; null where there is none. */
  current(question: ReleaseQuestion): Promise<Release | null>;
  /** One release by its id, of any series, that is or was current; null where there is none. */
  byId(id: string): Promise<Release | null>;
  /** The release of every period that is current, or was at `asOf`, oldest first; a page of one asks `shown`. */
  history(series: string, asOf?: Date): Promise<Release[]>;
  /** The release that answers, with what a page of it tells beside it. */
  shown(question: ReleaseQuestion): Promise<Shown>;
  /** Every release that is or was current, without its content; the latest period first. */
  heads(series?: string): Promise<ReleaseHead[]>;
  /** The latest releases that the guard held, of one series or of all, the latest first. */
  holds(series?: string): Promise<ToldHold[]>;
  /** The state of all that is written, by which a page that was made is known to be still true. */
  version: () => Promise<string>;
  /** How often so far the last answer stood in for a new one, since the database was away. */
  lapses: () => number;
}

/** A quarter of 94 units on 30 measures takes about 3 MB in memory. */
const RELEASES_KEPT = 48;

/** @param options.keep how many releases stay in memory; those unused for longest go first */
export function createPublished(db: Db, options: { keep?: number } = {}): Published {
  const keep = keepLast<Release | null>(options.keep ?? RELEASES_KEPT);
  const read = (id: string): Promise<Release | null> => keep(id, () => readRelease(db, id));

  const readAll = async (ids: readonly string[]): Promise<Release[]> =>
    (await Promise.all(ids.map(read))).filter((found) => found !== null);

  const lastKnown = createLastKnown();
  const readHeads = lastKnown((_: null) => listReleases(db));
  const readHolds = lastKnown((series: string | undefined) => readToldHolds(db, series));
  const readVersion = lastKnown((_: null) => readWritten(db));
  /** A page asks for them from every side at once. */
  const readAllHeads = askTogether(() => readHeads(null));
  const heads = async (series?: string): Promise<ReleaseHead[]> => {
    const all = await readAllHeads();
    return series === undefined ? all : all.filter(({ seriesId }) => seriesId === series);
  };
  const findId = lastKnown((question: Parameters<typeof findReleaseId>[1]) =>
    findReleaseId(db, question),
  );

  const currentId = async (question: ReleaseQuestion): Promise<string | null> => {
    const { series: seriesId, period, asOf, release } = question;
    if (release === undefined && period !== undefined) {
      return findId({ seriesId, period, asOf });
    }
    const all = await heads(seriesId);
    // Looked up among the heads, so that nothing is shown that never was current.
    if (release !== undefined) return all.find(({ id }) => id === release)?.id ?? null;
    return usualOf(currentOf(all, asOf))?.id ?? null;
  };

  return {
    heads,
    holds: readHolds,
    version: askTogether(() => readVersion(null)),
    lapses: lastKnown.lapses,
    async current(question) {
      const id = await currentId(question);
      return id === null ? null : read(id);
    },
    async byId(id) {
      return (await heads()).some((head) => head.id === id) ? read(id) : null;
    },
    async history(series, asOf) {
      const ids = currentOf(await heads(series), asOf).map(({ id }) => id);
      return readAll(ids.toReversed());
    },
    async shown({ series, period, asOf, release }) {
      const all = await heads(series);
      const current = currentOf(all, asOf);
      const head =
        release === undefined
          ? period === undefined
            ? usualOf(current)
            : current.find((each) => each.period === period)
          : all.find(({ id }) => id === release);
      const ids = head ? [...earlierOf(all, head), head].map(({ id }) => id) : [];
      const course = await readAll(ids);
      return {
        release: course.at(-1) ?? null,
        course,
        periods: current.map((each) => each.period),
      };
    },
  };
}

/** A release after those of earlier periods that were current when it became so; see `Shown`. */
export async function courseTo(published: Published, { id, rules }: Release): Promise<Release[]> {
  return (await published.shown({ series: rules.series.id, release: id })).course;
}

/** The release that this one was compared with when it was built; null for a first one. */
export const previousOf = (
  published: Published,
  { previousReleaseId }: Release,
): Promise<Release | null> =>
  previousReleaseId === null ? Promise.resolve(null) : published.byId(previousReleaseId);

/** Of each earlier period the head that was current when `head` became so, oldest first. */
const earlierOf = (heads: ReleaseHead[], head: ReleaseHead): ReleaseHead[] =>
  currentOf(heads, new Date(head.releasedAt))
    .filter(({ period }) => period < head.period)
    .toReversed();

/** Of each period the head that is current, or was at `asOf`; the latest period first. */
function currentOf(heads: ReleaseHead[], asOf: Date | undefined): ReleaseHead[] {
  if (!asOf) return heads.filter(({ current }) => current);
  const periods = new Map<string, ReleaseHead>();
  for (const head of heads) {
    // Heads of one period stand latest released first.
    const isOut = new Date(head.releasedAt) <= asOf;
    if (isOut && !periods.has(head.period)) periods.set(head.period, head);
  }
  return [...periods.values()];
}
