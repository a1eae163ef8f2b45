// What becomes of a target by figures that were truly gathered: one province alone answers for the nation.
import { beforeAll, expect, it } from 'vitest';
import { readPromises } from '#lib/server/promise-list.ts';
import { createPublished, type Published } from '#lib/server/published.ts';
import { gatherOnce } from '../helpers/gather-once.ts';
import { jobContext } from '../helpers/job-context.ts';
import { publishAnyway } from '../helpers/publish-anyway.ts';
import { serviceRow, smallSource } from '../helpers/small-portal.ts';
import { catalogueWorld } from '../helpers/worlds.ts';

const UNIT = 'p-68';
const DUE = '2020-12-31';
const NOW = new Date('2021-06-30T00:00:00Z');
const world = catalogueWorld('for all');
let published: Published;

/** So many services of ten at level 4. */
const rowsOf = (atLevel4: number) =>
  Array.from({ length: 10 }, (_, at) =>
    serviceRow(String(1001 + at), { level: at < atLevel4 ? 4 : 3 }),
  );

beforeAll(async () => {
  for (const [period, atLevel4, day] of [
    ['2020-Q4', 2, '2021-01'],
    ['2021-Q1', 4, '2021-04'],
  ] as const) {
    await gatherOnce(world.db, {
      source: (address) => smallSource(`portal-${UNIT}`, UNIT, address),
      rows: rowsOf(atLevel4),
      period,
      at: `${day}-15T06:00:00Z`,
    });
    const ctx = jobContext(world.db, `${day}-25T00:00:00Z`);
    await publishAnyway(ctx, { seriesId: 'dvc', period });
  }
  published = createPublished(world.db);
}, 120_000);

const ask = async (asOf?: string) => {
  const given = { now: NOW, asOf: asOf === undefined ? undefined : new Date(asOf) };
  const { today, dated } = await readPromises(world.db, published, given);
  const promise = dated.find(({ subject, due }) => subject === 'share_l4' && due === DUE);
  return { today, promise };
};

it('is kept late where a later release reaches what that of the due day did not', async () => {
  const { promise } = await ask();
  expect(promise).toMatchObject({
    state: 'kept-late',
    by: { day: '2021-03-31', value: 0.4 },
    released: { release: { period: '2020-Q4' }, value: 0.2 },
  });
});

it('is missed as long as no later release is out', async () => {
  expect((await ask('2021-03-31T00:00:00Z')).promise).toMatchObject({
    state: 'missed',
    by: { day: DUE, value: 0.2 },
  });
});

it('is judged by no day that is yet to come', async () => {
  expect((await ask('2099-12-31T00:00:00Z')).today).toBe('2021-06-30');
});
