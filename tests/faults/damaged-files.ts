// What the cases about files that are handed in have in common: batches of damaged files, poison and
// bombs, each read in a child process as the product does.
import { runIsolated, type IsolationLimits } from '#lib/server/sources/isolated.ts';
import { SourceError } from '#lib/server/errors.ts';
import { BOMBS } from '../helpers/bombs.ts';
import type { FuzzTally } from '../helpers/fuzz-tasks.ts';
import { filledForm } from '../helpers/report-form.ts';

const FUZZ = new URL('../helpers/fuzz-tasks.ts', import.meta.url);
const POISON = new URL('../helpers/poison-tasks.ts', import.meta.url);
const BATCH = 100;
const MEBIBYTE = 1_048_576;

/** Has a child do a task that is none of the product's. */
const runOther = (tasks: URL, task: string, settings: unknown, limits: IsolationLimits = {}) => {
  const input = { settings, content: new Uint8Array(1) } as never;
  return runIsolated(task as never, input, { ...limits, tasks }) as Promise<unknown>;
};

/** Reads `count` damaged files, those of the seeds from `seed` on. */
export async function fuzz(seed: number, count: number): Promise<FuzzTally> {
  const all: FuzzTally = { read: 0, refused: 0, wrong: [], slowestMs: 0 };
  for (let done = 0; done < count; done += BATCH) {
    const settings = { first: seed + done, count: Math.min(BATCH, count - done) };
    const tally = (await runOther(FUZZ, 'fuzz', settings, { timeoutMs: 30_000 })) as FuzzTally;
    all.read += tally.read;
    all.refused += tally.refused;
    all.wrong.push(...tally.wrong);
    all.slowestMs = Math.max(all.slowestMs, tally.slowestMs);
  }
  return all;
}

async function codeOf(reading: Promise<unknown>): Promise<string> {
  try {
    await reading;
    return 'accepted';
  } catch (error) {
    return error instanceof SourceError ? error.code : String(error);
  }
}

export interface BombOutcome {
  name: string;
  isNamed: boolean;
  elapsedMs: number;
}

/** Opens every bomb, one after the other; and how much this process grew, in MiB. */
export async function openBombs(): Promise<{ outcomes: BombOutcome[]; grownMb: number }> {
  const bombs = BOMBS.map(({ name, code, make }) => ({ name, code, content: make() }));
  const before = process.memoryUsage.rss();
  const outcomes: BombOutcome[] = [];
  for (const { name, code, content } of bombs) {
    const start = performance.now();
    const found = await codeOf(
      runIsolated('read-workbook', { settings: { sheets: 'all' }, content }),
    );
    outcomes.push({ name, isNamed: found === code, elapsedMs: performance.now() - start });
  }
  return { outcomes, grownMb: (process.memoryUsage.rss() - before) / MEBIBYTE };
}

/** What each poison must end as. */
export const POISONS: readonly (readonly [task: string, code: string])[] = [
  ['throw', 'parser-crashed'],
  ['exit', 'parser-crashed'],
  ['heap', 'too-large'],
  ['buffers', 'too-large'],
  ['loop', 'too-slow'],
];

export interface PoisonOutcome {
  misnamed: string[];
  longestPoisonMs: number;
  longestWaitMs: number;
}

/**
 * Reads every poison `times` over while sound reports come in beside them.
 *
 * @param loop limits of the one that comes to no end; those of the product where they are left out
 */
export async function readPoisons(
  times: number,
  loop: IsolationLimits = {},
): Promise<PoisonOutcome> {
  const form = await filledForm();
  const misnamed: string[] = [];
  let longestPoisonMs = 0;
  let longestWaitMs = 0;
  const timed = async (reading: () => Promise<string>): Promise<[string, number]> => {
    const start = performance.now();
    return [await reading(), performance.now() - start];
  };
  const runs = Array.from({ length: times }, () => POISONS).flat();
  await Promise.all(
    runs.flatMap(([task, code]) => [
      (async () => {
        const limits = task === 'loop' ? loop : {};
        const [found, elapsedMs] = await timed(() => codeOf(runOther(POISON, task, null, limits)));
        if (found !== code) misnamed.push(`${task}: ${found}`);
        longestPoisonMs = Math.max(longestPoisonMs, elapsedMs);
      })(),
      (async () => {
        const settings = { sheets: 'all' } as const;
        const read = () => codeOf(runIsolated('read-workbook', { settings, content: form }));
        const [found, elapsedMs] = await timed(read);
        if (found !== 'accepted') misnamed.push(`sound report: ${found}`);
        longestWaitMs = Math.max(longestWaitMs, elapsedMs);
      })(),
    ]),
  );
  return { misnamed, longestPoisonMs, longestWaitMs };
}
