// Gathering that spares the portal: what has not changed is not sent again, and a dead portal is left
// in peace without its slots being lost.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createPortalClient } from '#lib/server/sources/fetch.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { gatherByHand } from '../../jobs/by-hand.ts';
import { runDueSlots } from '../../jobs/ledger.ts';
import { jobContext, quickClient } from '../helpers/job-context.ts';
import { answerRows, sendStatus, serviceRow, smallSource } from '../helpers/small-portal.ts';
import { portalWorld } from '../helpers/worlds.ts';

const world = portalWorld('for all', sendStatus(503));

describe('a portal that says what its replies are called', () => {
  let level = 2;
  let bodiesSent = 0;

  const gather = async (day: string) => {
    const at = new Date(`${day}T06:00:00Z`);
    await gatherByHand(jobContext(world.db, at.toISOString()), {
      ...{ sources: ['versioned'], period: '2020-Q1', slotAt: at },
    });
    const [run] = await world.db.sql<
      { state: string; written: number; status: number; etag: string | null; hash: string }[]
    >`
      select r.state, r.versions_written::int as written, p.status, p.etag, p.hash
      from job_run r join run_reply p on p.run_id = r.id
      where r.source_id = 'versioned' order by r.slot_at desc limit 1`;
    return run!;
  };

  it('is asked whether it changed, and its stored reply stands while it has not', async () => {
    world.portal.answer = (request, response) => {
      const etag = `"level-${level}"`;
      response.setHeader('etag', etag);
      if (request.headers['if-none-match'] === etag) return response.writeHead(304).end();
      bodiesSent += 1;
      return answerRows([serviceRow('1', { level })])(request, response);
    };
    await upsertSources(world.db, [smallSource('versioned', 'p-68', world.portal.url)]);
    const first = await gather('2020-04-15');
    expect(first).toMatchObject({ state: 'done', status: 200, etag: '"level-2"' });
    const second = await gather('2020-04-16');
    expect(second).toMatchObject({ state: 'done', status: 304, written: 0, hash: first.hash });
    expect(await gather('2020-04-17')).toMatchObject({ status: 304, hash: first.hash });
    expect(bodiesSent).toBe(1);
    level = 3;
    const changed = await gather('2020-04-18');
    expect(changed).toMatchObject({ status: 200, etag: '"level-3"' });
    expect(changed.hash).not.toBe(first.hash);
    expect(bodiesSent).toBe(2);
  });

  it('never has its empty reply stored for the real one', async () => {
    const empty = createHash('sha256').digest('hex');
    const found = await world.db.sql`select from reply where hash = ${empty}`;
    expect(found).toHaveLength(0);
  });
});

describe('a portal that is dead', () => {
  const attemptsOf = (id: string) => world.db.sql<
    { state: string; attempt: number; code: string }[]
  >`
    select state, attempt, error_code as code from job_run where source_id = ${id} order by slot_at`;

  it('is given up in the end, also where the clock stands still', async () => {
    await upsertSources(world.db, [
      smallSource('dead-standing', 'p-68', world.portal.url, { maxAttempts: 5 }),
    ]);
    const now = '2020-07-15T00:00:00Z';
    await runDueSlots(jobContext(world.db, now), {
      ...{ until: new Date(now), clock: 'simulated', simulatedRetryMs: 1 },
      ...{ client: quickClient(), sources: ['dead-standing'] },
    });
    expect(await attemptsOf('dead-standing')).toEqual([
      { state: 'failed', attempt: 5, code: 'breaker-open' },
      { state: 'failed', attempt: 5, code: 'breaker-open' },
    ]);
    expect(world.portal.asked).toHaveLength(5);
  });

  it('costs no slot a try while it is left in peace', async () => {
    await upsertSources(world.db, [
      smallSource('dead-resting', 'p-68', world.portal.url, {
        ...{ maxAttempts: 3, firstSlot: '2020-07-15T06:00+07:00' },
      }),
    ]);
    let now = new Date('2020-07-15T00:00:00Z');
    const client = createPortalClient({ now: () => now, random: () => 0 });
    const look = () =>
      runDueSlots(
        { ...jobContext(world.db, ''), now: () => now },
        { until: now, client, sources: ['dead-resting'], retryBaseMs: 1_000 },
      );
    await look();
    now = new Date(now.getTime() + 1_000);
    await look();
    expect(await attemptsOf('dead-resting')).toMatchObject([{ state: 'waiting', attempt: 2 }]);
    expect(world.portal.asked).toHaveLength(5);
    now = new Date(now.getTime() + 10_000);
    await look();
    expect(await attemptsOf('dead-resting')).toEqual([
      { state: 'waiting', attempt: 2, code: 'breaker-open' },
    ]);
    expect(world.portal.asked).toHaveLength(5);
    world.portal.answer = answerRows([serviceRow('1')]);
    now = new Date(now.getTime() + 120_000);
    await look();
    expect(await attemptsOf('dead-resting')).toMatchObject([{ state: 'done', attempt: 3 }]);
  });
});
