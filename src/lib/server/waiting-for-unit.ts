// What waits for those who speak for a unit: reports that are due and not recorded, questions that are
// not answered, and what became of the rows that they disputed. The first page of the back rooms imports it.
import type { IntakeState } from '#lib/domain/intake.ts';
import { compareTexts } from '#lib/domain/order.ts';
import type { Db } from './db/client.ts';
import { type AnsweredComparison, readAnsweredComparisons } from './store/answered-disputes.ts';
import { type AskedSign, readSigns } from './store/asked-signs.ts';
import { readStandingReceipts } from './store/receipts.ts';
import { periodsOf, readServiceSources, type ServiceSource } from './store/service-sources.ts';

/** Periods of one unit that are told apart; of those before only how many they are. */
const MOST_PERIODS = 4;
/** An answer is news for as long as its mail may lie unread. */
const ANSWERED_SINCE_MS = 30 * 86_400_000;

export interface OwedReports {
  unit: { id: string; nameVi: string; nameEn: string };
  /** The latest first; `state` of what was sent last, null where nothing was. */
  periods: { period: string; state: IntakeState | null }[];
  /** Owed beside these. */
  earlier: number;
}

/** A question about the unit's figures that nobody has answered. */
export type OpenSign = Pick<
  AskedSign,
  'id' | 'found' | 'period' | 'dueOn' | 'unitNameVi' | 'unitNameEn'
>;

export interface UnitWaiting {
  reports: OwedReports[];
  /** Those due first stand first. */
  signs: OpenSign[];
  disputes: AnsweredComparison[];
}

async function readOwed(db: Db, source: ServiceSource, now: Date): Promise<OwedReports> {
  const receipts = await readStandingReceipts(db, source);
  const owed = periodsOf(source, now)
    .map((period) => ({ period, state: receipts.get(period)?.stands.state ?? null }))
    .filter(({ state }) => state !== 'recorded');
  return {
    unit: { id: source.unit, nameVi: source.unitNameVi, nameEn: source.unitNameEn },
    periods: owed.slice(0, MOST_PERIODS),
    earlier: Math.max(0, owed.length - MOST_PERIODS),
  };
}

async function readOpenSigns(db: Db, units: readonly string[]): Promise<OpenSign[]> {
  const signs = await readSigns(db, { units, state: 'open' });
  return signs
    .toSorted((a, b) => compareTexts(a.dueOn, b.dueOn))
    .map(({ id, found, period, dueOn, unitNameVi, unitNameEn }) => ({
      ...{ id, found, period, dueOn, unitNameVi, unitNameEn },
    }));
}

/** What waits for a reporter of these units. */
export async function readUnitWaiting(
  db: Db,
  units: readonly string[],
  now: Date,
): Promise<UnitWaiting> {
  const sources = await readServiceSources(db, { reports: true, units });
  const [signs, disputes, ...owed] = await Promise.all([
    readOpenSigns(db, units),
    readAnsweredComparisons(db, units, new Date(now.getTime() - ANSWERED_SINCE_MS)),
    ...sources.map((source) => readOwed(db, source, now)),
  ]);
  return { reports: owed.filter(({ periods }) => periods.length > 0), signs, disputes };
}
