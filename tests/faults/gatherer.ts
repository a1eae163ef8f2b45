// The victim: gathers everything that is due, quarter by quarter, and says each step on standard
// output before it takes it. It does not wait for anything: a kill hits whatever it is at.
// kill-gatherer.ts starts it, also from a copy of the project.
// node tests/faults/gatherer.ts DATABASE_URL
import { writeSync } from 'node:fs';
import { connect } from '#lib/server/db/client.ts';
import { createLog } from '#lib/server/log.ts';
import { readSources } from '#lib/server/store/sources.ts';
import { runDueSlots } from '../../jobs/ledger.ts';
import { slotsUntil } from '#lib/server/sources/slots.ts';

const LEASE_MS = 1_500;
const [url = ''] = process.argv.slice(2);

/** Written before anything else happens: after a kill, the last line is the step that it hit. */
function trace(step: string): void {
  writeSync(1, `${step}\n`);
}

const db = connect(url, { name: 'tiendo-victim' });
const sources = await readSources(db);
const moments = new Set(
  sources.flatMap((source) => slotsUntil(source, { until: new Date() }).map((at) => at.getTime())),
);
for (const time of [...moments].sort((a, b) => a - b)) {
  const at = new Date(time);
  await runDueSlots(
    {
      db,
      now: () => at,
      log: createLog('error'),
      signal: new AbortController().signal,
      trace,
    },
    { until: at, clock: 'simulated', concurrency: 1, leaseMs: LEASE_MS },
  );
}
await db.close();
