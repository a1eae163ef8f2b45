// When a source is due: the slots of its schedule, and the period that each of them asks for. Pure;
// the ledger and the command line import it.
import { CronExpressionParser } from 'cron-parser';
import {
  type Frequency,
  type Reckoning,
  periodHolding,
  periodOf,
  shiftPeriod,
} from '#lib/domain/period.ts';
import type { SourceConfig } from '#lib/server/sources/source.ts';

/** Slots of one source in all: a weekly schedule fills them in nineteen years. */
const MAX_SLOTS = 1_000;

/** The day that it is at a moment in a time zone, ISO. */
const dayIn = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at);

/** The last period that had ended before an ISO day began, in either reckoning. */
export function lastPeriodBefore(day: string, frequency: Frequency, reckoning: Reckoning): string {
  let code = shiftPeriod(periodHolding(day, frequency), 1);
  while (periodOf(code, reckoning).end >= day) code = shiftPeriod(code, -1);
  return code;
}

/** What a slot of this source asks for. */
export const periodOfSlot = (source: SourceConfig, slotAt: Date): string =>
  lastPeriodBefore(dayIn(slotAt, source.timeZone), source.frequency, source.reckoning);

/** Every slot from the source's first to `until` (or its last), in order. Throws a RangeError past 1,000. */
export function slotsUntil(source: SourceConfig, until: Date): Date[] {
  const first = new Date(source.firstSlot);
  const last = source.lastSlot === null ? until : new Date(source.lastSlot);
  const end = last < until ? last : until;
  const slots: Date[] = [];
  if (end < first) return slots;
  const cron = CronExpressionParser.parse(source.schedule, {
    // Slots come after this moment; the first slot itself belongs to them.
    currentDate: new Date(first.getTime() - 1000),
    tz: source.timeZone,
  });
  for (let at = cron.next().toDate(); at <= end; at = cron.next().toDate()) {
    if (slots.length === MAX_SLOTS) {
      throw new RangeError(`source ${source.id} has more than ${MAX_SLOTS} slots`);
    }
    slots.push(at);
  }
  return slots;
}

/** The first slot after a moment; null where the source's last one is over. */
export function nextSlot(source: SourceConfig, after: Date): Date | null {
  const first = new Date(source.firstSlot);
  const from = after < first ? new Date(first.getTime() - 1000) : after;
  const cron = CronExpressionParser.parse(source.schedule, {
    currentDate: from,
    tz: source.timeZone,
  });
  const at = cron.next().toDate();
  return source.lastSlot !== null && at > new Date(source.lastSlot) ? null : at;
}
