// What becomes of a slot that somebody claimed: leases and fences, runners that are lost, and tries that
// failed.
import { describe, expect, it } from 'vitest';
import { inTransaction } from '#lib/server/db/client.ts';
import { ClaimLost, extendLease, finishRun } from '#lib/server/store/runs.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { gatherSource } from '../../jobs/gather.ts';
import { runDueSlots } from '../../jobs/ledger.ts';
import { createReference } from '../../jobs/reference.ts';
import { jobContext, quickClient } from '../helpers/job-context.ts';
import { FIRST, ledgerWorld } from '../helpers/ledger-world.ts';
import {
  answerRows,
  sendJson,
  sendStatus,
  serviceRow,
  smallSource,
} from '../helpers/small-portal.ts';

const NO_RESULT = { repliesStored: 0, rowsAccepted: 0, rowsQuarantined: 0, versionsWritten: 0 };

const world = ledgerWorld();

describe('a claim', () => {
  it('is refused to others while its lease holds', async () => {
    await world.register(['p-68']);
    expect(await world.claim('portal-p-68', 60_000)).toMatchObject({ attempt: 1, fence: 1 });
    expect(await world.claim('portal-p-68', 60_000)).toBeNull();
  });

  it('whose lease is over is taken up again, with a higher fence', async () => {
    await world.register(['p-68']);
    await world.claim('portal-p-68', -1);
    await world.runDue(FIRST);
    expect(await world.ledger()).toMatchObject([{ state: 'done', attempt: 1, fence: 2 }]);
  });

  it('that was taken over can neither be prolonged nor finished: the late write is undone', async () => {
    await world.register(['p-68']);
    const late = (await world.claim('portal-p-68', -1))!;
    await world.claim('portal-p-68', 60_000);
    expect(await extendLease(world.db, late, 60_000)).toBe(false);
    const write = inTransaction(world.db, async (tx) => {
      await tx.sql`insert into procedure values ('late', 'x', 'y')`;
      await finishRun(tx, late, NO_RESULT);
    });
    await expect(write).rejects.toBeInstanceOf(ClaimLost);
    expect(await world.db.sql`select from procedure where code = 'late'`).toHaveLength(0);
  });

  it('that was taken over while its reply came leaves no row of that reply', async () => {
    const [source] = await world.register(['p-68']);
    const late = (await world.claim('portal-p-68', 60_000))!;
    const ctx = jobContext(world.db, FIRST, {
      trace: (step) => {
        if (step === 'fetch') taken = takeOver();
      },
    });
    const takeOver = async () => {
      await world.db.sql`update job_run set lease_until = clock_timestamp() - interval '1 s'`;
      await world.claim('portal-p-68', 60_000);
    };
    let taken: Promise<void> = Promise.resolve();
    const rows = world.portal.answer;
    world.portal.answer = (request, response) => void taken.then(() => rows(request, response));
    const report = await gatherSource(ctx, {
      source: source!,
      period: '2020-Q1',
      claim: late,
      client: quickClient(),
      reference: createReference(world.db),
      leaseMs: 60_000,
      nextAttemptAt: () => new Date(FIRST),
    });
    expect(report.outcome).toBe('lost');
    expect(await world.db.sql`select from service_row`).toHaveLength(0);
    expect(await world.db.sql`select from observation`).toHaveLength(0);
    expect(await world.db.sql`select from reply`).toHaveLength(0);
    expect(await world.ledger()).toMatchObject([{ state: 'running', fence: 2 }]);
  });

  it('is given back when we are told to stop, and the try does not count', async () => {
    await world.register(['p-68']);
    const stop = new AbortController();
    const reason = new Error('stop');
    world.portal.answer = () => stop.abort(reason);
    await expect(world.runDue(FIRST, { signal: stop.signal })).rejects.toBe(reason);
    expect(await world.ledger()).toMatchObject([{ state: 'waiting', attempt: 0 }]);
  });
});

