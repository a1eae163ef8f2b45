// What was known at a moment about a period is what the log, played again up to that moment, says.
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Db } from '#lib/server/db/client.ts';
import {
  clearReports,
  minuteArbitrary,
  readTold,
  replay,
  reportsArbitrary,
  takeIn,
} from './reports.ts';

const REPORTS = 8;
const QUESTIONS = 10;

export interface KnownReport {
  /** Questions asked, each of all periods and units as known at a moment. */
  questions: number;
  /** The first history that was answered otherwise, shrunk; null where none was. */
  counterexample: string | null;
}

/** @param options.questions rounded up to whole histories of ten */
export async function askWhatWasKnown(
  db: Db,
  options: { questions: number; seed: number },
): Promise<KnownReport> {
  const histories = Math.ceil(options.questions / QUESTIONS);
  const moments = fc.array(minuteArbitrary, { minLength: QUESTIONS, maxLength: QUESTIONS });
  const property = fc.asyncProperty(
    reportsArbitrary(REPORTS),
    moments,
    async (reports, minutes) => {
      await clearReports(db);
      for (const report of reports) await takeIn(db, report);
      for (const minute of minutes) {
        if (!isDeepStrictEqual(await readTold(db, minute), replay(reports, minute))) return false;
      }
      return true;
    },
  );
  const { failed, counterexample } = await fc.check(property, {
    numRuns: histories,
    seed: options.seed,
  });
  return {
    questions: histories * QUESTIONS,
    counterexample: failed ? JSON.stringify(counterexample) : null,
  };
}
