// A unit's own list, from its upload to the dispute that mends our row: with what the database, the
// scheduler's jobs and a real workbook make of it.
import { openXlsx, saveXlsx } from 'hucre/xlsx';
import { beforeEach, expect, it } from 'vitest';
import { inTransaction } from '#lib/server/db/client.ts';
import { writeServiceList } from '#lib/server/reports/service-sheet.ts';
import { readComparison } from '#lib/server/store/comparisons.ts';
import { decide } from '#lib/server/store/decisions.ts';
import {
  countDisputes,
  decideDispute,
  isAnswerMailed,
  raiseDisputes,
  readDisputes,
} from '#lib/server/store/disputes.ts';
import { readIntake } from '#lib/server/store/intakes.ts';
import { readServiceRecords } from '#lib/server/store/service-records.ts';
import { compareWaiting } from '../../jobs/compare.ts';
import { runWaiting } from '../../jobs/waiting.ts';
import { jobContext, quickClient } from '../helpers/job-context.ts';
import {
  handIn,
  OWN_PERIOD as PERIOD,
  OWN_SOURCE as SOURCE,
  ownList,
  pushedRows,
} from '../helpers/own-list.ts';
import { registerPushSource } from '../helpers/push-source.ts';
import { serviceRow } from '../helpers/small-portal.ts';
import { catalogueWorld } from '../helpers/worlds.ts';

const AT = '2020-04-20T00:00:00Z';
const LATER = '2020-04-21T00:00:00Z';
const NOON = '2020-04-20T12:00:00Z';
const MAIL = { subject: 'Trả lời', body: 'Trả lời' };

const world = catalogueWorld('for each');

beforeEach(async () => {
  await registerPushSource(world.db, 'p-68');
  await world.db.sql`
    insert into person (id, name, email, email_verified, created_at, updated_at)
    values ('reporter', 'Người nộp', 'nop@example.vn', true, ${AT}, ${AT})`;
  await handIn(world.db, 'push', pushedRows(), { now: AT });
  await runWaiting(jobContext(world.db, AT), { client: quickClient() });
});

async function compared() {
  const intake = await handIn(world.db, 'compare', await ownList(), { now: AT });
  expect(await compareWaiting(jobContext(world.db, AT))).toBe(1);
  const result = await readComparison(world.db, { unitId: 'p-68', intakeId: intake.id });
  if (!result) throw new Error('nothing was compared');
  return { intake, result };
}

it('shows row by row what differs between the unit’s list and ours', async () => {
  const { intake, result } = await compared();
  expect((await readIntake(world.db, intake.number))?.state).toBe('recorded');
  expect(result).toMatchObject({ same: 1, fields: ['level', 'received', 'name'] });
  expect(result.rows.map(({ kind, code, differences }) => [kind, code, differences])).toEqual([
    ['different', 'B', [{ field: 'level', ours: 3, theirs: 4 }]],
    ['only-theirs', 'D', []],
    ['only-ours', 'C', []],
  ]);
  expect(await compareWaiting(jobContext(world.db, AT))).toBe(0);
});

it('finds two differences in the list that we gave out, sent back with two cells changed', async () => {
  const of = { unitId: 'p-68', sourceId: SOURCE.id, period: PERIOD };
  const words = { unitVi: 'tỉnh Lâm Đồng', periodVi: 'quý I/2020', sourceVi: 'Cổng' };
  const given = await writeServiceList(words, await readServiceRecords(world.db, of));
  const compare = async (list: Uint8Array, now: string) => {
    const intake = await handIn(world.db, 'compare', list, { now });
    await compareWaiting(jobContext(world.db, now));
    return readComparison(world.db, { unitId: 'p-68', intakeId: intake.id });
  };
  expect(await compare(given, AT)).toMatchObject({ same: 3, rows: [], rowsWithoutCode: 0 });
  const book = await openXlsx(given);
  const [heads, a, , c] = book.sheets[0]?.rows.slice(2) ?? [];
  a![heads!.indexOf('Mức độ')] = 4;
  c![heads!.indexOf('Đủ điều kiện mức độ 4')] = 'Không';
  const changed = await compare(await saveXlsx(book), LATER);
  expect(changed?.rows.map(({ code, differences }) => [code, differences])).toEqual([
    ['A', [{ field: 'level', ours: 2, theirs: 4 }]],
    ['C', [{ field: 'eligible', ours: true, theirs: false }]],
  ]);
});

it('says why a file is no list, and keeps nothing of it', async () => {
  const intake = await handIn(world.db, 'compare', Buffer.from('PK\u0003\u0004 no workbook'), {
    now: AT,
  });
  await compareWaiting(jobContext(world.db, AT));
  const outcome = await readIntake(world.db, intake.number);
  expect([outcome?.state, outcome?.errorCode]).toEqual(['returned', 'not-a-workbook']);
  expect(await readComparison(world.db, { unitId: 'p-68', intakeId: intake.id })).toBeNull();
});

