// How long pages take while all portals are asked at once, beside how long they take while nothing is
// asked: both in turn, so that whatever else the machine does meets both alike. The case of portals
// that all come back imports it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { upsertSources } from '#lib/server/store/sources.ts';
import { seedReleases } from '../contract/seed.ts';
import { answerRows, openSmallPortal, serviceRow, smallSource } from '../helpers/small-portal.ts';
import { startWeb } from '../helpers/web-server.ts';
import type { FaultDatabase } from './case.ts';
import { CACHED_PATHS, startReaders, warm, type Asked } from './readers.ts';

const SCRIPT = join(import.meta.dirname, 'rush-gatherer.ts');
/** Services that each portal answers with. */
const ROWS = 20;
export const READS_A_SECOND = 15;
/** Longest of the times in which nothing is asked. */
const MAX_IDLE_MS = 4_000;
const FIRST_YEAR = 2020;
const RUSHES_A_YEAR = 4;

export interface PageTimes {
  /** Time that 99 of 100 pages take at most, in ms. */
  idleMs: number;
  rushMs: number;
  /** Pages asked in each of the two. */
  pages: [idle: number, rush: number];
  failed: number;
  /** Slots that were run, all rushes together. */
  slots: number;
}

const percentile99 = (asked: readonly Asked[]): number =>
  asked.map(({ ms }) => ms).sort((a, b) => a - b)[Math.ceil(asked.length * 0.99) - 1] ?? Number.NaN;

/** The moment at which all fall due for the nth time. */
const dueAt = (n: number): string => {
  const month = 1 + (n % RUSHES_A_YEAR) * 3;
  const year = FIRST_YEAR + 1 + Math.floor(n / RUSHES_A_YEAR);
  return new Date(Date.UTC(year, month - 1, 15)).toISOString();
};

function openRunner(url: string) {
  const child = spawn(process.execPath, [SCRIPT, url], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const said = async (): Promise<string> => ((await once(lines, 'line')) as [string])[0];
  return {
    ready: said(),
    /** Runs all that is due at a moment; answers how many slots. */
    async run(moment: string): Promise<number> {
      child.stdin.write(`${moment}\n`);
      return Number.parseInt(await said(), 10);
    },
    async end() {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}

/** @param units ids of units, each with a portal of its own; @param database holds the catalogue */
export async function timePages(
  database: FaultDatabase,
  units: readonly string[],
  rushes: number,
): Promise<PageTimes> {
  const { db, url } = database;
  await seedReleases(db);
  const rows = Array.from({ length: ROWS }, (_, at) => serviceRow(String(at)));
  const portals = await Promise.all(units.map(() => openSmallPortal(answerRows(rows))));
  const sources = units.map((unit, at) =>
    smallSource(`rush-${at}`, unit, portals[at]?.url ?? '', {
      schedule: '0 0 15 1,4,7,10 *',
      timeZone: 'UTC',
      firstSlot: dueAt(0),
    }),
  );
  await upsertSources(db, sources);
  const web = await startWeb(url);
  const runner = openRunner(url);
  const all: { idle: Asked[]; rush: Asked[] } = { idle: [], rush: [] };
  let slots = 0;
  const during = async (kind: 'idle' | 'rush', work: () => Promise<unknown>): Promise<void> => {
    const readers = startReaders(web.origin, CACHED_PATHS, READS_A_SECOND);
    await work();
    all[kind].push(...(await readers.stop()));
  };
  try {
    await runner.ready;
    await warm(web.origin, CACHED_PATHS);
    // The first rush finds nothing warm, in no process; the idle times are as long.
    const begun = performance.now();
    await runner.run(dueAt(0));
    const idleMs = Math.min(performance.now() - begun, MAX_IDLE_MS);
    for (let rush = 1; rush <= rushes; rush += 1) {
      await during('idle', () => pause(idleMs));
      await during('rush', async () => {
        slots += await runner.run(dueAt(rush));
      });
    }
  } finally {
    await runner.end();
    await web.stop();
    await Promise.all(portals.map((portal) => portal.close()));
  }
  const failed = [...all.idle, ...all.rush].filter(({ ok }) => !ok).length;
  return {
    idleMs: percentile99(all.idle),
    rushMs: percentile99(all.rush),
    pages: [all.idle.length, all.rush.length],
    failed,
    slots,
  };
}
