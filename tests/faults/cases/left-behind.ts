// The process that started the embedded PostgreSQL is killed; once more with the server itself.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { connect } from '#lib/server/db/client.ts';
import type { FaultCase } from '../case.ts';
import { PROJECT } from '../kill-gatherer.ts';

const HOLDER = join(PROJECT, 'tests/helpers/hold-database.ts');
const ROUNDS = { slice: 6, full: 20 };
const LIMIT_MS = 5_000;

interface Held {
  url: string;
  pid: number;
  ms: number;
  /** Ends the holder: hard, or in order, so that it stops the server. */
  end: (hard: boolean) => Promise<void>;
}

/** Opens the database of a folder in a process of its own, and asks it something. */
async function hold(folder: string): Promise<Held> {
  const begun = performance.now();
  const child = spawn(process.execPath, [HOLDER, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { url } = JSON.parse(line) as { url: string };
  const { sql, close } = connect(url, { max: 1 });
  const [row] = await sql<{ pid: number }[]>`
    select split_part(pg_read_file('postmaster.pid'), E'\n', 1)::int as pid`;
  const ms = performance.now() - begun;
  await close();
  return {
    url,
    ms,
    pid: row?.pid ?? 0,
    async end(hard) {
      if (hard) child.kill('SIGKILL');
      else child.stdin.end();
      await ended;
    },
  };
}

export const faultCase: FaultCase = {
  id: 'F11',
  title: 'kill -9 of the process that started PostgreSQL, with and without the server',
  limit: 'the next start takes it over in 5,000 ms; never two servers on one folder',
  async run(world, { full }) {
    const folder = join(world.folder, 'left-behind');
    const rounds = full ? ROUNDS.full : ROUNDS.slice;
    let held = await hold(folder);
    let [slowestMs, wrong] = [0, 0];
    for (let round = 0; round < rounds; round += 1) {
      const before = held.pid;
      await held.end(true);
      const isServerKilled = round % 2 === 1;
      // The server is a child of the killed holder, and ours to end like it.
      if (isServerKilled) process.kill(before, 'SIGKILL');
      held = await hold(folder);
      slowestMs = Math.max(slowestMs, held.ms);
      if ((held.pid === before) === isServerKilled) wrong += 1;
    }
    await held.end(false);
    return {
      ok: slowestMs <= LIMIT_MS && wrong === 0,
      figure: `${rounds} kills, taken over in ${Math.round(slowestMs)} ms at most, ${wrong} wrong`,
    };
  },
};
