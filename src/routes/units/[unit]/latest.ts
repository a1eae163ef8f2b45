// The latest period in which a unit has a figure, for pages of periods in which it has none. Only the
// load of the unit page imports it.
import { rowOf } from '#lib/domain/release-lookup.ts';
import type { Release } from '#lib/domain/release.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
import { releaseIfAny } from '#lib/server/page-release.ts';

/** Null where the release shown has a row of it that is meant for it, or no other period has a figure. */
export async function readLatest(shown: Release | null, unit: UnitId): Promise<string | null> {
  const row = shown && rowOf(shown, unit, HEADLINE_MEASURE);
  if (row && row.missing !== 'not-applicable') return null;
  const { course } = await releaseIfAny(new URLSearchParams());
  const held = course.findLast((release) => {
    const found = rowOf(release, unit, HEADLINE_MEASURE);
    return found !== null && found.value !== null;
  });
  return held && held.period !== shown?.period ? held.period : null;
}