describe('a slot that failed', () => {
  it('waits before its next try, and is then run under the same row', async () => {
    await world.register(['p-68']);
    world.portal.answer = sendStatus(503);
    expect((await world.runDue(FIRST)).outcomes).toMatchObject({ retry: 1 });
    expect((await world.runDue('2020-04-14T23:00:10Z')).outcomes).toMatchObject({
      retry: 0,
      failed: 0,
    });
    world.portal.answer = answerRows([serviceRow('a')]);
    await world.runDue('2020-04-15T01:00:00Z');
    expect(await world.ledger()).toMatchObject([{ state: 'done', attempt: 2, period: '2020-Q1' }]);
  });

  it.each([
    ['as long as the source asks', '1800', [1800, 1800]],
    ['an hour at most, whatever the source asks', '31536000', [3600, 3600]],
    ['as ever where the source asks for what is no time', '9'.repeat(400), [30, 60]],
    ['as ever where the source asks in words', 'soon', [30, 60]],
  ] as const)('waits %s', async (_what, asked, [least, most]) => {
    await world.register(['p-68']);
    world.portal.answer = sendStatus(429, { 'retry-after': asked });
    await world.runDue(FIRST);
    const [row] = await world.db.sql<{ state: string; seconds: number }[]>`
      select state, extract(epoch from next_attempt_at - as_of)::float8 as seconds from job_run`;
    expect(row?.state).toBe('waiting');
    expect(row?.seconds).toBeGreaterThanOrEqual(least);
    expect(row?.seconds).toBeLessThanOrEqual(most);
  });

  it('is recorded in plain words, whatever the source put into them', async () => {
    await world.register(['p-68']);
    world.portal.answer = (_request, response) =>
      sendJson(response, { period: `2020\u0000\u001b${'x'.repeat(5_000)}`, total: 0, rows: [] });
    await world.runDue(FIRST);
    const [row] = await world.db.sql<{ code: string; text: string }[]>`
      select error_code as code, error_text as text from job_run where state = 'failed'`;
    expect(row?.code).toBe('wrong-period');
    expect(row?.text.length).toBeLessThanOrEqual(500);
    expect(row?.text).not.toMatch(/\p{Cc}/u);
  });

  it('is given up once too many runners were lost at it, which is no fault of the source', async () => {
    await world.register(['p-68'], { maxAttempts: 2, indicators: ['share_l4'] });
    for (let lost = 0; lost < 8; lost += 1) await world.claim('portal-p-68', -1);
    expect((await world.runDue(FIRST)).outcomes).toMatchObject({ failed: 1 });
    expect(world.portal.asked).toEqual([]);
    const [run] = await world.db.sql`
      select state, lost_runners as lost, error_code as code, error_text as text from job_run`;
    expect(run).toEqual({
      ...{ state: 'failed', lost: 8, code: 'gathering-failed' },
      text: 'given up: 8 runners were lost at it',
    });
    const missing = await world.db.sql`select distinct missing from observation`;
    expect(missing).toEqual([{ missing: 'gathering-failed' }]);
  });

  it('loses none of the tries that it has with the source where runners are lost at it', async () => {
    await world.register(['p-68'], { maxAttempts: 2, indicators: ['share_l4'] });
    world.portal.answer = sendStatus(503);
    for (let lost = 0; lost < 7; lost += 1) await world.claim('portal-p-68', -1);
    expect((await world.runDue(FIRST)).outcomes).toMatchObject({ retry: 1 });
    expect(await world.ledger()).toMatchObject([{ state: 'waiting', attempt: 1, fence: 8 }]);
    expect((await world.runDue('2020-04-15T03:00:00Z')).outcomes).toMatchObject({ failed: 1 });
    expect(await world.ledger()).toMatchObject([{ state: 'failed', attempt: 2 }]);
  });

  it('for taking too long in all, however lively its pages, waits like any other', async () => {
    await world.register(['p-68']);
    world.portal.answer = () => undefined;
    await runDueSlots(jobContext(world.db, FIRST), {
      until: new Date(FIRST),
      client: quickClient(),
      runLimitMs: 50,
    });
    const [row] = await world.db
      .sql`select state, error_code as code, error_text as text from job_run`;
    expect(row).toMatchObject({ state: 'waiting', code: 'timeout' });
    expect(row?.text).toContain('0.05 s');
  });

  it('is given up after the tries that the source allows, and its figures are missing', async () => {
    await world.register(['p-68'], { maxAttempts: 3 });
    world.portal.answer = sendStatus(503);
    const report = await world.runDue(FIRST, {}, 'simulated');
    expect(report).toMatchObject({ due: 1, failures: [{ subject: 'portal-p-68' }] });
    expect(await world.ledger()).toMatchObject([{ state: 'failed', attempt: 3 }]);
    const missing = await world.db.sql`select distinct missing from observation`;
    expect(missing).toEqual([{ missing: 'no-reply' }]);
  });

  it('does not hold up the others', async () => {
    await world.register(['p-68', 'p-48', 'p-01']);
    await upsertSources(world.db, [smallSource('portal-p-68', 'p-68', 'http://127.0.0.1:9')]);
    const report = await world.runDue(FIRST, {}, 'simulated');
    expect(report.outcomes).toMatchObject({ done: 2, failed: 1 });
  });
});
