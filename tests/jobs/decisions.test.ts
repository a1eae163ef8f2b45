// What a person decides of a row that was set aside, from the decision to the corrected figure: a real
// portal, a real PostgreSQL, the run that the decision opens.
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction, type Db } from '#lib/server/db/client.ts';
import { decideText, decideTexts } from '#lib/server/quarantine/decide.ts';
import type { SourceConfig } from '#lib/server/sources/source.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { decide, readDecisions, type NewDecision } from '#lib/server/store/decisions.ts';
import { readFindings } from '#lib/server/store/quarantine.ts';
import { listFoundTexts, readFoundSet, readFoundText } from '#lib/server/store/quarantine-views.ts';
import { claimSlot, type RunTrigger } from '#lib/server/store/runs.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { gatherSource } from '../../jobs/gather.ts';
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
  type ServiceRow,
  type SmallPortal,
} from '../helpers/small-portal.ts';

const CATALOGUE = fileURLToPath(new URL('../../drizzle/catalogue', import.meta.url));
const UNITS = [
  ...['p-68', 'p-01', 'p-02', 'p-04', 'p-06', 'p-08', 'p-10', 'p-11', 'p-12', 'p-14', 'p-15'],
  ...['p-17', 'p-19', 'p-20', 'p-22', 'p-24', 'p-25', 'p-26'],
];

let database: TestDatabase;
let db: Db;
let portal: SmallPortal;
let source: SourceConfig;
let runs = 0;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  await loadCatalogue(db, CATALOGUE);
});
afterAll(() => database.drop());
beforeEach(async () => {
  portal = await openSmallPortal(answerRows([]));
  // A unit of its own for each case, so that no other source speaks of it.
  source = smallSource(`source-${runs}`, UNITS[runs] ?? 'p-27', portal.url);
  runs += 1;
  await upsertSources(db, [source]);
});
afterEach(() => portal.close());

interface Ask {
  period?: string;
  trigger?: RunTrigger;
  slotAt?: Date;
}

async function gather(day: string, { period = '2020-Q1', trigger = 'schedule', slotAt }: Ask = {}) {
  const ctx = jobContext(db, `${day}T06:00:00Z`);
  const slot = {
    job: 'gather' as const,
    sourceId: source.id,
    unitId: source.unit,
    slotAt: slotAt ?? ctx.now(),
    period,
    trigger,
  };
  const claim = await claimSlot(db, slot, { asOf: ctx.now(), dueBy: ctx.now(), leaseMs: 60_000 });
  if (!claim) throw new Error('the slot is taken');
  return gatherSource(ctx, {
    source,
    period,
    claim,
    client: quickClient(),
    reference: createReference(db),
    leaseMs: 60_000,
    nextAttemptAt: () => ctx.now(),
  });
}

/** Runs what a decision opened. */
async function correct(day: string, period = '2020-Q1') {
  const [waiting] = await db.sql<{ slot: string }[]>`
    select to_json(slot_at) #>> '{}' as slot from job_run
    where source_id = ${source.id} and trigger = 'correction' and state = 'waiting'`;
  if (!waiting) throw new Error('no correction waits');
  return gather(day, { period, trigger: 'correction', slotAt: new Date(waiting.slot) });
}

const found = (state: 'waiting' | 'decided' | 'all' = 'waiting', period?: string) =>
  listFoundTexts(db, { state, sourceId: source.id, period }, 1);

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
  await inTransaction(db, (tx) => decide(tx, { ...which, ...said, ...change }));
  return which;
}

const versions = (code: string) => db.sql`
  select r.version, r.in_force as "inForce", r.level, r.received, r.on_time as "onTime", r.reason,
    r.superseded_at is null as stands
  from service_row r join service s on s.unit_id = r.unit_id and s.id = r.service_id
  where r.source_id = ${source.id} and s.code = ${code} order by r.version`;

const figures = (indicator: string) => db.sql`
  select numerator, denominator, status, reason, superseded_at is null as stands
  from observation where source_id = ${source.id} and indicator_id = ${indicator}
  order by version`;

const ten = (change: (at: number) => Partial<ServiceRow> = () => ({})) =>
  Array.from({ length: 10 }, (_, at) =>
    serviceRow(`${at}`, { level: at < 2 ? 4 : 2, received: 10 + at, ...change(at) }),
  );
