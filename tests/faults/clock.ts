// The scheduler's looks under a clock that a case sets: a small portal, a few sources, and what the
// ledger says of every slot afterwards. The cases of downtime and of the calendar import it.
import { join } from 'node:path';
import type { Db } from '#lib/server/db/client.ts';
import { createLog } from '#lib/server/log.ts';
import type { SourceConfig } from '#lib/server/sources/source.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { runDueSlots } from '../../jobs/ledger.ts';
import { quickClient } from '../helpers/job-context.ts';
import { PROJECT } from './kill-gatherer.ts';

export interface SlotRow {
  sourceId: string;
  slotAt: Date;
  state: string;
  /** As the database writes it: the order of texts is that of times. */
  startedAt: string | null;
}

export interface Clockwork {
  /** One look at what is due, at a moment. */
  look: (now: Date) => Promise<void>;
  /** Every slot of the ledger, in the order of the slots. */
  slots: () => Promise<SlotRow[]>;
}

/** Registers the sources in an empty database. */
export async function setUpClock(db: Db, sources: readonly SourceConfig[]): Promise<Clockwork> {
  await loadCatalogue(db, join(PROJECT, 'drizzle/catalogue'));
  await upsertSources(db, sources);
  const { signal } = new AbortController();
  const client = quickClient();
  return {
    async look(now) {
      const ctx = { db, now: () => now, log: createLog('error'), signal, trace: () => {} };
      await runDueSlots(ctx, { until: now, client });
    },
    async slots() {
      const rows = await db.sql<(Omit<SlotRow, 'slotAt'> & { slotAt: string })[]>`
        select source_id as "sourceId", slot_at as "slotAt", state, started_at as "startedAt"
        from job_run order by slot_at, source_id`;
      return rows.map((row) => ({ ...row, slotAt: new Date(row.slotAt) }));
    },
  };
}
