// Reports come in late and out of order; whatever the order, what stands in the end is the same.
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Db } from '#lib/server/db/client.ts';
import {
  clearReports,
  lastWords,
  readTold,
  reportsArbitrary,
  takeIn,
  type Report,
} from './reports.ts';

const REPORTS = 10;

async function endOf(db: Db, reports: readonly Report[]): Promise<Record<string, string>> {
  await clearReports(db);
  for (const report of reports) await takeIn(db, report);
  return readTold(db);
}

export interface OrderReport {
  /** Orders tried, each of as many reports. */
  orders: number;
  reports: number;
  /** The first order that ended otherwise, shrunk; null where none did. */
  counterexample: string | null;
}

/** Takes the same reports in as they were made, and in another order; the two must end alike. */
export async function permuteReports(
  db: Db,
  options: { orders: number; seed: number },
): Promise<OrderReport> {
  const orders = reportsArbitrary(REPORTS).chain((reports) =>
    fc.tuple(
      fc.constant(reports.toSorted((a, b) => a.at - b.at)),
      fc.shuffledSubarray(reports, { minLength: REPORTS, maxLength: REPORTS }),
    ),
  );
  const property = fc.asyncProperty(orders, async ([inTime, late]) => {
    const expected = lastWords(inTime);
    const ends = [await endOf(db, inTime), await endOf(db, late)];
    return ends.every((end) => isDeepStrictEqual(end, expected));
  });
  const { failed, counterexample } = await fc.check(property, {
    numRuns: options.orders,
    seed: options.seed,
  });
  return {
    orders: options.orders,
    reports: REPORTS,
    counterexample: failed ? JSON.stringify(counterexample) : null,
  };
}
