// A ledger of its own for a test: a database with the catalogue, a portal that answers over HTTP, and
// what a scheduler does with both. Tests of slots and of claims begin with it.
import type { JobContext } from '#lib/server/context.ts';
import type { Db } from '#lib/server/db/client.ts';
import type { SourceInputOf } from '#lib/server/sources/source.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { claimSlot, type Claim, type Slot } from '#lib/server/store/runs.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { runDueSlots } from '../../jobs/ledger.ts';
import { testDatabase } from './database.ts';
import { jobContext, quickClient } from './job-context.ts';
import {
  answerRows,
  openSmallPortal,
  serviceRow,
  smallSource,
  type SmallPortal,
} from './small-portal.ts';

/** The first slot of every source here. */
export const FIRST = '2020-04-14T23:00:00Z';

export interface LedgerWorld {
  db: Db;
  databaseUrl: string;
  portal: SmallPortal;
  /** Registers `portal-UNIT` for each unit, all asking the one portal. */
  register: (
    units: string[],
    change?: Partial<SourceInputOf<'portal-json'>>,
  ) => Promise<ReturnType<typeof smallSource>[]>;
  /** Runs what is due until then, as a scheduler would. */
  runDue: (
    until: string,
    change?: Partial<JobContext>,
    clock?: 'real' | 'simulated',
  ) => ReturnType<typeof runDueSlots>;
  /** Claims the first slot of a source of p-68. */
  claim: (sourceId: string, leaseMs: number) => Promise<Claim | null>;
  /** Every run, by its slot. */
  ledger: () => Promise<Record<string, unknown>[]>;
  close: () => Promise<void>;
}

/** The first slot of a source of p-68. */
export const firstSlotOf = (sourceId: string): Slot => ({
  job: 'gather',
  sourceId,
  unitId: 'p-68',
  slotAt: new Date(FIRST),
  period: '2020-Q1',
  trigger: 'schedule',
});

export async function openLedgerWorld(): Promise<LedgerWorld> {
  const database = await testDatabase();
  const { db } = database;
  await loadCatalogue(db, 'drizzle/catalogue');
  const rows = [serviceRow('a', { level: 4 }), serviceRow('b')];
  const portal = await openSmallPortal(answerRows(rows));
  const asOf = new Date(FIRST);
  return {
    db,
    databaseUrl: database.url,
    portal,
    async register(units, change = {}) {
      const sources = units.map((unit) => smallSource(`portal-${unit}`, unit, portal.url, change));
      await upsertSources(db, sources);
      return sources;
    },
    runDue: (until, change = {}, clock = 'real') =>
      runDueSlots(jobContext(db, until, change), {
        ...{ until: new Date(until), clock, simulatedRetryMs: 0, client: quickClient() },
      }),
    claim: (sourceId, leaseMs) =>
      claimSlot(db, firstSlotOf(sourceId), { asOf, dueBy: asOf, leaseMs }),
    ledger: () => db.sql`
      select source_id as source, period, trigger, state, attempt, fence::int as fence from job_run
      order by slot_at, source_id`,
    async close() {
      await portal.close();
      await database.drop();
    },
  };
}
