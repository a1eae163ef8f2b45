// The scheduler as a process: gathers what is due and publishes what is complete until it is told to
// stop or its parent is gone. main starts it; its database is DATABASE_URL.
import { connect } from '#lib/server/db/client.ts';
import { invariant } from '#lib/server/errors.ts';
import { createLog } from '#lib/server/log.ts';
import { startScheduler } from './schedule.ts';
import { listenForStop, untilStopped } from './stopping.ts';

const { DATABASE_URL: url, TIENDO_LOG: level } = process.env;
/** Checked by the parent, who reads all settings. */
const concurrency = process.env.TIENDO_GATHER_CONCURRENCY;
invariant(url, 'the parent names the database');
const stopping = listenForStop();
const db = connect(url, { name: 'tiendo-scheduler' });
stopping.onStop(db.close);
const scheduler = startScheduler(
  {
    db,
    now: () => new Date(),
    fetch,
    log: createLog(level ?? 'info'),
    signal: stopping.signal,
    trace: () => undefined,
  },
  concurrency ? { concurrency: Number(concurrency) } : {},
);
stopping.onStop(scheduler.stop);
process.stdout.write('Scheduler ready\n');
await untilStopped(stopping.signal);
await stopping.closeAll();
