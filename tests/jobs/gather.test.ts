// The gather job end to end: a real portal over HTTP, a real PostgreSQL, one source and one period.
// Replies of several pages stand in gather-pages.test.ts.
import { gzipSync, zstdDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readStoredReplies } from '#lib/server/store/replies.ts';
import { gatheredSource, PERIOD, tenRows } from '../helpers/gathered-source.ts';
import { answerRows, sendJson, sendStatus, serviceRow } from '../helpers/small-portal.ts';

const world = gatheredSource();
const { gather, versions, lastRun } = world;

const shares = (indicator: string) => world.db.sql`
  select version, value, numerator, denominator, missing, status, reason from observation
  where source_id = ${world.source.id} and indicator_id = ${indicator} order by version`;

describe('a first reply', () => {
  it('becomes rows, shares counted from them, and one finished run', async () => {
    world.portal.answer = answerRows(tenRows());
    expect(await gather('2020-04-15')).toMatchObject({ outcome: 'done', rows: 10 });
    expect(await shares('share_l4')).toMatchObject([
      { version: 1, value: 0.2, numerator: 2, denominator: 10, status: 'A', reason: null },
    ]);
    expect(await versions('0')).toMatchObject([{ version: 1, level: 4, reason: null, to: null }]);
    expect(await lastRun()).toMatchObject({ state: 'done', accepted: 10, quarantined: 0 });
  });

  it('is stored whole, under its SHA-256', async () => {
    world.portal.answer = answerRows(tenRows());
    await gather('2020-04-15');
    const [stored] = await world.db.sql<
      { body: Buffer; bytes: number; hash: string; url: string }[]
    >`
      select body, bytes, hash, url from reply
      join run_reply using (unit_id, source_id, hash)
      where source_id = ${world.source.id}`;
    const text = zstdDecompressSync(stored!.body).toString();
    expect(JSON.parse(text)).toMatchObject({ period: PERIOD, total: 10 });
    expect(stored!.bytes).toBe(Buffer.byteLength(text));
    expect(stored!.url).toBe(`${world.portal.url}/services?period=2020-Q1&page=1`);
  });

  it('is read as well where it was stored by gzip, as replies once were', async () => {
    world.portal.answer = answerRows(tenRows());
    await gather('2020-04-15');
    const [run] = await world.db.sql<{ id: string; body: Buffer }[]>`
      select r.run_id as id, b.body from run_reply r join reply b using (unit_id, source_id, hash)
      where source_id = ${world.source.id}`;
    const text = zstdDecompressSync(run!.body);
    await world.db
      .sql`update reply set body = ${gzipSync(text)} where source_id = ${world.source.id}`;
    const [reply] = await readStoredReplies(world.db, world.source.unit, run!.id);
    expect(text.equals(reply!.body)).toBe(true);
  });

  it('keeps texts as they came, whatever signs COPY gives a meaning to', async () => {
    const name = 'Thủ tục\tsố \\N "một"\nhai \\. ba';
    world.portal.answer = answerRows([serviceRow('x', { name })]);
    await gather('2020-04-15');
    const [stored] = await world.db.sql`select name_vi as name from service
      where unit_id = ${world.source.unit} and code = 'x'`;
    expect(stored).toEqual({ name });
  });

  it('counts levels, dossiers and what was on time over whole numbers', async () => {
    world.source = {
      ...world.source,
      indicators: ['share_l3_plus', 'dossiers_on_time', 'share_l4_with_dossiers'],
    };
    world.portal.answer = answerRows([
      serviceRow('a', { level: 4, received: 100, filedOnline: 0, handledOnline: 0, onTime: 90 }),
      serviceRow('b', { level: 4, received: 1, filedOnline: 1, handledOnline: 1, onTime: 1 }),
      serviceRow('c', { level: 3, received: 0, filedOnline: 0, handledOnline: 0, onTime: 0 }),
      serviceRow('d', { level: 1, received: 9, filedOnline: 0, handledOnline: 0, onTime: 9 }),
    ]);
    await gather('2020-04-15');
    expect(await shares('share_l3_plus')).toMatchObject([{ numerator: 3, denominator: 4 }]);
    expect(await shares('share_l4_with_dossiers')).toMatchObject([
      { numerator: 1, denominator: 2 },
    ]);
    expect(await shares('dossiers_on_time')).toMatchObject([{ numerator: 100, denominator: 110 }]);
  });
});

