// What a person decides of a row that was set aside, from the decision to the corrected figure: a real
// portal, a real PostgreSQL, the run that the decision opens.
import { describe, expect, it } from 'vitest';
import { inTransaction } from '#lib/server/db/client.ts';
import { decideText, decideTexts } from '#lib/server/quarantine/decide.ts';
import { decide, readDecisions } from '#lib/server/store/decisions.ts';
import { listFoundTexts, readFoundSet, readFoundText } from '#lib/server/store/quarantine-views.ts';
import { bad, decidedRows, ten } from '../helpers/decided-rows.ts';
import { answerRows, sendStatus, serviceRow } from '../helpers/small-portal.ts';

const world = decidedRows();
const { gather, correct, found, decideOn, versions, figures } = world;

describe('a row that is corrected', () => {
  it('counts by the stored reply, in a version with reason C beside the old one', async () => {
    world.portal.answer = answerRows(ten());
    await gather('2020-04-15');
    world.portal.answer = answerRows(ten(bad));
    await gather('2020-05-15');
    await decideOn('level', '2020-05-16', { decision: 'correct', corrected: { level: '4' } });
    world.portal.answer = sendStatus(500);
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
    world.portal.answer = answerRows(ten(bad));
    await gather('2020-04-15');
    await decideOn('level', '2020-04-16', { decision: 'correct', corrected: { level: '4' } });
    await correct('2020-04-16');
    world.portal.answer = answerRows(ten((at) => (at === 9 ? { received: 77 } : bad(at))));
    expect(await gather('2020-05-15')).toMatchObject({ outcome: 'done', rows: 10 });
    expect(await versions('3')).toMatchObject([{ version: 1, level: 4, stands: true }]);
    expect(await found()).toEqual([]);
  });

  it('waits anew when its text changes', async () => {
    world.portal.answer = answerRows(ten(bad));
    await gather('2020-04-15');
    await decideOn('level', '2020-04-16', { decision: 'correct', corrected: { level: '4' } });
    await correct('2020-04-16');
    world.portal.answer = answerRows(
      ten((at) => ({ ...bad(at), ...(at === 3 && { received: 99 }) })),
    );
    await gather('2020-05-15');
    expect(await found()).toMatchObject([{ rules: ['level'], severity: 'refuse', decision: null }]);
    expect(await versions('3')).toMatchObject([{ version: 1, level: 4, stands: true }]);
  });
});

