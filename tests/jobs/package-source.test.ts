// An index package that a source brings by its schedule: loaded where it is new, returned where it
// breaks a rule, left alone where it is known.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OpenDb } from '#lib/server/db/client.ts';
import { openPackage } from '#lib/server/sources/package.ts';
import { parseSources, type SourceInputOf } from '#lib/server/sources/source.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { listReleases } from '#lib/server/store/releases.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { dryRun } from '../../jobs/dry-run.ts';
import { runDueSlots } from '../../jobs/ledger.ts';
import { loadPackage } from '../../jobs/load-package.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';
import { jobContext, quickClient } from '../helpers/job-context.ts';
import { openSmallPortal } from '../helpers/small-portal.ts';

const CATALOGUE = fileURLToPath(new URL('../../drizzle/catalogue', import.meta.url));
const FIXTURE = join(CATALOGUE, 'packages/it-application-2019');
const NAME = 'it-application-2019';

let database: TestDatabase;
let db: OpenDb;
let folder: string;

const source = (change: Partial<SourceInputOf<'package'>> = {}) =>
  parseSources([
    {
      id: 'ict-index',
      unit: 'vn',
      series: NAME,
      kind: 'package',
      origin: 'package',
      nameVi: 'Gói chỉ số',
      nameEn: 'Index package',
      address: pathToFileURL(folder).href,
      mapping: { produces: 'package' },
      schedule: '0 6 1 * *',
      missedPolicy: 'latest',
      firstSlot: '2020-02-01T06:00+07:00',
      frequency: 'year',
      reckoning: 'calendar',
      timeoutMs: 5_000,
      maxAttempts: 1,
      illustrative: false,
      indicators: ['score'],
      ...change,
    },
  ]);

beforeEach(async () => {
  database = await testDatabase();
  db = database.db;
  folder = await mkdtemp(join(tmpdir(), 'tiendo-package-'));
  await cp(FIXTURE, folder, { recursive: true });
  await loadCatalogue(db, CATALOGUE);
  await loadPackage(jobContext(db, '2020-01-15T00:00:00Z'), { path: FIXTURE });
  await upsertSources(db, source());
});
afterEach(async () => {
  await rm(folder, { recursive: true });
  await database.drop();
});

/** Runs what is due on the first of a month. */
const gather = (month: string) =>
  runDueSlots(jobContext(db, `${month}-01T00:00:00Z`), {
    until: new Date(`${month}-01T00:00:00Z`),
    client: quickClient(),
  });

/** Raises the first figure of the package by a little. */
async function changeOne(): Promise<void> {
  const path = join(folder, 'observations.csv');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace(/(\d)\.(\d+)/, '$1.9$2'));
}

const lastRun = async () =>
  (
    await db.sql`
      select state, error_code as code, rows_quarantined::int as faults, versions_written::int as written
      from job_run where source_id = 'ict-index' order by slot_at desc limit 1`
  )[0];

it('that says nothing new is read once and then known by its bytes', async () => {
  expect(await gather('2020-02')).toMatchObject({ due: 1, outcomes: { unchanged: 1 }, written: 0 });
  expect(await gather('2020-03')).toMatchObject({ outcomes: { unchanged: 1 }, written: 0 });
  expect(await listReleases(db, NAME)).toHaveLength(1);
});

it('that changed is loaded and published, in the transaction of its run', async () => {
  await changeOne();
  expect(await gather('2020-02')).toMatchObject({ outcomes: { done: 1 } });
  expect((await listReleases(db, NAME)).map(({ number }) => number)).toEqual([2, 1]);
});

it('that breaks a rule is returned whole, with file, line and column', async () => {
  const path = join(folder, 'observations.csv');
  await writeFile(path, (await readFile(path, 'utf8')).replace(/(\d\.\d+)/, 'many'));
  expect(await gather('2020-02')).toMatchObject({ outcomes: { failed: 1 }, written: 0 });
  expect(await lastRun()).toMatchObject({ state: 'failed', code: 'returned', faults: 1 });
  const [finding] = await db.sql`select place, message_vi as message from quarantine`;
  expect(finding?.['place']).toMatch(/^observations\.csv, line \d+, column "value"$/);
  expect(await listReleases(db, NAME)).toHaveLength(1);
});

it('that is another one than the source feeds is refused', async () => {
  await cp(join(CATALOGUE, 'packages/it-application-2017'), folder, {
    recursive: true,
    force: true,
  });
  await gather('2020-02');
  expect(await lastRun()).toMatchObject({ state: 'failed', written: 0 });
  expect((await lastRun())?.['code']).toMatch(/^(wrong-series|returned)$/);
});

it('is fetched from an address as a .zip', async () => {
  await changeOne();
  const { archive } = await openPackage(folder);
  const portal = await openSmallPortal((_request, response) =>
    response.writeHead(200, { 'content-type': 'application/zip' }).end(archive),
  );
  const { hostname: host, port } = new URL(portal.url);
  await upsertSources(
    db,
    source({
      address: portal.url,
      allow: [{ host, port: Number(port), addresses: ['127.0.0.1'] }],
      mapping: { produces: 'package', path: '/index.zip' },
    }),
  );
  expect(await gather('2020-02')).toMatchObject({ outcomes: { done: 1 } });
  expect(portal.asked).toEqual(['/index.zip']);
  await portal.close();
});

it('that takes more memory than it may is refused in a process of its own', async () => {
  const line = `${'a'.repeat(60)},${'b'.repeat(40)}\n`;
  const huge = Buffer.from(`a,b\n${line.repeat(480_000)}`);
  await writeFile(join(folder, 'observations.csv'), huge);
  const before = process.memoryUsage().heapUsed;
  expect(await gather('2020-02')).toMatchObject({ outcomes: { failed: 1 }, written: 0 });
  expect(await lastRun()).toMatchObject({ state: 'failed', code: 'too-large' });
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(64 * 1_048_576);
}, 60_000);

it('that is tried is not loaded, logged as published or kept from those who load it', async () => {
  await changeOne();
  const logged: string[] = [];
  const log = pino({ level: 'info' }, { write: (line) => logged.push(line) });
  const [tried] = source();
  // Whoever loaded it would wait for this in vain.
  const report = await db.sql.begin(async (other) => {
    await other`select pg_advisory_xact_lock(hashtext(${`package ${NAME}`}))`;
    await other`select from series where id = ${NAME} for no key update`;
    const ctx = jobContext(db, '2020-02-01T00:00:00Z', { log });
    return dryRun(ctx, { source: tried!, period: '2019', client: quickClient() });
  });
  expect(report).toMatchObject({ outcome: 'sound', rowsRefused: 0 });
  expect(report.rowsAccepted).toBeGreaterThan(0);
  expect(logged).toEqual([]);
  expect(await listReleases(db, NAME)).toHaveLength(1);
});

it('that is not there leaves what stands', async () => {
  await upsertSources(db, source({ address: pathToFileURL(join(folder, 'nowhere')).href }));
  expect(await gather('2020-02')).toMatchObject({ outcomes: { failed: 1 } });
  expect(await lastRun()).toMatchObject({ code: 'no-package' });
});
