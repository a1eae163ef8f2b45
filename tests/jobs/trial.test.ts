// Trials as the staff's pages ask for them: done by the scheduler's own job, told in full, and leaving
// nothing behind but their report.
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { OpenDb } from '#lib/server/db/client.ts';
import type { SourceConfig } from '#lib/server/sources/source.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { askForTrial, MOST_SHOWN, readTrial } from '#lib/server/store/trials.ts';
import { tryWaiting } from '../../jobs/trial.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';
import { jobContext, quickClient } from '../helpers/job-context.ts';
import {
  answerRows,
  openSmallPortal,
  sendStatus,
  serviceRow,
  smallSource,
  type SmallPortal,
} from '../helpers/small-portal.ts';

const CATALOGUE = fileURLToPath(new URL('../../drizzle/catalogue', import.meta.url));
const NOW = '2020-04-15T00:00:00Z';

let database: TestDatabase;
let db: OpenDb;
let portal: SmallPortal;
let source: SourceConfig;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  await loadCatalogue(db, CATALOGUE);
});
afterAll(() => database.drop());
beforeEach(async () => {
  portal = await openSmallPortal(answerRows([serviceRow('a', { level: 4 }), serviceRow('b')]));
  source = smallSource('tried', 'p-68', portal.url, { indicators: ['share_l4'] });
});
afterEach(() => portal.close());

const ctx = (signal = new AbortController().signal) => jobContext(db, NOW, { signal });
const ask = (config = source, period = '2020-Q1') =>
  askForTrial(db, config, period, { by: 'someone', now: new Date(NOW) });
const tryAll = () => tryWaiting(ctx(), quickClient());

const countFacts = async () => {
  const [row] = await db.sql`
    select (select count(*)::int from source) as sources,
      (select count(*)::int from job_run where job = 'gather') as runs,
      (select count(*)::int from reply) as replies, (select count(*)::int from service) as services,
      (select count(*)::int from service_row) as rows,
      (select count(*)::int from observation) as figures,
      (select count(*)::int from quarantine) as findings`;
  return row;
};

it('tells what would be recorded, and records nothing', async () => {
  portal.answer = answerRows([serviceRow('a', { level: 4 }), serviceRow('c', { level: 9 })]);
  const before = await countFacts();
  const runId = await ask();
  expect(await readTrial(db, runId)).toMatchObject({ state: 'waiting', report: null });
  expect(await tryAll()).toBe(1);
  const trial = await readTrial(db, runId);
  expect(trial).toMatchObject({ state: 'done', period: '2020-Q1', requestedBy: 'someone' });
  expect(trial?.report).toMatchObject({
    outcome: 'sound',
    rows: 2,
    rowsAccepted: 1,
    rowsRefused: 1,
    findings: [{ rule: 'level', place: 'page 1, rows[1].level' }],
    figures: [{ indicator: 'share_l4', value: 1, standing: null }],
    services: { added: 1 },
  });
  expect(trial?.report?.sample.map((row) => (JSON.parse(row) as { code: string }).code)).toEqual([
    'a',
    'c',
  ]);
  expect(await countFacts()).toEqual(before);
  expect(await tryAll()).toBe(0);
});

it('keeps the first of many findings, and counts all', async () => {
  const rows = Array.from({ length: MOST_SHOWN + 50 }, (_, at) =>
    serviceRow(`${at}`, { level: 9 }),
  );
  portal.answer = answerRows(rows);
  const runId = await ask();
  await tryAll();
  const { report } = (await readTrial(db, runId)) ?? {};
  expect(report?.findings).toHaveLength(MOST_SHOWN);
  expect(report?.counts.refuse).toBe(MOST_SHOWN + 50);
});

it.each([
  ['a portal that refuses', 404, {}, '2020-Q1', { outcome: 'failed', error: { code: 'http-404' } }],
  ['a period of another kind', 200, {}, '2020', { outcome: 'refused' }],
  ['an unknown indicator', 200, { indicators: ['none'] }, '2020-Q1', { outcome: 'refused' }],
])('tells of %s in a report, not by failing', async (_what, status, change, period, told) => {
  if (status !== 200) portal.answer = sendStatus(status);
  const runId = await ask({ ...source, ...change }, period);
  await tryAll();
  expect(await readTrial(db, runId)).toMatchObject({ state: 'done', report: told });
});

it('gives a trial back where it is told to stop, and another takes it up', async () => {
  const stopping = new AbortController();
  portal.answer = () => stopping.abort(new Error('told to stop'));
  const runId = await ask();
  await expect(tryWaiting(ctx(stopping.signal), quickClient())).rejects.toThrow('told to stop');
  expect(await readTrial(db, runId)).toMatchObject({ state: 'waiting' });
  portal.answer = answerRows([serviceRow('a')]);
  expect(await tryAll()).toBe(1);
  expect(await readTrial(db, runId)).toMatchObject({ state: 'done', report: { rows: 1 } });
});

it('has no trial of an id that is none', async () => {
  expect(await readTrial(db, 'x')).toBeNull();
  expect(await readTrial(db, '01890000-0000-7000-8000-000000000000')).toBeNull();
});
