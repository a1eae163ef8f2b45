// A gatherer that stands ready: with each line on its input, a moment, it runs all slots that are due
// then, as the scheduler does, and says how many it ran. pages-in-rush.ts starts it.
// node tests/faults/rush-gatherer.ts DATABASE_URL
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { connect } from '#lib/server/db/client.ts';
import { createLog } from '#lib/server/log.ts';
import { runDueSlots } from '../../jobs/ledger.ts';

// As the scheduler's process.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
const [url = ''] = process.argv.slice(2);
const db = connect(url, { name: 'tiendo-rush' });
await db.sql`select 1`;
process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  const until = new Date(line);
  const ctx = {
    ...{ db, now: () => until, log: createLog('silent'), trace: () => undefined },
    signal: new AbortController().signal,
  };
  const { due, outcomes } = await runDueSlots(ctx, { until });
  process.stdout.write(`${outcomes.done + outcomes.unchanged} of ${due}\n`);
}
await db.close();
