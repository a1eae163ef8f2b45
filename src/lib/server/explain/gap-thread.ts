// Works gaps out: at once where the scores of others stand while a unit's figures move, in a thread with
// a time limit where they move along. server/explain/gap.ts imports it.
import { setTimeout } from 'node:timers/promises';
import { type Gap, gapOf } from '#lib/domain/explain/gap.ts';
import { hangsTogether } from '#lib/domain/explain/reaching.ts';
import type { MeasureCode } from '#lib/domain/indicator.ts';
import { PACE_PERIODS } from '#lib/domain/judge.ts';
import { type Method, methodOf } from '#lib/domain/method.ts';
import { shiftPeriod } from '#lib/domain/period.ts';
import { rowOf } from '#lib/domain/release-lookup.ts';
import type { ReleaseContent } from '#lib/domain/release.ts';
import type { ServiceLine } from '#lib/domain/service-count.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { BusyError, keepLast } from '../keep-last.ts';
import { inThread } from '../thread.ts';

const WORKER = 'src/lib/server/explain/gap-worker.ts';
/** Where every number of each part has to be tried, a large group may take longer than anybody waits. */
const MOST_MS = 10_000;
/** Whoever comes after so many is asked to come again. */
const MOST_WAITING = 8;

/** Some kilobytes each; on an index those of the services of a province. */
const GAPS_KEPT = 500;
const keepQuick = keepLast<Gap | null>(GAPS_KEPT);
/** What took too long is kept as that a while: whoever asks next would wait as long for nothing. */
const TOO_LONG = 'too-long';
const TOO_LONG_MS = 600_000;
type Found = Gap | null | typeof TOO_LONG;
const keepSlow = keepLast<Found>(GAPS_KEPT, { atOnce: 1, mostWaiting: MOST_WAITING });

export interface GapTask {
  unit: UnitId;
  measure: MeasureCode;
  rank: number | null;
  services: readonly ServiceLine[] | null;
}

export type GapThreadTask = GapTask & { course: readonly ReleaseContent[] };

/** A gap that was not found in the time given. */
export class TooLongError extends Error {
  override readonly name = 'TooLongError';
}

interface GapOptions {
  /** The same for questions that ask the same of the same releases. */
  key: string;
  /** How long a thread may take. */
  mostMs?: number;
  /** How long it is not tried again where it took too long. */
  tooLongMs?: number;
  /** Of the one who asks; a thread that nobody waits for is stopped. */
  signal?: AbortSignal | undefined;
}

/**
 * The gaps of a unit on a measure of the last release of a course; null where it has none.
 *
 * @throws TooLongError where the thread is too slow, BusyError where too many wait for it, and the
 *   signal's reason
 */
export async function workOutGap(
  course: readonly ReleaseContent[],
  task: GapTask,
  { key, mostMs = MOST_MS, tooLongMs = TOO_LONG_MS, signal }: GapOptions,
): Promise<Gap | null> {
  const { unit, measure, rank, services } = task;
  const release = course.at(-1);
  const row = release && rowOf(release, unit, measure);
  const method = row && methodOf(release, measure, row.groupId);
  if (!method || !hangsTogether(method)) {
    return keepQuick(key, () => Promise.resolve(gapOf(course, unit, measure, rank, services)));
  }
  const threadTask: GapThreadTask = { ...task, course: partOf(course, release, method) };
  const ask = async (gone: AbortSignal): Promise<Found> => {
    const answer = await askThread(threadTask, gone, mostMs);
    // The machine may have been at other work.
    if (answer === TOO_LONG) void forgetIn(tooLongMs, key);
    return answer;
  };
  const found = await keepSlow(key, ask, signal);
  if (found === TOO_LONG) throw new TooLongError(`no gap on ${measure} in ${mostMs} ms`);
  return found;
}

async function forgetIn(ms: number, key: string): Promise<void> {
  await setTimeout(ms, null, { ref: false });
  keepSlow.forget(key);
}

async function askThread(task: GapThreadTask, gone: AbortSignal, mostMs: number): Promise<Found> {
  const limit = AbortSignal.timeout(mostMs);
  try {
    return await inThread<Gap | null>(WORKER, task, AbortSignal.any([gone, limit]));
  } catch (error) {
    if (limit.aborted) return TOO_LONG;
    throw error;
  }
}

/** Why a gap is not told: it is still being worked out, too many others wait, or it takes too long. */
export interface UntoldGap {
  untold: 'pending' | 'busy' | 'too-long';
}

/**
 * What comes of a question within some time; the question itself goes on for whoever asks next.
 *
 * @throws what is no matter of time
 */
export async function inTime<Answer>(
  asked: Promise<Answer>,
  patienceMs: number,
): Promise<Answer | UntoldGap> {
  const pending = setTimeout(patienceMs, { untold: 'pending' } as const, { ref: false });
  try {
    return await Promise.race([asked, pending]);
  } catch (error) {
    if (error instanceof BusyError) return { untold: 'busy' };
    if (error instanceof TooLongError) return { untold: 'too-long' };
    throw error;
  }
}

/** What the gap looks at of a course, so that no more is copied into the thread. */
function partOf(
  course: readonly ReleaseContent[],
  { period }: ReleaseContent,
  { measure, groupId, indicators }: Method,
): ReleaseContent[] {
  const measures = new Set<string>([measure, ...indicators.map(({ code }) => code)]);
  const since = shiftPeriod(period, -PACE_PERIODS);
  return course
    .filter((each) => each.period >= since)
    .map(({ rules, rows, ...rest }) => ({
      period: rest.period,
      illustrative: rest.illustrative,
      rules,
      rows: rows.filter((row) => row.groupId === groupId && measures.has(row.measure)),
      summaries: [],
    }));
}
