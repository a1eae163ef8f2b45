// The victim: gathers everything that is due, quarter by quarter, and says each step on standard
// output before it takes it. It does not wait for anything: a kill hits whatever it is at; unless it is
// told to halt at a step, so that the kill hits that one. Last it publishes, where it is told to.
// kill-gatherer.ts starts it, also from a copy of the project.
// node tests/faults/gatherer.ts DATABASE_URL [--publish] [--halt STEP] [--pass N]
import { writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { connect } from '#lib/server/db/client.ts';
import { createLog } from '#lib/server/log.ts';
import { slotsUntil } from '#lib/server/sources/slots.ts';
import { readGatheredSeries, readSources } from '#lib/server/store/sources.ts';
import { runDueSlots } from '../../jobs/ledger.ts';
import { periodsToPublish } from '../../jobs/publish.ts';
import { publishAnyway } from '../helpers/publish-anyway.ts';

const LEASE_MS = 1_500;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    publish: { type: 'boolean', default: false },
    halt: { type: 'string' },
    pass: { type: 'string', default: '1' },
  },
});
const [url = ''] = positionals;
let passesLeft = Number(values.pass);

/** Written before anything else happens: after a kill, the last line is the step that it hit. */
function trace(step: string): void {
  writeSync(1, `${step}\n`);
  if (step === values.halt) passesLeft -= 1;
  // Nothing of this process moves any more, its timers and its connections neither.
  if (passesLeft === 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

const ctxAt = (at: Date) => ({
  ...{ db, now: () => at, log: createLog('error'), trace },
  signal: new AbortController().signal,
});

/** Publishes every period that waits for it; of three units alone many a change looks implausible. */
async function publishAll(): Promise<void> {
  const ctx = ctxAt(new Date());
  for (const seriesId of await readGatheredSeries(db)) {
    for (const period of await periodsToPublish(ctx, seriesId)) {
      await publishAnyway(ctx, { seriesId, period });
    }
  }
}

const db = connect(url, { name: 'tiendo-victim' });
const sources = await readSources(db);
const moments = new Set(
  sources.flatMap((source) => slotsUntil(source, { until: new Date() }).map((at) => at.getTime())),
);
for (const time of [...moments].sort((a, b) => a - b)) {
  const until = new Date(time);
  const limits = { clock: 'simulated', concurrency: 1, leaseMs: LEASE_MS } as const;
  await runDueSlots(ctxAt(until), { until, ...limits });
}
if (values.publish) await publishAll();
await db.close();
