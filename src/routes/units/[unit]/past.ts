// The past of a unit that came out of others, on the headline's measure. Only the load of the unit page
// imports it.
import { faceOf } from '#lib/domain/ranking.ts';
import type { Release } from '#lib/domain/release.ts';
import { HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
import { readUnitPast } from '#lib/server/explain/boundaries.ts';
import type { CatalogueUnit } from '#lib/server/store/facts.ts';
import { getDb } from '#lib/server/web.ts';
import type { UnitPastSection } from './unit-page.ts';

/**
 * What the unit's parts had before it was made of them; null for units that were always the same.
 *
 * @param course oldest first
 */
export async function readPast(
  course: readonly Release[],
  { id, groupId: group }: CatalogueUnit,
): Promise<UnitPastSection | null> {
  const release = course.at(-1);
  const face = release && faceOf(release, HEADLINE_MEASURE);
  const past = await readUnitPast(getDb(), course, { unit: id, measure: HEADLINE_MEASURE });
  return past && face && group !== null ? { ...past, face, group } : null;
}
