// Publishes one period again and again, each time after a figure of it has changed; a person lets
// through what the guard holds. Each step goes to standard output before it is taken, and `published`
// after the last. It ends by being killed.
// node tests/faults/publisher.ts DATABASE_URL PERIOD
import { writeSync } from 'node:fs';
import { connect, inTransaction } from '#lib/server/db/client.ts';
import { createLog } from '#lib/server/log.ts';
import { publishAnyway } from '../helpers/publish-anyway.ts';

const [url = '', period = ''] = process.argv.slice(2);
const db = connect(url, { name: 'tiendo-publisher' });

/** A new version of one figure: one less in its numerator, down to none and up again. */
const change = () =>
  inTransaction(db, async ({ sql }) => {
    const [row] = await sql<{ unitId: string; version: number }[]>`
      update observation set superseded_at = clock_timestamp()
      where (unit_id, indicator_id, version) = (
        select unit_id, indicator_id, version from observation
        where period = ${period} and indicator_id = 'share_l4' and superseded_at is null
          and denominator > 1
        order by version, unit_id limit 1) and period = ${period}
      returning unit_id as "unitId", version`;
    if (!row) throw new Error(`no figure of ${period} to change`);
    await sql`
      insert into observation (unit_id, indicator_id, period, period_start, period_end, source_id,
        version, origin, value, numerator, denominator, missing, missing_note, status, qualifier,
        illustrative, reason, run_id, observed_at, recorded_at)
      select unit_id, indicator_id, period, period_start, period_end, source_id, version + 1, origin,
        ((numerator + 1)::int % denominator::int) / denominator,
        (numerator + 1)::int % denominator::int, denominator, missing, missing_note, status,
        qualifier, illustrative, 'R1', run_id, observed_at, superseded_at
      from observation
      where unit_id = ${row.unitId} and indicator_id = 'share_l4' and period = ${period}
        and version = ${row.version}`;
  });

for (;;) {
  await change();
  const trace = (step: string): void => void writeSync(1, `${step}\n`);
  const signal = new AbortController().signal;
  const ctx = { db, now: () => new Date(), log: createLog('error'), signal, trace };
  await publishAnyway(ctx, { seriesId: 'dvc', period });
  trace('published');
}
