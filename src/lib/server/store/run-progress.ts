// How far a run is, told live to whoever looks: by PostgreSQL's notifications, kept nowhere. The gather
// job tells it; the pages that show a run under way listen.
import * as v from 'valibot';
import type { RunProgress } from '#lib/domain/run-progress.ts';
import type { Db } from '../db/client.ts';

const CHANNEL = 'tiendo_run';

const runProgress = v.object({
  runId: v.string(),
  sourceId: v.string(),
  period: v.string(),
  step: v.picklist(['fetch', 'record', 'done', 'failed']),
  pages: v.number(),
  rows: v.number(),
  at: v.string(),
}) satisfies v.GenericSchema<RunProgress>;

/**
 * Tells listeners of every process on this database. It is kept nowhere, so the disk is not waited for:
 * all who tell wait for each other until they have been heard.
 */
export async function tellProgress(db: Db, progress: RunProgress): Promise<void> {
  await db.sql`
    select set_config('synchronous_commit', 'off', true),
      pg_notify(${CHANNEL}, ${JSON.stringify(progress)})`;
}

/**
 * Calls back with every progress that is told from now on.
 *
 * @returns ends the listening
 */
export async function listenForProgress(
  db: Db,
  onProgress: (progress: RunProgress) => void,
): Promise<() => Promise<void>> {
  const listening = await db.sql.listen(CHANNEL, (payload) => {
    const read = v.safeParse(runProgress, JSON.parse(payload));
    if (read.success) onProgress(read.output);
  });
  return () => listening.unlisten();
}
