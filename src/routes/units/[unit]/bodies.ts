// What the unit page tells of the bodies below the unit: each series of its own, group by group. Only
// the load of the unit page imports it.
import type { Release } from '#lib/domain/release.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { readOwnSeries } from '#lib/server/bodies.ts';
import type { Db } from '#lib/server/db/client.ts';
import type { Published } from '#lib/server/published.ts';
import { groupViews, type GroupView, type Name } from '../../series/series-view.ts';

export interface OwnSeriesView {
  series: Name;
  period: string;
  illustrative: boolean;
  groups: Pick<GroupView, 'group' | 'face' | 'parts' | 'means' | 'leaders' | 'last' | 'counts'>[];
}

/** As they were at the end of the period shown; empty where the unit has no series of its own. */
export async function readBodies(
  db: Db,
  published: Published,
  shown: Release | null,
  unit: UnitId,
): Promise<OwnSeriesView[]> {
  const own = await readOwnSeries(db, published, unit, shown?.periodEnd ?? null);
  return own.map(({ release, previous }) => {
    const { id, nameVi, nameEn } = release.rules.series;
    return {
      series: { id, nameVi, nameEn },
      period: release.period,
      illustrative: release.illustrative,
      groups: groupViews(release, previous).map(
        ({ group, face, parts, means, leaders, last, counts }) => ({
          ...{ group, face, parts, means, leaders, last, counts },
        }),
      ),
    };
  });
}
