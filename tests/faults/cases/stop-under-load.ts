// The whole product is told to stop while readers ask 200 pages a second and replies are taken in.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { FaultCase, FaultWorld } from '../case.ts';
import { PROJECT } from '../kill-gatherer.ts';
import { startReaders, tellFailures, type Asked } from '../readers.ts';
import { smallestUnits } from '../truth.ts';

const PATHS = ['/healthz', '/api/v1/releases', '/api/v1/sources'];
const READS_A_SECOND = 200;
const LOAD_MS = 4_000;
const LIMIT_MS = 10_000;
const ROUNDS = { slice: 1, full: 5 };
const UNITS = 20;
const SECRET = 'fault-case-4f9b1c7e0d2a8356-kz-71hq';

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** The portals of some units as an installation's own sources, in a file as it keeps them. */
async function writeSources(world: FaultWorld): Promise<string> {
  const { sources } = await world.portals();
  const ids = new Set(smallestUnits(UNITS).units.map(({ code }) => `portal-${code}`));
  const own = sources
    .filter(({ id }) => ids.has(id))
    .map((one) => ({ ...one, illustrative: false }));
  const file = join(world.folder, 'sources.json');
  await writeFile(file, JSON.stringify(own));
  return file;
}

/** `npm start` as it stands behind npm, on a database of the case. */
async function startProduct(databaseUrl: string, sources: string) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [join(PROJECT, 'jobs/main.ts')], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      ORIGIN: origin,
      PORT: String(port),
      TIENDO_LOG: 'fatal',
      TIENDO_SECRET: SECRET,
      TIENDO_SOURCES: sources,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('Ready')) return { child, origin, ended };
  }
  throw new Error('the product does not start');
}

/**
 * Begun before the product was told to stop, and yet refused a connection when the port had closed: the
 * machine was too busy to let it reach the port before. No server can answer what never reached it.
 */
const isTooLate = ({ begunAt, ms, said }: Asked, toldAt: number): boolean =>
  said.includes('connect ECONNREFUSED') && begunAt + ms > toldAt;

async function stopOnce(world: FaultWorld, round: number, sources: string) {
  const { db, url, close } = await world.openDatabase(`stop_under_load_${round}`);
  const { child, origin, ended } = await startProduct(url, sources);
  try {
    const readers = startReaders(origin, PATHS, READS_A_SECOND);
    await pause(LOAD_MS);
    const toldAt = performance.now();
    child.kill('SIGTERM');
    const [code] = await ended;
    const stopMs = performance.now() - toldAt;
    const begun = (await readers.stop()).filter(({ begunAt }) => begunAt < toldAt);
    const underWay = begun.filter((asked) => !isTooLate(asked, toldAt));
    const failed = tellFailures(underWay, world.print);
    const [row] = await db.sql<{ running: number; runs: number }[]>`
      select count(*) filter (where state = 'running')::int as running, count(*)::int as runs
      from job_run`;
    const counts = { failed, asked: underWay.length, tooLate: begun.length - underWay.length };
    return { code, stopMs, ...counts, ...(row ?? { running: -1, runs: 0 }) };
  } finally {
    child.kill('SIGKILL');
    await close();
  }
}

export const faultCase: FaultCase = {
  id: 'F4',
  title: 'SIGTERM under 200 requests a second and a gathering',
  limit: 'requests under way that fail 0; ended in 10,000 ms; runs left running 0',
  async run(world, { full }) {
    const sources = await writeSources(world);
    const ends: Awaited<ReturnType<typeof stopOnce>>[] = [];
    for (let round = 0; round < (full ? ROUNDS.full : ROUNDS.slice); round += 1) {
      ends.push(await stopOnce(world, round, sources));
    }
    const slowestMs = Math.max(...ends.map(({ stopMs }) => stopMs));
    const sum = (key: 'failed' | 'asked' | 'tooLate' | 'running' | 'runs') =>
      ends.reduce((total, end) => total + end[key], 0);
    return {
      ok:
        sum('failed') === 0 &&
        sum('running') === 0 &&
        sum('runs') > 0 &&
        slowestMs <= LIMIT_MS &&
        ends.every(({ code }) => code === 0),
      figure:
        `${sum('failed')} of ${sum('asked')} requests failed, ${sum('tooLate')} reached the port ` +
        `when it had closed, ended in ${Math.round(slowestMs)} ms, ` +
        `${sum('running')} of ${sum('runs')} runs left running`,
    };
  },
};
