// A unit's own list in the demo: set beside what its portal said, with rows that differ. Two are
// disputed; one of them is decided. demo-past.ts imports it.
import { randomUUID } from 'node:crypto';
import type { ServiceRecord } from '#lib/domain/validate/service.ts';
import type { JobContext } from '#lib/server/context.ts';
import { inTransaction } from '#lib/server/db/client.ts';
import { disputeMail } from '#lib/server/dispute-mail.ts';
import { invariant } from '#lib/server/errors.ts';
import { writeServiceList } from '#lib/server/reports/service-sheet.ts';
import { readComparison } from '#lib/server/store/comparisons.ts';
import { decideDispute, raiseDisputes, readDisputes } from '#lib/server/store/disputes.ts';
import { receiveIntake, type Receipt } from '#lib/server/store/intakes.ts';
import { readServiceRecords } from '#lib/server/store/service-records.ts';
import { compareWaiting } from './compare.ts';
import type { Cast } from './demo-people.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const SUBJECT = { unitId: 'p-26', sourceId: 'portal-26', period: '2021-Q3' };
const NOTE = 'Dịch vụ đã lên mức độ 4 từ tháng 8, cổng chưa cập nhật (minh họa)';
const ANSWER = 'Đã đối chiếu với quyết định công bố, chấp nhận (minh họa)';

/** As the unit has it: two services that can be filed for online are at level 4 already. */
function ownList(ours: readonly ServiceRecord[]): ServiceRecord[] {
  const raised = ours.filter(({ level, eligible }) => level === 3 && eligible).slice(0, 2);
  return ours.map((row) => (raised.includes(row) ? { ...row, level: 4 } : row));
}

async function handInList({ db, now }: JobContext, personId: string): Promise<Receipt> {
  const own = ownList(await readServiceRecords(db, SUBJECT));
  const body = await writeServiceList(
    { unitVi: 'tỉnh Vĩnh Phúc', periodVi: 'quý III/2021', sourceVi: 'danh mục của đơn vị' },
    own,
  );
  const { intake } = await receiveIntake(db, {
    ...{ source: { id: SUBJECT.sourceId, unit: SUBJECT.unitId }, period: SUBJECT.period, body },
    ...{ kind: 'compare', idempotencyKey: randomUUID(), contentType: XLSX, personId },
    ...{ fileName: 'danh-muc-dich-vu-cong.xlsx', now: now() },
  });
  return intake;
}

/** Hands in the list, disputes the rows that differ, and accepts the first; its run waits then. */
export async function disputeRows(ctx: JobContext, cast: Cast, origin: string): Promise<void> {
  const { db, now } = ctx;
  const intake = await handInList(ctx, cast.reporterOf26);
  await compareWaiting(ctx);
  const of = { unitId: intake.unitId, intakeId: intake.id };
  const found = await readComparison(db, of);
  // On a machine too busy to read the list in time there is nothing to dispute; the demo goes on.
  if (found === null) return;
  const said = { note: NOTE, by: cast.reporterOf26, at: now() };
  await inTransaction(db, (tx) => raiseDisputes(tx, intake, found.rows, said));
  const [first] = (await readDisputes(db, of)).filter(({ state }) => state === 'open');
  invariant(first, 'a row that differs is disputed');
  const decided = { accept: true, answer: ANSWER };
  const url = `${origin}/compare-list?unit=${first.unitId}`;
  const mail = disputeMail({ ...decided, code: first.serviceCode, url });
  const decision = {
    ...decided,
    unitId: first.unitId,
    id: first.id,
    by: cast.publisher,
    at: now(),
  };
  const fault = await inTransaction(db, (tx) => decideDispute(tx, decision, mail));
  invariant(fault === null, `the demo's dispute can be decided (${fault})`);
}
