// The ledger of runs: which slots are due, who may run them, and what happens to those that crashed,
// failed, or were missed while nothing ran.
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobContext } from '#lib/server/context.ts';
import type { Db } from '#lib/server/db/client.ts';
import { connect, inTransaction } from '#lib/server/db/client.ts';
import type { SourceInputOf } from '#lib/server/sources/source.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import {
  ClaimLost,
  claimSlot,
  extendLease,
  finishRun,
  readSlots,
  skipSlots,
  type Slot,
} from '#lib/server/store/runs.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { findDueSlots, periodsInGathering } from '../../jobs/due.ts';
import { gatherSource } from '../../jobs/gather.ts';
import { runDueSlots } from '../../jobs/ledger.ts';
import { createReference } from '../../jobs/reference.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';
import { jobContext, quickClient } from '../helpers/job-context.ts';
import {
  answerRows,
  openSmallPortal,
  sendJson,
  sendStatus,
  serviceRow,
  smallSource,
  type SmallPortal,
} from '../helpers/small-portal.ts';

const CATALOGUE = fileURLToPath(new URL('../../drizzle/catalogue', import.meta.url));
const FIRST = '2020-04-14T23:00:00Z';
const NO_RESULT = { repliesStored: 0, rowsAccepted: 0, rowsQuarantined: 0, versionsWritten: 0 };

let database: TestDatabase;
let db: Db;
let portal: SmallPortal;

beforeEach(async () => {
  database = await testDatabase();
  db = database.db;
  await loadCatalogue(db, CATALOGUE);
  portal = await openSmallPortal(answerRows([serviceRow('a', { level: 4 }), serviceRow('b')]));
});
afterEach(async () => {
  await portal.close();
  await database.drop();
});

async function register(units: string[], change: Partial<SourceInputOf<'portal-json'>> = {}) {
  const sources = units.map((unit) => smallSource(`portal-${unit}`, unit, portal.url, change));
  await upsertSources(db, sources);
  return sources;
}

const runDue = (
  until: string,
  change: Partial<JobContext> = {},
  clock: 'real' | 'simulated' = 'real',
) =>
  runDueSlots(jobContext(db, until, change), {
    until: new Date(until),
    clock,
    simulatedRetryMs: 0,
    client: quickClient(),
  });

const ledger = () => db.sql`
  select source_id as source, period, trigger, state, attempt, fence::int as fence from job_run
  order by slot_at, source_id`;

const slotOf = (sourceId: string): Slot => ({
  job: 'gather',
  sourceId,
  unitId: 'p-68',
  slotAt: new Date(FIRST),
  period: '2020-Q1',
  trigger: 'schedule',
});

const claim = (sourceId: string, leaseMs: number) =>
  claimSlot(db, slotOf(sourceId), { asOf: new Date(FIRST), dueBy: new Date(FIRST), leaseMs });

