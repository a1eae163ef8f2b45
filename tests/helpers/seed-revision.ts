// What comes after a release, in the illustrative world: a province revises a quarter two years later,
// another one reports it at last, and the quarter is released again.
import type { Db } from '#lib/server/db/client.ts';
import { publishPeriod } from '../../jobs/publish.ts';
import { gatherOnce } from './gather-once.ts';
import { jobContext } from './job-context.ts';
import { type ServiceRow, serviceRow, smallSource } from './small-portal.ts';

export const REVISED = { period: '2019-Q3', unit: 'p-49', late: 'p-33', services: 60, level4: 18 };
const GATHERED_AT = '2021-06-01T06:00:00Z';
const RELEASED_AT = '2021-06-02T02:00:00Z';

/** Services of a small province, some at level 4. */
const ROWS = Array.from({ length: REVISED.services }, (_, at) =>
  serviceRow(String(1001 + at), { level: at < REVISED.level4 ? 4 : 2 }),
);

/** Gathers a unit's services of a quarter that is released again. */
export const gatherRevised = (
  db: Db,
  unit: string,
  name: string,
  rows: readonly ServiceRow[] = ROWS,
  { period, at } = { period: REVISED.period, at: GATHERED_AT },
): Promise<void> =>
  gatherOnce(db, {
    source: (address) =>
      smallSource(`portal-${unit.slice(2)}`, unit, address, {
        nameVi: `Cổng dịch vụ công ${name}`,
        nameEn: `Public service portal of ${name}`,
        illustrative: true,
      }),
    rows,
    period,
    at,
  });

/** Revises and completes one quarter of the illustrative world, and releases it again. */
export async function seedRevision(db: Db): Promise<void> {
  await gatherRevised(db, REVISED.unit, 'Quảng Nam');
  await gatherRevised(db, REVISED.late, 'Hưng Yên');
  await releaseAgain(db, REVISED.period);
}

/** Releases a quarter again, with what was gathered of it since. */
export async function releaseAgain(db: Db, period: string): Promise<void> {
  await publishPeriod(jobContext(db, RELEASED_AT), { seriesId: 'dvc', period });
}
