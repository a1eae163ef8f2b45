// One figure with everything behind it as the API answers it, and its services as CSV. Names are part
// of the API and never change. Routes under /api/v1/units import it.
import { changeOf, countServices, isCompared } from '#lib/domain/service-count.ts';
import { GATHERED_SERIES } from '#lib/domain/usual-measures.ts';
import { type CsvCell, writeCsv } from '../csv.ts';
import { ProblemError, readParameters, requirePeriod } from '../http.ts';
import { type OtherSource, type Provenance, readProvenance } from '../provenance.ts';
import { tellHost } from '../sources/public-host.ts';
import type { FigureVersion, RunBehind } from '../store/provenance.ts';
import type { Db } from '../db/client.ts';
import type { Published } from '../published.ts';
import type { Release } from '#lib/domain/release.ts';
import { readUnits } from '../store/facts.ts';
import { lastKnownOf, marksOf, requireRelease } from './release.ts';
import { requireUnit } from './units.ts';

export interface FigureAnswer extends Provenance {
  release: Release;
}

/**
 * The figure that an address names, with what is behind it as every reader may see it.
 *
 * @throws ProblemError 400 or 404 where the address names none
 */
export async function requireFigure(
  db: Db,
  published: Published,
  { unit: name, indicator }: { unit: string; indicator: string },
  url: URL,
): Promise<FigureAnswer> {
  const given = readParameters(url, ['period', 'series', 'release']);
  if (given.period !== undefined) requirePeriod(given.period);
  const unit = await requireUnit(db, await readUnits(db), name, given.period);
  const release = await requireRelease(published, {
    series: given.series ?? unit.seriesId ?? GATHERED_SERIES,
    period: given.period,
    release: given.release,
  });
  const figure = { release, unit: unit.id, indicator };
  const found = await readProvenance(db, published, figure, { isStaff: false });
  if (found) return { ...found, release };
  throw new ProblemError({
    status: 404,
    code: 'unknown-figure',
    title: 'Unknown figure',
    detail: 'The release does not measure this indicator for this unit.',
    parameter: 'indicator',
    see: '/api/v1/indicators',
  });
}

const versionOf = (version: FigureVersion) => ({
  period: version.period,
  source: version.sourceId,
  version: version.version,
  origin: version.origin,
  value: version.value,
  numerator: version.numerator,
  denominator: version.denominator,
  qualifier: version.qualifier,
  status: version.status,
  reason: version.missing,
  revision: version.reason,
  run: version.runId,
  observedAt: version.observedAt,
  recordedAt: version.recordedAt,
});

const otherOf = ({ agrees, ...version }: OtherSource) => ({ ...versionOf(version), agrees });

const runOf = (run: RunBehind) => ({
  id: run.id,
  source: run.sourceId,
  trigger: run.trigger,
  receipt: run.receipt,
  decisions: run.decisions,
  state: run.state,
  slotAt: run.slotAt,
  askedAt: run.asOf,
  attempts: run.attempts,
  rowsAccepted: run.rowsAccepted,
  rowsSetAside: run.rowsQuarantined,
  error: run.errorCode,
  replies: run.replies.map(({ hash, bytes, contentType, url, allow, status, receivedAt }) => ({
    sha256: hash,
    bytes,
    contentType,
    ...tellHost(url, allow),
    status,
    receivedAt,
  })),
});

/** The answer as JSON. */
export function figureJson({ release, unit, indicator, row, ...behind }: FigureAnswer) {
  return {
    release: marksOf(release),
    unit: unit.code,
    unitId: unit.id,
    name: { vi: unit.nameVi, en: unit.nameEn },
    indicator: {
      code: indicator.code,
      name: { vi: indicator.nameVi, en: indicator.nameEn },
      numerator: { vi: indicator.numeratorVi, en: indicator.numeratorEn },
      denominator: { vi: indicator.denominatorVi, en: indicator.denominatorEn },
      source: { vi: indicator.sourceVi, en: indicator.sourceEn },
      legalBasis: { vi: indicator.legalBasisVi, en: indicator.legalBasisEn },
    },
    value: row.value,
    numerator: row.numerator,
    denominator: row.denominator,
    qualifier: row.qualifier,
    rank: row.rank,
    reason: row.missing,
    lastKnown: lastKnownOf(row.lastKnown),
    source: row.sourceId,
    version: row.version,
    revision: row.reason,
    versions: behind.versions.map((version) => ({
      ...versionOf(version),
      releases: version.releases.map(({ id, number, releasedAt }) => ({ id, number, releasedAt })),
    })),
    months: behind.months.map(versionOf),
    run: behind.run && runOf(behind.run),
    services: behind.services.length === 0 ? null : countServices(behind.services),
    recounted: behind.recounted,
    findings: behind.findings.map(({ rule, severity, findings }) => ({ rule, severity, findings })),
    others: behind.others.map(otherOf),
  };
}

export const FIGURE_COLUMNS =
  'illustrative release period unit service name procedure office field level previous_level change ' +
  'eligible received filed_online handled_online on_time source';

/** The services that the figure is counted from, a line each; a header alone where there are none. */
export function servicesCsv({ release, unit, version, services }: FigureAnswer): string {
  const compared = isCompared(services);
  const lines = services.map((line): CsvCell[] => [
    release.illustrative,
    release.id,
    release.period,
    unit.code,
    line.code,
    line.nameVi,
    line.procedure,
    line.office,
    line.field,
    line.level,
    line.previousLevel,
    changeOf(line, compared),
    line.eligible,
    line.received,
    line.filedOnline,
    line.handledOnline,
    line.onTime,
    version?.sourceId ?? null,
  ]);
  return writeCsv(FIGURE_COLUMNS.split(' '), lines, { mark: true });
}

/** `tiendo-services-p-26-2020-Q1-1-minh-hoa.csv`: made-up figures say so in their name. */
export const servicesFileName = ({ release, unit }: FigureAnswer): string =>
  `tiendo-services-${unit.id}-${release.period}-${release.number}` +
  `${release.illustrative ? '-minh-hoa' : ''}.csv`;