const bad = (at: number) => (at === 3 ? { level: 'Mức độ 4' } : {});

describe('a row that is corrected', () => {
  it('counts by the stored reply, in a version with reason C beside the old one', async () => {
    portal.answer = answerRows(ten());
    await gather('2020-04-15');
    portal.answer = answerRows(ten(bad));
    await gather('2020-05-15');
    await decideOn('level', '2020-05-16', { decision: 'correct', corrected: { level: '4' } });
    portal.answer = sendStatus(500);
    expect(await correct('2020-05-16')).toMatchObject({ outcome: 'done', rows: 10 });
    expect(await versions('3')).toMatchObject([
      { version: 1, level: 2, reason: null, stands: false },
      { version: 2, level: 4, reason: 'C', stands: true },
    ]);
    expect((await figures('share_l4')).at(-1)).toMatchObject({
      ...{ numerator: 3, denominator: 10, status: 'A', reason: 'C', stands: true },
    });
    expect(await found()).toEqual([]);
    expect(await found('decided')).toMatchObject([{ decision: 'correct' }]);
  });

  it('stays corrected when the same text comes again in another reply', async () => {
    portal.answer = answerRows(ten(bad));
    await gather('2020-04-15');
    await decideOn('level', '2020-04-16', { decision: 'correct', corrected: { level: '4' } });
    await correct('2020-04-16');
    portal.answer = answerRows(ten((at) => (at === 9 ? { received: 77 } : bad(at))));
    expect(await gather('2020-05-15')).toMatchObject({ outcome: 'done', rows: 10 });
    expect(await versions('3')).toMatchObject([{ version: 1, level: 4, stands: true }]);
    expect(await found()).toEqual([]);
  });

  it('waits anew when its text changes', async () => {
    portal.answer = answerRows(ten(bad));
    await gather('2020-04-15');
    await decideOn('level', '2020-04-16', { decision: 'correct', corrected: { level: '4' } });
    await correct('2020-04-16');
    portal.answer = answerRows(ten((at) => ({ ...bad(at), ...(at === 3 && { received: 99 }) })));
    await gather('2020-05-15');
    expect(await found()).toMatchObject([{ rules: ['level'], severity: 'refuse', decision: null }]);
    expect(await versions('3')).toMatchObject([{ version: 1, level: 4, stands: true }]);
  });
});

