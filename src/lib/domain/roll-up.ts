// Monthly figures into quarterly ones: a source that counts by the month feeds a series that is
// published by the quarter. Pure; publishing and whoever asks which periods a series has import it.
import type { Observation, RevisionReason } from './observation.ts';
import { shareOf } from './observation.ts';
import { type Frequency, MONTHS_IN, periodHolding, periodOf, shiftPeriod } from './period.ts';

/** The period under which a figure is published: a month's quarter, else its own. */
export function publishedPeriod(code: string, frequency: Frequency): string {
  const { frequency: own, start } = periodOf(code);
  return own === 'month' && frequency === 'quarter' ? periodHolding(start, 'quarter') : code;
}

/** The three months of a quarter, oldest first; none of any other period. */
export function monthsOf(code: string): string[] {
  const { frequency, start } = periodOf(code);
  if (frequency !== 'quarter') return [];
  const first = periodHolding(start, 'month');
  return Array.from({ length: MONTHS_IN.quarter }, (_, step) => shiftPeriod(first, step));
}

interface Counted extends Observation {
  numerator: number;
  denominator: number;
}

const isCounted = (month: Observation | undefined): month is Counted =>
  month !== undefined && month.numerator !== null && month.denominator !== null;

/** The most telling reason of all months: a mistake before a method, a revision before a routine. */
function reasonOf(months: readonly Observation[]): RevisionReason | null {
  const order: readonly RevisionReason[] = ['C', 'R3', 'R1', 'R2'];
  return order.find((reason) => months.some((month) => month.reason === reason)) ?? null;
}

/** What a quarter takes from its months whether it has a figure or not. */
function commonPart(months: readonly Observation[], last: Observation) {
  return {
    unitId: last.unitId,
    indicatorId: last.indicatorId,
    illustrative: months.some((month) => month.illustrative),
    qualifier: months.find((month) => month.qualifier !== null)?.qualifier ?? null,
    sourceId: last.sourceId,
    origin: last.origin,
    runId: last.runId,
    // Rises with whatever is recorded of any month, so that two quarters of one version are one.
    version: months.reduce((sum, month) => sum + month.version, 0),
    reason: reasonOf(months),
  };
}

const NO_COUNTS = { value: null, numerator: null, denominator: null } as const;

function rollUpOne(quarter: string, months: readonly Observation[]): Observation[] {
  const last = months.at(-1);
  if (!last) return [];
  const common = { ...commonPart(months, last), period: quarter };
  const found = new Map(months.map((month) => [month.period, month]));
  const all = monthsOf(quarter).map((code) => found.get(code));
  const counted = all.filter(isCounted);
  if (counted.length < all.length) {
    const lacking = monthsOf(quarter).filter((code) => !isCounted(found.get(code)));
    const absence = { missing: 'not-reported', missingNote: lacking.join(', ') } as const;
    return [{ ...common, ...NO_COUNTS, ...absence, status: 'M' }];
  }
  const numerator = counted.reduce((sum, month) => sum + month.numerator, 0);
  const denominator = counted.reduce((sum, month) => sum + month.denominator, 0);
  const share = shareOf(numerator, denominator);
  const figure = { ...common, numerator, denominator, missingNote: null };
  if ('missing' in share) return [{ ...figure, ...share, value: null, status: 'M' }];
  const status = counted.some((month) => month.status === 'P') ? 'P' : 'A';
  return [{ ...figure, ...share, missing: null, status }];
}

/**
 * Observations as a series of this frequency is scored by. Shares of months become shares of their
 * quarter, the sum of numerators over the sum of denominators, where all three months have both; a
 * quarter of which a month lacks them is `not-reported`, and its note names those months by code. The
 * quarter's version is the sum of theirs, its run the last month's. Everything else stays as it is: an
 * administrative quarter counts under its code beside the calendar one.
 */
export function rollUp(
  observations: readonly Observation[],
  frequency: Frequency,
): readonly Observation[] {
  const isMonthly = ({ period }: Observation): boolean =>
    publishedPeriod(period, frequency) !== period;
  const monthly = observations.filter(isMonthly);
  if (monthly.length === 0) return observations;
  const groups = Map.groupBy(monthly, ({ unitId, indicatorId, sourceId, period }) =>
    JSON.stringify([unitId, indicatorId, sourceId, publishedPeriod(period, frequency)]),
  );
  const rolled = [...groups.values()].flatMap((months) => {
    const sorted = months.toSorted((a, b) => (a.period < b.period ? -1 : 1));
    return rollUpOne(publishedPeriod(sorted[0]?.period ?? '', frequency), sorted);
  });
  return [...observations.filter((entry) => !isMonthly(entry)), ...rolled];
}
