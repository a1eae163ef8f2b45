// A release that was exported as a package is built again: from its files alone, and loaded into an
// instance that has nothing but the catalogue. The same hash comes out, and another where a figure was
// altered.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rebuildFrom, verifyExport } from '#lib/domain/package/rebuild.ts';
import { splitCells } from '#lib/domain/package/split-cells.ts';
import type { Release } from '#lib/domain/release.ts';
import { hashOf } from '#lib/server/publish/build.ts';
import { readExport, zipRelease } from '#lib/server/publish/export.ts';
import { createZipped } from '#lib/server/publish/zipped.ts';
import { createPublished } from '#lib/server/published.ts';
import { loadPackage, PRODUCT_PACKAGES } from '../../jobs/load-package.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';
import { jobContext } from '../helpers/job-context.ts';

const NOW = '2026-01-01T00:00:00.000Z';
/** A thread takes its time to start on a loaded machine. */
const LONG = { timeout: 30_000 };
/** Of the quarters those that are loaded too: the first, one in which some were silent, the last. */
const LOADED = ['2019-Q1', '2020-Q2', '2021-Q4'];
let world: TestDatabase;
let empty: TestDatabase;
let folder: string;
let releases: Release[];
beforeAll(async () => {
  [world, empty] = await Promise.all([
    testDatabase({ content: 'illustrative' }),
    testDatabase({ content: 'catalogue' }),
  ]);
  folder = await mkdtemp(join(tmpdir(), 'tiendo-re-run-'));
  for (const path of PRODUCT_PACKAGES) await loadPackage(jobContext(world.db, NOW), { path });
  const published = createPublished(world.db);
  const series = ['dvc', 'it-application-2017', 'it-application-2019'];
  releases = (await Promise.all(series.map((each) => published.history(each)))).flat();
}, 180_000);
afterAll(async () => {
  await Promise.all([world.drop(), empty.drop(), rm(folder, { recursive: true })]);
});

/** The package of a release that is known to give its hash. */
async function exported(release: Release): Promise<Map<string, string>> {
  const files = await readExport(world.db, release);
  if ('refused' in files)
    throw new Error(`${release.rules.series.id} ${release.period} gives another hash`);
  return files;
}

/** The zip of a release that is known to give its hash. */
async function bytesOf(release: Release): Promise<Buffer> {
  const zip = await zipRelease(world.db, release);
  return Buffer.from('refused' in zip ? [] : zip);
}

async function connections(db: TestDatabase['db'], name: string): Promise<number> {
  const [row] = await db.sql<{ n: number }[]>`
    select count(*)::int as n from pg_stat_activity
    where application_name = ${name} and datname = current_database()`;
  return row?.n ?? 0;
}

const replaced = (files: ReadonlyMap<string, string>, file: string, from: RegExp, to: string) =>
  new Map(files).set(file, (files.get(file) ?? '').replace(from, to));

