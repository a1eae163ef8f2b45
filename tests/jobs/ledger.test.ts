// Which slots of the ledger are due, in what order they run, and what is let go or found again after a
// time in which nothing ran. What becomes of a slot that somebody claimed stands in claims.test.ts.
import { describe, expect, it } from 'vitest';
import { connect, inTransaction } from '#lib/server/db/client.ts';
import { claimSlot, readSlots, skipSlots, supersedeSlots } from '#lib/server/store/runs.ts';
import { retryRun } from '#lib/server/store/waiting-runs.ts';
import { findDueSlots, periodsInGathering } from '../../jobs/due.ts';
import { runDueSlots } from '../../jobs/ledger.ts';
import { jobContext, quickClient } from '../helpers/job-context.ts';
import { FIRST, firstSlotOf, ledgerWorld } from '../helpers/ledger-world.ts';
import { answerRows, sendStatus, serviceRow } from '../helpers/small-portal.ts';

const world = ledgerWorld();

describe('slots that are due', () => {
  it('are not begun out of order where the database refuses one, so that none is lost', async () => {
    await world.register(['p-68', 'p-70']);
    await world.db.sql`create function refuse() returns trigger language plpgsql as
      $$ begin raise exception 'away for a moment' using errcode = '57P01'; end $$`;
    await world.db.sql`create trigger refuse before insert on job_run for each row
      when (new.source_id = 'portal-p-68' and new.period = '2020-Q2') execute function refuse()`;
    await world.runDue('2020-12-01T00:00:00Z');
    expect((await world.ledger()).map(({ source, period }) => [source, period])).toEqual([
      ['portal-p-68', '2020-Q1'],
      ['portal-p-70', '2020-Q1'],
      ['portal-p-70', '2020-Q2'],
      ['portal-p-70', '2020-Q3'],
    ]);
    await world.db.sql`drop trigger refuse on job_run`;
    await world.runDue('2020-12-01T00:01:00Z');
    expect((await world.ledger()).filter(({ state }) => state === 'done')).toHaveLength(6);
  });

  it('lose no try where the database was away while the reply was kept', async () => {
    await world.register(['p-68']);
    await world.db.sql`create function refuse() returns trigger language plpgsql as
      $$ begin raise exception 'away for a moment' using errcode = '57P01'; end $$`;
    await world.db.sql`create trigger refuse before insert on service_row
      for each row execute function refuse()`;
    await world.runDue(FIRST);
    expect(await world.ledger()).toMatchObject([{ state: 'waiting', attempt: 0 }]);
  });

  it.each([
    ['the reply', 'insert on run_reply', ''],
    ['the reply, nor that it waits', 'insert or update on job_run', "when (new.state = 'waiting')"],
  ])(
    'lose no runner where the database has no room for %s, however long',
    async (_, event, when) => {
      await world.register(['p-68']);
      await world.db.sql.unsafe(`create function refuse() returns trigger language plpgsql as
      $$ begin raise exception 'no room' using errcode = '53100'; end $$;
      create trigger no_reply before insert on run_reply for each row execute function refuse();
      create trigger no_room before ${event} for each row ${when} execute function refuse()`);
      for (let minute = 10; minute < 22; minute += 1) {
        await world.runDue(`2020-04-15T00:${minute}:00Z`).catch(() => undefined);
        await world.db.sql`update job_run set lease_until = '-infinity' where state = 'running'`;
      }
      await world.db.sql.unsafe('drop function refuse() cascade');
      await world.runDue('2020-04-16T00:00:00Z');
      await world.runDue('2020-04-17T00:00:00Z');
      expect(await world.ledger()).toMatchObject([{ state: 'done' }]);
      expect(await world.db.sql`select lost_runners as lost from job_run`).toEqual([
        { lost: null },
      ]);
    },
  );

  it('begin with the first slot, in the time zone of the source, and ask for the quarter before', async () => {
    await world.register(['p-68']);
    const before = await findDueSlots(world.db, {
      until: new Date('2020-04-14T22:59:59Z'),
      graceMs: 0,
      spreadMs: 0,
    });
    expect(before.due).toEqual([]);
    await world.runDue(FIRST);
    expect(await world.ledger()).toMatchObject([
      { source: 'portal-p-68', period: '2020-Q1', trigger: 'schedule', state: 'done', attempt: 1 },
    ]);
  });

  it('are found again after a time in which nothing ran, and run oldest first', async () => {
    await world.register(['p-68']);
    await world.runDue('2020-12-01T00:00:00Z');
    expect((await world.ledger()).map(({ period, trigger }) => [period, trigger])).toEqual([
      ['2020-Q1', 'missed'],
      ['2020-Q2', 'missed'],
      ['2020-Q3', 'missed'],
    ]);
    expect(world.portal.asked.map((url) => /period=([^&]+)/.exec(url)?.[1])).toEqual([
      '2020-Q1',
      '2020-Q2',
      '2020-Q3',
    ]);
  });

  it('are run once, however often we look', async () => {
    await world.register(['p-68']);
    await world.runDue('2020-12-01T00:00:00Z');
    expect(await world.runDue('2020-12-01T00:01:00Z')).toMatchObject({ due: 0 });
    expect(world.portal.asked).toHaveLength(3);
  });

  it('end with the last slot of the source', async () => {
    await world.register(['p-68'], { lastSlot: '2020-07-15T06:00+07:00' });
    await world.runDue('2030-01-01T00:00:00Z');
    expect((await world.ledger()).map(({ period }) => period)).toEqual(['2020-Q1', '2020-Q2']);
  });

  it('are all let go but the latest where the policy says so, and that is on record', async () => {
    await world.register(['p-68'], { missedPolicy: 'latest' });
    await world.runDue('2020-12-01T00:00:00Z');
    expect((await world.ledger()).map(({ state }) => state)).toEqual([
      'skipped',
      'skipped',
      'done',
    ]);
  });

  it('are all let go when missed where the policy says so, and run when on time', async () => {
    await world.register(['p-68'], { missedPolicy: 'skip' });
    await world.runDue('2020-12-01T00:00:00Z');
    await world.runDue('2021-01-14T23:00:30Z');
    expect((await world.ledger()).map(({ state }) => state)).toEqual([
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
      await world.register(['p-68'], { ...everyMinute, maxAttempts: 10, missedPolicy });
      world.portal.answer = sendStatus(503);
      for (let minute = 0; minute < 6; minute += 1)
        await world.runDue(`2020-04-15T00:0${minute}:00Z`);
      const runs = await world.db.sql`
        select state, error_code as code, to_char(slot_at at time zone 'UTC', 'MI') as minute
        from job_run order by slot_at`;
      expect(runs.map(({ state }) => state as string)).toEqual([
        ...['waiting', 'skipped', 'skipped', 'skipped', 'skipped', 'waiting'],
      ]);
      expect(runs[1]).toMatchObject({ code: 'superseded', minute: '01' });
      world.portal.answer = answerRows([serviceRow('a')]);
      await world.runDue('2020-04-15T02:00:00Z');
      expect(await world.db.sql`select from job_run where state = 'waiting'`).toHaveLength(0);
    },
  );

  it('are not let go where a person asked for them after they were looked at', async () => {
    await world.register(['p-68'], { maxAttempts: 10 });
    world.portal.answer = sendStatus(503);
    await world.runDue(FIRST);
    const slots = await readSlots(world.db, 'gather', ['portal-p-68']);
    const [run] = await world.db.sql<{ id: string }[]>`select id from job_run`;
    const said = { by: null, reason: 'the portal is mended', now: new Date(FIRST) };
    await inTransaction(world.db, (tx) => retryRun(tx, run?.id ?? '', said));
    await supersedeSlots(world.db, slots);
    expect(await world.ledger()).toMatchObject([{ trigger: 'retry', state: 'waiting' }]);
  });

  it('of an hourly source run on after years, and hold up no other source', async () => {
    const hourly = { schedule: '0 * * * *', indicators: ['share_l4'] };
    await world.register(['p-48'], { ...hourly, missedPolicy: 'skip' });
    await world.register(['p-01'], { ...hourly, missedPolicy: 'latest' });
    await world.register(['p-68']);
    const until = '2021-06-30T23:00:30Z';
    const report = await world.runDue(until);
    expect(report.outcomes).toMatchObject({ failed: 0, retry: 0, lost: 0 });
    const states = await world.db.sql`select source_id as source, state, count(*)::int as slots,
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
    expect((await world.runDue(until)).due).toBe(0);
  }, 60_000);

  it('go on from the last in the ledger, past any number of them', async () => {
    await world.register(['p-68'], { schedule: '0 * * * *' });
    const at = (hours: number) => new Date(Date.parse(FIRST) + hours * 3_600_000);
    const slots = Array.from({ length: 6_000 }, (_, hours) => ({
      ...firstSlotOf('portal-p-68'),
      slotAt: at(hours),
    }));
    await skipSlots(world.db, slots, at(6_000));
    const { due, faults } = await findDueSlots(world.db, {
      until: at(6_001),
      graceMs: 0,
      spreadMs: 0,
    });
    expect(due.map(({ slot }) => slot.slotAt)).toEqual([at(6_000), at(6_001)]);
    expect(faults).toEqual([]);
  });

  it('are still found where a person gathered a later one by hand before', async () => {
    await world.register(['p-68']);
    const later = { ...firstSlotOf('portal-p-68'), slotAt: new Date('2020-09-01T00:00:00Z') };
    const manual = { ...later, trigger: 'manual' as const };
    await claimSlot(world.db, manual, { asOf: later.slotAt, dueBy: later.slotAt, leaseMs: 60_000 });
    const { due } = await findDueSlots(world.db, {
      until: new Date('2020-10-01T00:00:00Z'),
      graceMs: 0,
      spreadMs: 0,
    });
    expect(due.map(({ slot }) => slot.trigger)).toEqual(['missed', 'missed', 'manual']);
  });

  it('of the others are run where the schedule of one cannot be read, and that is logged', async () => {
    await world.register(['p-68', 'p-48']);
    await world.db.sql`update source set time_zone = 'Asia/Hanoii' where id = 'portal-p-48'`;
    const { due, faults } = await findDueSlots(world.db, {
      until: new Date(FIRST),
      graceMs: 0,
      spreadMs: 0,
    });
    expect(due.map(({ source }) => source.id)).toEqual(['portal-p-68']);
    expect(faults).toMatchObject([{ sourceId: 'portal-p-48' }]);
    expect((await world.runDue(FIRST)).outcomes).toMatchObject({ done: 1 });
    expect([...(await periodsInGathering(world.db, 'dvc', new Date(FIRST)))]).toEqual(['2020-Q2']);
  });

  it('of the others are run where one cannot even record that it failed', async () => {
    await world.register(['p-48', 'p-68']);
    await world.db.sql.unsafe(`
      create function refuse() returns trigger language plpgsql as $$ begin
        raise exception 'no failure of this source can be recorded'; end $$;
      create trigger refuse before update on job_run for each row
        when (new.source_id = 'portal-p-48') execute function refuse()`);
    expect((await world.runDue(FIRST)).outcomes).toMatchObject({ done: 1 });
    expect((await world.ledger()).map(({ source, state }) => [source, state])).toEqual([
      ['portal-p-48', 'running'],
      ['portal-p-68', 'done'],
    ]);
  });

  it('of a slow source hold up none of another, whose slots may be later', async () => {
    await world.register(['p-68']);
    await world.register(['p-48'], { firstSlot: '2020-04-15T06:00+07:00' });
    await world.db.sql`update source set schedule = '1 6 15 1,4,7,10 *' where id = 'portal-p-48'`;
    const answer = world.portal.answer;
    const held = Promise.withResolvers<null>();
    let isFirst = true;
    world.portal.answer = (request, response) => {
      if (!isFirst) return answer(request, response);
      isFirst = false;
      void held.promise.then(() => answer(request, response));
    };
    const ended: string[] = [];
    await runDueSlots(jobContext(world.db, '2020-04-14T23:02:00Z'), {
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
    await world.register(['p-68']);
    await world.db.sql`
      insert into job_run (id, job, source_id, unit_id, slot_at, period, trigger, state, attempt,
        fence, as_of, replies_stored, rows_accepted, rows_quarantined, versions_written)
      select gen_random_uuid(), 'gather', 'portal-p-68', 'p-68',
        ${FIRST}::timestamptz + i * interval '1 s', '2020-Q1', 'push',
        case when i = 59 then 'waiting' else 'done' end, 1, 1, ${FIRST}, 1, 1, 0, 0
      from generate_series(1, 59) i`;
    expect(await readSlots(world.db, 'gather', ['portal-p-68'])).toMatchObject([
      { state: 'waiting' },
    ]);
  });

  it('keep their period from being published while more is to come for it', async () => {
    await world.register(['p-68', 'p-48']);
    world.portal.answer = sendStatus(503);
    await world.runDue(FIRST);
    const growing = (at: string) => periodsInGathering(world.db, 'dvc', new Date(at));
    expect([...(await growing(FIRST))].sort()).toEqual(['2020-Q1', '2020-Q2']);
    world.portal.answer = answerRows([serviceRow('a')]);
    await world.runDue('2020-04-16T00:00:00Z');
    expect([...(await growing('2020-04-16T00:00:00Z'))]).toEqual(['2020-Q2']);
  });
});

describe('two schedulers at the same time', () => {
  it('share the slots between them and never run one twice', async () => {
    await world.register(['p-68', 'p-48', 'p-01', 'p-79', 'm-bnv', 'm-btp']);
    const other = connect(world.url, { max: 5 });
    try {
      const until = '2021-02-01T00:00:00Z';
      const reports = await Promise.all([
        world.runDue(until),
        world.runDue(until, { db: other }),
        world.runDue(until),
      ]);
      const ran = reports.reduce(
        (sum, { outcomes }) => sum + outcomes.done + outcomes.unchanged,
        0,
      );
      expect(ran).toBe(24);
      expect(world.portal.asked).toHaveLength(24);
      expect((await world.ledger()).every((row) => row.state === 'done' && row.fence === 1)).toBe(
        true,
      );
    } finally {
      await other.close();
    }
  });
});
