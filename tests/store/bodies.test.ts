// A province's own index, gathered from its server as in the demo: what it publishes, whose it is, that
// nothing of it is national, and that its release leaves and comes back the same.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Release } from '#lib/domain/release.ts';
import { readOwners } from '#lib/server/bodies.ts';
import { zipRelease } from '#lib/server/publish/export.ts';
import { createPublished } from '#lib/server/published.ts';
import { readSeriesBelow } from '#lib/server/store/bodies.ts';
import { readHolds } from '#lib/server/store/holds.ts';
import { readBodiesOf, readUnit, readUnits } from '#lib/server/store/facts.ts';
import { unitId } from '#lib/domain/unit.ts';
import { gatherBodies } from '../../jobs/demo-bodies.ts';
import { loadPackage } from '../../jobs/load-package.ts';
import { jobContext } from '../helpers/job-context.ts';
import { catalogueWorld } from '../helpers/worlds.ts';
import { startPortals, type Portals } from '../portals/start.ts';

const SERIES = 'lam-dong-ict';
const NOW = '2022-02-01T00:00:00.000Z';
const world = catalogueWorld('for all');
const empty = catalogueWorld('for all');
let portals: Portals;
let releases: Release[];
const gather = () =>
  gatherBodies(jobContext(world.db, NOW), { controlUrl: portals.url, sources: [], origin: '' });

beforeAll(async () => {
  portals = await startPortals();
  await gather();
  releases = await createPublished(world.db).history(SERIES);
}, 180_000);
afterAll(() => portals.close());

const runs = () => world.db.sql<{ period: string; state: string; written: number }[]>`
  select period, state, versions_written::int as written from job_run
  where source_id = 'package-68' order by slot_at`;

it('is gathered every quarter from the address of the province, and adds what is new', async () => {
  const gathered = await runs();
  expect(gathered.map(({ period, state }) => [period, state])).toEqual([
    ['2021-Q3', 'done'],
    ['2021-Q4', 'done'],
  ]);
  expect(gathered.every(({ written }) => written > 0)).toBe(true);
  await gather();
  expect(await runs()).toHaveLength(2);
});

it('publishes each quarter, illustrative and unheld, with the scores and ranks that were published', async () => {
  expect(releases).toHaveLength(8);
  expect(releases.every(({ illustrative, status }) => illustrative && status === 'final')).toBe(
    true,
  );
  expect(await readHolds(world.db, { state: 'held' }, 10)).toEqual([]);
  const published = await world.db.sql<
    { measure: string; unitId: string; period: string; score: number; rank: number }[]
  >`select measure, unit_id as "unitId", period, score, rank from published_score
    where series_id = ${SERIES}`;
  expect(published).toHaveLength(1518);
  const rows = new Map(
    releases.flatMap((release) =>
      release.rows.map((row) => [`${release.period} ${row.measure} ${row.unitId}`, row] as const),
    ),
  );
  for (const { measure, unitId: unit, period, score, rank } of published) {
    const row = rows.get(`${period} ${measure} ${unitId(unit)}`);
    expect(row?.score).toBeCloseTo(score, 3);
    expect(row?.rank, `${period} ${measure} ${unit}`).toBe(rank);
  }
});

it('belongs to the province, which stands above each of its bodies', async () => {
  expect([...(await readOwners(world.db))]).toEqual([[SERIES, 'p-68']]);
  expect([...(await readOwners(world.db, [SERIES]))]).toEqual([[SERIES, 'p-68']]);
  expect([...(await readOwners(world.db, ['dvc']))]).toEqual([]);
  expect(await readSeriesBelow(world.db, unitId('p-68'))).toEqual([SERIES]);
  expect(await readSeriesBelow(world.db, unitId('p-01'))).toEqual([]);
  const bodies = await readBodiesOf(world.db, unitId('p-68'));
  expect(Map.groupBy(bodies, ({ groupId }) => groupId).size).toBe(2);
  expect(bodies).toHaveLength(32);
  const city = await readUnit(world.db, `${SERIES}:672`);
  expect(city).toMatchObject({ parentId: 'p-68', validTo: '2025-06-30', code: '672' });
});

it('has no part in anything national', async () => {
  const units = await readUnits(world.db);
  expect(units.filter(({ id }) => id.includes(':'))).toEqual([]);
  for (const { summaries, rules } of releases) {
    expect(rules.groups.map(({ id, inNational }) => [id, inNational])).toEqual([
      ['departments', false],
      ['districts', false],
    ]);
    expect(summaries.filter(({ groupId }) => groupId === null)).toEqual([]);
  }
});

it('leaves as a package and comes out the same elsewhere, under the same province', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tiendo-bodies-'));
  const there = createPublished(empty.db);
  for (const release of [releases[0], releases.at(-1)] as Release[]) {
    const path = join(folder, `${release.period}.zip`);
    const zip = await zipRelease(world.db, release);
    await writeFile(path, 'refused' in zip ? '' : zip);
    const { faults, loaded } = await loadPackage(jobContext(empty.db, NOW), { path });
    expect(faults).toEqual([]);
    const [again] = await there.history(loaded?.series ?? '');
    expect(again?.hash).toBe(release.hash);
    expect(again?.rules.groups.map(({ nameVi }) => nameVi)).toEqual(
      release.rules.groups.map(({ nameVi }) => nameVi),
    );
    expect((await readOwners(empty.db)).get(loaded?.series ?? '')).toBe('p-68');
  }
  await rm(folder, { recursive: true });
}, 120_000);
