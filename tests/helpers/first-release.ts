// A series that begins: shares of one province, each recorded and at once published. Tests of what holds a
// first release begin with it.
import { inTransaction, type Db } from '#lib/server/db/client.ts';
import { recordObservations } from '#lib/server/store/observations.ts';
import { publishPeriod } from '../../jobs/publish.ts';
import { jobContext } from './job-context.ts';
import { share } from './small-series.ts';

/** Says how the publishing of a quarter ends in which Lâm Đồng has this share. */
export async function publishShare(
  db: Db,
  period: string,
  counts: [number, number],
  day: string,
): Promise<string> {
  const ctx = jobContext(db, `${day}T00:00:00Z`);
  await inTransaction(db, (tx) =>
    recordObservations(tx, [share('p-68', period, counts)], ctx.now()),
  );
  return (await publishPeriod(ctx, { seriesId: 'dvc', period })).outcome;
}
