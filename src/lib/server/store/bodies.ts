// Reads the tree that packages make with their own units: who stands above whom, and whom each series
// ranks. Which unit a series belongs to is worked out in domain/body-tree.ts.
import type { Parents } from '#lib/domain/body-tree.ts';
import type { TreeUnit } from '#lib/domain/package/export-release.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import type { Db } from '../db/client.ts';

/** Names of the series that are asked about; null for all. */
export type SomeSeries = readonly string[] | null;

/** The series of which some unit stands directly below one: only they can be that unit's own. */
export async function readSeriesBelow(db: Db, unit: UnitId): Promise<string[]> {
  const rows = await db.sql<{ seriesId: string }[]>`
    select distinct series_id as "seriesId" from unit
    where parent_id = ${unit} and series_id is not null`;
  return rows.map(({ seriesId }) => seriesId);
}

/** The unit above every unit that a package brought, or those of some series. */
export async function readParents(db: Db, series: SomeSeries = null): Promise<Parents> {
  const asked = series as string[] | null;
  const rows = await db.sql<{ id: UnitId; parentId: UnitId | null }[]>`
    select id, parent_id as "parentId" from unit
    where series_id is not null
      and (${asked}::text[] is null or series_id = any(${asked}))`;
  return new Map(rows.map(({ id, parentId }) => [id, parentId]));
}

/** Everybody whom a series ranks, at any time; of those series that brought units of their own. */
export async function readRankedUnits(
  db: Db,
  series: SomeSeries = null,
): Promise<Map<string, UnitId[]>> {
  const asked = series as string[] | null;
  const rows = await db.sql<{ seriesId: string; units: UnitId[] }[]>`
    select m.series_id as "seriesId", array_agg(distinct m.unit_id) as units
    from group_member m
    where exists (select from unit u where u.series_id = m.series_id)
      and (${asked}::text[] is null or m.series_id = any(${asked}))
    group by m.series_id order by m.series_id collate "C"`;
  return new Map(rows.map(({ seriesId, units }) => [seriesId, units]));
}

/**
 * The units given and all above them, in no order, under the codes that they bore on a day: the
 * series' own before official ones, their permanent ids where they bore none.
 */
export function readLines(
  db: Db,
  units: readonly UnitId[],
  { seriesId, day }: { seriesId: string; day: string },
): Promise<TreeUnit[]> {
  return db.sql<TreeUnit[]>`
    with recursive line as (
      select id, parent_id from unit where id = any(${units as UnitId[]}::text[])
      union
      select above.id, above.parent_id from unit above join line on above.id = line.parent_id
    )
    select u.id, u.name_vi as "nameVi", u.name_en as "nameEn", u.kind, u.parent_id as "parentId",
      coalesce(c.code, u.id) as code
    from line join unit u on u.id = line.id
    left join lateral (select code from unit_code
      where unit_id = u.id and scheme in ('', ${seriesId})
        and valid_from <= ${day} and (valid_to is null or valid_to >= ${day})
      order by scheme desc, valid_from desc limit 1) c on true`;
}
