// One gathering of one portal over HTTP by the job itself, so that its reply, services and run stand
// behind the figures. Worlds that need a few services begin with it.
import type { Db } from '#lib/server/db/client.ts';
import type { SourceOf } from '#lib/server/sources/source.ts';
import { claimSlot } from '#lib/server/store/runs.ts';
import { readSources, upsertSources } from '#lib/server/store/sources.ts';
import { gatherSource } from '../../jobs/gather.ts';
import { createReference } from '../../jobs/reference.ts';
import { jobContext, quickClient } from './job-context.ts';
import { answerRows, openSmallPortal } from './small-portal.ts';

export interface Gathering {
  /** The source that asks the portal at an address. */
  source: (address: string) => SourceOf<'portal-json'>;
  /** What the portal answers. */
  rows: readonly unknown[];
  period: string;
  /** When it is asked. */
  at: string;
}

/** Registers a source and gathers it once; rows that break a rule are set aside as ever. */
export async function gatherOnce(
  db: Db,
  { source: of, rows, period, at }: Gathering,
): Promise<void> {
  const portal = await openSmallPortal(answerRows(rows));
  try {
    const { id } = of(portal.url);
    await upsertSources(db, [of(portal.url)]);
    const [source] = await readSources(db, [id]);
    if (!source) throw new Error('the source was registered just now');
    const ctx = jobContext(db, at);
    const asOf = ctx.now();
    const slot = { job: 'gather', sourceId: id, unitId: source.unit, period } as const;
    const claim = await claimSlot(
      db,
      { ...slot, slotAt: asOf, trigger: 'manual' },
      { asOf, dueBy: asOf, leaseMs: 60_000 },
    );
    if (!claim) throw new Error('the slot is taken');
    await gatherSource(ctx, {
      ...{ source, claim, period, leaseMs: 60_000 },
      client: quickClient(),
      reference: createReference(db),
      nextAttemptAt: () => asOf,
    });
  } finally {
    await portal.close();
  }
}