describe('slots that are due', () => {
  it('are not begun out of order where the database refuses one, so that none is lost', async () => {
    await register(['p-68', 'p-70']);
    await db.sql`create function refuse() returns trigger language plpgsql as
      $$ begin raise exception 'away for a moment' using errcode = '57P01'; end $$`;
    await db.sql`create trigger refuse before insert on job_run for each row
      when (new.source_id = 'portal-p-68' and new.period = '2020-Q2') execute function refuse()`;
    await runDue('2020-12-01T00:00:00Z');
    expect((await ledger()).map(({ source, period }) => [source, period])).toEqual([
      ['portal-p-68', '2020-Q1'],
      ['portal-p-70', '2020-Q1'],
      ['portal-p-70', '2020-Q2'],
      ['portal-p-70', '2020-Q3'],
    ]);
    await db.sql`drop trigger refuse on job_run`;
    await runDue('2020-12-01T00:01:00Z');
    expect((await ledger()).filter(({ state }) => state === 'done')).toHaveLength(6);
  });

  it('lose no try where the database was away while the reply was kept', async () => {
    await register(['p-68']);
    await db.sql`create function refuse() returns trigger language plpgsql as
      $$ begin raise exception 'away for a moment' using errcode = '57P01'; end $$`;
    await db.sql`create trigger refuse before insert on service_row
      for each row execute function refuse()`;
    await runDue(FIRST);
    expect(await ledger()).toMatchObject([{ state: 'waiting', attempt: 0 }]);
  });

  it('begin with the first slot, in the time zone of the source, and ask for the quarter before', async () => {
    await register(['p-68']);
    const before = await findDueSlots(db, {
      until: new Date('2020-04-14T22:59:59Z'),
      graceMs: 0,
      spreadMs: 0,
    });
    expect(before.due).toEqual([]);
    await runDue(FIRST);
    expect(await ledger()).toMatchObject([
      { source: 'portal-p-68', period: '2020-Q1', trigger: 'schedule', state: 'done', attempt: 1 },
    ]);
  });

  it('are found again after a time in which nothing ran, and run oldest first', async () => {
    await register(['p-68']);
    await runDue('2020-12-01T00:00:00Z');
    expect((await ledger()).map(({ period, trigger }) => [period, trigger])).toEqual([
      ['2020-Q1', 'missed'],
      ['2020-Q2', 'missed'],
      ['2020-Q3', 'missed'],
    ]);
    expect(portal.asked.map((url) => /period=([^&]+)/.exec(url)?.[1])).toEqual([
      '2020-Q1',
      '2020-Q2',
      '2020-Q3',
    ]);
  });

  it('are run once, however often we look', async () => {
    await register(['p-68']);
    await runDue('2020-12-01T00:00:00Z');
    expect(await runDue('2020-12-01T00:01:00Z')).toMatchObject({ due: 0 });
    expect(portal.asked).toHaveLength(3);
  });

  it('end with the last slot of the source', async () => {
    await register(['p-68'], { lastSlot: '2020-07-15T06:00+07:00' });
    await runDue('2030-01-01T00:00:00Z');
    expect((await ledger()).map(({ period }) => period)).toEqual(['2020-Q1', '2020-Q2']);
  });

  it('are all let go but the latest where the policy says so, and that is on record', async () => {
    await register(['p-68'], { missedPolicy: 'latest' });
    await runDue('2020-12-01T00:00:00Z');
    expect((await ledger()).map(({ state }) => state)).toEqual(['skipped', 'skipped', 'done']);
  });

  it('are all let go when missed where the policy says so, and run when on time', async () => {
    await register(['p-68'], { missedPolicy: 'skip' });
    await runDue('2020-12-01T00:00:00Z');
    await runDue('2021-01-14T23:00:30Z');
    expect((await ledger()).map(({ state }) => state)).toEqual([
      'skipped',
      'skipped',
      'skipped',
      'done',
    ]);
  });

  it.each(['latest', 'skip'] as const)(
    'of a source that is silent for long do not pile up where its policy is %s',
    async (missedPolicy) => {
      const everyMinute = { schedule: '* * * * *', firstSlot: '2020-04-15T07:00+07:00' };
      await register(['p-68'], { ...everyMinute, maxAttempts: 10, missedPolicy });
      portal.answer = sendStatus(503);
      for (let minute = 0; minute < 6; minute += 1) await runDue(`2020-04-15T00:0${minute}:00Z`);
      const runs = await db.sql`
        select state, error_code as code, to_char(slot_at at time zone 'UTC', 'MI') as minute
        from job_run order by slot_at`;
      expect(runs.map(({ state }) => state as string)).toEqual([
        ...['waiting', 'skipped', 'skipped', 'skipped', 'skipped', 'waiting'],
      ]);
      expect(runs[1]).toMatchObject({ code: 'superseded', minute: '01' });
      portal.answer = answerRows([serviceRow('a')]);
      await runDue('2020-04-15T02:00:00Z');
      expect(await db.sql`select from job_run where state = 'waiting'`).toHaveLength(0);
    },
  );

  it('of an hourly source run on after years, and hold up no other source', async () => {
    const hourly = { schedule: '0 * * * *', indicators: ['share_l4'] };
    await register(['p-48'], { ...hourly, missedPolicy: 'skip' });
    await register(['p-01'], { ...hourly, missedPolicy: 'latest' });
    await register(['p-68']);
    const until = '2021-06-30T23:00:30Z';
    const report = await runDue(until);
    expect(report.outcomes).toMatchObject({ failed: 0, retry: 0, lost: 0 });
    const states = await db.sql`select source_id as source, state, count(*)::int as slots,
        max(slot_at) as last
      from job_run group by 1, 2 order by 1, 2`;
    const last = '2021-06-30 23:00:00+00';
    expect(states).toMatchObject([
      { source: 'portal-p-01', state: 'done', slots: 1, last },
      { source: 'portal-p-01', state: 'skipped', slots: 999 },
      { source: 'portal-p-48', state: 'done', slots: 1, last },
      { source: 'portal-p-48', state: 'skipped', slots: 999 },
      { source: 'portal-p-68', state: 'done', slots: 5 },
    ]);
    expect((await runDue(until)).due).toBe(0);
  }, 60_000);

  it('go on from the last in the ledger, past any number of them', async () => {
    await register(['p-68'], { schedule: '0 * * * *' });
    const at = (hours: number) => new Date(Date.parse(FIRST) + hours * 3_600_000);
    const slots = Array.from({ length: 6_000 }, (_, hours) => ({
      ...slotOf('portal-p-68'),
      slotAt: at(hours),
    }));
    await skipSlots(db, slots, at(6_000));
    const { due, faults } = await findDueSlots(db, { until: at(6_001), graceMs: 0, spreadMs: 0 });
    expect(due.map(({ slot }) => slot.slotAt)).toEqual([at(6_000), at(6_001)]);
    expect(faults).toEqual([]);
  });

  it('are still found where a person gathered a later one by hand before', async () => {
    await register(['p-68']);
    const later = { ...slotOf('portal-p-68'), slotAt: new Date('2020-09-01T00:00:00Z') };
    const manual = { ...later, trigger: 'manual' as const };
    await claimSlot(db, manual, { asOf: later.slotAt, dueBy: later.slotAt, leaseMs: 60_000 });
    const { due } = await findDueSlots(db, {
      until: new Date('2020-10-01T00:00:00Z'),
      graceMs: 0,
      spreadMs: 0,
    });
    expect(due.map(({ slot }) => slot.trigger)).toEqual(['missed', 'missed', 'manual']);
  });

  it('of the others are run where the schedule of one cannot be read, and that is logged', async () => {
    await register(['p-68', 'p-48']);
    await db.sql`update source set time_zone = 'Asia/Hanoii' where id = 'portal-p-48'`;
    const { due, faults } = await findDueSlots(db, {
      until: new Date(FIRST),
      graceMs: 0,
      spreadMs: 0,
    });
    expect(due.map(({ source }) => source.id)).toEqual(['portal-p-68']);
    expect(faults).toMatchObject([{ sourceId: 'portal-p-48' }]);
    expect((await runDue(FIRST)).outcomes).toMatchObject({ done: 1 });
    expect([...(await periodsInGathering(db, 'dvc', new Date(FIRST)))]).toEqual(['2020-Q2']);
  });

  it('of the others are run where one cannot even record that it failed', async () => {
    await register(['p-48', 'p-68']);
    await db.sql.unsafe(`
      create function refuse() returns trigger language plpgsql as $$ begin
        raise exception 'no failure of this source can be recorded'; end $$;
      create trigger refuse before update on job_run for each row
        when (new.source_id = 'portal-p-48') execute function refuse()`);
    expect((await runDue(FIRST)).outcomes).toMatchObject({ done: 1 });
    expect((await ledger()).map(({ source, state }) => [source, state])).toEqual([
      ['portal-p-48', 'running'],
      ['portal-p-68', 'done'],
    ]);
  });

  it('of a slow source hold up none of another, whose slots may be later', async () => {
    await register(['p-68']);
    await register(['p-48'], { firstSlot: '2020-04-15T06:00+07:00' });
    await db.sql`update source set schedule = '1 6 15 1,4,7,10 *' where id = 'portal-p-48'`;
    const answer = portal.answer;
    const held = Promise.withResolvers<null>();
    let isFirst = true;
    portal.answer = (request, response) => {
      if (!isFirst) return answer(request, response);
      isFirst = false;
      void held.promise.then(() => answer(request, response));
    };
    const ended: string[] = [];
    await runDueSlots(jobContext(db, '2020-04-14T23:02:00Z'), {
      until: new Date('2020-04-14T23:02:00Z'),
      client: quickClient(),
      onProgress: ({ last }) => {
        ended.push(last.subject);
        held.resolve(null);
      },
    });
    expect(ended).toEqual(['portal-p-48', 'portal-p-68']);
  });

  it('are found without reading all that was handed in', async () => {
    await register(['p-68']);
    await db.sql`
      insert into job_run (id, job, source_id, unit_id, slot_at, period, trigger, state, attempt,
        fence, as_of, replies_stored, rows_accepted, rows_quarantined, versions_written)
      select gen_random_uuid(), 'gather', 'portal-p-68', 'p-68',
        ${FIRST}::timestamptz + i * interval '1 s', '2020-Q1', 'push',
        case when i = 59 then 'waiting' else 'done' end, 1, 1, ${FIRST}, 1, 1, 0, 0
      from generate_series(1, 59) i`;
    expect(await readSlots(db, 'gather', ['portal-p-68'])).toMatchObject([{ state: 'waiting' }]);
  });

  it('keep their period from being published while more is to come for it', async () => {
    await register(['p-68', 'p-48']);
    portal.answer = sendStatus(503);
    await runDue(FIRST);
    const growing = (at: string) => periodsInGathering(db, 'dvc', new Date(at));
    expect([...(await growing(FIRST))].sort()).toEqual(['2020-Q1', '2020-Q2']);
    portal.answer = answerRows([serviceRow('a')]);
    await runDue('2020-04-16T00:00:00Z');
    expect([...(await growing('2020-04-16T00:00:00Z'))]).toEqual(['2020-Q2']);
  });
});

