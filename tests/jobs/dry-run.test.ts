// Trying a source, and what persons do to it: nothing is kept of the one, everything of the other.
import { beforeEach, describe, expect, it } from 'vitest';
import type { SourceOf } from '#lib/server/sources/source.ts';
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
import { jobContext, quickClient } from '../helpers/job-context.ts';
import { answerRows, sendStatus, serviceRow, smallSource } from '../helpers/small-portal.ts';
import { portalWorld } from '../helpers/worlds.ts';

const NOW = '2020-04-15T00:00:00Z';

const world = portalWorld(
  'for all',
  answerRows([serviceRow('a', { level: 4 }), serviceRow('b'), serviceRow('c', { level: 9 })]),
);
let source: SourceOf<'portal-json'>;
let sources = 0;

beforeEach(() => {
  sources += 1;
  source = smallSource(`source-${sources}`, 'p-68', world.portal.url, { indicators: ['share_l4'] });
});

const tryIt = (config = source) =>
  dryRun(jobContext(world.db, NOW), { source: config, period: '2020-Q1', client: quickClient() });

const countAll = async () => {
  const [row] = await world.db.sql`
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
    await upsertSources(world.db, [source]);
    await runDueSlots(jobContext(world.db, NOW), {
      until: new Date(NOW),
      sources: [source.id],
      client: quickClient(),
    });
    expect(await tryIt()).toMatchObject({
      figures: [],
      services: { added: 0, changed: 0, removed: 0 },
    });
    world.portal.answer = answerRows([serviceRow('a', { level: 2 }), serviceRow('d')]);
    expect(await tryIt()).toMatchObject({
      figures: [{ value: 0, standing: { value: 0.5 } }],
      services: { added: 1, changed: 1, removed: 1 },
    });
  });

  it('tells why a source cannot be read', async () => {
    world.portal.answer = sendStatus(404);
    expect(await tryIt()).toMatchObject({ outcome: 'failed', error: { code: 'http-404' } });
  });

  it('names an indicator that the catalogue lacks', async () => {
    await expect(tryIt({ ...source, indicators: ['nothing'] })).rejects.toThrow(/nothing/);
  });
});

describe('the history of a source', () => {
  const change = (reason: string) => ({ by: null, reason, now: new Date(NOW) });

  it('has a version for each change, and none where nothing is said otherwise', async () => {
    expect(await changeSource(world.db, source, change('first'))).toBe(1);
    expect(await changeSource(world.db, source, change('again'))).toBe(1);
    expect(await changeSource(world.db, { ...source, timeoutMs: 9_000 }, change('slow'))).toBe(2);
    expect(await readSourceVersions(world.db, source.id)).toMatchObject([
      { version: 2, reason: 'slow', changedBy: null, config: { timeoutMs: 9_000 } },
      { version: 1, reason: 'first', config: { id: source.id } },
    ]);
  });

  it('refuses a change without a reason', async () => {
    await expect(changeSource(world.db, source, change(' '))).rejects.toThrow(/reason/);
  });

  it('lets no slot run while it is paused, and the missed ones by policy after it', async () => {
    await upsertSources(world.db, [source]);
    const due = async (day: string) =>
      (
        await findDueSlots(world.db, {
          until: new Date(`${day}T00:00:00Z`),
          graceMs: 0,
          spreadMs: 0,
          sources: [source.id],
        })
      ).due.map(({ slot }) => slot.period);
    await pauseSource(world.db, source.id, change('moving'));
    expect(await due('2020-07-15')).toEqual([]);
    await resumeSource(world.db, source.id, change('moved'));
    expect(await due('2020-07-15')).toEqual(['2020-Q1', '2020-Q2']);
    const acts = await world.db.sql`
      select action from audit_event where subject = ${source.id} order by id`;
    expect(acts.map(({ action }) => action as string)).toEqual(['source.pause', 'source.resume']);
  });
});
