// The gather job end to end: a real portal over HTTP, a real PostgreSQL, one source and one period.
import { fileURLToPath } from 'node:url';
import { gzipSync, zstdDecompressSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '#lib/server/db/client.ts';
import type { SourceOf } from '#lib/server/sources/source.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { readStoredReplies } from '#lib/server/store/replies.ts';
import { claimSlot } from '#lib/server/store/runs.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { gatherSource } from '../../jobs/gather.ts';
import { createReference } from '../../jobs/reference.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';
import { jobContext, quickClient } from '../helpers/job-context.ts';
import {
  type Answer,
  answerRows,
  openSmallPortal,
  sendJson,
  sendStatus,
  serviceRow,
  smallSource,
  type SmallPortal,
} from '../helpers/small-portal.ts';

const CATALOGUE = fileURLToPath(new URL('../../drizzle/catalogue', import.meta.url));
const PERIOD = '2020-Q1';

let database: TestDatabase;
let db: Db;
let portal: SmallPortal;
let source: SourceOf<'portal-json'>;
let runs = 0;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  await loadCatalogue(db, CATALOGUE);
});
afterAll(() => database.drop());

beforeEach(async () => {
  portal = await openSmallPortal(answerRows([]));
  runs += 1;
  source = smallSource(`source-${runs}`, 'p-68', portal.url);
});
afterEach(() => portal.close());

/** One try of a slot of its own, as of a day; the slot is at its end when there is no second try. */
async function gather(day: string, options: { attempt?: number; reread?: boolean } = {}) {
  await upsertSources(db, [source]);
  const ctx = jobContext(db, `${day}T06:00:00Z`);
  const slot = {
    job: 'gather' as const,
    sourceId: source.id,
    unitId: source.unit,
    slotAt: new Date(`${day}T06:00:00Z`),
    period: PERIOD,
    trigger: 'manual' as const,
  };
  const claim = await claimSlot(db, slot, {
    asOf: ctx.now(),
    dueBy: ctx.now(),
    leaseMs: 60_000,
  });
  if (!claim) throw new Error('the slot is taken');
  return gatherSource(ctx, {
    source: { ...source, version: 1 },
    period: PERIOD,
    claim: { ...claim, attempt: options.attempt ?? source.maxAttempts },
    client: quickClient(),
    reference: createReference(db),
    leaseMs: 60_000,
    nextAttemptAt: () => ctx.now(),
    reread: options.reread ?? false,
  });
}

const versions = (code: string) => db.sql`
  select r.version, r.in_force as "inForce", r.level, r.reason,
    r.recorded_at::date::text as "from", r.superseded_at::date::text as "to"
  from service_row r join service s on s.unit_id = r.unit_id and s.id = r.service_id
  where r.source_id = ${source.id} and s.code = ${code} order by r.version`;

const shares = (indicator: string) => db.sql`
  select version, value, numerator, denominator, missing, status, reason from observation
  where source_id = ${source.id} and indicator_id = ${indicator} order by version`;

const lastRun = async () =>
  (
    await db.sql`select state, rows_accepted::int as accepted, rows_quarantined::int as quarantined,
        versions_written::int as written, error_code as code
      from job_run where source_id = ${source.id} order by slot_at desc limit 1`
  )[0];

/** Ten services, the first two at level 4. */
const ten = () =>
  Array.from({ length: 10 }, (_, at) => serviceRow(`${at}`, { level: at < 2 ? 4 : 2 }));