describe('a row that is released or rejected', () => {
  it('counts as it was sent once it is released', async () => {
    portal.answer = answerRows(ten((at) => (at === 0 ? { onTime: 12 } : {})));
    await gather('2020-04-15');
    await decideOn('on-time-above-received', '2020-04-16', { decision: 'release' });
    await correct('2020-04-16');
    expect(await versions('0')).toMatchObject([{ onTime: 12, stands: true }]);
    expect(await found()).toEqual([]);
  });

  it('stays out once it is rejected, waits no longer, and leaves no figure partial', async () => {
    portal.answer = answerRows(ten(bad));
    await gather('2020-04-15');
    await decideOn('level', '2020-04-16', { decision: 'reject' });
    await correct('2020-04-16');
    expect(await versions('3')).toEqual([]);
    expect((await figures('share_l4')).at(-1)).toMatchObject({ denominator: 9, status: 'A' });
    expect(await found()).toEqual([]);
  });

  it('counts no longer once it is rejected while it counts, and again once that is undone', async () => {
    portal.answer = answerRows(ten());
    await gather('2020-01-15', { period: '2019-Q4' });
    portal.answer = answerRows(ten((at) => (at === 0 ? { level: 3 } : {})));
    await gather('2020-04-15');
    expect(await versions('0')).toMatchObject([{ level: 4 }, { level: 3, stands: true }]);
    const which = await decideOn('level-fell', '2020-04-16', { decision: 'reject' });
    await correct('2020-04-16');
    expect((await versions('0')).slice(1)).toMatchObject([
      { level: 3, inForce: true, reason: null, stands: false },
      { level: 3, inForce: false, reason: 'C', stands: true },
    ]);
    expect((await figures('share_l4')).at(-1)).toMatchObject({
      ...{ numerator: 1, denominator: 9, status: 'A', reason: 'C', stands: true },
    });
    // The same text again does not bring it back; undoing the decision does.
    await gather('2020-05-15');
    expect((await versions('0')).at(-1)).toMatchObject({ inForce: false, reason: 'C' });
    const [rejected] = await found('decided', '2020-Q1');
    expect(rejected).toMatchObject({ decision: 'reject', severity: 'refuse' });
    const wish = { decision: 'release' as const, typed: {}, reason: 'Đã xác minh', by: 'person-1' };
    const text = await readFoundText(db, rejected?.id ?? '');
    if (!text) throw new Error('the text is gone');
    expect(text).toMatchObject(which);
    const at = new Date('2020-05-16T05:00:00Z');
    expect(await decideText(db, source, rejected?.id ?? '', { ...wish, at })).toBeNull();
    await correct('2020-05-16');
    expect((await versions('0')).at(-1)).toMatchObject({ level: 3, inForce: true, stands: true });
    expect((await figures('share_l4')).at(-1)).toMatchObject({ denominator: 10, reason: 'C' });
  });

  it('counts no longer once it is rejected after it had been corrected', async () => {
    portal.answer = answerRows(ten(bad));
    await gather('2020-04-15');
    const which = await decideOn('level', '2020-04-16', {
      ...{ decision: 'correct', corrected: { level: '4' } },
    });
    await correct('2020-04-16');
    const at = new Date('2020-04-17T05:00:00Z');
    const said = { reason: 'Đính chính nhầm', by: 'person-1', at, changesFigures: true };
    await inTransaction(db, (tx) => decide(tx, { ...which, ...said, decision: 'reject' }));
    await correct('2020-04-17');
    expect((await versions('3')).at(-1)).toMatchObject({ inForce: false, reason: 'C' });
    expect((await figures('share_l4')).at(-1)).toMatchObject({ denominator: 9, status: 'A' });
  });

  it('leaves the older figures of its service where it never counted', async () => {
    portal.answer = answerRows(ten());
    await gather('2020-04-15');
    portal.answer = answerRows(ten(bad));
    await gather('2020-05-15');
    await decideOn('level', '2020-05-16', { decision: 'reject' });
    await correct('2020-05-16');
    expect(await versions('3')).toMatchObject([{ version: 1, level: 2, stands: true }]);
    expect((await figures('share_l4')).at(-1)).toMatchObject({ denominator: 10, status: 'A' });
  });

  /** Rejects every text that waits, before any run takes that in. */
  const rejectAll = async (day: string) => {
    for (const { unitId, sourceId, period, originalHash } of await found()) {
      const at = new Date(`${day}T05:00:00Z`);
      const said = { reason: 'Cổng gửi nhầm', by: 'person-1', at, changesFigures: true };
      const which = { unitId, sourceId, period, originalHash };
      await inTransaction(db, (tx) => decide(tx, { ...which, ...said, decision: 'reject' }));
    }
  };
  const rival = { level: 3, received: 13 };

  it('leaves the older figures where it was one of two that contradict and both are rejected', async () => {
    portal.answer = answerRows(ten());
    await gather('2020-04-15');
    portal.answer = answerRows([...ten(), serviceRow('3', rival)]);
    await gather('2020-05-15');
    await rejectAll('2020-05-16');
    await correct('2020-05-16');
    expect(await versions('3')).toMatchObject([{ version: 1, stands: true, inForce: true }]);
    expect((await figures('share_l4')).at(-1)).toMatchObject({ denominator: 10, status: 'A' });
    // Rejected once more, as they now stand, they still never counted.
    for (const { originalHash } of await found('decided')) {
      const at = new Date('2020-05-17T05:00:00Z');
      const said = { reason: 'Xác nhận lại', by: 'person-1', at, changesFigures: true };
      const which = { unitId: source.unit, sourceId: source.id, period: '2020-Q1', originalHash };
      await inTransaction(db, (tx) => decide(tx, { ...which, ...said, decision: 'reject' }));
    }
    await correct('2020-05-17');
    expect(await versions('3')).toMatchObject([{ version: 1, stands: true, inForce: true }]);
  });

  it('counts no longer where it came to count by the rejection of its rival and is rejected, too', async () => {
    portal.answer = answerRows([serviceRow('3', rival), ...ten()]);
    await gather('2020-05-15');
    const [first, second] = await found();
    const which = { unitId: source.unit, sourceId: source.id, period: '2020-Q1' };
    const reject = (originalHash: string, day: string) =>
      inTransaction(db, (tx) =>
        decide(tx, {
          ...{ ...which, originalHash, decision: 'reject', reason: 'Nhầm', by: 'person-1' },
          ...{ at: new Date(`${day}T05:00:00Z`), changesFigures: true },
        }),
      );
    await reject(first?.originalHash ?? '', '2020-05-16');
    await correct('2020-05-16');
    expect(await versions('3')).toMatchObject([{ inForce: true, stands: true }]);
    await reject(second?.originalHash ?? '', '2020-05-17');
    await correct('2020-05-17');
    expect((await versions('3')).at(-1)).toMatchObject({ inForce: false, reason: 'C' });
  });

  const wish = { typed: {}, reason: 'Đã xác minh', by: 'person-1' };
  const at = new Date('2020-05-16T05:00:00Z');

  it('is decided on together with others, all of them or none', async () => {
    portal.answer = answerRows([...ten(), serviceRow('3', rival)]);
    await gather('2020-05-15');
    const ids = (await found()).map(({ id }) => id);
    const rejectBoth = () => decideTexts(db, source, ids, { ...wish, at, decision: 'reject' });
    await db.sql.unsafe(`
      create function refuse_second() returns trigger language plpgsql as $$ begin
        if exists (select from quarantine_decision where source_id = new.source_id) then
          raise exception 'one is enough'; end if;
        return new; end $$;
      create trigger refuse_second before insert on quarantine_decision
        for each row execute function refuse_second()`);
    const refused = await rejectBoth().catch(() => 'refused');
    await db.sql`drop trigger refuse_second on quarantine_decision`;
    expect(refused).toBe('refused');
    expect(await found()).toHaveLength(2);
    expect(await rejectBoth()).toEqual([null, null]);
    await correct('2020-05-16');
    expect(await versions('3')).toEqual([]);
  });

  it('is one of the same set when it is found once more, and of another when it changed', async () => {
    const filter = { state: 'waiting', sourceId: source.id, rule: 'level' } as const;
    portal.answer = answerRows(ten(bad));
    await gather('2020-04-15');
    const before = await readFoundSet(db, filter);
    portal.answer = answerRows(ten((row) => (row === 9 ? { received: 77 } : bad(row))));
    await gather('2020-05-15');
    const again = await readFoundSet(db, filter);
    expect(again?.hash).toBe(before?.hash);
    expect(again?.ids).not.toEqual(before?.ids);
    portal.answer = answerRows(ten((row) => ({ ...bad(row), ...(row === 3 && { received: 99 }) })));
    await gather('2020-06-15');
    const changed = await readFoundSet(db, filter);
    expect(changed?.ids).toHaveLength(1);
    expect(changed?.hash).not.toBe(before?.hash);
  });

  it('is let count again by whoever confirms it while another person rejects it', async () => {
    portal.answer = answerRows(ten(() => ({ level: 4 })));
    await gather('2020-01-15', { period: '2019-Q4' });
    portal.answer = answerRows(ten((row) => ({ level: row === 0 ? 3 : 4 })));
    await gather('2020-04-15');
    const [text] = await listFoundTexts(
      db,
      { state: 'waiting', rule: 'level-fell', sourceId: source.id },
      1,
    );
    if (!text) throw new Error('nothing waits');
    const { unitId, sourceId, period, originalHash } = text;
    const which = { unitId, sourceId, period, originalHash };
    const said = { reason: 'Nhầm', by: 'person-1', at, changesFigures: true };
    let confirmed: Promise<unknown> = Promise.resolve();
    let isDone = false;
    await inTransaction(db, async (tx) => {
      await decide(tx, { ...which, ...said, decision: 'reject' });
      const later = new Date(at.getTime() + 1);
      confirmed = decideText(db, source, text.id, { ...wish, at: later, decision: 'release' });
      void Promise.allSettled([confirmed]).then(() => (isDone = true));
      const waits = async () =>
        (await db.sql`select from pg_locks where locktype = 'advisory' and not granted`).count > 0;
      while (!isDone && !(await waits()));
    });
    expect(await confirmed).toBeNull();
    const [latest] = await readDecisions(db, which);
    expect(latest).toMatchObject({ decision: 'release', runState: 'waiting' });
  });

  it('is told with who decided, when and why; one run takes in several decisions', async () => {
    portal.answer = answerRows(ten((at) => (at < 2 ? { level: 9 } : {})));
    await gather('2020-04-15');
    const which = await decideOn('level', '2020-04-16', { decision: 'reject' });
    const [, other] = await found();
    const more = { ...which, originalHash: other?.originalHash ?? '' };
    await decideOn('level', '2020-04-16', { ...more, decision: 'reject' });
    expect(await readDecisions(db, which)).toMatchObject([
      { decision: 'reject', reason: 'Đã đối chiếu với đơn vị', runState: 'waiting' },
    ]);
    const [kept] = await db.sql<{ corrections: number; audited: number }[]>`
      select (select count(*)::int from job_run where source_id = ${source.id}
          and trigger = 'correction') as corrections,
        (select count(*)::int from audit_event where action = 'row.reject'
          and details->>'sourceId' = ${source.id}) as audited`;
    expect(kept).toEqual({ corrections: 1, audited: 2 });
  });
});

