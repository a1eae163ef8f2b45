// Incidents of sources with a real PostgreSQL and a clock that is moved: opened once, closed once,
// written to those concerned once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '#lib/server/db/client.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { readIncidents } from '#lib/server/store/incidents.ts';
import { readLastLook } from '#lib/server/store/looks.ts';
import { grantRole, setPassword } from '#lib/server/store/people.ts';
import { claimSlot, failRun, finishRun, type Slot } from '#lib/server/store/runs.ts';
import { pauseSource, resumeSource } from '#lib/server/store/source-changes.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { unitId } from '#lib/domain/unit.ts';
import { everyMinute } from '../../jobs/every-minute.ts';
import { watchSources } from '../../jobs/watch.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';
import { jobContext } from '../helpers/job-context.ts';
import { registerPushSource } from '../helpers/push-source.ts';
import { smallSource } from '../helpers/small-portal.ts';

const ORIGIN = 'https://tiendo.example.vn';
const NOBODY = 'http://127.0.0.1:9';
const SLOTS = { '2020-Q1': '2020-04-14T23:00:00Z', '2020-Q2': '2020-07-14T23:00:00Z' } as const;

let test: TestDatabase;

/** What came of the portal's slot for a period. */
async function settle(
  period: keyof typeof SLOTS,
  outcome: 'done' | 'failed',
  change: Partial<Slot> = {},
) {
  const slotAt = new Date(SLOTS[period]);
  const slot: Slot = {
    ...{ job: 'gather', sourceId: 'portal', unitId: unitId('p-68'), slotAt, period },
    trigger: 'schedule',
    ...change,
  };
  const claim = await claimSlot(test.db, slot, { asOf: slotAt, dueBy: slotAt, leaseMs: 60_000 });
  if (!claim) throw new Error('nobody else claims slots here');
  const nothing = { repliesStored: 0, rowsQuarantined: 0, versionsWritten: 0 };
  await inTransaction(test.db, (tx) =>
    outcome === 'done'
      ? finishRun(tx, claim, { ...nothing, rowsAccepted: 1 })
      : failRun(tx, claim, {
          ...nothing,
          ...{ code: 'timeout', text: 'no answer', nextAttemptAt: null, wasAsked: true },
        }),
  );
}

const watchAt = (now: string) => watchSources(jobContext(test.db, now), { origin: ORIGIN });
const mails = () =>
  test.db.sql<{ to: string; subject: string; body: string }[]>`
    select to_address as to, subject, body from outbox order by created_at, to_address`;
const incidents = () => readIncidents(test.db, { sourceId: 'portal', most: 10 });

async function addPerson(
  name: string,
  role: 'administrator' | 'publisher' | 'unit_reporter',
  unit: string,
) {
  const now = new Date('2020-01-01T00:00:00Z');
  const email = `${name}@example.vn`;
  await inTransaction(test.db, async (tx) => {
    const id = await setPassword(tx, { name, email, passwordHash: 'x' }, now);
    await grantRole(tx, id, { role, unitId: unit }, null, now);
  });
}

beforeAll(async () => {
  test = await testDatabase();
  await loadCatalogue(test.db, 'drizzle/catalogue');
  await upsertSources(test.db, [
    smallSource('portal', 'p-68', NOBODY, { nameVi: 'Cổng Lâm Đồng' }),
  ]);
  await addPerson('admin', 'administrator', 'vn');
  await addPerson('publisher', 'publisher', 'vn');
  await addPerson('lamdong', 'unit_reporter', 'p-68');
  await addPerson('danang', 'unit_reporter', 'p-48');
});
afterAll(() => test.drop());