describe('a row that is released or rejected', () => {
  it('counts as it was sent once it is released', async () => {
    world.portal.answer = answerRows(ten((at) => (at === 0 ? { onTime: 12 } : {})));
    await gather('2020-04-15');
    await decideOn('on-time-above-received', '2020-04-16', { decision: 'release' });
    await correct('2020-04-16');
    expect(await versions('0')).toMatchObject([{ onTime: 12, stands: true }]);
    expect(await found()).toEqual([]);
  });

  it('stays out once it is rejected, waits no longer, and leaves no figure partial', async () => {
    world.portal.answer = answerRows(ten(bad));
    await gather('2020-04-15');
    await decideOn('level', '2020-04-16', { decision: 'reject' });
    await correct('2020-04-16');
    expect(await versions('3')).toEqual([]);
    expect((await figures('share_l4')).at(-1)).toMatchObject({ denominator: 9, status: 'A' });
    expect(await found()).toEqual([]);
  });

  it('counts no longer once it is rejected while it counts, and again once that is undone', async () => {
    world.portal.answer = answerRows(ten());
    await gather('2020-01-15', { period: '2019-Q4' });
    world.portal.answer = answerRows(ten((at) => (at === 0 ? { level: 3 } : {})));
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
    const text = await readFoundText(world.db, rejected?.id ?? '');
    if (!text) throw new Error('the text is gone');
    expect(text).toMatchObject(which);
    const at = new Date('2020-05-16T05:00:00Z');
    expect(
      await decideText(world.db, world.source, rejected?.id ?? '', { ...wish, at }),
    ).toBeNull();
    await correct('2020-05-16');
    expect((await versions('0')).at(-1)).toMatchObject({ level: 3, inForce: true, stands: true });
    expect((await figures('share_l4')).at(-1)).toMatchObject({ denominator: 10, reason: 'C' });
  });

  it('counts no longer once it is rejected after it had been corrected', async () => {
    world.portal.answer = answerRows(ten(bad));
    await gather('2020-04-15');
    const which = await decideOn('level', '2020-04-16', {
      ...{ decision: 'correct', corrected: { level: '4' } },
    });
    await correct('2020-04-16');
    const at = new Date('2020-04-17T05:00:00Z');
    const said = { reason: 'Đính chính nhầm', by: 'person-1', at, changesFigures: true };
    await inTransaction(world.db, (tx) => decide(tx, { ...which, ...said, decision: 'reject' }));
    await correct('2020-04-17');
    expect((await versions('3')).at(-1)).toMatchObject({ inForce: false, reason: 'C' });
    expect((await figures('share_l4')).at(-1)).toMatchObject({ denominator: 9, status: 'A' });
  });

  it('leaves the older figures of its service where it never counted', async () => {
    world.portal.answer = answerRows(ten());
    await gather('2020-04-15');
    world.portal.answer = answerRows(ten(bad));
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
      await inTransaction(world.db, (tx) => decide(tx, { ...which, ...said, decision: 'reject' }));
    }
  };
  const rival = { level: 3, received: 13 };

  it('leaves the older figures where it was one of two that contradict and both are rejected', async () => {
    world.portal.answer = answerRows(ten());
    await gather('2020-04-15');
    world.portal.answer = answerRows([...ten(), serviceRow('3', rival)]);
    await gather('2020-05-15');
    await rejectAll('2020-05-16');
    await correct('2020-05-16');
    expect(await versions('3')).toMatchObject([{ version: 1, stands: true, inForce: true }]);
    expect((await figures('share_l4')).at(-1)).toMatchObject({ denominator: 10, status: 'A' });
    // Rejected once more, as they now stand, they still never counted.
    for (const { originalHash } of await found('decided')) {
      const at = new Date('2020-05-17T05:00:00Z');
      const said = { reason: 'Xác nhận lại', by: 'person-1', at, changesFigures: true };
      const which = {
        unitId: world.source.unit,
        sourceId: world.source.id,
        period: '2020-Q1',
        originalHash,
      };
      await inTransaction(world.db, (tx) => decide(tx, { ...which, ...said, decision: 'reject' }));
    }
    await correct('2020-05-17');
    expect(await versions('3')).toMatchObject([{ version: 1, stands: true, inForce: true }]);
  });

  it('counts no longer where it came to count by the rejection of its rival and is rejected, too', async () => {
    world.portal.answer = answerRows([serviceRow('3', rival), ...ten()]);
    await gather('2020-05-15');
    const [first, second] = await found();
    const which = { unitId: world.source.unit, sourceId: world.source.id, period: '2020-Q1' };
    const reject = (originalHash: string, day: string) =>
      inTransaction(world.db, (tx) =>
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
    world.portal.answer = answerRows([...ten(), serviceRow('3', rival)]);
    await gather('2020-05-15');
    const ids = (await found()).map(({ id }) => id);
    const rejectBoth = () =>
      decideTexts(world.db, world.source, ids, { ...wish, at, decision: 'reject' });
    await world.db.sql.unsafe(`
      create function refuse_second() returns trigger language plpgsql as $$ begin
        if exists (select from quarantine_decision where source_id = new.source_id) then
          raise exception 'one is enough'; end if;
        return new; end $$;
      create trigger refuse_second before insert on quarantine_decision
        for each row execute function refuse_second()`);
    const refused = await rejectBoth().catch(() => 'refused');
    await world.db.sql`drop trigger refuse_second on quarantine_decision`;
    expect(refused).toBe('refused');
    expect(await found()).toHaveLength(2);
    expect(await rejectBoth()).toEqual([null, null]);
    await correct('2020-05-16');
    expect(await versions('3')).toEqual([]);
  });

  it('is one of the same set when it is found once more, and of another when it changed', async () => {
    const filter = { state: 'waiting', sourceId: world.source.id, rule: 'level' } as const;
    world.portal.answer = answerRows(ten(bad));
    await gather('2020-04-15');
    const before = await readFoundSet(world.db, filter);
    world.portal.answer = answerRows(ten((row) => (row === 9 ? { received: 77 } : bad(row))));
    await gather('2020-05-15');
    const again = await readFoundSet(world.db, filter);
    expect(again?.hash).toBe(before?.hash);
    expect(again?.ids).not.toEqual(before?.ids);
    world.portal.answer = answerRows(
      ten((row) => ({ ...bad(row), ...(row === 3 && { received: 99 }) })),
    );
    await gather('2020-06-15');
    const changed = await readFoundSet(world.db, filter);
    expect(changed?.ids).toHaveLength(1);
    expect(changed?.hash).not.toBe(before?.hash);
  });

  it('is let count again by whoever confirms it while another person rejects it', async () => {
    world.portal.answer = answerRows(ten(() => ({ level: 4 })));
    await gather('2020-01-15', { period: '2019-Q4' });
    world.portal.answer = answerRows(ten((row) => ({ level: row === 0 ? 3 : 4 })));
    await gather('2020-04-15');
    const [text] = await listFoundTexts(
      world.db,
      { state: 'waiting', rule: 'level-fell', sourceId: world.source.id },
      1,
    );
    if (!text) throw new Error('nothing waits');
    const { unitId, sourceId, period, originalHash } = text;
    const which = { unitId, sourceId, period, originalHash };
    const said = { reason: 'Nhầm', by: 'person-1', at, changesFigures: true };
    let confirmed: Promise<unknown> = Promise.resolve();
    let isDone = false;
    await inTransaction(world.db, async (tx) => {
      await decide(tx, { ...which, ...said, decision: 'reject' });
      const later = new Date(at.getTime() + 1);
      confirmed = decideText(world.db, world.source, text.id, {
        ...wish,
        at: later,
        decision: 'release',
      });
      void Promise.allSettled([confirmed]).then(() => (isDone = true));
      const waits = async () =>
        (await world.db.sql`select from pg_locks where locktype = 'advisory' and not granted`)
          .count > 0;
      while (!isDone && !(await waits()));
    });
    expect(await confirmed).toBeNull();
    const [latest] = await readDecisions(world.db, which);
    expect(latest).toMatchObject({ decision: 'release', runState: 'waiting' });
  });

  it('is told with who decided, when and why; one run takes in several decisions', async () => {
    world.portal.answer = answerRows(ten((at) => (at < 2 ? { level: 9 } : {})));
    await gather('2020-04-15');
    const which = await decideOn('level', '2020-04-16', { decision: 'reject' });
    const [, other] = await found();
    const more = { ...which, originalHash: other?.originalHash ?? '' };
    await decideOn('level', '2020-04-16', { ...more, decision: 'reject' });
    expect(await readDecisions(world.db, which)).toMatchObject([
      { decision: 'reject', reason: 'Đã đối chiếu với đơn vị', runState: 'waiting' },
    ]);
    const [kept] = await world.db.sql<{ corrections: number; audited: number }[]>`
      select (select count(*)::int from job_run where source_id = ${world.source.id}
          and trigger = 'correction') as corrections,
        (select count(*)::int from audit_event where action = 'row.reject'
          and details->>'sourceId' = ${world.source.id}) as audited`;
    expect(kept).toEqual({ corrections: 1, audited: 2 });
  });
});
