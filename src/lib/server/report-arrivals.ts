// Who has sent the quarterly report that was due last, and when. The page of sources imports it.
import type { IntakeState } from '#lib/domain/intake.ts';
import type { Db } from './db/client.ts';
import { lastSlots, periodOfSlot } from './sources/slots.ts';
import { readSentReports } from './store/reports.ts';
import { readSources } from './store/sources.ts';

export interface ReportArrival {
  sourceId: string;
  unitId: string;
  dueAt: Date;
  /** What stands; null where nothing came. */
  sent: { number: string; by: string | null; at: Date; state: IntakeState; isLate: boolean } | null;
  /** What was sent after it and does not count. */
  later: { number: string; state: IntakeState } | null;
}

export interface ReportArrivals {
  period: string;
  dueAt: Date;
  arrivals: ReportArrival[];
}

/** The latest period that reports were due for, unit by unit; null where no unit hands in reports. */
export async function readReportArrivals(db: Db, now: Date): Promise<ReportArrivals | null> {
  const due = (await readSources(db)).flatMap((source) => {
    if (source.kind !== 'xlsx-report') return [];
    const [dueAt] = lastSlots(source, { until: now }, 1);
    return dueAt ? [{ source, dueAt, period: periodOfSlot(source, dueAt) }] : [];
  });
  const latest = due.toSorted((a, b) => b.dueAt.getTime() - a.dueAt.getTime())[0];
  if (!latest) return null;
  const sent = await readSentReports(db, latest.period);
  const arrivals = due
    .filter(({ period }) => period === latest.period)
    .map(({ source, dueAt }): ReportArrival => {
      const { stands = null, later = null } = sent.get(source.unit) ?? {};
      return {
        ...{ sourceId: source.id, unitId: source.unit, dueAt },
        sent: stands && {
          ...{ number: stands.number, by: stands.sentBy, at: stands.receivedAt },
          ...{ state: stands.state, isLate: stands.receivedAt > dueAt },
        },
        later: later && { number: later.number, state: later.state },
      };
    });
  return { period: latest.period, dueAt: latest.dueAt, arrivals };
}
