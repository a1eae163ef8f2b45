import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Release } from '#lib/domain/release.ts';
import type { JobContext } from '#lib/server/context.ts';
import { findReleaseId, listReleases, readRelease } from '#lib/server/store/releases.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import {
  CATALOGUE_FOLDER,
  checkPackage,
  loadPackage,
  PRODUCT_PACKAGES,
  type LoadedPackage,
} from '../../jobs/load-package.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures/packages', import.meta.url));
const fixture = (name: string): string => join(FIXTURES, name);

describe.each(['18', '15'] as const)('packages on PostgreSQL %s', (server) => {
  let test: TestDatabase;
  let now = Date.parse('2021-03-01T00:00:00Z');
  const copies: string[] = [];

  beforeAll(async () => {
    test = await testDatabase({ server });
    await loadCatalogue(test.db, CATALOGUE_FOLDER);
  });
  afterAll(() => test.drop());
  afterEach(async () => {
    for (const copy of copies.splice(0)) await rm(copy, { recursive: true });
  });

  /** Every load comes a minute after the one before. */
  const context = (trace: (step: string) => void = () => {}): JobContext => {
    now += 60_000;
    const at = new Date(now);
    return {
      db: test.db,
      now: () => at,
      log: pino({ level: 'silent' }),
      signal: new AbortController().signal,
      trace,
    };
  };

  async function load(path: string): Promise<LoadedPackage> {
    const { faults, loaded } = await loadPackage(context(), { path });
    expect(faults).toEqual([]);
    if (!loaded) throw new Error('a package without a fault is loaded');
    return loaded;
  }

  async function altered(name: string, file: string, from: string, to: string): Promise<string> {
    const copy = await mkdtemp(join(tmpdir(), 'tiendo-altered-'));
    copies.push(copy);
    await cp(fixture(name), copy, { recursive: true });
    const text = await readFile(join(copy, file), 'utf8');
    expect(text).toContain(from);
    await writeFile(join(copy, file), text.replace(from, to));
    return copy;
  }

  async function current(seriesId: string, period: string): Promise<Release> {
    const id = await findReleaseId(test.db, { seriesId, period });
    const release = id === null ? null : await readRelease(test.db, id);
    if (!release) throw new Error(`${seriesId} ${period} is published`);
    return release;
  }

  const scoreOf = (release: Release, measure: string, unit: string) =>
    release.rows.find((row) => row.measure === measure && row.unitId === unit)?.score;

  /** Every row of every table that a load may write, but for those of `except`. */
  async function countRows(except: string[] = []): Promise<Record<string, number>> {
    const tables = await test.db.sql<{ name: string }[]>`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
        and relname <> all(${except}::text[]) order by relname`;
    const counts: Record<string, number> = {};
    for (const { name } of tables) {
      const [row] = await test.db.sql<{ n: number }[]>`
        select count(*)::int as n from ${test.db.sql(name)}`;
      counts[name] = row?.n ?? 0;
    }
    return counts;
  }

  it('publishes every period, final where the owner published scores, scored as in memory', async () => {
    const loaded = await load(fixture('two-versions'));
    expect(loaded).toMatchObject({ series: 'two-versions', published: ['2019', '2020'] });
    const [before, after] = [
      await current('two-versions', '2019'),
      await current('two-versions', '2020'),
    ];
    expect([before.status, after.status]).toEqual(['final', 'final']);
    expect(after.previousReleaseId).toBe(before.id);
    const published = await test.db.sql<
      { measure: string; unitId: string; period: string; score: number; rank: number }[]
    >`
      select measure, unit_id as "unitId", period, score, rank from published_score
      where series_id = 'two-versions'`;
    expect(published).toHaveLength(23);
    for (const { measure, unitId, period, score, rank } of published) {
      const release = period === '2019' ? before : after;
      const row = release.rows.find((one) => one.measure === measure && one.unitId === unitId);
      expect(row?.score).toBeCloseTo(score, 4);
      expect(row?.rank).toBe(rank);
    }
  });

  it('writes no version and no release where the same package comes again', async () => {
    await load(fixture('goalposts'));
    const once = await countRows(['job_run', 'run_reply']);
    const again = await load(fixture('goalposts'));
    expect(again).toMatchObject({ versionsWritten: 0, published: [], unchanged: ['2020'] });
    expect(await countRows(['job_run', 'run_reply'])).toEqual(once);
  });

  it('is loaded again within the same millisecond', async () => {
    const ctx = context();
    const path = fixture('goalposts');
    expect((await loadPackage(ctx, { path })).loaded).not.toBeNull();
    expect((await loadPackage(ctx, { path })).loaded?.versionsWritten).toBe(0);
  });

  it('adds a version with reason R1 and a release where one figure changed', async () => {
    await load(fixture('none'));
    const first = await current('none', '2020');
    const changed = await load(
      await altered('none', 'observations.csv', 'a,x,2020,30', 'a,x,2020,31'),
    );
    expect(changed).toMatchObject({ versionsWritten: 1, published: ['2020'] });
    const versions = await test.db.sql`
      select version, value, reason, superseded_at is null as stands from observation
      where indicator_id = 'none/x' and unit_id = 'none:a' order by version`;
    expect(versions).toEqual([
      { version: 1, value: 30, reason: null, stands: false },
      { version: 2, value: 31, reason: 'R1', stands: true },
    ]);
    const second = await current('none', '2020');
    expect([first.number, second.number]).toEqual([1, 2]);
    expect(scoreOf(first, 'sum-exclude_unit:total', 'none:a')).toBe(110);
    expect(scoreOf(second, 'sum-exclude_unit:total', 'none:a')).toBe(113);
  });

  it('records a figure that left the package as missing, never as if it had not been', async () => {
    await load(fixture('zscore'));
    const path = await altered('zscore', 'observations.csv', 'd,y,2020,60\n', '');
    await writeFile(join(path, 'published.csv'), 'index,node,unit,period,score,rank\n');
    expect((await load(path)).versionsWritten).toBe(1);
    const versions = await test.db.sql`
      select version, value, missing, reason from observation
      where indicator_id = 'zscore/y' and unit_id = 'zscore:d' order by version`;
    expect(versions).toEqual([
      { version: 1, value: 60, missing: null, reason: null },
      { version: 2, value: null, missing: 'not-reported', reason: 'R1' },
    ]);
    expect((await current('zscore', '2020')).status).toBe('provisional');
    expect((await load(path)).versionsWritten).toBe(0);
  });

  it('publishes anew a period that left the package, and what is compared with it', async () => {
    await load(fixture('two-versions'));
    const before = await current('two-versions', '2019');
    const path = await altered('two-versions', 'published.csv', '', '');
    await writeFile(join(path, 'published.csv'), 'index,node,unit,period,score,rank\n');
    const figures = await readFile(join(path, 'observations.csv'), 'utf8');
    const kept = figures.split('\n').filter((line) => !line.includes(',2019,'));
    await writeFile(join(path, 'observations.csv'), kept.join('\n'));
    expect((await load(path)).published).toEqual(['2019', '2020']);
    const after = await current('two-versions', '2019');
    expect(after.number).toBe(before.number + 1);
    expect(after.rows.filter(({ value }) => value !== null)).toEqual([]);
    expect((await current('two-versions', '2020')).previousReleaseId).toBe(after.id);
    expect(await load(path)).toMatchObject({ published: [], unchanged: ['2020'] });
  });

  it('writes nothing where one rule is broken', async () => {
    const before = await countRows();
    const path = await altered('minmax', 'observations.csv', 'd,y,2020,60', 'd,z,2020,60');
    const report = await loadPackage(context(), { path });
    expect(report.loaded).toBeNull();
    expect(report.faults.map(({ rule, file, line }) => [rule, file, line])).toEqual([
      ['unknown-indicator', 'observations.csv', 8],
    ]);
    expect(await countRows()).toEqual(before);
  });

  it.each(['load:record', 'publish:build', 'publish:point', 'load:commit'])(
    'writes nothing where it fails at %s',
    async (failing) => {
      const before = await countRows();
      const ctx = context((step) => {
        if (step === failing) throw new Error('stopped');
      });
      await expect(loadPackage(ctx, { path: fixture('minmax-lower') })).rejects.toThrow('stopped');
      expect(await countRows()).toEqual(before);
    },
  );

  it('changes nothing when it only checks', async () => {
    const before = await countRows();
    await checkPackage({ path: fixture('minmax') });
    expect(await countRows()).toEqual(before);
  });

  it('keeps service rows beside the shares counted from them', async () => {
    const loaded = await load(fixture('services'));
    expect(loaded).toMatchObject({ services: 6, published: ['2020-Q1'] });
    const [rows] = await test.db.sql`
      select count(*)::int as n, sum(received)::int as received from service_row
      where source_id = 'package-services' and superseded_at is null`;
    expect(rows).toEqual({ n: 6, received: 28 });
    expect(scoreOf(await current('services', '2020-Q1'), 'use:total', 'services:a')).toBe(37.5);

    const gone = await load(
      await altered(
        'services',
        'services.csv',
        'b,s2,1.000002,Đổi giấy phép,Xây dựng,Phòng Ba,2020-Q1,1,0,0,0,0,0\n',
        '',
      ),
    );
    // One version says that the service is gone; the shares of B over all services have 1 for 2.
    expect(gone.versionsWritten).toBe(2);
    expect((await load(fixture('services'))).versionsWritten).toBe(2);
  });

  it('ranks the units of the catalogue under their permanent ids and changes none of them', async () => {
    const catalogue = () => test.db.sql`
      select (select md5(string_agg(u::text, '|' order by id)) from unit u where series_id is null),
        (select md5(string_agg(c::text, '|' order by c::text)) from unit_code c where scheme = ''),
        (select md5(string_agg(m::text, '|' order by m::text)) from group_member m
          where series_id = 'dvc')`;
    const before = await catalogue();
    for (const path of PRODUCT_PACKAGES) await load(path);
    expect(await catalogue()).toEqual(before);
    const release = await current('it-application-2017', '2017');
    const ranks = release.rows
      .filter((row) => row.measure === 'it_application:it_application')
      .map((row) => [row.unitId, row.rank]);
    expect(ranks).toHaveLength(63);
    expect(ranks.filter(([, rank]) => rank === null)).toHaveLength(10);
    expect(Object.fromEntries(ranks)).toMatchObject({ 'p-38': 17, 'p-77': 17, 'p-25': 19 });
    const own = await test.db.sql`select id from unit where series_id like 'it-application%'`;
    expect(own).toHaveLength(0);
  });

  it('keeps what it loaded when the catalogue is loaded again', async () => {
    await load(fixture('target'));
    const before = await countRows();
    await loadCatalogue(test.db, CATALOGUE_FOLDER);
    expect(await countRows()).toEqual(before);
  });

  it('keeps the package itself as the reply of its run', async () => {
    await load(fixture('goalposts-lower'));
    const [reply] = await test.db.sql`
      select p.content_type, r.url, j.state, j.rows_accepted, j.versions_written
      from run_reply r join reply p using (unit_id, source_id, hash) join job_run j on j.id = r.run_id
      where r.source_id = 'package-goalposts-lower'`;
    expect(reply).toEqual({
      content_type: 'application/zip',
      url: 'package:goalposts-lower',
      state: 'done',
      rows_accepted: 8,
      versions_written: 8,
    });
    const releases = await listReleases(test.db, 'goalposts-lower');
    expect(releases.map(({ period }) => period)).toEqual(['2020']);
  });
});
