// What readers see: the release that is current for a series and period, kept in memory. A release
// never changes, so a page costs one pointer lookup. Pages, API and exports read through this.
import type { Release } from '#lib/domain/release.ts';
import type { Db } from './db/client.ts';
import { findReleaseId, listReleases, readRelease, type ReleaseHead } from './store/releases.ts';

export interface ReleaseQuestion {
  series: string;
  /** The latest period that has a release, where it is left out. */
  period?: string | undefined;
  /** Asks for the release that was current at this moment. */
  asOf?: Date | undefined;
  /** One release by its id, current or not; period and asOf are then not looked at. */
  release?: string | undefined;
}

export interface Published {
  /** The release that answers; null where there is none. */
  current(question: ReleaseQuestion): Promise<Release | null>;
  /** One release by its id, of any series, that is or was current; null where there is none. */
  byId(id: string): Promise<Release | null>;
  /** The current release of every period of a series, oldest first. */
  history(series: string, asOf?: Date): Promise<Release[]>;
  /** Every release that is or was current, without its content; the latest period first. */
  heads(series?: string): Promise<ReleaseHead[]>;
}

/** A quarter of 94 units on 30 measures takes about 3 MB in memory. */
const RELEASES_KEPT = 48;

/** @param options.keep how many releases stay in memory; those unused for longest go first */
export function createPublished(db: Db, options: { keep?: number } = {}): Published {
  const keep = options.keep ?? RELEASES_KEPT;
  const kept = new Map<string, Promise<Release | null>>();

  const read = (id: string): Promise<Release | null> => {
    const found = kept.get(id) ?? readRelease(db, id);
    kept.delete(id);
    kept.set(id, found);
    for (const oldest of kept.keys()) {
      if (kept.size <= keep) break;
      kept.delete(oldest);
    }
    // A failed reading must not be remembered.
    found.catch(() => kept.get(id) === found && kept.delete(id));
    return found;
  };

  const heads = (series?: string): Promise<ReleaseHead[]> => listReleases(db, series);

  const currentId = async (question: ReleaseQuestion): Promise<string | null> => {
    const { series: seriesId, period, asOf, release } = question;
    if (release === undefined && period !== undefined) {
      return findReleaseId(db, { seriesId, period, asOf });
    }
    const all = await heads(seriesId);
    // Looked up among the heads, so that nothing is shown that never was current.
    if (release !== undefined) return all.find(({ id }) => id === release)?.id ?? null;
    return currentOf(all, asOf)[0]?.id ?? null;
  };

  return {
    heads,
    async current(question) {
      const id = await currentId(question);
      return id === null ? null : read(id);
    },
    async byId(id) {
      return (await heads()).some((head) => head.id === id) ? read(id) : null;
    },
    async history(series, asOf) {
      const current = currentOf(await heads(series), asOf);
      const releases = await Promise.all(current.toReversed().map(({ id }) => read(id)));
      return releases.filter((release) => release !== null);
    },
  };
}

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
