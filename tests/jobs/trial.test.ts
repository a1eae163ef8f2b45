// Trials as the staff's pages ask for them: done by the scheduler's own job, told in full, and leaving
// nothing behind but their report.
import { beforeEach, expect, it } from 'vitest';
import type { SourceConfig } from '#lib/server/sources/source.ts';
import { askForTrial, MOST_SHOWN, readTrial } from '#lib/server/store/trials.ts';
import { tryWaiting } from '../../jobs/trial.ts';
import { jobContext, quickClient } from '../helpers/job-context.ts';
import { answerRows, sendStatus, serviceRow, smallSource } from '../helpers/small-portal.ts';
import { portalWorld } from '../helpers/worlds.ts';

const NOW = '2020-04-15T00:00:00Z';

const world = portalWorld('for all', answerRows([serviceRow('a', { level: 4 }), serviceRow('b')]));
let source: SourceConfig;

beforeEach(() => {
  source = smallSource('tried', 'p-68', world.portal.url, { indicators: ['share_l4'] });
});

const ctx = (signal = new AbortController().signal) => jobContext(world.db, NOW, { signal });
const ask = (config = source, period = '2020-Q1') =>
  askForTrial(world.db, config, period, { by: 'someone', now: new Date(NOW) });
const tryAll = () => tryWaiting(ctx(), quickClient());

const countFacts = async () => {
  const [row] = await world.db.sql`
    select (select count(*)::int from source) as sources,
      (select count(*)::int from job_run where job = 'gather') as runs,
      (select count(*)::int from reply) as replies, (select count(*)::int from service) as services,
      (select count(*)::int from service_row) as rows,
      (select count(*)::int from observation) as figures,
      (select count(*)::int from quarantine) as findings`;
  return row;
};

it('tells what would be recorded, and records nothing', async () => {
  world.portal.answer = answerRows([serviceRow('a', { level: 4 }), serviceRow('c', { level: 9 })]);
  const before = await countFacts();
  const runId = await ask();
  expect(await readTrial(world.db, runId)).toMatchObject({ state: 'waiting', report: null });
  expect(await tryAll()).toBe(1);
  const trial = await readTrial(world.db, runId);
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
  world.portal.answer = answerRows(rows);
  const runId = await ask();
  await tryAll();
  const { report } = (await readTrial(world.db, runId)) ?? {};
  expect(report?.findings).toHaveLength(MOST_SHOWN);
  expect(report?.counts.refuse).toBe(MOST_SHOWN + 50);
});

it.each([
  ['a portal that refuses', 404, {}, '2020-Q1', { outcome: 'failed', error: { code: 'http-404' } }],
  ['a period of another kind', 200, {}, '2020', { outcome: 'refused' }],
  ['an unknown indicator', 200, { indicators: ['none'] }, '2020-Q1', { outcome: 'refused' }],
])('tells of %s in a report, not by failing', async (_what, status, change, period, told) => {
  if (status !== 200) world.portal.answer = sendStatus(status);
  const runId = await ask({ ...source, ...change }, period);
  await tryAll();
  expect(await readTrial(world.db, runId)).toMatchObject({ state: 'done', report: told });
});

it('gives a trial back where it is told to stop, and another takes it up', async () => {
  const stopping = new AbortController();
  world.portal.answer = () => stopping.abort(new Error('told to stop'));
  const runId = await ask();
  await expect(tryWaiting(ctx(stopping.signal), quickClient())).rejects.toThrow('told to stop');
  expect(await readTrial(world.db, runId)).toMatchObject({ state: 'waiting' });
  world.portal.answer = answerRows([serviceRow('a')]);
  expect(await tryAll()).toBe(1);
  expect(await readTrial(world.db, runId)).toMatchObject({ state: 'done', report: { rows: 1 } });
});

it('has no trial of an id that is none', async () => {
  expect(await readTrial(world.db, 'x')).toBeNull();
  expect(await readTrial(world.db, '01890000-0000-7000-8000-000000000000')).toBeNull();
});
