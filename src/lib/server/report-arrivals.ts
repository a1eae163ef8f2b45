// Who has sent the quarterly report that was due last, and when. The page of sources imports it.
import { type IntakeState, intakeState } from '#lib/domain/intake.ts';
import type { Db } from './db/client.ts';
import { lastSlots, periodOfSlot } from './sources/slots.ts';
import { readSentReports } from './store/reports.ts';
import { readSources } from './store/sources.ts';

export interface ReportArrival {
  sourceId: string;
  unitId: string;
  dueAt: Date;
  /** Null where nothing came. */
  sent: { number: string; by: string | null; at: Date; state: IntakeState; isLate: boolean } | null;
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
  const sent = new Map(
    (await readSentReports(db)).map((report) => [`${report.unitId} ${report.period}`, report]),
  );
  const arrivals = due
    .filter(({ period }) => period === latest.period)
    .map(({ source, dueAt }): ReportArrival => {
      const report = sent.get(`${source.unit} ${latest.period}`);
      return {
        ...{ sourceId: source.id, unitId: source.unit, dueAt },
        sent: report
          ? {
              ...{ number: report.number, by: report.sentBy, at: report.receivedAt },
              state: intakeState(report),
              isLate: report.receivedAt > dueAt,
            }
          : null,
      };
    });
  return { period: latest.period, dueAt: latest.dueAt, arrivals };
}
