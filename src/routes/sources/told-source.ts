// What pages are sent of a source: times as text, and nothing that tells of the inside of a network.
// Only the loads of the pages of sources use it.
import { hanoiDay } from '#lib/domain/format.ts';
import type { Incident, NamedIncident } from '#lib/server/store/incidents.ts';
import type { SourceView } from '#lib/server/source-view.ts';

const DAY_MS = 86_400_000;

/** Calendar days in Hà Nội from one moment to another; negative where the other comes before. */
const daysBetween = (from: Date, to: Date): number =>
  (Date.parse(hanoiDay(to.toISOString())) - Date.parse(hanoiDay(from.toISOString()))) / DAY_MS;

export const tellIncident = (incident: Incident | NamedIncident) => ({
  id: incident.id,
  sourceId: incident.sourceId,
  kind: incident.kind,
  period: incident.period,
  since: incident.since.toISOString(),
  closedAt: incident.closedAt?.toISOString() ?? null,
  endedBy: incident.endedBy,
  errorCode: incident.errorCode,
});

export const tellSource = (view: SourceView) => ({
  id: view.id,
  unitId: view.unitId,
  seriesId: view.seriesId,
  unitNameVi: view.unitNameVi,
  unitNameEn: view.unitNameEn,
  nameVi: view.nameVi,
  nameEn: view.nameEn,
  kind: view.kind,
  schedule: view.schedule,
  illustrative: view.illustrative,
  isHandedIn: view.isHandedIn,
  standing: view.standing,
  lastSuccessAt: view.lastSuccessAt?.toISOString() ?? null,
  lastSuccessPeriod: view.lastSuccessPeriod,
  isOver: view.isOver,
  /** Days since it last answered, up to the end of its schedule; null where it never has. */
  ageDays: view.lastSuccessAt && daysBetween(view.lastSuccessAt, view.asOf),
  rowsAccepted: view.rowsAccepted,
  rowsQuarantined: view.rowsQuarantined,
  cause: view.cause,
  incident: view.incident && tellIncident(view.incident),
  pausedAt: view.pausedAt?.toISOString() ?? null,
  pausedReason: view.pausedReason,
  next: view.next && { kind: view.next.kind, at: view.next.at.toISOString() },
  strip: view.strip,
});