describe('an exported release', () => {
  it('comes out the same from its files alone, each of fourteen', async () => {
    expect(releases).toHaveLength(14);
    for (const release of releases) {
      const { release: rebuilt, faults } = rebuildFrom(await exported(release), splitCells);
      expect(faults).toEqual([]);
      expect(rebuilt && hashOf(rebuilt), `${release.rules.series.id} ${release.period}`).toBe(
        release.hash,
      );
    }
  });

  it('loads into an empty instance and is published there with the same ranks and hash', async () => {
    const there = createPublished(empty.db);
    const chosen = releases.filter(
      ({ rules, period }) => rules.series.id !== 'dvc' || LOADED.includes(period),
    );
    expect(chosen).toHaveLength(5);
    for (const release of chosen) {
      const zip = await zipRelease(world.db, release);
      const path = join(folder, `${release.rules.series.id}-${release.period}.zip`);
      await writeFile(path, 'refused' in zip ? '' : zip);
      const { faults, loaded } = await loadPackage(jobContext(empty.db, NOW), { path });
      expect(faults).toEqual([]);
      expect(loaded?.published).toEqual([release.period]);
      const [again] = await there.history(loaded?.series ?? '');
      expect(again?.hash, path).toBe(release.hash);
      expect(again?.illustrative).toBe(release.illustrative);
    }
  }, 300_000);

  it('is the same file each time', async () => {
    const [release] = releases;
    expect(await bytesOf(release as Release)).toEqual(await bytesOf(release as Release));
  });

  it('gives another hash, and says which rows differ, where one figure is altered', async () => {
    const release = releases.find(({ period }) => period === '2020-Q1') as Release;
    const files = await exported(release);
    const line = /^26,share_l4,2020-Q1,[^,]+,(\d+),/m;
    const count = Number(line.exec(files.get('observations.csv') ?? '')?.[1]);
    expect(count).toBeGreaterThan(0);
    const altered = replaced(
      files,
      'observations.csv',
      line,
      `26,share_l4,2020-Q1,,${count + 40},`,
    );
    const verdict = verifyExport(altered, splitCells);
    expect(verdict?.differences).toContainEqual(
      expect.objectContaining({ measure: 'share_l4', group: 'provinces', unit: '26' }),
    );
    const { release: rebuilt } = rebuildFrom(altered, splitCells);
    expect(rebuilt && hashOf(rebuilt)).not.toBe(release.hash);
    expect(verifyExport(files, splitCells)?.differences).toEqual([]);
  });

  it('gives another hash where only what the nation adds up to is altered', async () => {
    const release = releases.find(({ period }) => period === '2020-Q1') as Release;
    const files = await exported(release);
    const altered = replaced(files, 'datapackage.json', /"national": \[[^\]]*\]/, '"national": []');
    const verdict = verifyExport(altered, splitCells);
    expect(verdict?.differences.map(({ group, unit }) => group + unit)).toContain('');
    expect(verdict?.scores).not.toBe(files.get('scores.csv'));
  });

  it('is still known by a hash of the first version, and exported with it', async () => {
    const now = releases.find(({ period }) => period === '2020-Q1') as Release;
    const release = { ...now, hash: hashOf(now, 1) };
    const files = await exported(release);
    expect(files.get('scores.csv')?.split('\n')[0]).toBe(
      'method,measure,group,unit,score,rank,state,reason',
    );
    expect(verifyExport(files, splitCells)).toMatchObject({
      exported: { hash: release.hash, hashVersion: 1 },
      scores: files.get('scores.csv'),
      differences: [],
    });
  });

  it('is refused with what is wrong: another hash, or rules that its package would break', async () => {
    const release = releases.find(({ period }) => period === '2020-Q1') as Release;
    const other = { ...release, hash: '0'.repeat(64) };
    expect(await readExport(world.db, other)).toEqual({ refused: 'kept-later' });
    const targets = release.rules.targets.map((target) => ({ ...target, value: 2 }));
    const wrong = { ...release, rules: { ...release.rules, targets } };
    const refused = await readExport(world.db, wrong);
    expect(refused).toMatchObject({ refused: 'breaks-rules' });
    expect('faults' in refused && refused.faults[0]?.rule).toBe('share-out-of-range');
  });

  it('is packed in a thread, which nobody waits for leaves no connection behind', async () => {
    const [release] = releases as [Release];
    const zipped = createZipped(world.url);
    const there = await zipped(release.id, new AbortController().signal);
    expect('body' in there && Buffer.from(there.body)).toEqual(await bytesOf(release));
    const reader = new AbortController();
    const asked = zipped(releases[1]?.id ?? '', reader.signal);
    await expect.poll(() => connections(world.db, 'tiendo-export'), LONG).toBe(1);
    reader.abort(new Error('gone'));
    await expect(asked).rejects.toThrow('gone');
    await expect.poll(() => connections(world.db, 'tiendo-export'), LONG).toBe(0);
  });
});
