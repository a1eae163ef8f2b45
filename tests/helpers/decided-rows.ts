// A portal of one unit whose rows break rules, and what people decide of them: each case has a unit of
// its own on one database. Tests of decisions and of marks begin with it.
import { beforeEach } from 'vitest';
import { inTransaction } from '#lib/server/db/client.ts';
import type { SourceConfig } from '#lib/server/sources/source.ts';
import { decide, type NewDecision } from '#lib/server/store/decisions.ts';
import { listFoundTexts } from '#lib/server/store/quarantine-views.ts';
import { claimSlot, type RunTrigger } from '#lib/server/store/runs.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { gatherSource } from '../../jobs/gather.ts';
import { createReference } from '../../jobs/reference.ts';
import { jobContext, quickClient } from './job-context.ts';
import { answerRows, serviceRow, smallSource, type ServiceRow } from './small-portal.ts';
import { portalWorld, type PortalWorld } from './worlds.ts';

const UNITS = [
  ...['p-68', 'p-01', 'p-02', 'p-04', 'p-06', 'p-08', 'p-10', 'p-11', 'p-12', 'p-14', 'p-15'],
  ...['p-17', 'p-19', 'p-20', 'p-22', 'p-24', 'p-25', 'p-26'],
];

/** Opens the world of the file that calls it, with a source of its own for each case. */
function openWorld() {
  const world = portalWorld('for all', answerRows([])) as PortalWorld & { source: SourceConfig };
  let cases = 0;
  beforeEach(async () => {
    // A unit of its own for each case, so that no other source speaks of it.
    world.source = smallSource(`source-${cases}`, UNITS[cases] ?? 'p-27', world.portal.url);
    cases += 1;
    await upsertSources(world.db, [world.source]);
  });
  return world;
}

interface Ask {
  period?: string;
  trigger?: RunTrigger;
  slotAt?: Date;
}

/** Registers the hooks of a file of tests; answers its world and what is done in it. */
export function decidedRows() {
  const world = openWorld();

  async function gather(
    day: string,
    { period = '2020-Q1', trigger = 'schedule', slotAt }: Ask = {},
  ) {
    const ctx = jobContext(world.db, `${day}T06:00:00Z`);
    const slot = {
      job: 'gather' as const,
      sourceId: world.source.id,
      unitId: world.source.unit,
      slotAt: slotAt ?? ctx.now(),
      period,
      trigger,
    };
    const claim = await claimSlot(world.db, slot, {
      asOf: ctx.now(),
      dueBy: ctx.now(),
      leaseMs: 60_000,
    });
    if (!claim) throw new Error('the slot is taken');
    return gatherSource(ctx, {
      source: world.source,
      period,
      claim,
      client: quickClient(),
      reference: createReference(world.db),
      leaseMs: 60_000,
      nextAttemptAt: () => ctx.now(),
    });
  }

  /** Runs what a decision opened. */
  async function correct(day: string, period = '2020-Q1') {
    const [waiting] = await world.db.sql<{ slot: string }[]>`
      select to_json(slot_at) #>> '{}' as slot from job_run
      where source_id = ${world.source.id} and trigger = 'correction' and state = 'waiting'`;
    if (!waiting) throw new Error('no correction waits');
    return gather(day, { period, trigger: 'correction', slotAt: new Date(waiting.slot) });
  }

  const found = (state: 'waiting' | 'decided' | 'all' = 'waiting', period?: string) =>
    listFoundTexts(world.db, { state, sourceId: world.source.id, period }, 1);

  async function decideOn(
    rule: string,
    day: string,
    change: Partial<NewDecision> & Pick<NewDecision, 'decision'>,
  ) {
    const text = (await found()).find(({ rules }) => rules.includes(rule));
    if (!text) throw new Error(`nothing waits for ${rule}`);
    const { unitId, sourceId, period, originalHash } = text;
    const which = { unitId, sourceId, period, originalHash };
    const at = new Date(`${day}T05:00:00Z`);
    const said = { reason: 'Đã đối chiếu với đơn vị', by: 'person-1', at, changesFigures: true };
    await inTransaction(world.db, (tx) => decide(tx, { ...which, ...said, ...change }));
    return which;
  }

  const versions = (code: string) => world.db.sql`
    select r.version, r.in_force as "inForce", r.level, r.received, r.on_time as "onTime", r.reason,
      r.superseded_at is null as stands
    from service_row r join service s on s.unit_id = r.unit_id and s.id = r.service_id
    where r.source_id = ${world.source.id} and s.code = ${code} order by r.version`;

  const figures = (indicator: string) => world.db.sql`
    select numerator, denominator, status, reason, superseded_at is null as stands
    from observation where source_id = ${world.source.id} and indicator_id = ${indicator}
    order by version`;

  return Object.assign(world, { gather, correct, found, decideOn, versions, figures });
}

export const ten = (change: (at: number) => Partial<ServiceRow> = () => ({})) =>
  Array.from({ length: 10 }, (_, at) =>
    serviceRow(`${at}`, { level: at < 2 ? 4 : 2, received: 10 + at, ...change(at) }),
  );
export const bad = (at: number) => (at === 3 ? { level: 'Mức độ 4' } : {});
