// Trying a source, and what persons do to it: nothing is kept of the one, everything of the other.
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDb } from '#lib/server/db/client.ts';
import type { SourceOf } from '#lib/server/sources/source.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import {
  changeSource,
  pauseSource,
  readSourceVersions,
  resumeSource,
} from '#lib/server/store/source-changes.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { dryRun } from '../../jobs/dry-run.ts';
import { findDueSlots } from '../../jobs/due.ts';
import { runDueSlots } from '../../jobs/ledger.ts';
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
let source: SourceOf<'portal-json'>;
let sources = 0;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  await loadCatalogue(db, CATALOGUE);
});
afterAll(() => database.drop());
beforeEach(async () => {
  sources += 1;
  portal = await openSmallPortal(
    answerRows([serviceRow('a', { level: 4 }), serviceRow('b'), serviceRow('c', { level: 9 })]),
  );
  source = smallSource(`source-${sources}`, 'p-68', portal.url, { indicators: ['share_l4'] });
});
afterEach(() => portal.close());

const tryIt = (config = source) =>
  dryRun(jobContext(db, NOW), { source: config, period: '2020-Q1', client: quickClient() });

const countAll = async () => {
  const [row] = await db.sql`
    select (select count(*)::int from source) as sources,
      (select count(*)::int from source_version) as versions,
      (select count(*)::int from job_run) as runs, (select count(*)::int from reply) as replies,
      (select count(*)::int from service_row) as rows, (select count(*)::int from service) as services,
      (select count(*)::int from observation) as figures,
      (select count(*)::int from quarantine) as findings`;
  return row;
};

describe('a dry run', () => {
  it('tells what would be recorded of a source that nobody registered, and keeps nothing', async () => {
    const before = await countAll();
    expect(await tryIt()).toMatchObject({
      outcome: 'sound',
      error: null,
      pages: 1,
      rows: 3,
      rowsAccepted: 2,
      rowsRefused: 1,
      counts: { refuse: 1 },
      findings: [{ rule: 'level', severity: 'refuse', place: 'page 1, rows[2].level' }],
      figures: [{ unitId: 'p-68', indicator: 'share_l4', value: 0.5, standing: null }],
      services: { added: 2, changed: 0, removed: 0 },
    });
    expect(await countAll()).toEqual(before);
  });

  it('tells what would change against what stands', async () => {
    await upsertSources(db, [source]);
    await runDueSlots(jobContext(db, NOW), {
      until: new Date(NOW),
      sources: [source.id],
      client: quickClient(),
    });
    expect(await tryIt()).toMatchObject({
      figures: [],
      services: { added: 0, changed: 0, removed: 0 },
    });
    portal.answer = answerRows([serviceRow('a', { level: 2 }), serviceRow('d')]);
    expect(await tryIt()).toMatchObject({
      figures: [{ value: 0, standing: { value: 0.5 } }],
      services: { added: 1, changed: 1, removed: 1 },
    });
  });

  it('tells why a source cannot be read', async () => {
    portal.answer = sendStatus(404);
    expect(await tryIt()).toMatchObject({ outcome: 'failed', error: { code: 'http-404' } });
  });

  it('names an indicator that the catalogue lacks', async () => {
    await expect(tryIt({ ...source, indicators: ['nothing'] })).rejects.toThrow(/nothing/);
  });
});

describe('the history of a source', () => {
  const change = (reason: string) => ({ by: null, reason, now: new Date(NOW) });

  it('has a version for each change, and none where nothing is said otherwise', async () => {
    expect(await changeSource(db, source, change('first'))).toBe(1);
    expect(await changeSource(db, source, change('again'))).toBe(1);
    expect(await changeSource(db, { ...source, timeoutMs: 9_000 }, change('slow'))).toBe(2);
    expect(await readSourceVersions(db, source.id)).toMatchObject([
      { version: 2, reason: 'slow', changedBy: null, config: { timeoutMs: 9_000 } },
      { version: 1, reason: 'first', config: { id: source.id } },
    ]);
  });

  it('refuses a change without a reason', async () => {
    await expect(changeSource(db, source, change(' '))).rejects.toThrow(/reason/);
  });

  it('lets no slot run while it is paused, and the missed ones by policy after it', async () => {
    await upsertSources(db, [source]);
    const due = async (day: string) =>
      (
        await findDueSlots(db, {
          until: new Date(`${day}T00:00:00Z`),
          graceMs: 0,
          spreadMs: 0,
          sources: [source.id],
        })
      ).due.map(({ slot }) => slot.period);
    await pauseSource(db, source.id, change('moving'));
    expect(await due('2020-07-15')).toEqual([]);
    await resumeSource(db, source.id, change('moved'));
    expect(await due('2020-07-15')).toEqual(['2020-Q1', '2020-Q2']);
    const acts = await db.sql`
      select action from audit_event where subject = ${source.id} order by id`;
    expect(acts.map(({ action }) => action as string)).toEqual(['source.pause', 'source.resume']);
  });
});
