// The series that belong to a unit: what a province ranks its own departments and districts by. Pages
// and API read it.
import { ownerOf } from '#lib/domain/body-tree.ts';
import type { Release } from '#lib/domain/release.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import type { Db } from './db/client.ts';
import { previousOf, type Published } from './published.ts';
import { readParents, readRankedUnits, readSeriesBelow, type SomeSeries } from './store/bodies.ts';

/** The unit that each series, or each of some, belongs to; series that belong to nobody are not in it. */
export async function readOwners(db: Db, series: SomeSeries = null): Promise<Map<string, UnitId>> {
  const [parents, ranked] = await Promise.all([
    readParents(db, series),
    readRankedUnits(db, series),
  ]);
  return new Map(
    [...ranked].flatMap(([seriesId, units]) => {
      const owner = ownerOf(units, parents);
      return owner === null ? [] : [[seriesId, owner]];
    }),
  );
}

export interface OwnSeries {
  release: Release;
  /** The release that it was compared with when it was built. */
  previous: Release | null;
}

/**
 * The series that belong to a unit, each with the latest release that is current.
 *
 * @param until ISO day; periods that ended later are left out. Null for the latest of all
 */
export async function readOwnSeries(
  db: Db,
  published: Published,
  unit: UnitId,
  until: string | null,
): Promise<OwnSeries[]> {
  const owners = await readOwners(db, await readSeriesBelow(db, unit));
  const owned = [...owners].filter(([, owner]) => owner === unit);
  const found = await Promise.all(
    owned.map(async ([seriesId]) => {
      const heads = await published.heads(seriesId);
      const head = heads.find(
        ({ current, periodEnd }) => current && (until === null || periodEnd <= until),
      );
      const release = head && (await published.byId(head.id));
      return release ? [{ release, previous: await previousOf(published, release) }] : [];
    }),
  );
  return found.flat();
}
