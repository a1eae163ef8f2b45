// Works gaps out: at once where the scores of others stand while a unit's figures move, in a thread with
// a time limit where they move along. server/explain/gap.ts imports it.
import pLimit from 'p-limit';
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
import { inThread } from '../thread.ts';

const WORKER = 'src/lib/server/explain/gap-worker.ts';
/** Where every number of each part has to be tried, a large group may take longer than anybody waits. */
const MOST_MS = 10_000;
/** Whoever comes after so many is asked to come again. */
const MOST_WAITING = 8;

const threads = pLimit(1);

export interface GapTask {
  unit: UnitId;
  measure: MeasureCode;
  rank: number | null;
  services: readonly ServiceLine[] | null;
}

export type GapThreadTask = GapTask & { course: readonly ReleaseContent[] };

/** A gap that is not told: `busy` too many others wait · `too-long` it was not found in the time given. */
export class UnansweredError extends Error {
  override readonly name = 'UnansweredError';
  readonly reason: 'busy' | 'too-long';

  constructor(reason: 'busy' | 'too-long', options?: ErrorOptions) {
    super(`no answer on a gap: ${reason}`, options);
    this.reason = reason;
  }
}

/**
 * The gaps of a unit on a measure of the last release of a course; null where it has none.
 *
 * @param mostMs how long a thread may take
 * @throws UnansweredError where the thread is too slow, or too many wait for it
 */
export async function workOutGap(
  course: readonly ReleaseContent[],
  task: GapTask,
  mostMs = MOST_MS,
): Promise<Gap | null> {
  const { unit, measure, rank, services } = task;
  const release = course.at(-1);
  const row = release && rowOf(release, unit, measure);
  const method = row && methodOf(release, measure, row.groupId);
  if (!method || !hangsTogether(method)) return gapOf(course, unit, measure, rank, services);
  if (threads.pendingCount >= MOST_WAITING) throw new UnansweredError('busy');
  const threadTask: GapThreadTask = { ...task, course: partOf(course, release, method) };
  return threads(async () => {
    const limit = AbortSignal.timeout(mostMs);
    try {
      return await inThread<Gap | null>(WORKER, threadTask, limit);
    } catch (error) {
      throw limit.aborted ? new UnansweredError('too-long', { cause: error }) : error;
    }
  });
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
