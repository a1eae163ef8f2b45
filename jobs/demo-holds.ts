// What the demo's publisher decides about releases that the guard holds. In the fourth quarter of 2020
// the illustrative figures nearly double, as the published national ones did; the guard holds it, and a
// person looks and lets it through. Whatever else is held waits for whoever runs the demo.
import type { JobContext } from '#lib/server/context.ts';
import { inTransaction } from '#lib/server/db/client.ts';
import { invariant } from '#lib/server/errors.ts';
import { decideHold, readHolds } from '#lib/server/store/holds.ts';

const PERIOD = '2020-Q4';
/** The national share of level 4 as the Ministry of Information and Communications published it. */
const REASON =
  'Đã đối chiếu: tỷ lệ mức độ 4 cả nước đã công bố tăng từ 15,9% (quý III/2020) lên 30,1% ' +
  '(quý IV/2020), đúng mức tăng mà bản này cho thấy (minh họa)';

/**
 * Publishes the one release that the demo expects to be held, at `now`, where it waits.
 *
 * @param by id of the person who decides
 */
export async function decideExpectedHold(
  { db, now }: Pick<JobContext, 'db' | 'now'>,
  by: string,
): Promise<void> {
  const waiting = await readHolds(db, { state: 'held' }, 100);
  const expected = waiting.find(({ seriesId, period }) => seriesId === 'dvc' && period === PERIOD);
  if (!expected) return;
  const { releaseId } = expected;
  const decision = { releaseId, verdict: 'publish' as const, reason: REASON, by, at: now() };
  const isTaken = await inTransaction(db, (tx) => decideHold(tx, decision));
  invariant(isTaken, `the demo's decision on the release of ${PERIOD} is taken`);
}
