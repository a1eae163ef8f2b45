// The same question, asked of a unit in one period after the other, told as one. Pure; anyone may
// import it.
import { compareTexts } from '../order.ts';
import { shiftPeriod } from '../period.ts';
import type { SignKind } from './sign-limits.ts';

/** What makes two questions the same one, and the period that it was asked about. */
export interface AskedInPeriod {
  unitId: string;
  seriesId: string;
  measure: string | null;
  period: string;
  found: { kind: SignKind };
}

/** One question in periods that follow each other without a gap. */
export interface SignRun<T> {
  latest: T;
  /** The same question in the periods before, the latest first; empty where it was asked once. */
  earlier: T[];
  /** The first period of the run. */
  since: string;
}

/**
 * Questions told once each, the run that was asked last first and otherwise in the order given. A period
 * in which the question was not asked, or which readers do not see, ends a run.
 *
 * @param signs at most one for each unit, series, kind, measure and period
 */
export function signRuns<T extends AskedInPeriod>(signs: readonly T[]): SignRun<T>[] {
  const questions = Map.groupBy(signs, ({ unitId, seriesId, measure, found }) =>
    [unitId, seriesId, found.kind, measure].join(' '),
  );
  return [...questions.values()]
    .flatMap(runsOf)
    .toSorted((a, b) => compareTexts(b.latest.period, a.latest.period));
}

/** Of one question, the latest run first. */
function runsOf<T extends AskedInPeriod>(asked: readonly T[]): SignRun<T>[] {
  const runs: SignRun<T>[] = [];
  for (const sign of asked.toSorted((a, b) => compareTexts(b.period, a.period))) {
    const run = runs.at(-1);
    if (run && sign.period === shiftPeriod(run.since, -1)) {
      run.earlier.push(sign);
      run.since = sign.period;
    } else {
      runs.push({ latest: sign, earlier: [], since: sign.period });
    }
  }
  return runs;
}
