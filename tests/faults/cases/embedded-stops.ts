// The embedded PostgreSQL is stopped hard at random moments of taking replies in; every time the next
// one who opens the folder must find all that was acknowledged, without anybody's help.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '#lib/server/db/client.ts';
import { openDatabase } from '#lib/server/db/database.ts';
import { migrateDatabase } from '#lib/server/db/migrate.ts';
import { createLog } from '#lib/server/log.ts';
import { randomFrom } from '../../portals/seeded.ts';
import type { FaultCase } from '../case.ts';
import { controlServer } from '../server-control.ts';
import { findLosses, prepareTruth, startSteady } from '../steady.ts';

const STOPS = { slice: 8, full: 30 };
const UNITS = { slice: 8, full: 25 };
const MAX_DELAY_MS = 1_500;

/** Runs that the database holds as done. */
async function countDone(url: string): Promise<number> {
  const db = connect(url, { max: 1 });
  const [row] = await db.sql<{ done: number }[]>`
    select count(*)::int as done from job_run where state = 'done'`;
  await db.close();
  return row?.done ?? 0;
}

export const faultCase: FaultCase = {
  id: 'F12',
  title: 'the embedded PostgreSQL stopped with -m immediate at random moments',
  limit: 'opens by itself every time; acknowledged runs forgotten 0, losses at the end 0',
  async run(world, { full, seed }) {
    const folder = join(world.folder, 'embedded');
    const random = randomFrom(seed);
    const open = () => openDatabase({ folder, log: createLog('error') });
    let database = await open();
    await migrateDatabase(database.url);
    const first = connect(database.url, { max: 2 });
    const truth = await prepareTruth(world, first, full ? UNITS.full : UNITS.slice);
    await first.close();
    const server = await controlServer(folder);
    const stops = full ? STOPS.full : STOPS.slice;
    let [acknowledged, forgotten] = [0, 0];
    for (let stop = 0; stop < stops; stop += 1) {
      const steady = startSteady(database.url);
      await steady.untilStep('fetch');
      await pause(random() * MAX_DELAY_MS);
      await server.stop();
      steady.child.kill('SIGKILL');
      await steady.ended;
      await database.close();
      database = await open();
      // Looked for at once: the next gatherer would take in anew what was forgotten.
      acknowledged += steady.steps.get('acknowledge') ?? 0;
      const done = await countDone(database.url);
      forgotten += Math.max(0, acknowledged - done);
      acknowledged = done;
    }
    const exit = await startSteady(database.url).ended;
    const last = connect(database.url, { max: 2 });
    const losses = await findLosses(last, truth, exit);
    losses.forEach((loss) => world.print(`  ${loss}`));
    await last.close();
    await database.close();
    return {
      ok: losses.length === 0 && forgotten === 0 && acknowledged > 0,
      figure:
        `${stops} stops, ${forgotten} runs forgotten beside ${acknowledged} kept, ` +
        `${losses.length} losses at the end`,
    };
  },
};
