// A province whose portal tells by the month: its services are named all the same, those of the
// quarter's last month, which are in force on the same day.
import { beforeAll, describe, expect, it } from 'vitest';
import { monthsOf } from '#lib/domain/roll-up.ts';
import { gapJson, requireGap } from '#lib/server/api/gap.ts';
import { proceduresJson } from '#lib/server/api/procedures.ts';
import { readProvenance } from '#lib/server/provenance.ts';
import { createPublished, type Published } from '#lib/server/published.ts';
import { gatherOnce } from '../helpers/gather-once.ts';
import { jobContext } from '../helpers/job-context.ts';
import { publishAnyway } from '../helpers/publish-anyway.ts';
import { serviceRow, smallSource } from '../helpers/small-portal.ts';
import { catalogueWorld } from '../helpers/worlds.ts';

const PERIOD = '2020-Q1';
const UNIT = 'p-68';
const world = catalogueWorld('for all');
let published: Published;

/** Month by month one service more stands at level 4: three of ten would be asked, two are there. */
const rowsOf = (atLevel4: number) =>
  Array.from({ length: 10 }, (_, at) =>
    serviceRow(String(1001 + at), { level: at < atLevel4 ? 4 : 3, received: 10 + at }),
  );

beforeAll(async () => {
  for (const [at, period] of monthsOf(PERIOD).entries()) {
    const schedule = { frequency: 'month', schedule: '0 6 15 * *' } as const;
    await gatherOnce(world.db, {
      source: (address) => smallSource(`portal-${UNIT}`, UNIT, address, schedule),
      rows: rowsOf(at),
      period,
      at: `2020-04-1${at}T06:00:00Z`,
    });
  }
  const subject = { seriesId: 'dvc', period: PERIOD };
  await publishAnyway(jobContext(world.db, '2020-04-25T00:00:00Z'), subject);
  published = createPublished(world.db);
}, 120_000);

describe('a quarter that was told by the month', () => {
  it('names the services to raise', async () => {
    const url = new URL('http://tiendo.test/');
    const request = new Request(url);
    const gap = gapJson(await requireGap(world.db, published, UNIT, { url, request }));
    expect(gap).toMatchObject({ numerator: 2, denominator: 10, candidates: 8, namedReason: null });
    expect(gap.toTarget).toMatchObject({ services: 1, named: [{ service: '1010', level: 3 }] });
  });

  it('counts them among the procedures to raise', async () => {
    const url = new URL('http://tiendo.test/');
    const { measured, procedures } = await proceduresJson(world.db, published, url);
    expect(measured).toBe(1);
    expect(procedures).toHaveLength(8);
    expect(procedures.every(({ services }) => services === 1)).toBe(true);
  });

  it.each([
    ['share_l4', 10, { numerator: 2, denominator: 10 }],
    // Dossiers of three months are not those of the last one.
    ['dossiers_on_time', 0, null],
  ])('shows the services that a stock is counted from: %s', async (indicator, count, recounted) => {
    const { release } = await published.shown({ series: 'dvc', period: PERIOD });
    if (!release) throw new Error('nothing was released');
    const figure = { release, unit: UNIT, indicator };
    const found = await readProvenance(world.db, published, figure, { isStaff: false });
    expect(found?.services).toHaveLength(count);
    expect(found?.recounted).toEqual(recounted);
  });
});
