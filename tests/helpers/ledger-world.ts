// A ledger of its own for a test: a database with the catalogue, a portal that answers over HTTP, and
// what a scheduler does with both. Tests of slots and of claims begin with it.
import type { JobContext } from '#lib/server/context.ts';
import type { SourceInputOf } from '#lib/server/sources/source.ts';
import { claimSlot, type Slot } from '#lib/server/store/runs.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { runDueSlots } from '../../jobs/ledger.ts';
import { jobContext, quickClient } from './job-context.ts';
import { answerRows, serviceRow, smallSource } from './small-portal.ts';
import { portalWorld } from './worlds.ts';

/** The first slot of every source here. */
export const FIRST = '2020-04-14T23:00:00Z';

/** The first slot of a source of p-68. */
export const firstSlotOf = (sourceId: string): Slot => ({
  job: 'gather',
  sourceId,
  unitId: 'p-68',
  slotAt: new Date(FIRST),
  period: '2020-Q1',
  trigger: 'schedule',
});

/** Registers the hooks of a file of tests; answers its world, anew for each, and what is done in it. */
export function ledgerWorld() {
  const world = portalWorld(
    'for each',
    answerRows([serviceRow('a', { level: 4 }), serviceRow('b')]),
  );
  const asOf = new Date(FIRST);

  /** Registers `portal-UNIT` for each unit, all asking the one portal. */
  async function register(units: string[], change: Partial<SourceInputOf<'portal-json'>> = {}) {
    const { db, portal } = world;
    const sources = units.map((unit) => smallSource(`portal-${unit}`, unit, portal.url, change));
    await upsertSources(db, sources);
    return sources;
  }

  /** Runs what is due until then, as a scheduler would. */
  const runDue = (
    until: string,
    change: Partial<JobContext> = {},
    clock: 'real' | 'simulated' = 'real',
  ) =>
    runDueSlots(jobContext(world.db, until, change), {
      ...{ until: new Date(until), clock, simulatedRetryMs: 0, client: quickClient() },
    });

  /** Claims the first slot of a source of p-68. */
  const claim = (sourceId: string, leaseMs: number) =>
    claimSlot(world.db, firstSlotOf(sourceId), { asOf, dueBy: asOf, leaseMs });

  /** Every run, by its slot. */
  const ledger = () => world.db.sql`
    select source_id as source, period, trigger, state, attempt, fence::int as fence from job_run
    order by slot_at, source_id`;

  return Object.assign(world, { register, runDue, claim, ledger });
}