describe('the watch', () => {
  it('has nothing to tell of a source that answers', async () => {
    await settle('2020-Q1', 'done');
    expect(await watchAt('2020-04-20T00:00:00Z')).toEqual({ opened: 0, closed: 0 });
    expect(await incidents()).toEqual([]);
  });

  it('opens an incident once, however many look at the same time', async () => {
    await settle('2020-Q2', 'failed');
    const looks = await Promise.all([1, 2, 3].map(() => watchAt('2020-07-15T00:00:00Z')));
    expect(looks.reduce((sum, { opened }) => sum + opened, 0)).toBe(1);
    await watchAt('2020-07-15T00:01:00Z');
    expect(await incidents()).toMatchObject([
      { kind: 'down', period: '2020-Q2', since: new Date(SLOTS['2020-Q2']), closedAt: null },
    ]);
  });

  it('writes once to administrators and to those who speak for the unit, in plain words', async () => {
    const sent = await mails();
    expect(sent.map(({ to }) => to)).toEqual(['admin@example.vn', 'lamdong@example.vn']);
    expect(sent[0]?.subject).toBe('Nguồn “Cổng Lâm Đồng” không trả lời: thiếu số liệu quý II/2020');
    expect(sent[0]?.body).toMatch(/Từ: .*15\/7\/2020/);
    expect(sent[0]?.body).toContain('không trả lời kịp thời');
    expect(sent[0]?.body).toContain(`${ORIGIN}/sources/portal`);
  });

  it('closes it when the source answers, and writes of that', async () => {
    const slotAt = new Date('2020-07-16T02:00:00Z');
    await settle('2020-Q2', 'done', { slotAt, trigger: 'manual' });
    expect(await watchAt('2020-07-16T02:01:00Z')).toEqual({ opened: 0, closed: 1 });
    expect(await watchAt('2020-07-16T02:02:00Z')).toEqual({ opened: 0, closed: 0 });
    expect(await incidents()).toMatchObject([
      { endedBy: 'answered', closedAt: new Date('2020-07-16T02:01:00Z') },
    ]);
    const closing = (await mails()).slice(2);
    expect(closing.map(({ subject }) => subject)).toEqual(
      Array(2).fill('Nguồn “Cổng Lâm Đồng” đã trả lời trở lại'),
    );
  });

  it('tells a slot that nobody asked for within a day as overdue, and ends that by a pause', async () => {
    await watchAt('2020-10-15T20:00:00Z');
    expect(await incidents()).toHaveLength(1);
    await watchAt('2020-10-16T00:00:00Z');
    expect((await incidents())[0]).toMatchObject({ kind: 'overdue', period: '2020-Q3' });
    const now = new Date('2020-10-16T01:00:00Z');
    const change = { by: null, reason: 'cổng nâng cấp', now };
    await pauseSource(test.db, 'portal', change);
    await watchAt('2020-10-16T01:00:00Z');
    expect((await incidents())[0]).toMatchObject({ endedBy: 'paused', closedAt: now });
    await resumeSource(test.db, 'portal', change);
  });

  it('tells what a unit has not handed in three days after it was due', async () => {
    const id = await registerPushSource(test.db, 'p-48');
    await watchAt('2020-04-17T20:00:00Z');
    expect(await readIncidents(test.db, { sourceId: id, most: 1 })).toEqual([]);
    await watchAt('2020-04-18T00:00:00Z');
    expect(await readIncidents(test.db, { sourceId: id, most: 1 })).toMatchObject([
      { kind: 'overdue', period: '2020-Q1', errorCode: null },
    ]);
    const told = (await mails()).filter(({ to }) => to === 'danang@example.vn');
    expect(told.map(({ subject }) => subject)).toEqual([
      'Chưa nhận được “Cổng p-48 gửi” quý I/2020, đã quá hạn',
    ]);
  });
});

it('a timer notes each look that went well', async () => {
  expect(await readLastLook(test.db, 'trial')).toBeNull();
  const timer = everyMinute(jobContext(test.db, SLOTS['2020-Q1']), 'trial', () =>
    Promise.resolve(),
  );
  await timer.stop();
  expect(await readLastLook(test.db, 'trial')).toBeInstanceOf(Date);
});