describe('two schedulers at the same time', () => {
  it('share the slots between them and never run one twice', async () => {
    await register(['p-68', 'p-48', 'p-01', 'p-79', 'm-bnv', 'm-btp']);
    const other = connect(database.url, { max: 5 });
    try {
      const until = '2021-02-01T00:00:00Z';
      const reports = await Promise.all([
        runDue(until),
        runDue(until, { db: other }),
        runDue(until),
      ]);
      const ran = reports.reduce(
        (sum, { outcomes }) => sum + outcomes.done + outcomes.unchanged,
        0,
      );
      expect(ran).toBe(24);
      expect(portal.asked).toHaveLength(24);
      expect((await ledger()).every((row) => row.state === 'done' && row.fence === 1)).toBe(true);
    } finally {
      await other.close();
    }
  });
});

describe('a claim', () => {
  it('is refused to others while its lease holds', async () => {
    await register(['p-68']);
    expect(await claim('portal-p-68', 60_000)).toMatchObject({ attempt: 1, fence: 1 });
    expect(await claim('portal-p-68', 60_000)).toBeNull();
  });

  it('whose lease is over is taken up again, with a higher fence', async () => {
    await register(['p-68']);
    await claim('portal-p-68', -1);
    await runDue(FIRST);
    expect(await ledger()).toMatchObject([{ state: 'done', attempt: 1, fence: 2 }]);
  });

  it('that was taken over can neither be prolonged nor finished: the late write is undone', async () => {
    await register(['p-68']);
    const late = (await claim('portal-p-68', -1))!;
    await claim('portal-p-68', 60_000);
    expect(await extendLease(db, late, 60_000)).toBe(false);
    const write = inTransaction(db, async (tx) => {
      await tx.sql`insert into procedure values ('late', 'x', 'y')`;
      await finishRun(tx, late, NO_RESULT);
    });
    await expect(write).rejects.toBeInstanceOf(ClaimLost);
    expect(await db.sql`select from procedure where code = 'late'`).toHaveLength(0);
  });

  it('that was taken over while its reply came leaves no row of that reply', async () => {
    const [source] = await register(['p-68']);
    const late = (await claim('portal-p-68', 60_000))!;
    const ctx = jobContext(db, FIRST, {
      trace: (step) => {
        if (step === 'fetch') taken = takeOver();
      },
    });
    const takeOver = async () => {
      await db.sql`update job_run set lease_until = clock_timestamp() - interval '1 s'`;
      await claim('portal-p-68', 60_000);
    };
    let taken: Promise<void> = Promise.resolve();
    const rows = portal.answer;
    portal.answer = (request, response) => void taken.then(() => rows(request, response));
    const report = await gatherSource(ctx, {
      source: source!,
      period: '2020-Q1',
      claim: late,
      client: quickClient(),
      reference: createReference(db),
      leaseMs: 60_000,
      nextAttemptAt: () => new Date(FIRST),
    });
    expect(report.outcome).toBe('lost');
    expect(await db.sql`select from service_row`).toHaveLength(0);
    expect(await db.sql`select from observation`).toHaveLength(0);
    expect(await db.sql`select from reply`).toHaveLength(0);
    expect(await ledger()).toMatchObject([{ state: 'running', fence: 2 }]);
  });

  it('is given back when we are told to stop, and the try does not count', async () => {
    await register(['p-68']);
    const stop = new AbortController();
    const reason = new Error('stop');
    portal.answer = () => stop.abort(reason);
    await expect(runDue(FIRST, { signal: stop.signal })).rejects.toBe(reason);
    expect(await ledger()).toMatchObject([{ state: 'waiting', attempt: 0 }]);
  });
});

