// What the unit's reports tell of its duties up to the period shown: by now, and of a release or a moment
// that the address names by what was known then. Only the unit page's load imports it.
import { dutyLines } from '#lib/domain/report/said-duties.ts';
import type { Release } from '#lib/domain/release.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import type { Db } from '#lib/server/db/client.ts';
import { readSaidDuties } from '#lib/server/store/reports.ts';
import type { UnitPage } from './unit-page.ts';

/** @returns null where no release is shown: then there is no period to speak of */
export async function readTasks(
  db: Db,
  release: Release | null,
  unit: UnitId,
  params: URLSearchParams,
): Promise<UnitPage['tasks']> {
  if (!release) return null;
  const { period, periodEnd: day } = release;
  const isPinned = ['release', 'asOf', 'knownAt'].some((name) => params.has(name));
  const said = await readSaidDuties(db, unit, period, isPinned ? new Date(release.knownAt) : null);
  return { period, day, reported: said[0]?.period ?? null, lines: dutyLines(said, day) };
}
