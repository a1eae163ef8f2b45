// Records the figures and service rows of an index package, version by version, as one run of the
// package's source. What an earlier load recorded and this package no longer says is recorded as
// missing, never dropped. Only jobs/load-package.ts imports it.
import type { IndexPackage } from '#lib/domain/package/read-package.ts';
import { packageObservations } from '#lib/domain/package/score-package.ts';
import { periodOf, type Period } from '#lib/domain/period.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import type { Db } from '../db/client.ts';
import { recordObservations, type NewObservation } from './observations.ts';
import type { Claim } from './runs.ts';
import { ALL_READ, mergeServices } from './services.ts';
import { readUnitServices } from './unit-services.ts';

/** Observations of one statement, some 4 MB. */
const FIGURES_A_STATEMENT = 10_000;

const WITHDRAWN = 'Gói nạp sau không còn số liệu này';

/** `at`, or a millisecond after the last load of the source where that was at `at` or later. */
export async function findFreeSlot(tx: Db, sourceId: string, at: Date): Promise<Date> {
  const [row] = await tx.sql<{ lastMs: number | null }[]>`
    select extract(epoch from max(slot_at))::float8 * 1000 as "lastMs" from job_run
    where job = 'gather' and source_id = ${sourceId}`;
  const lastMs = Math.round(row?.lastMs ?? 0);
  return lastMs < at.getTime() ? at : new Date(lastMs + 1);
}

type Key = Pick<NewObservation, 'unitId' | 'indicatorId' | 'period'>;

const keyOf = ({ unitId, indicatorId, period }: Key): string =>
  JSON.stringify([unitId, indicatorId, period]);

const withSpan = <T extends { period: string }>(figure: T) => {
  const { start, end } = periodOf(figure.period);
  return { ...figure, periodStart: start, periodEnd: end };
};

/** Figures that stand under the package's source and that the package no longer has. */
async function readWithdrawn(
  tx: Db,
  claim: Claim,
  kept: ReadonlySet<string>,
): Promise<NewObservation[]> {
  const standing = await tx.sql<(Key & { illustrative: boolean })[]>`
    select unit_id as "unitId", indicator_id as "indicatorId", period, illustrative
    from observation
    where source_id = ${claim.sourceId} and superseded_at is null and missing is null`;
  return standing
    .filter((figure) => !kept.has(keyOf(figure)))
    .map((figure) => ({
      ...withSpan(figure),
      value: null,
      numerator: null,
      denominator: null,
      missing: 'not-reported',
      missingNote: WITHDRAWN,
      status: 'M',
      qualifier: null,
      sourceId: claim.sourceId,
      origin: 'package',
      runId: claim.runId,
    }));
}

/**
 * Records all figures of a package as of `at`. The same figures again write nothing; a changed one
 * gets a new version with reason R1 (the source revised it).
 *
 * @returns versions written
 */
export async function recordFigures(
  tx: Db,
  content: IndexPackage,
  claim: Claim,
  at: Date,
): Promise<number> {
  const figures = packageObservations(content, claim.runId).map(
    ({ version: _, reason: _first, ...figure }): NewObservation => withSpan(figure),
  );
  const all = [...figures, ...(await readWithdrawn(tx, claim, new Set(figures.map(keyOf))))];
  let versions = 0;
  for (let from = 0; from < all.length; from += FIGURES_A_STATEMENT) {
    const batch = all.slice(from, from + FIGURES_A_STATEMENT);
    versions += (await recordObservations(tx, batch, at)).written;
  }
  return versions;
}

interface ServiceSubject {
  unitId: UnitId;
  period: Period;
}

/** Units and periods of which service rows stand under the package's source. */
async function readServiceSubjects(tx: Db, claim: Claim): Promise<ServiceSubject[]> {
  const rows = await tx.sql<{ unitId: UnitId; period: string }[]>`
    select distinct unit_id as "unitId", period from service_row
    where source_id = ${claim.sourceId} and superseded_at is null and in_force`;
  return rows.map(({ unitId, period }) => ({ unitId, period: periodOf(period) }));
}

/**
 * Records the service rows of a package as of `at`, unit by unit and period by period. A service
 * that the package no longer lists gets a version that says so.
 *
 * @returns versions written
 */
export async function recordServices(
  tx: Db,
  content: IndexPackage,
  claim: Claim,
  at: Date,
): Promise<number> {
  const keyOfSubject = ({ unitId, period }: ServiceSubject) => `${period.code} ${unitId}`;
  const given = Map.groupBy(content.services, keyOfSubject);
  const subjects = [...(await readServiceSubjects(tx, claim)), ...content.services];
  const unique = new Map(subjects.map((subject) => [keyOfSubject(subject), subject]));
  let versions = 0;
  for (const [key, { unitId, period }] of unique) {
    const rows = (given.get(key) ?? []).map((record) => ({ record, replyOrdinal: 1 }));
    const { sourceId, runId } = claim;
    const batch = {
      seriesId: content.manifest.name,
      unitId,
      sourceId,
      runId,
      period,
      reason: 'R1' as const,
    };
    const services = await readUnitServices(tx, batch);
    const merged = await mergeServices(tx, batch, services, rows, ALL_READ, at);
    versions += merged.versions;
  }
  return versions;
}
