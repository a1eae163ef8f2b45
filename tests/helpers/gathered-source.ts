// A source of one unit, another for each test, that is gathered once by the day, and what the database
// holds of it afterwards. Tests of the gather job begin with it.
import { beforeEach } from 'vitest';
import type { SourceOf } from '#lib/server/sources/source.ts';
import { claimSlot } from '#lib/server/store/runs.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { gatherSource } from '../../jobs/gather.ts';
import { createReference } from '../../jobs/reference.ts';
import { jobContext, quickClient } from './job-context.ts';
import { answerRows, serviceRow, smallSource } from './small-portal.ts';
import { portalWorld, type PortalWorld } from './worlds.ts';

/** The period of every try here. */
export const PERIOD = '2020-Q1';

/** Registers the hooks of a file of tests; answers its world and what is done in it. */
export function gatheredSource() {
  const world = portalWorld('for all', answerRows([])) as PortalWorld & {
    source: SourceOf<'portal-json'>;
  };
  let sources = 0;
  beforeEach(() => {
    sources += 1;
    world.source = smallSource(`source-${sources}`, 'p-68', world.portal.url);
  });

  /** One try of a slot of its own, as of a day; the slot is at its end when there is no second try. */
  async function gather(day: string, options: { attempt?: number; reread?: boolean } = {}) {
    const { db, source } = world;
    await upsertSources(db, [source]);
    const ctx = jobContext(db, `${day}T06:00:00Z`);
    const asOf = ctx.now();
    const of = { job: 'gather', sourceId: source.id, unitId: source.unit } as const;
    const slot = { ...of, slotAt: asOf, period: PERIOD, trigger: 'manual' } as const;
    const claim = await claimSlot(db, slot, { asOf, dueBy: asOf, leaseMs: 60_000 });
    if (!claim) throw new Error('the slot is taken');
    return gatherSource(ctx, {
      source: { ...source, version: 1 },
      period: PERIOD,
      claim: { ...claim, attempt: options.attempt ?? source.maxAttempts },
      client: quickClient(),
      reference: createReference(db),
      leaseMs: 60_000,
      nextAttemptAt: () => ctx.now(),
      reread: options.reread ?? false,
    });
  }

  /** Every version of one service's row. */
  const versions = (code: string) => world.db.sql`
    select r.version, r.in_force as "inForce", r.level, r.reason,
      r.recorded_at::date::text as "from", r.superseded_at::date::text as "to"
    from service_row r join service s on s.unit_id = r.unit_id and s.id = r.service_id
    where r.source_id = ${world.source.id} and s.code = ${code} order by r.version`;

  /** What the ledger says of the source's last run. */
  async function lastRun() {
    const [run] = await world.db.sql`
      select state, rows_accepted::int as accepted, rows_quarantined::int as quarantined,
        versions_written::int as written, error_code as code
      from job_run where source_id = ${world.source.id} order by slot_at desc limit 1`;
    return run;
  }

  return Object.assign(world, { gather, versions, lastRun });
}

/** Ten services, the first two at level 4. */
export const tenRows = () =>
  Array.from({ length: 10 }, (_, at) => serviceRow(`${at}`, { level: at < 2 ? 4 : 2 }));
