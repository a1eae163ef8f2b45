// A province that meets the target for eligible services in part by having fewer of them: the job counts,
// in its service rows, what ceased to qualify, and asks.
import { expect, it } from 'vitest';
import { readSigns } from '#lib/server/store/asked-signs.ts';
import { raiseSigns } from '../../jobs/raise-signs.ts';
import { gatherOnce } from '../helpers/gather-once.ts';
import { jobContext } from '../helpers/job-context.ts';
import { publishAnyway } from '../helpers/publish-anyway.ts';
import { serviceRow, smallSource } from '../helpers/small-portal.ts';
import { catalogueWorld } from '../helpers/worlds.ts';

const UNIT = 'p-68';
const world = catalogueWorld('for all');

const services = (from: number, count: number, change: Parameters<typeof serviceRow>[1]) =>
  Array.from({ length: count }, (_, at) => serviceRow(String(from + at), change));

async function tell(period: string, month: string, rows: readonly unknown[]): Promise<void> {
  const source = (address: string) =>
    smallSource(`portal-${UNIT}`, UNIT, address, { indicators: ['share_l4_eligible'] });
  await gatherOnce(world.db, { source, rows, period, at: `${month}-12T06:00:00Z` });
  await publishAnyway(jobContext(world.db, `${month}-25T00:00:00Z`), { seriesId: 'dvc', period });
}

it('is asked about those that ceased to qualify below level 4, not about those raised, retired or never eligible', async () => {
  const [there, unfit] = [services(1001, 12, { level: 4 }), { level: 3, eligible: false }];
  await tell('2021-Q3', '2021-10', [
    ...there,
    ...services(1101, 7, { level: 3 }),
    ...services(1301, 1, { level: 3 }),
    ...services(1201, 5, unfit),
  ]);
  await tell('2021-Q4', '2022-01', [
    ...there,
    ...services(1101, 1, { level: 4 }),
    ...services(1102, 4, unfit),
    ...services(1107, 1, { level: 4, eligible: false }),
    ...services(1301, 1, { level: 3 }),
    ...services(1201, 5, unfit),
  ]);
  await raiseSigns(jobContext(world.db, '2022-01-26T00:00:00Z'), { origin: 'http://tiendo.test' });
  const signs = await readSigns(world.db, {});
  expect(signs.filter(({ found }) => found.kind === 'eligible-withdrawn')).toMatchObject([
    {
      unitId: UNIT,
      period: '2021-Q4',
      measure: 'share_l4_eligible',
      found: {
        evidence: { withdrawn: 4, denominatorBefore: 20, after: 1, counted: 14 / 18, target: 1 },
      },
    },
  ]);
});