it('puts a disputed row right once somebody else accepts it, and tells who raised it', async () => {
  const { intake, result } = await compared();
  const said = { note: 'Quyết định 12/QĐ-UBND', by: 'reporter', at: new Date(AT) };
  const raise = () =>
    inTransaction(world.db, (tx) => raiseDisputes(tx, intake, result.rows.slice(0, 2), said));
  expect(await raise()).toBe(2);
  // What is open already is not raised again.
  expect(await raise()).toBe(0);
  const [b, d] = await readDisputes(world.db, { state: 'open' });
  const settle = (id: string, by: string, accept: boolean) =>
    inTransaction(world.db, (tx) =>
      decideDispute(
        tx,
        { unitId: 'p-68', id, accept, answer: 'Đúng', by, at: new Date(LATER) },
        MAIL,
      ),
    );
  expect(await settle(b!.id, 'reporter', true)).toBe('own');
  expect(await settle(d!.id, 'staff', true)).toBe('no-text');
  expect(await settle(d!.id, 'staff', false)).toBeNull();
  expect(await settle(b!.id, 'staff', true)).toBeNull();
  expect(await settle(b!.id, 'staff', false)).toBe('gone');

  await runWaiting(jobContext(world.db, LATER), { client: quickClient() });
  const rows = await readServiceRecords(world.db, {
    unitId: 'p-68',
    sourceId: SOURCE.id,
    period: PERIOD,
  });
  expect(rows.map(({ code, level }) => [code, level])).toEqual([
    ['A', 2],
    ['B', 4],
    ['C', 2],
  ]);
  const states = await readDisputes(world.db, { unitId: 'p-68', intakeId: intake.id });
  expect(states.map(({ serviceCode, state, answer }) => [serviceCode, state, answer])).toEqual([
    ['B', 'accepted', 'Đúng'],
    ['D', 'declined', 'Đúng'],
  ]);
  const decided = await readDisputes(world.db, { state: 'decided' });
  expect(decided.map(({ state, deciderName, answer }) => [state, deciderName, answer])).toEqual([
    ['accepted', 'staff', 'Đúng'],
    ['declined', 'staff', 'Đúng'],
  ]);
  expect(await readDisputes(world.db, { state: 'open' })).toEqual([]);
  expect(await countDisputes(world.db)).toEqual({ open: 0, decided: 2 });
  expect(await isAnswerMailed(world.db, { id: b!.id, accept: true })).toBe(true);
  expect(await isAnswerMailed(world.db, { id: b!.id, accept: false })).toBe(false);
  const mails = await world.db.sql<{ to: string }[]>`select to_address as to from outbox`;
  expect(mails.map(({ to }) => to)).toEqual(['nop@example.vn', 'nop@example.vn']);
  const acts = await world.db.sql<{ action: string }[]>`
    select action from audit_event where action like 'dispute.%' order by action`;
  expect(acts.map(({ action }) => action)).toEqual([
    'dispute.accept',
    'dispute.decline',
    'dispute.raise',
    'dispute.raise',
  ]);
});

it('takes a row out that the unit says it does not have, once somebody accepts it', async () => {
  const { intake, result } = await compared();
  const gone = result.rows.filter(({ code }) => code === 'C');
  const said = { note: 'Đã bãi bỏ', by: 'reporter', at: new Date(AT) };
  await inTransaction(world.db, (tx) => raiseDisputes(tx, intake, gone, said));
  const [c] = await readDisputes(world.db, { state: 'open' });
  const at = new Date(LATER);
  const decision = { unitId: 'p-68', id: c!.id, accept: true, answer: 'Đúng', by: 'staff', at };
  expect(await inTransaction(world.db, (tx) => decideDispute(tx, decision, MAIL))).toBeNull();
  await runWaiting(jobContext(world.db, LATER), { client: quickClient() });
  const of = { unitId: 'p-68', sourceId: SOURCE.id, period: PERIOD };
  expect((await readServiceRecords(world.db, of)).map(({ code }) => code)).toEqual(['A', 'B']);
});

it.each([
  ['the source said something else', 'push' as const],
  ['somebody corrected the row', 'correct' as const],
])('does not accept a dispute about a row that %s since', async (_why, by) => {
  const { intake, result } = await compared();
  const b = result.rows.filter(({ code }) => code === 'B');
  const said = { note: 'Quyết định 12', by: 'reporter', at: new Date(AT) };
  await inTransaction(world.db, (tx) => raiseDisputes(tx, intake, b, said));
  if (by === 'push') {
    await handIn(world.db, 'push', pushedRows({ received: 11 }), { now: NOON });
  } else {
    const which = { unitId: 'p-68', sourceId: SOURCE.id, period: PERIOD };
    const text = { ...which, originalHash: b[0]?.originalHash ?? '' };
    const how = { reason: 'Đã rõ', by: 'staff', at: new Date(AT), changesFigures: true };
    const corrected = { received: 12 };
    await inTransaction(world.db, (tx) =>
      decide(tx, { ...text, ...how, decision: 'correct', corrected }),
    );
  }
  await runWaiting(jobContext(world.db, NOON), { client: quickClient() });
  const [open] = await readDisputes(world.db, { state: 'open' });
  const answer = { unitId: 'p-68', id: open!.id, answer: 'Đúng', by: 'staff', at: new Date(LATER) };
  const decideOn = (accept: boolean) =>
    inTransaction(world.db, (tx) => decideDispute(tx, { ...answer, accept }, MAIL));
  expect(await decideOn(true)).toBe('overtaken');
  expect(await readDisputes(world.db, { state: 'open' })).toHaveLength(1);
  expect(await decideOn(false)).toBeNull();
});

