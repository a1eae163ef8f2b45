// Monthly figures into quarterly ones: a source that counts by the month feeds a series that is
// published by the quarter. Pure; publishing and whoever asks which periods a series has import it.
import type { IndicatorId, Measure } from './indicator.ts';
import type { MissingReason } from './missing.ts';
import type { Observation, ObsStatus, RevisionReason } from './observation.ts';
import { shareOf } from './observation.ts';
import { overTimeOf } from './over-time.ts';
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

const hasCounts = (month: Observation | undefined): month is Counted =>
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

/** Why a quarter has no figure, of several reasons: what we must mend comes before what others must. */
const TELLING: readonly MissingReason[] = ['gathering-failed', 'rejected', 'no-reply'];

/** A quarter without a figure, for the reason of the months that lack it, named by code. */
function absence(lacking: readonly string[], found: ReadonlyMap<string, Observation>) {
  const reasons = lacking.map((code) => found.get(code)?.missing ?? 'not-reported');
  const [first = 'not-reported'] = reasons;
  const missing = TELLING.find((reason) => reasons.includes(reason)) ?? first;
  return { ...NO_COUNTS, missing, missingNote: lacking.join(', '), status: 'M' } as const;
}

const statusOf = (months: readonly Observation[]): ObsStatus =>
  months.some((month) => month.status === 'P') ? 'P' : 'A';

const sum = (months: readonly Counted[], of: 'numerator' | 'denominator'): number =>
  months.reduce((total, month) => total + month[of], 0);

/** A share of the quarter: the sum of the numerators over the sum of the denominators. */
function sumShares(months: readonly Counted[]) {
  const counts = { numerator: sum(months, 'numerator'), denominator: sum(months, 'denominator') };
  const share = shareOf(counts.numerator, counts.denominator);
  if ('missing' in share) {
    return { ...counts, ...share, value: null, missingNote: null, status: 'M' } as const;
  }
  return { ...counts, ...share, missing: null, missingNote: null, status: statusOf(months) };
}

/** A count of the quarter: the sum of the months'. */
function sumValues(months: readonly Observation[]) {
  const value = months.reduce((total, month) => total + (month.value ?? 0), 0);
  const status = statusOf(months);
  return { ...NO_COUNTS, value, missing: null, missingNote: null, status };
}

/** What a quarter takes from its last month alone. */
const lastOf = ({ value, numerator, denominator, status, qualifier }: Observation) => ({
  ...{ value, numerator, denominator, status, qualifier },
  ...{ missing: null, missingNote: null },
});

function figureOf(
  quarter: string,
  months: readonly Observation[],
  measure: Measure,
  id: IndicatorId,
) {
  const codes = monthsOf(quarter);
  const found = new Map(months.map((month) => [month.period, month]));
  const all = codes.flatMap((code) => found.get(code) ?? []);
  const overTime = overTimeOf(id, measure);
  if (overTime === 'neither') return absence(codes, new Map());
  if (overTime === 'stock') {
    const last = codes.at(-1) ?? '';
    const month = found.get(last);
    return month && month.missing === null ? lastOf(month) : absence([last], found);
  }
  const isThere = (month: Observation | undefined): month is Observation =>
    measure === 'count' ? month !== undefined && month.value !== null : hasCounts(month);
  const lacking = codes.filter((code) => !isThere(found.get(code)));
  if (lacking.length > 0) return absence(lacking, found);
  return measure === 'count' ? sumValues(all) : sumShares(all.filter(hasCounts));
}

function rollUpOne(
  quarter: string,
  months: readonly Observation[],
  measure: Measure,
): Observation[] {
  const last = months.at(-1);
  if (!last) return [];
  const common = { ...commonPart(months, last), period: quarter };
  return [{ ...common, ...figureOf(quarter, months, measure, last.indicatorId) }];
}

/**
 * Observations as a series of this frequency is scored by. What happened in three months adds up:
 * counts to a count, shares to a share, the sum of numerators over the sum of denominators. What there
 * is on a day is the last month's (`overTimeOf`). A quarter of which a month lacks it has none, for
 * that month's own reason (`not-reported` where nothing is recorded), and its note names those months
 * by code. The quarter's version is the sum of theirs, its run the last month's. Everything else stays
 * as it is: an administrative quarter counts under its code beside the calendar one.
 *
 * @param measures of the indicators; one that is not among them is a share
 */
export function rollUp(
  observations: readonly Observation[],
  frequency: Frequency,
  measures: ReadonlyMap<IndicatorId, Measure>,
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
    const [first] = sorted;
    if (!first) return [];
    const measure = measures.get(first.indicatorId) ?? 'share';
    return rollUpOne(publishedPeriod(first.period, frequency), sorted, measure);
  });
  return [...observations.filter((entry) => !isMonthly(entry)), ...rolled];
}
