// Replies of several pages, gathered from a real portal over HTTP into a real PostgreSQL.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '#lib/server/db/client.ts';
import type { SourceOf } from '#lib/server/sources/source.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';
import { gatherOnce, lastRunOf, PERIOD, tenRows, versionsOf } from '../helpers/gather-once.ts';
import {
  type Answer,
  answerRows,
  openSmallPortal,
  sendJson,
  serviceRow,
  smallSource,
  type SmallPortal,
} from '../helpers/small-portal.ts';

let database: TestDatabase;
let db: Db;
let portal: SmallPortal;
let source: SourceOf<'portal-json'>;
let runs = 0;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  await loadCatalogue(db, 'drizzle/catalogue');
});
afterAll(() => database.drop());

beforeEach(async () => {
  portal = await openSmallPortal(answerRows([]));
  runs += 1;
  source = smallSource(`source-${runs}`, 'p-68', portal.url);
});
afterEach(() => portal.close());

const gather = (day: string, options: { attempt?: number; reread?: boolean } = {}) =>
  gatherOnce(db, source, day, options);
const versions = (code: string) => versionsOf(db, source.id, code);
const lastRun = () => lastRunOf(db, source.id);

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
    portal.answer = answerByFour([...tenRows().slice(0, 9), serviceRow('bad', { name: '' })]);
    expect(await gather('2020-04-15')).toMatchObject({ rows: 10 });
    expect(portal.asked).toHaveLength(3);
    const [aside] =
      await db.sql`select place from quarantine where source_id = ${source.id} and severity = 'refuse'`;
    expect(aside).toEqual({ place: 'page 3, rows[1].name' });
  });

  it('are each asked for once more when the source is asked again, whatever of them changed', async () => {
    source.mapping.request.size = 4;
    const pages = [1, 2, 3].map((page) => `/services?period=${PERIOD}&page=${page}`);
    portal.answer = answerByFour(tenRows());
    await gather('2020-04-15');
    expect(await gather('2020-05-15')).toMatchObject({ outcome: 'unchanged', rows: 10 });
    expect(portal.asked).toEqual([...pages, ...pages]);
    portal.answer = answerByFour(tenRows().with(5, serviceRow('5', { level: 3 })));
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
      const rows = after === '' ? tenRows().slice(0, 5) : tenRows().slice(5);
      sendJson(response, { period: PERIOD, rows, next: after === '' ? 'năm' : null });
    };
    expect(await gather('2020-04-15')).toMatchObject({ rows: 10 });
    expect(portal.asked[1]).toBe('/services?after=n%C4%83m');
  });

  it('that lead in a circle are refused', async () => {
    source.mapping.paging = { kind: 'cursor', next: 'next' };
    portal.answer = (_request, response) =>
      sendJson(response, { period: PERIOD, rows: tenRows(), next: 'again' });
    await gather('2020-04-15');
    expect(await lastRun()).toMatchObject({ state: 'failed', code: 'shape' });
  });
});
