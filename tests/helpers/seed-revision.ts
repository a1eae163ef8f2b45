// What comes after a release, in the illustrative world: a province revises a quarter two years later,
// another one reports it at last, and the quarter is released again. Gathered over HTTP by the job
// itself, so that replies, services and the run stand behind the figures.
import type { Db } from '#lib/server/db/client.ts';
import { claimSlot } from '#lib/server/store/runs.ts';
import { readSources, upsertSources } from '#lib/server/store/sources.ts';
import { gatherSource } from '../../jobs/gather.ts';
import { publishPeriod } from '../../jobs/publish.ts';
import { createReference } from '../../jobs/reference.ts';
import { jobContext, quickClient } from './job-context.ts';
import { answerRows, openSmallPortal, serviceRow, smallSource } from './small-portal.ts';

export const REVISED = { period: '2019-Q3', unit: 'p-49', late: 'p-33', services: 60, level4: 18 };
const GATHERED_AT = '2021-06-01T06:00:00Z';
const RELEASED_AT = '2021-06-02T02:00:00Z';

/** Services of a small province, some at level 4. */
const ROWS = Array.from({ length: REVISED.services }, (_, at) =>
  serviceRow(String(1001 + at), { level: at < REVISED.level4 ? 4 : 2 }),
);

async function gatherUnit(db: Db, unit: string, name: string): Promise<void> {
  const portal = await openSmallPortal(answerRows(ROWS));
  try {
    const said = smallSource(unit.replace('p-', 'portal-'), unit, portal.url, {
      nameVi: `Cổng dịch vụ công ${name}`,
      nameEn: `Public service portal of ${name}`,
      illustrative: true,
    });
    await upsertSources(db, [said]);
    const [source] = await readSources(db, [said.id]);
    if (!source) throw new Error('the source was registered just now');
    const ctx = jobContext(db, GATHERED_AT);
    const at = ctx.now();
    const claim = await claimSlot(
      db,
      {
        job: 'gather',
        sourceId: source.id,
        unitId: source.unit,
        slotAt: at,
        period: REVISED.period,
        trigger: 'manual',
      },
      { asOf: at, dueBy: at, leaseMs: 60_000 },
    );
    if (!claim) throw new Error('the slot is taken');
    await gatherSource(ctx, {
      source,
      period: REVISED.period,
      claim,
      client: quickClient(),
      reference: createReference(db),
      leaseMs: 60_000,
      nextAttemptAt: () => at,
    });
  } finally {
    await portal.close();
  }
}

/** Revises and completes one quarter of the illustrative world, and releases it again. */
export async function seedRevision(db: Db): Promise<void> {
  await gatherUnit(db, REVISED.unit, 'Quảng Nam');
  await gatherUnit(db, REVISED.late, 'Hưng Yên');
  const subject = { seriesId: 'dvc', period: REVISED.period };
  await publishPeriod(jobContext(db, RELEASED_AT), subject);
}
