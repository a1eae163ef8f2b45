// A gatherer that does not give up: works off every slot that is due as the scheduler does, look after
// look, whatever the database does meanwhile, and ends when nothing is due any more. Each step goes to
// standard output before it is taken, each look as "look", each that failed and each error in its log as
// a line that begins with "failed". At the step to freeze at it stops itself, once, as SIGSTOP does, with that step as its last
// line, until somebody sets it going again.
// node tests/faults/steady-gatherer.ts DATABASE_URL [CONCURRENCY] [LEASE-MS] [STEP TO FREEZE AT]
import { writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import pino from 'pino';
import { connect } from '#lib/server/db/client.ts';
import { findDueSlots } from '../../jobs/due.ts';
import { runDueSlots } from '../../jobs/ledger.ts';

/** The scheduler looks once a minute; nobody waits that long here. */
const LOOK_PAUSE_MS = 100;
const [url = '', concurrency = '4', leaseMs = '1500', freezeAt] = process.argv.slice(2);
let isToFreeze = freezeAt !== undefined;

const say = (line: string): void => void writeSync(1, `${line}\n`);

function trace(step: string): void {
  say(step);
  if (!isToFreeze || step !== freezeAt) return;
  isToFreeze = false;
  process.kill(process.pid, 'SIGSTOP');
}

const db = connect(url, { name: 'tiendo-steady' });
const ctx = {
  db,
  now: () => new Date(),
  log: pino({ level: 'error' }, { write: (line) => say(`failed ${line.trimEnd()}`) }),
  signal: new AbortController().signal,
  trace,
};
const limits = {
  concurrency: Number(concurrency),
  leaseMs: Number(leaseMs),
  retryBaseMs: 50,
  retryCapMs: 200,
  spreadMs: 0,
};

/** One look; false once nothing is due or waits any more. */
async function look(): Promise<boolean> {
  say('look');
  const until = new Date();
  await runDueSlots(ctx, { ...limits, until });
  const { due } = await findDueSlots(db, {
    until: new Date(),
    graceMs: Infinity,
    spreadMs: 0,
  });
  return due.length > 0;
}

for (let isMore = true; isMore;) {
  isMore = await look().catch((error: unknown) => {
    say(`failed ${error instanceof Error ? error.message : String(error)}`);
    return true;
  });
  if (isMore) await pause(LOOK_PAUSE_MS);
}
await db.close();
