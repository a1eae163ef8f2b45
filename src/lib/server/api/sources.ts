// Sources as the API answers them, as JSON and as CSV. The text of an error may tell of the inside of a
// network, and so may a host: codes and public hosts are enough for the public. Field and
// column names are part of the API and never change. Routes of sources import it.
import { tellHost } from '../sources/public-host.ts';
import { type CsvCell, writeCsv } from '../csv.ts';
import type { Db } from '../db/client.ts';
import type { SourceView } from '../source-view.ts';
import { type Incident, readIncidents } from '../store/incidents.ts';
import { readSourceVersions } from '../store/source-changes.ts';
import { readSourceFindings, readSourceRuns } from '../store/source-history.ts';

/** Runs and incidents told of one source; a strip and a table need no more. */
export const MOST_RUNS = 60;
export const MOST_INCIDENTS = 50;

const incidentOf = (incident: Incident) => ({
  id: incident.id,
  kind: incident.kind,
  period: incident.period,
  since: incident.since,
  detectedAt: incident.detectedAt,
  closedAt: incident.closedAt,
  endedBy: incident.endedBy,
  errorCode: incident.errorCode,
});

/** One source with how it stands. */
export function sourceJson(view: SourceView) {
  const {
    nameVi,
    nameEn,
    unitNameVi,
    unitNameEn,
    seriesId,
    lastRun,
    incident,
    isOver: _isOver,
    asOf: _asOf,
    ...state
  } = view;
  const { errorText: _text, ...run } = lastRun ?? { errorText: null };
  return {
    ...state,
    series: seriesId,
    name: { vi: nameVi, en: nameEn },
    unitName: { vi: unitNameVi, en: unitNameEn },
    lastRun: lastRun && run,
    incident: incident && incidentOf(incident),
  };
}

/** What the public may know of one source's past. */
export async function readSourcePast(db: Db, sourceId: string) {
  const [runs, versions, findings, incidents] = await Promise.all([
    readSourceRuns(db, sourceId, MOST_RUNS),
    readSourceVersions(db, sourceId),
    readSourceFindings(db, sourceId),
    readIncidents(db, { sourceId, most: MOST_INCIDENTS }),
  ]);
  return {
    runs,
    findings,
    incidents: incidents.map(incidentOf),
    versions: versions.map(({ version, config, changedAt, reason }) => ({
      version,
      changedAt,
      reason,
      ...tellHost(config.address, config.allow),
      schedule: config.schedule,
      frequency: config.frequency,
      reckoning: config.reckoning,
      maxAttempts: config.maxAttempts,
    })),
  };
}

export type SourcePast = Awaited<ReturnType<typeof readSourcePast>>;

const COLUMNS =
  'illustrative id name_vi name_en unit unit_name_vi unit_name_en kind series frequency schedule ' +
  'standing last_success_at last_success_period last_run_state last_run_period last_run_at attempts ' +
  'error rows_accepted rows_set_aside periods_missed incident_since next_at paused_at paused_reason ' +
  'cause_period cause_error';

const time = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;

const lineOf = (view: SourceView): CsvCell[] => [
  view.illustrative,
  view.id,
  view.nameVi,
  view.nameEn,
  view.unitId,
  view.unitNameVi,
  view.unitNameEn,
  view.kind,
  view.seriesId,
  view.frequency,
  view.schedule,
  view.standing,
  time(view.lastSuccessAt),
  view.lastSuccessPeriod,
  view.lastRun?.state ?? null,
  view.lastRun?.period ?? null,
  time(view.lastRun?.at),
  view.lastRun?.attempt ?? null,
  view.lastRun?.errorCode ?? null,
  view.rowsAccepted,
  view.rowsQuarantined,
  view.missedPeriods.join(' '),
  time(view.incident?.since),
  time(view.next?.at),
  time(view.pausedAt),
  view.pausedReason,
  view.cause?.period ?? null,
  view.cause?.errorCode ?? null,
];

/** Every source as a line. */
export const sourcesCsv = (views: readonly SourceView[]): string =>
  writeCsv(COLUMNS.split(' '), views.map(lineOf), { mark: true });