describe('a reply that comes again', () => {
  it('writes no row when its bytes are known, but the run is recorded', async () => {
    world.portal.answer = answerRows(tenRows());
    await gather('2020-04-15');
    expect(await gather('2020-05-15')).toMatchObject({ outcome: 'unchanged', written: 0 });
    expect(await versions('0')).toHaveLength(1);
    expect(await lastRun()).toMatchObject({ state: 'done', accepted: 10, written: 0 });
    const [count] = await world.db.sql`select count(*)::int as replies from reply
      where source_id = ${world.source.id}`;
    expect(count).toEqual({ replies: 1 });
  });

  it('writes no version when it says the same in another order', async () => {
    world.portal.answer = answerRows(tenRows());
    await gather('2020-04-15');
    world.portal.answer = answerRows(tenRows().reverse());
    expect(await gather('2020-05-15')).toMatchObject({
      outcome: 'unchanged',
      rows: 10,
      written: 0,
    });
    expect(await shares('share_l4')).toHaveLength(1);
  });

  it('is read again on demand, though its source stands in the same version', async () => {
    world.portal.answer = answerRows(tenRows());
    await gather('2020-04-15');
    if (world.source.mapping.produces !== 'services') throw new Error('a source of services');
    world.source.mapping.fields.level = { path: 'level', values: { '4': 3 } };
    expect(await gather('2020-05-15')).toMatchObject({ outcome: 'unchanged' });
    expect(await gather('2020-05-16', { reread: true })).toMatchObject({ outcome: 'done' });
    expect(await shares('share_l4')).toMatchObject([{ numerator: 2 }, { numerator: 0 }]);
  });
});

describe('a figure that changes', () => {
  it('gets a version beside the old one, with its reason; others get none', async () => {
    world.portal.answer = answerRows(tenRows());
    await gather('2020-04-15');
    world.portal.answer = answerRows(
      tenRows().map((row) => (row.code === '5' ? { ...row, level: 4 } : row)),
    );
    await gather('2020-05-15');
    expect(await versions('5')).toMatchObject([
      { version: 1, level: 2, reason: null, from: '2020-04-15', to: '2020-05-15' },
      { version: 2, level: 4, reason: 'R1', from: '2020-05-15', to: null },
    ]);
    expect(await versions('6')).toHaveLength(1);
    expect(await shares('share_l4')).toMatchObject([
      { version: 1, value: 0.2, numerator: 2 },
      { version: 2, value: 0.3, numerator: 3, reason: 'R1' },
    ]);
    expect(await shares('dossiers_on_time')).toHaveLength(1);
  });

  it('moves the denominator when a service is no longer listed, and again when it is back', async () => {
    world.portal.answer = answerRows(tenRows());
    await gather('2020-04-15');
    world.portal.answer = answerRows(tenRows().slice(0, 9));
    await gather('2020-05-15');
    expect(await versions('9')).toMatchObject([
      { inForce: true, to: '2020-05-15' },
      { inForce: false, reason: 'R1', to: null },
    ]);
    world.portal.answer = answerRows(tenRows());
    await gather('2020-06-15');
    expect((await versions('9')).at(-1)).toMatchObject({ version: 3, inForce: true });
    expect((await shares('share_l4')).map((row) => row.denominator)).toEqual([10, 9, 10]);
  });
});

describe('a row that breaks a rule', () => {
  it('is quarantined with its rule, its place and the original, and the rest counts', async () => {
    world.portal.answer = answerRows([...tenRows(), serviceRow('bad', { level: 'Mức độ 4' })]);
    expect(await gather('2020-04-15')).toMatchObject({ outcome: 'done', rows: 11 });
    const kept = await world.db.sql`select rule, severity, place, original, message_vi as message
      from quarantine where source_id = ${world.source.id} and severity = 'refuse'`;
    expect(kept).toMatchObject([
      { rule: 'level', severity: 'refuse', place: 'page 1, rows[10].level' },
    ]);
    expect(JSON.parse(String(kept[0]!.original))).toMatchObject({ code: 'bad', level: 'Mức độ 4' });
    expect(await shares('share_l4')).toMatchObject([{ denominator: 10, status: 'P' }]);
    expect(await lastRun()).toMatchObject({ accepted: 10, quarantined: 1 });
  });

  it('keeps the older version of its service', async () => {
    world.portal.answer = answerRows(tenRows());
    await gather('2020-04-15');
    world.portal.answer = answerRows(
      tenRows().map((row) => (row.code === '0' ? { ...row, received: -1 } : row)),
    );
    await gather('2020-05-15');
    expect(await versions('0')).toMatchObject([{ version: 1, inForce: true, to: null }]);
    expect((await shares('share_l4')).at(-1)).toMatchObject({ numerator: 2, denominator: 10 });
  });

  it('retires nobody when its code cannot be read, for it might be anybody', async () => {
    world.portal.answer = answerRows(tenRows());
    await gather('2020-04-15');
    world.portal.answer = answerRows([...tenRows().slice(1), serviceRow('', { level: 4 })]);
    await gather('2020-05-15');
    expect(await versions('0')).toMatchObject([{ version: 1, inForce: true, to: null }]);
  });

  it('leaves the figure missing, never 0, when no row of the reply can be used', async () => {
    world.portal.answer = answerRows([serviceRow('a', { level: 7 })]);
    await gather('2020-04-15');
    expect(await shares('share_l4')).toMatchObject([
      { value: null, missing: 'rejected', status: 'M' },
    ]);
  });
});