/** Pushes rows of the same period anew, at noon, and has them taken in. */
async function pushAgain(rows: readonly unknown[]) {
  const body = Buffer.from(JSON.stringify({ period: PERIOD, unit: '68', rows }));
  await handIn(world.db, 'push', body, { now: NOON });
  await runWaiting(jobContext(world.db, NOON), { client: quickClient() });
}

/** Raises the dispute about B: the unit has it at level 4. */
async function disputeB({ intake, result }: Awaited<ReturnType<typeof compared>>, at = AT) {
  const said = { note: 'Quyết định 12', by: 'reporter', at: new Date(at) };
  const b = result.rows.filter(({ code }) => code === 'B');
  await inTransaction(world.db, (tx) => raiseDisputes(tx, intake, b, said));
}

/** Accepts the dispute that is open, and has that taken in. */
async function acceptB() {
  const [open] = await readDisputes(world.db, { state: 'open' });
  const who = { unitId: 'p-68', id: open?.id ?? '', by: 'staff', at: new Date(LATER) };
  const fault = await inTransaction(world.db, (tx) =>
    decideDispute(tx, { ...who, accept: true, answer: 'Đúng' }, MAIL),
  );
  await runWaiting(jobContext(world.db, LATER), { client: quickClient() });
  return fault;
}

const levelOfB = async () => {
  const of = { unitId: 'p-68', sourceId: SOURCE.id, period: PERIOD };
  return (await readServiceRecords(world.db, of)).find(({ code }) => code === 'B')?.level;
};

const SAME_B = serviceRow('B', { level: 3 });
it.each([
  ['another row of its reply changed', [serviceRow('A', { received: 11 }), SAME_B]],
  [
    'its row is written otherwise and says the same',
    [serviceRow('A'), Object.fromEntries(Object.entries(SAME_B).reverse())],
  ],
])('accepts a dispute although %s', async (_why, rows) => {
  await disputeB(await compared());
  await pushAgain([...rows, serviceRow('C')]);
  expect(await acceptB()).toBeNull();
  expect(await levelOfB()).toBe(4);
});

it('accepts a dispute raised from a comparison that is older than what the source said last', async () => {
  const before = await compared();
  await pushAgain([serviceRow('A', { received: 11 }), SAME_B, serviceRow('C')]);
  await disputeB(before, NOON);
  await runWaiting(jobContext(world.db, NOON), { client: quickClient() });
  expect(await acceptB()).toBeNull();
  expect(await levelOfB()).toBe(4);
});

it('accepts a dispute whose reply was not kept, as long as our row stands as it was', async () => {
  await disputeB(await compared());
  await world.db.sql`update dispute set reply_hash = null`;
  expect(await acceptB()).toBeNull();
  expect(await levelOfB()).toBe(4);
});

it('waits while its source is out of use, without using up its tries', async () => {
  const intake = await handIn(world.db, 'compare', await ownList(), { now: AT });
  await world.db.sql`update source set active = false`;
  expect(await compareWaiting(jobContext(world.db, AT))).toBe(0);
  expect((await readIntake(world.db, intake.number))?.state).toBe('received');
  await world.db.sql`update source set active = true`;
  expect(await compareWaiting(jobContext(world.db, AT))).toBe(1);
  expect((await readIntake(world.db, intake.number))?.state).toBe('recorded');
});

it('is given back untried when we are told to stop, and names what failed', async () => {
  const intake = await handIn(world.db, 'compare', await ownList(), { now: AT });
  const stop = new AbortController();
  const stopping = jobContext(world.db, AT, {
    signal: stop.signal,
    now: () => {
      stop.abort(new Error('stop'));
      return new Date(AT);
    },
  });
  await expect(compareWaiting(stopping)).rejects.toThrow('stop');
  expect((await readIntake(world.db, intake.number))?.state).toBe('received');
  await world.db.sql.unsafe(`
    create function refuse() returns trigger language plpgsql as $$ begin
      raise exception 'this database takes no comparison'; end $$;
    create trigger refuse before insert on comparison for each row execute function refuse()`);
  await compareWaiting(jobContext(world.db, AT));
  expect(await readIntake(world.db, intake.number)).toMatchObject({
    state: 'received',
    errorCode: 'internal',
    errorText: 'this database takes no comparison',
  });
});
