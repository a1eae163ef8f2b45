// What lies in the back rooms of a world that holds a revised quarter: a row set aside, a report that came
// back with its mistakes, a unit's own list beside ours with a row disputed, and a trial that waits. For tests of their pages.
import { type Db, inTransaction } from '#lib/server/db/client.ts';
import { parseSources } from '#lib/server/sources/source.ts';
import { readComparison } from '#lib/server/store/comparisons.ts';
import { raiseDisputes } from '#lib/server/store/disputes.ts';
import { receiveIntake, type Receipt } from '#lib/server/store/intakes.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { askForTrial } from '#lib/server/store/trials.ts';
import { compareWaiting } from '../../jobs/compare.ts';
import { runWaiting } from '../../jobs/waiting.ts';
import { gatherOnce } from './gather-once.ts';
import { jobContext, quickClient } from './job-context.ts';
import { ownList } from './own-list.ts';
import { filledForm } from './report-form.ts';
import { REVISED } from './seed-revision.ts';
import { serviceRow, smallSource } from './small-portal.ts';

const AT = '2022-05-02T02:00:00Z';
/** Schedules that are over: what is told does not change with the day on which the tests run. */
const OVER = { lastSlot: '2019-10-15T06:00+07:00', illustrative: true };
/** After every quarter that is out, so that nothing published is corrected by it. */
const UNPUBLISHED = '2022-Q1';
const REPORT = { id: `report-${REVISED.late}`, unit: REVISED.late };

const asideOf = (address: string) =>
  smallSource('portal-p-12', 'p-12', address, {
    ...OVER,
    nameVi: 'Cổng Lai Châu',
    nameEn: 'Portal of Lai Chau',
  });

const reports = parseSources([
  {
    ...REPORT,
    ...{ kind: 'xlsx-report', origin: 'report', mapping: { produces: 'services' } },
    ...{ nameVi: 'Báo cáo quý Hưng Yên', nameEn: 'Quarterly report of Hung Yen' },
    ...{ schedule: '0 6 15 1,4,7,10 *', firstSlot: OVER.lastSlot, missedPolicy: 'skip' },
    ...{ frequency: 'quarter', reckoning: 'calendar', timeoutMs: 2_000, maxAttempts: 2 },
    ...{ ...OVER, indicators: ['share_l4'] },
  },
]);

async function handIn(db: Db, kind: 'report' | 'compare', body: Uint8Array): Promise<Receipt> {
  const { intake } = await receiveIntake(db, {
    ...{ source: REPORT, period: REVISED.period, kind, body, idempotencyKey: kind },
    ...{ contentType: 'application/zip', fileName: `${kind}.xlsx`, personId: 'reporter' },
    now: new Date(AT),
  });
  return intake;
}

/** The unit disputes the first row in which its list and ours differ. */
async function disputeOne(db: Db, intake: Receipt): Promise<void> {
  const found = await readComparison(db, { unitId: intake.unitId, intakeId: intake.id });
  const said = { note: 'Quyết định 12/QĐ-UBND', by: intake.personId ?? '', at: new Date(AT) };
  await inTransaction(db, (tx) => raiseDisputes(tx, intake, found?.rows.slice(0, 1) ?? [], said));
}

/** Fills a database that `seedRevision` has filled. */
export async function seedBackRooms(db: Db): Promise<void> {
  const rows = [serviceRow('1001'), serviceRow('1002', { level: 9 })];
  await gatherOnce(db, { source: asideOf, rows, period: UNPUBLISHED, at: AT });
  await upsertSources(db, reports);
  // The form is another province's, so that it comes back.
  await handIn(db, 'report', await filledForm());
  const list = await handIn(db, 'compare', await ownList());
  const ctx = jobContext(db, AT);
  await runWaiting(ctx, { client: quickClient() });
  await compareWaiting(ctx);
  await disputeOne(db, list);
  const tried = asideOf('http://127.0.0.1:9');
  await askForTrial(db, tried, UNPUBLISHED, { by: 'reporter', now: new Date(AT) });
}
