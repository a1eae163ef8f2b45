// Replies of several pages, gathered from a real portal over HTTP into a real PostgreSQL.
import { describe, expect, it } from 'vitest';
import { gatheredSource, PERIOD, tenRows } from '../helpers/gathered-source.ts';
import { sendJson, serviceRow, type Answer } from '../helpers/small-portal.ts';

const world = gatheredSource();
const { gather, versions, lastRun } = world;

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
    world.source.mapping.request.size = 4;
    world.portal.answer = answerByFour([...tenRows().slice(0, 9), serviceRow('bad', { name: '' })]);
    expect(await gather('2020-04-15')).toMatchObject({ rows: 10 });
    expect(world.portal.asked).toHaveLength(3);
    const [aside] = await world.db
      .sql`select place from quarantine where source_id = ${world.source.id} and severity = 'refuse'`;
    expect(aside).toEqual({ place: 'page 3, rows[1].name' });
  });

  it('are each asked for once more when the source is asked again, whatever of them changed', async () => {
    world.source.mapping.request.size = 4;
    const pages = [1, 2, 3].map((page) => `/services?period=${PERIOD}&page=${page}`);
    world.portal.answer = answerByFour(tenRows());
    await gather('2020-04-15');
    expect(await gather('2020-05-15')).toMatchObject({ outcome: 'unchanged', rows: 10 });
    expect(world.portal.asked).toEqual([...pages, ...pages]);
    world.portal.answer = answerByFour(tenRows().with(5, serviceRow('5', { level: 3 })));
    expect(await gather('2020-06-15')).toMatchObject({ outcome: 'done', rows: 10 });
    expect(world.portal.asked).toEqual([...pages, ...pages, ...pages]);
    expect(await versions('5')).toMatchObject([{ level: 2 }, { level: 3 }]);
    const replies = await world.db.sql`select distinct ordinal from run_reply
      where source_id = ${world.source.id} order by ordinal`;
    expect(replies).toHaveLength(3);
  });

  it('follow a cursor until there is none', async () => {
    world.source.mapping.paging = { kind: 'cursor', next: 'next' };
    world.source.mapping.request.path = '/services?after={cursor}';
    world.portal.answer = (request, response) => {
      const after = new URL(request.url ?? '', 'http://portal').searchParams.get('after');
      const rows = after === '' ? tenRows().slice(0, 5) : tenRows().slice(5);
      sendJson(response, { period: PERIOD, rows, next: after === '' ? 'năm' : null });
    };
    expect(await gather('2020-04-15')).toMatchObject({ rows: 10 });
    expect(world.portal.asked[1]).toBe('/services?after=n%C4%83m');
  });

  it('that lead in a circle are refused', async () => {
    world.source.mapping.paging = { kind: 'cursor', next: 'next' };
    world.portal.answer = (_request, response) =>
      sendJson(response, { period: PERIOD, rows: tenRows(), next: 'again' });
    await gather('2020-04-15');
    expect(await lastRun()).toMatchObject({ state: 'failed', code: 'shape' });
  });
});
