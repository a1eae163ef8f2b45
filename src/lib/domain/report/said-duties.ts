// What a unit's reports say of its duties by now: the state that stands of each, and since which report it
// is told so. Pure; the unit page imports it.
import { DUTIES, type Duty } from './duties.ts';
import type { DutyRecord } from './duty.ts';

/** A duty as the report of one period tells of it; of several reports of a period the last one stands. */
export interface SaidDuty extends Pick<DutyRecord, 'duty' | 'state' | 'doneOn' | 'document'> {
  period: string;
  sourceId: string;
}

/** A duty with what stands of it. */
export interface DutyLine extends Duty {
  /** Null where no report tells of it. */
  said: (SaidDuty & { since: string }) | null;
}

/**
 * Every duty whose document was there by the day, in the order of the form. `since` is the period of the first
 * report from which on each one told the same state.
 *
 * @param said of one unit, the latest period first
 * @param day ISO day at which the period shown ends
 */
export const dutyLines = (said: readonly SaidDuty[], day: string): DutyLine[] =>
  DUTIES.filter(({ documentDay }) => documentDay <= day).map((duty) => {
    const own = said.filter((each) => each.duty === duty.code);
    const [last] = own;
    if (!last) return { ...duty, said: null };
    const turn = own.findIndex(({ state }) => state !== last.state);
    const first = own.at(turn === -1 ? -1 : turn - 1) ?? last;
    return { ...duty, said: { ...last, since: first.period } };
  });