describe('a first reply', () => {
  it('becomes rows, shares counted from them, and one finished run', async () => {
    portal.answer = answerRows(ten());
    expect(await gather('2020-04-15')).toMatchObject({ outcome: 'done', rows: 10 });
    expect(await shares('share_l4')).toMatchObject([
      { version: 1, value: 0.2, numerator: 2, denominator: 10, status: 'A', reason: null },
    ]);
    expect(await versions('0')).toMatchObject([{ version: 1, level: 4, reason: null, to: null }]);
    expect(await lastRun()).toMatchObject({ state: 'done', accepted: 10, quarantined: 0 });
  });

  it('is stored whole, under its SHA-256', async () => {
    portal.answer = answerRows(ten());
    await gather('2020-04-15');
    const [stored] = await db.sql<{ body: Buffer; bytes: number; hash: string; url: string }[]>`
      select body, bytes, hash, url from reply
      join run_reply using (unit_id, source_id, hash)
      where source_id = ${source.id}`;
    const text = zstdDecompressSync(stored!.body).toString();
    expect(JSON.parse(text)).toMatchObject({ period: PERIOD, total: 10 });
    expect(stored!.bytes).toBe(Buffer.byteLength(text));
    expect(stored!.url).toBe(`${portal.url}/services?period=2020-Q1&page=1`);
  });

  it('is read as well where it was stored by gzip, as replies once were', async () => {
    portal.answer = answerRows(ten());
    await gather('2020-04-15');
    const [run] = await db.sql<{ id: string; body: Buffer }[]>`
      select r.run_id as id, b.body from run_reply r join reply b using (unit_id, source_id, hash)
      where source_id = ${source.id}`;
    const text = zstdDecompressSync(run!.body);
    await db.sql`update reply set body = ${gzipSync(text)} where source_id = ${source.id}`;
    const [reply] = await readStoredReplies(db, source.unit, run!.id);
    expect(text.equals(reply!.body)).toBe(true);
  });

  it('keeps texts as they came, whatever signs COPY gives a meaning to', async () => {
    const name = 'Thủ tục\tsố \\N "một"\nhai \\. ba';
    portal.answer = answerRows([serviceRow('x', { name })]);
    await gather('2020-04-15');
    const [stored] = await db.sql`select name_vi as name from service
      where unit_id = ${source.unit} and code = 'x'`;
    expect(stored).toEqual({ name });
  });

  it('counts levels, dossiers and what was on time over whole numbers', async () => {
    source = {
      ...source,
      indicators: ['share_l3_plus', 'dossiers_on_time', 'share_l4_with_dossiers'],
    };
    portal.answer = answerRows([
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
    portal.answer = answerRows(ten());
    await gather('2020-04-15');
    expect(await gather('2020-05-15')).toMatchObject({ outcome: 'unchanged', written: 0 });
    expect(await versions('0')).toHaveLength(1);
    expect(await lastRun()).toMatchObject({ state: 'done', accepted: 10, written: 0 });
    const [count] = await db.sql`select count(*)::int as replies from reply
      where source_id = ${source.id}`;
    expect(count).toEqual({ replies: 1 });
  });

  it('writes no version when it says the same in another order', async () => {
    portal.answer = answerRows(ten());
    await gather('2020-04-15');
    portal.answer = answerRows(ten().reverse());
    expect(await gather('2020-05-15')).toMatchObject({
      outcome: 'unchanged',
      rows: 10,
      written: 0,
    });
    expect(await shares('share_l4')).toHaveLength(1);
  });

  it('is read again on demand, though its source stands in the same version', async () => {
    portal.answer = answerRows(ten());
    await gather('2020-04-15');
    if (source.mapping.produces !== 'services') throw new Error('a source of services');
    source.mapping.fields.level = { path: 'level', values: { '4': 3 } };
    expect(await gather('2020-05-15')).toMatchObject({ outcome: 'unchanged' });
    expect(await gather('2020-05-16', { reread: true })).toMatchObject({ outcome: 'done' });
    expect(await shares('share_l4')).toMatchObject([{ numerator: 2 }, { numerator: 0 }]);
  });
});

describe('a figure that changes', () => {
  it('gets a version beside the old one, with its reason; others get none', async () => {
    portal.answer = answerRows(ten());
    await gather('2020-04-15');
    portal.answer = answerRows(ten().map((row) => (row.code === '5' ? { ...row, level: 4 } : row)));
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
    portal.answer = answerRows(ten());
    await gather('2020-04-15');
    portal.answer = answerRows(ten().slice(0, 9));
    await gather('2020-05-15');
    expect(await versions('9')).toMatchObject([
      { inForce: true, to: '2020-05-15' },
      { inForce: false, reason: 'R1', to: null },
    ]);
    portal.answer = answerRows(ten());
    await gather('2020-06-15');
    expect((await versions('9')).at(-1)).toMatchObject({ version: 3, inForce: true });
    expect((await shares('share_l4')).map((row) => row.denominator)).toEqual([10, 9, 10]);
  });
});

describe('a row that breaks a rule', () => {
  it('is quarantined with its rule, its place and the original, and the rest counts', async () => {
    portal.answer = answerRows([...ten(), serviceRow('bad', { level: 'Mức độ 4' })]);
    expect(await gather('2020-04-15')).toMatchObject({ outcome: 'done', rows: 11 });
    const kept = await db.sql`select rule, severity, place, original, message_vi as message
      from quarantine where source_id = ${source.id} and severity = 'refuse'`;
    expect(kept).toMatchObject([
      { rule: 'level', severity: 'refuse', place: 'page 1, rows[10].level' },
    ]);
    expect(JSON.parse(String(kept[0]!.original))).toMatchObject({ code: 'bad', level: 'Mức độ 4' });
    expect(await shares('share_l4')).toMatchObject([{ denominator: 10, status: 'P' }]);
    expect(await lastRun()).toMatchObject({ accepted: 10, quarantined: 1 });
  });

  it('keeps the older version of its service', async () => {
    portal.answer = answerRows(ten());
    await gather('2020-04-15');
    portal.answer = answerRows(
      ten().map((row) => (row.code === '0' ? { ...row, received: -1 } : row)),
    );
    await gather('2020-05-15');
    expect(await versions('0')).toMatchObject([{ version: 1, inForce: true, to: null }]);
    expect((await shares('share_l4')).at(-1)).toMatchObject({ numerator: 2, denominator: 10 });
  });

  it('retires nobody when its code cannot be read, for it might be anybody', async () => {
    portal.answer = answerRows(ten());
    await gather('2020-04-15');
    portal.answer = answerRows([...ten().slice(1), serviceRow('', { level: 4 })]);
    await gather('2020-05-15');
    expect(await versions('0')).toMatchObject([{ version: 1, inForce: true, to: null }]);
  });

  it('leaves the figure missing, never 0, when no row of the reply can be used', async () => {
    portal.answer = answerRows([serviceRow('a', { level: 7 })]);
    await gather('2020-04-15');
    expect(await shares('share_l4')).toMatchObject([
      { value: null, missing: 'rejected', status: 'M' },
    ]);
  });
});

describe('a source that does not answer', () => {
  it('leaves its figures missing with the reason, never 0', async () => {
    portal.answer = sendStatus(503);
    expect(await gather('2020-04-15')).toMatchObject({ outcome: 'failed' });
    expect(await shares('share_l4')).toMatchObject([
      { value: null, numerator: null, denominator: null, missing: 'no-reply', status: 'M' },
    ]);
    expect(await lastRun()).toMatchObject({ state: 'failed', code: 'http-503' });
  });

  it('is not said to be silent where the fault is ours', async () => {
    portal.answer = answerRows(ten());
    await db.sql.unsafe(`
      create function refuse() returns trigger language plpgsql as $$ begin
        raise exception 'this database takes no rows'; end $$;
      create trigger refuse before insert on service_row execute function refuse()`);
    expect(await gather('2020-04-15')).toMatchObject({ outcome: 'failed' });
    await db.sql`drop function refuse cascade`;
    expect(await shares('share_l4')).toMatchObject([
      { value: null, missing: 'gathering-failed', status: 'M' },
    ]);
    const [noted] = await db.sql`select count(missing_note)::int as notes from observation
      where source_id = ${source.id}`;
    expect(noted).toEqual({ notes: 0 });
  });

  it('is not given up before its last try', async () => {
    portal.answer = sendStatus(503);
    expect(await gather('2020-04-15', { attempt: 1 })).toMatchObject({ outcome: 'retry' });
    expect(await shares('share_l4')).toHaveLength(0);
    expect(await lastRun()).toMatchObject({ state: 'waiting' });
  });

  it('is given up at once when another try cannot help', async () => {
    portal.answer = sendStatus(404);
    expect(await gather('2020-04-15', { attempt: 1 })).toMatchObject({ outcome: 'failed' });
  });

  it('does not take back what it said before', async () => {
    portal.answer = answerRows(ten());
    await gather('2020-04-15');
    portal.answer = sendStatus(503);
    await gather('2020-05-15');
    expect(await shares('share_l4')).toMatchObject([{ version: 1, value: 0.2 }]);
  });

  it('supersedes the missing figure when it answers late, which is no revision', async () => {
    portal.answer = sendStatus(503);
    await gather('2020-04-15');
    portal.answer = answerRows(ten());
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
    portal.answer = (_request, response) => sendJson(response, body);
    expect(await gather('2020-04-15')).toMatchObject({ outcome: 'failed' });
    expect(await lastRun()).toMatchObject({ code });
    const [stored] = await db.sql`select count(*)::int as replies from run_reply
      where source_id = ${source.id}`;
    expect(stored!.replies).toBeGreaterThan(0);
    expect(await versions('a')).toHaveLength(0);
  });
});

/** Answers with the rows of the page that is asked for, four to each. */
const answerByFour =
  (rows: readonly unknown[]): Answer =>
  (request, response) => {
    const page = Number(new URL(request.url ?? '', 'http://portal').searchParams.get('page'));
    const onPage = rows.slice((page - 1) * 4, page * 4);
    sendJson(response, { period: PERIOD, total: rows.length, rows: onPage });
  };

describe('pages', () => {
  it('are asked for until all rows are there, and the place of a row names its page', async () => {
    source.mapping.request.size = 4;
    portal.answer = answerByFour([...ten().slice(0, 9), serviceRow('bad', { name: '' })]);
    expect(await gather('2020-04-15')).toMatchObject({ rows: 10 });
    expect(portal.asked).toHaveLength(3);
    const [aside] =
      await db.sql`select place from quarantine where source_id = ${source.id} and severity = 'refuse'`;
    expect(aside).toEqual({ place: 'page 3, rows[1].name' });
  });

  it('are each asked for once more when the source is asked again, whatever of them changed', async () => {
    source.mapping.request.size = 4;
    const pages = [1, 2, 3].map((page) => `/services?period=${PERIOD}&page=${page}`);
    portal.answer = answerByFour(ten());
    await gather('2020-04-15');
    expect(await gather('2020-05-15')).toMatchObject({ outcome: 'unchanged', rows: 10 });
    expect(portal.asked).toEqual([...pages, ...pages]);
    portal.answer = answerByFour(ten().with(5, serviceRow('5', { level: 3 })));
    expect(await gather('2020-06-15')).toMatchObject({ outcome: 'done', rows: 10 });
    expect(portal.asked).toEqual([...pages, ...pages, ...pages]);
    expect(await versions('5')).toMatchObject([{ level: 2 }, { level: 3 }]);
    const replies = await db.sql`select distinct ordinal from run_reply
      where source_id = ${source.id} order by ordinal`;
    expect(replies).toHaveLength(3);
  });

  it('follow a cursor until there is none', async () => {
    source.mapping.paging = { kind: 'cursor', next: 'next' };
    source.mapping.request.path = '/services?after={cursor}';
    portal.answer = (request, response) => {
      const after = new URL(request.url ?? '', 'http://portal').searchParams.get('after');
      const rows = after === '' ? ten().slice(0, 5) : ten().slice(5);
      sendJson(response, { period: PERIOD, rows, next: after === '' ? 'năm' : null });
    };
    expect(await gather('2020-04-15')).toMatchObject({ rows: 10 });
    expect(portal.asked[1]).toBe('/services?after=n%C4%83m');
  });

  it('that lead in a circle are refused', async () => {
    source.mapping.paging = { kind: 'cursor', next: 'next' };
    portal.answer = (_request, response) =>
      sendJson(response, { period: PERIOD, rows: ten(), next: 'again' });
    await gather('2020-04-15');
    expect(await lastRun()).toMatchObject({ state: 'failed', code: 'shape' });
  });
});