describe('marks on figures that count', () => {
  const rulesOf = async (period: string) =>
    (await found('all', period)).flatMap(({ rules }) => rules).sort();

  it('tell levels that fell, copied counts and shrinking denominators of the next period', async () => {
    portal.answer = answerRows(ten((at) => ({ level: at < 8 ? 4 : 3 })));
    await gather('2020-04-15');
    portal.answer = answerRows(ten((at) => ({ level: at === 0 ? 3 : 4 })));
    expect(await gather('2020-07-15', { period: '2020-Q2' })).toMatchObject({ outcome: 'done' });
    expect(await rulesOf('2020-Q2')).toEqual(['copied-forward', 'level-fell']);
    portal.answer = answerRows(ten(() => ({ level: 4, received: 99 })).slice(0, 4));
    await gather('2020-10-15', { period: '2020-Q3' });
    expect(await rulesOf('2020-Q3')).toEqual(['shrinking-denominator', 'shrinking-eligible']);
    expect(await readFindings(db, { unitId: source.unit, period: '2020-Q3' })).toMatchObject([
      { rule: 'shrinking-denominator', severity: 'flag', findings: 1 },
      { rule: 'shrinking-eligible', severity: 'flag', findings: 1 },
    ]);
    expect((await figures('share_l4')).at(-1)).toMatchObject({ numerator: 4, denominator: 4 });
  });

  it('tell a jump beyond the own history, and two sources that disagree', async () => {
    const periods = ['2019-Q1', '2019-Q2', '2019-Q3', '2019-Q4', '2020-Q1'];
    for (const [at, period] of periods.entries()) {
      const levels = (row: number) => ({ level: at === 4 && row < 9 ? 4 : 2, received: 10 + at });
      portal.answer = answerRows(ten(levels));
      await gather(`2020-0${at + 2}-15`, { period });
    }
    expect(await rulesOf('2020-Q1')).toContain('jump');
    const { unit } = source;
    source = smallSource(`${source.id}-other`, unit, portal.url);
    await upsertSources(db, [source]);
    portal.answer = answerRows(ten(() => ({ level: 2 })));
    await gather('2020-08-15');
    expect(await rulesOf('2020-Q1')).toContain('sources-disagree');
  });

  it('tell a total that is not the sum of the rows', async () => {
    if (source.kind !== 'portal-json' || source.mapping.produces !== 'services') throw new Error();
    source.mapping.totals = { received: 'received', onTime: 'onTime' };
    const rows = ten();
    const sum = rows.reduce((total, row) => total + Number(row.received), 0);
    portal.answer = (_request, response) =>
      sendJson(response, { period: '2020-Q1', total: 10, rows, received: sum, onTime: 1 });
    await gather('2020-04-15');
    expect(await found('all')).toMatchObject([
      { rules: ['total-differs'], place: 'whole reply, onTime', severity: 'flag' },
    ]);
  });

  it('never keep a sound row from counting beside a poisonous one', async () => {
    const poison = [null, 7, 'text', [], { code: { toString: 'no' } }, { code: 'a\0b' }];
    portal.answer = answerRows([...ten(), ...poison]);
    expect(await gather('2020-04-15')).toMatchObject({ outcome: 'done', rows: 16 });
    expect((await figures('share_l4')).at(-1)).toMatchObject({ numerator: 2, denominator: 10 });
  });
});
