// Whether figures of nobody are in the database. jobs/main.ts imports it.
import type { Db } from '../db/client.ts';

/**
 * Where stand-ins left their mark: ids of their sources, and series with releases built on them.
 * A real installation must not show either, because the units are real and the figures are not.
 */
export async function findIllustrative(db: Db): Promise<{ sources: string[]; series: string[] }> {
  const sources = await db.sql<{ id: string }[]>`
    select id from source where illustrative order by id`;
  const series = await db.sql<{ id: string }[]>`
    select distinct series_id as id from release where illustrative order by 1`;
  return { sources: sources.map((row) => row.id), series: series.map((row) => row.id) };
}