describe('a source that does not answer', () => {
  it('leaves its figures missing with the reason, never 0', async () => {
    world.portal.answer = sendStatus(503);
    expect(await gather('2020-04-15')).toMatchObject({ outcome: 'failed' });
    expect(await shares('share_l4')).toMatchObject([
      { value: null, numerator: null, denominator: null, missing: 'no-reply', status: 'M' },
    ]);
    expect(await lastRun()).toMatchObject({ state: 'failed', code: 'http-503' });
  });

  it('is not said to be silent where the fault is ours', async () => {
    world.portal.answer = answerRows(tenRows());
    await world.db.sql.unsafe(`
      create function refuse() returns trigger language plpgsql as $$ begin
        raise exception 'this database takes no rows'; end $$;
      create trigger refuse before insert on service_row execute function refuse()`);
    expect(await gather('2020-04-15')).toMatchObject({ outcome: 'failed' });
    await world.db.sql`drop function refuse cascade`;
    expect(await shares('share_l4')).toMatchObject([
      { value: null, missing: 'gathering-failed', status: 'M' },
    ]);
    const [noted] = await world.db.sql`select count(missing_note)::int as notes from observation
      where source_id = ${world.source.id}`;
    expect(noted).toEqual({ notes: 0 });
  });

  it('is not given up before its last try', async () => {
    world.portal.answer = sendStatus(503);
    expect(await gather('2020-04-15', { attempt: 1 })).toMatchObject({ outcome: 'retry' });
    expect(await shares('share_l4')).toHaveLength(0);
    expect(await lastRun()).toMatchObject({ state: 'waiting' });
  });

  it('is given up at once when another try cannot help', async () => {
    world.portal.answer = sendStatus(404);
    expect(await gather('2020-04-15', { attempt: 1 })).toMatchObject({ outcome: 'failed' });
  });

  it('does not take back what it said before', async () => {
    world.portal.answer = answerRows(tenRows());
    await gather('2020-04-15');
    world.portal.answer = sendStatus(503);
    await gather('2020-05-15');
    expect(await shares('share_l4')).toMatchObject([{ version: 1, value: 0.2 }]);
  });

  it('supersedes the missing figure when it answers late, which is no revision', async () => {
    world.portal.answer = sendStatus(503);
    await gather('2020-04-15');
    world.portal.answer = answerRows(tenRows());
    await gather('2020-05-15');
    expect(await shares('share_l4')).toMatchObject([
      { version: 1, missing: 'no-reply' },
      { version: 2, value: 0.2, missing: null, reason: 'R2' },
    ]);
  });

  it.each([
    [
      'about another period',
      { period: '2019-Q4', total: 1, rows: [serviceRow('a')] },
      'wrong-period',
    ],
    ['without its rows', { period: PERIOD, total: 1 }, 'shape'],
    ['without the number of rows', { period: PERIOD, rows: [serviceRow('a')] }, 'shape'],
    ['with nothing in it', { period: PERIOD, total: 0, rows: [] }, 'empty'],
    ['with fewer rows than it says', { period: PERIOD, total: 9, rows: [] }, 'incomplete'],
    [
      'with more rows than it says',
      { period: PERIOD, total: 0, rows: [serviceRow('a')] },
      'incomplete',
    ],
  ])('a reply %s is refused whole, and kept as evidence', async (_name, body, code) => {
    world.portal.answer = (_request, response) => sendJson(response, body);
    expect(await gather('2020-04-15')).toMatchObject({ outcome: 'failed' });
    expect(await lastRun()).toMatchObject({ code });
    const [stored] = await world.db.sql`select count(*)::int as replies from run_reply
      where source_id = ${world.source.id}`;
    expect(stored!.replies).toBeGreaterThan(0);
    expect(await versions('a')).toHaveLength(0);
  });
});