describe('a slot that failed', () => {
  it('waits before its next try, and is then run under the same row', async () => {
    await register(['p-68']);
    portal.answer = sendStatus(503);
    expect((await runDue(FIRST)).outcomes).toMatchObject({ retry: 1 });
    expect((await runDue('2020-04-14T23:00:10Z')).outcomes).toMatchObject({ retry: 0, failed: 0 });
    portal.answer = answerRows([serviceRow('a')]);
    await runDue('2020-04-15T01:00:00Z');
    expect(await ledger()).toMatchObject([{ state: 'done', attempt: 2, period: '2020-Q1' }]);
  });

  it.each([
    ['as long as the source asks', '1800', [1800, 1800]],
    ['an hour at most, whatever the source asks', '31536000', [3600, 3600]],
    ['as ever where the source asks for what is no time', '9'.repeat(400), [30, 60]],
    ['as ever where the source asks in words', 'soon', [30, 60]],
  ] as const)('waits %s', async (_what, asked, [least, most]) => {
    await register(['p-68']);
    portal.answer = sendStatus(429, { 'retry-after': asked });
    await runDue(FIRST);
    const [row] = await db.sql<{ state: string; seconds: number }[]>`
      select state, extract(epoch from next_attempt_at - as_of)::float8 as seconds from job_run`;
    expect(row?.state).toBe('waiting');
    expect(row?.seconds).toBeGreaterThanOrEqual(least);
    expect(row?.seconds).toBeLessThanOrEqual(most);
  });

  it('is recorded in plain words, whatever the source put into them', async () => {
    await register(['p-68']);
    portal.answer = (_request, response) =>
      sendJson(response, { period: `2020\u0000\u001b${'x'.repeat(5_000)}`, total: 0, rows: [] });
    await runDue(FIRST);
    const [row] = await db.sql<{ code: string; text: string }[]>`
      select error_code as code, error_text as text from job_run where state = 'failed'`;
    expect(row?.code).toBe('wrong-period');
    expect(row?.text.length).toBeLessThanOrEqual(500);
    expect(row?.text).not.toMatch(/\p{Cc}/u);
  });

  it('is given up once too many runners were lost at it, which is no fault of the source', async () => {
    await register(['p-68'], { maxAttempts: 2, indicators: ['share_l4'] });
    for (let lost = 0; lost < 8; lost += 1) await claim('portal-p-68', -1);
    expect((await runDue(FIRST)).outcomes).toMatchObject({ failed: 1 });
    expect(portal.asked).toEqual([]);
    const [run] = await db.sql`
      select state, lost_runners as lost, error_code as code, error_text as text from job_run`;
    expect(run).toEqual({
      ...{ state: 'failed', lost: 8, code: 'gathering-failed' },
      text: 'given up: 8 runners were lost at it',
    });
    const missing = await db.sql`select distinct missing from observation`;
    expect(missing).toEqual([{ missing: 'gathering-failed' }]);
  });

  it('loses none of the tries that it has with the source where runners are lost at it', async () => {
    await register(['p-68'], { maxAttempts: 2, indicators: ['share_l4'] });
    portal.answer = sendStatus(503);
    for (let lost = 0; lost < 7; lost += 1) await claim('portal-p-68', -1);
    expect((await runDue(FIRST)).outcomes).toMatchObject({ retry: 1 });
    expect(await ledger()).toMatchObject([{ state: 'waiting', attempt: 1, fence: 8 }]);
    expect((await runDue('2020-04-15T03:00:00Z')).outcomes).toMatchObject({ failed: 1 });
    expect(await ledger()).toMatchObject([{ state: 'failed', attempt: 2 }]);
  });

  it('for taking too long in all, however lively its pages, waits like any other', async () => {
    await register(['p-68']);
    portal.answer = () => undefined;
    await runDueSlots(jobContext(db, FIRST), {
      until: new Date(FIRST),
      client: quickClient(),
      runLimitMs: 50,
    });
    const [row] = await db.sql`select state, error_code as code, error_text as text from job_run`;
    expect(row).toMatchObject({ state: 'waiting', code: 'timeout' });
    expect(row?.text).toContain('0.05 s');
  });

  it('is given up after the tries that the source allows, and its figures are missing', async () => {
    await register(['p-68'], { maxAttempts: 3 });
    portal.answer = sendStatus(503);
    const report = await runDue(FIRST, {}, 'simulated');
    expect(report).toMatchObject({ due: 1, failures: [{ subject: 'portal-p-68' }] });
    expect(await ledger()).toMatchObject([{ state: 'failed', attempt: 3 }]);
    const missing = await db.sql`select distinct missing from observation`;
    expect(missing).toEqual([{ missing: 'no-reply' }]);
  });

  it('does not hold up the others', async () => {
    await register(['p-68', 'p-48', 'p-01']);
    await upsertSources(db, [smallSource('portal-p-68', 'p-68', 'http://127.0.0.1:9')]);
    const report = await runDue(FIRST, {}, 'simulated');
    expect(report.outcomes).toMatchObject({ done: 2, failed: 1 });
  });
});
