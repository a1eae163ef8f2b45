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

/** Time that 99 of 100 pages take at most, in ms. */
export interface Percentiles {
  idleMs: number;
  rushMs: number;
}

export interface PageTimes {
  /** Of some rushes each: where the machine stumbles once, one of them tells of it, and not all. */
  series: Percentiles[];
  /** Pages asked in each of the two, all series together. */
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

/**
 * @param units ids of units, each with a portal of its own; @param database holds the catalogue
 * @param rushes as many in each of `series`
 */
export async function timePages(
  database: FaultDatabase,
  units: readonly string[],
  { series, rushes }: { series: number; rushes: number },
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
  const all: { idle: Asked[]; rush: Asked[] }[] = [];
  let slots = 0;
  const during = async (work: () => Promise<unknown>): Promise<Asked[]> => {
    const readers = startReaders(web.origin, CACHED_PATHS, READS_A_SECOND);
    await work();
    return readers.stop();
  };
  try {
    await runner.ready;
    await warm(web.origin, CACHED_PATHS);
    // The first rush finds nothing warm, in no process; the idle times are as long.
    const begun = performance.now();
    await runner.run(dueAt(0));
    const idleMs = Math.min(performance.now() - begun, MAX_IDLE_MS);
    for (let rush = 1; rush <= series * rushes; rush += 1) {
      if (rush % rushes === 1) all.push({ idle: [], rush: [] });
      all.at(-1)?.idle.push(...(await during(() => pause(idleMs))));
      const asked = await during(async () => {
        slots += await runner.run(dueAt(rush));
      });
      all.at(-1)?.rush.push(...asked);
    }
  } finally {
    await runner.end();
    await web.stop();
    await Promise.all(portals.map((portal) => portal.close()));
  }
  const idle = all.flatMap((one) => one.idle);
  const rush = all.flatMap((one) => one.rush);
  return {
    series: all.map((one) => ({
      idleMs: percentile99(one.idle),
      rushMs: percentile99(one.rush),
    })),
    pages: [idle.length, rush.length],
    failed: [...idle, ...rush].filter(({ ok }) => !ok).length,
    slots,
  };
}
