// What becomes of a target by figures that were truly gathered: of half of the units, of one alone, and
// corrected after the next quarter was out.
import { beforeAll, expect, it } from 'vitest';
import { readPromises } from '#lib/server/promise-list.ts';
import { createPublished, type Published } from '#lib/server/published.ts';
import { readMembers } from '#lib/server/store/rules.ts';
import { gatherOnce } from '../helpers/gather-once.ts';
import { jobContext } from '../helpers/job-context.ts';
import { publishAnyway } from '../helpers/publish-anyway.ts';
import { serviceRow, smallSource } from '../helpers/small-portal.ts';
import { catalogueWorld } from '../helpers/worlds.ts';

const DUE = '2020-12-31';
const NOW = new Date('2021-08-31T00:00:00Z');
const world = catalogueWorld('for all');
let published: Published;

/** So many services of ten at level 4. */
const rowsOf = (atLevel4: number) =>
  Array.from({ length: 10 }, (_, at) =>
    serviceRow(String(1001 + at), { level: at < atLevel4 ? 4 : 3 }),
  );

/** Gathers a quarter of some units on one day and releases it ten days later. */
async function release(
  units: readonly string[],
  [period, atLevel4, day]: readonly [period: string, atLevel4: number, day: string],
): Promise<void> {
  for (const unit of units) {
    await gatherOnce(world.db, {
      source: (address) => smallSource(`portal-${unit}`, unit, address),
      rows: rowsOf(atLevel4),
      period,
      at: `${day}-15T06:00:00Z`,
    });
  }
  await publishAnyway(jobContext(world.db, `${day}-25T00:00:00Z`), { seriesId: 'dvc', period });
}

beforeAll(async () => {
  const members = await readMembers(world.db, 'dvc', DUE);
  const provinces = members.filter(({ id }) => id.startsWith('p-')).map(({ id }) => id);
  // Half of the 85 whose services are counted.
  const half = provinces.slice(0, 43);
  await release(half, ['2020-Q4', 2, '2021-01']);
  await release(half.slice(0, 1), ['2021-Q1', 9, '2021-04']);
  await release(half.slice(1), ['2021-Q1', 4, '2021-05']);
  await release(half, ['2020-Q4', 3, '2021-07']);
  published = createPublished(world.db);
}, 240_000);

const ask = async (asOf?: string) => {
  const given = { now: NOW, asOf: asOf === undefined ? undefined : new Date(asOf) };
  const { today, dated } = await readPromises(world.db, published, given);
  const promise = dated.find(({ subject, due }) => subject === 'share_l4' && due === DUE);
  return { today, promise };
};

it('is missed where the release of the due day does not reach it, and no later one is out', async () => {
  expect((await ask('2021-03-31T00:00:00Z')).promise).toMatchObject({
    state: 'missed',
    by: { day: DUE, value: 0.2 },
  });
});

it('is not kept by a release that has a figure of one unit alone', async () => {
  expect((await ask('2021-04-30T00:00:00Z')).promise).toMatchObject({
    state: 'missed',
    latest: { day: DUE },
  });
});

it('is kept late where a later release reaches what that of the due day did not', async () => {
  const { promise } = await ask('2021-06-30T00:00:00Z');
  expect(promise).toMatchObject({ state: 'kept-late', by: { day: '2021-03-31' } });
  expect(promise).toMatchObject({ released: { release: { period: '2020-Q4' }, value: 0.2 } });
});

it('is kept where the due day is corrected, though the next quarter is out long since', async () => {
  expect((await ask()).promise).toMatchObject({ state: 'kept', by: { day: DUE, value: 0.3 } });
});

it('is judged by no day that is yet to come', async () => {
  expect((await ask('2099-12-31T00:00:00Z')).today).toBe('2021-08-31');
});
