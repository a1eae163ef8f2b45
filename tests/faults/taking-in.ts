// The scheduler as it runs in the product, with short pauses and leases: takes in what is handed in
// until it is ended. Each step goes to standard output before it is taken. handing-in.ts starts it.
// node tests/faults/taking-in.ts DATABASE_URL
import { writeSync } from 'node:fs';
import { connect } from '#lib/server/db/client.ts';
import { createLog } from '#lib/server/log.ts';
import { startScheduler } from '../../jobs/schedule.ts';
import { listenForStop, untilStopped } from '../../jobs/stopping.ts';

const [url = ''] = process.argv.slice(2);
const say = (line: string): void => void writeSync(1, `${line}\n`);

const stopping = listenForStop();
const db = connect(url, { name: 'tiendo-taking-in' });
stopping.onStop(db.close);
const ctx = {
  ...{ db, now: () => new Date(), log: createLog('silent'), trace: say },
  signal: stopping.signal,
};
const limits = { leaseMs: 1_500, retryBaseMs: 200, retryCapMs: 1_000 };
stopping.onStop(startScheduler(ctx, limits).stop);
say('ready');
await untilStopped(stopping.signal);
await stopping.closeAll();
