// What was handed in, and what became of it: the states that a sender is told, worked out from the
// run that takes it in. Pure; anyone may import it.
import { isOurFault } from './our-faults.ts';
import {
  parsePeriod,
  periodHolding,
  shiftPeriod,
  type Frequency,
  type Reckoning,
} from './period.ts';

/**
 * `received` it is here, whole, and waits its turn · `checking` it is being read · `recorded` its rows
 * count · `returned` something must be mended, and nothing of it counts · `failed` we could not read
 * it for a reason of our own.
 */
export const INTAKE_STATES = ['received', 'checking', 'recorded', 'returned', 'failed'] as const;
export type IntakeState = (typeof INTAKE_STATES)[number];

/** The error of a run whose lot was sent back for what its rows say. */
export const RETURNED = 'returned';

/** What a run leaves whose lot was not even read: something said later had been kept before. */
export const OVERTAKEN = 'overtaken';

/** Why a run is tried again where nobody gave a reason: the same bytes came once more. */
export const SENT_AGAIN = 'sent-again';

/** @param run the state of the run in the ledger, and why it failed */
export function intakeState(run: { state: string; errorCode: string | null }): IntakeState {
  if (run.state === 'done') return 'recorded';
  if (run.state === 'running') return 'checking';
  if (run.state !== 'failed') return 'received';
  return isOurFault(run.errorCode) ? 'failed' : 'returned';
}

/** Whether nothing more will come of it by itself. */
export const isSettled = (state: IntakeState): boolean =>
  state === 'recorded' || state === 'returned' || state === 'failed';

/** What counts of several deliveries about one period, and what was sent after it without counting. */
export interface Standing<Delivery> {
  stands: Delivery;
  /** Null where nothing came after. */
  later: Delivery | null;
}

function standingOf<Delivery extends { state: IntakeState }>(
  latest: Delivery,
  latestFirst: readonly Delivery[],
): Standing<Delivery> {
  const stands = latestFirst.find(({ state }) => state === 'recorded') ?? latest;
  return { stands, later: stands === latest ? null : latest };
}

/**
 * Of deliveries, by what they are about, the one that stands: the latest that was recorded, since one
 * that is returned afterwards takes nothing back; the latest of all where none was.
 *
 * @param keyOf what a delivery is about, e.g. its period
 * @example standingBy([returned, recorded], () => '2020-Q3') // 2020-Q3: { stands: recorded, later: returned }
 */
export const standingBy = <Delivery extends { state: IntakeState }>(
  latestFirst: readonly Delivery[],
  keyOf: (delivery: Delivery) => string,
): Map<string, Standing<Delivery>> =>
  new Map(
    [...Map.groupBy(latestFirst, keyOf)].flatMap(([key, of]) =>
      of[0] ? [[key, standingOf(of[0], of)]] : [],
    ),
  );

export type PeriodFault = 'not-a-period' | 'other-frequency' | 'not-over' | 'not-asked';

/** The periods that a source is asked for, both ends counted; without an end where `last` is null. */
export interface AskedPeriods {
  first: string;
  last: string | null;
}

/** What about a source says for which periods figures may be handed in. */
interface HandedIn {
  frequency: Frequency;
  reckoning: Reckoning;
  asked: AskedPeriods;
}

/**
 * Why figures about a period may not be handed in yet, or ever; null where they may.
 *
 * @param today ISO day in Hà Nội
 */
export function periodFault(code: string, source: HandedIn, today: string): PeriodFault | null {
  const period = parsePeriod(code, source.reckoning);
  if (period === null) return 'not-a-period';
  if (period.frequency !== source.frequency) return 'other-frequency';
  if (period.end >= today) return 'not-over';
  const { first, last } = source.asked;
  // Codes of one frequency sort as their periods do.
  return code < first || (last !== null && code > last) ? 'not-asked' : null;
}

/** Periods told back from one, at most; a form need not offer those of ten years ago. */
const MOST_PERIODS = 12;

/**
 * The periods that a source may still be handed figures for, the latest first, twelve at most.
 *
 * @param today ISO day in Hà Nội, or the day after which nothing is expected any more
 */
export function openPeriods(source: HandedIn, today: string): string[] {
  const periods: string[] = [];
  for (let back = 0; periods.length < MOST_PERIODS; back += 1) {
    const code = shiftPeriod(periodHolding(today, source.frequency), -back);
    if (code < source.asked.first) return periods;
    if (periodFault(code, source, today) === null) periods.push(code);
  }
  return periods;
}
