// The versions of how sources were set up, without what only staff may read of them. What tells a
// figure's origin imports it; staff pages read source-changes.ts.
import { changedParts, type SetUp } from '#lib/domain/set-up.ts';
import type { Db } from '../db/client.ts';

interface Row {
  sourceId: string;
  version: number;
  since: string;
  config: unknown;
}

/** Versions of each of the sources, the earliest first; none of a source that is not registered. */
export async function readSetUps(
  db: Db,
  sourceIds: readonly string[],
): Promise<Map<string, SetUp[]>> {
  const rows = await db.sql<Row[]>`
    select source_id as "sourceId", version, to_json(changed_at) #>> '{}' as since, config
    from source_version where source_id = any(${[...sourceIds]}::text[])
    order by source_id, version`;
  const found = new Map<string, SetUp[]>();
  rows.forEach(({ sourceId, version, since, config }, at) => {
    const before = rows[at - 1];
    const changed = before?.sourceId === sourceId ? changedParts(before.config, config) : [];
    const setUps = found.get(sourceId) ?? [];
    found.set(sourceId, [...setUps, { version, since: new Date(since), changed }]);
  });
  return found;
}
