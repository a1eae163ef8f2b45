// How sure a unit's place on an index is, the product's own where none is named. Only loads of units' pages
// import it.
import type { Release } from '#lib/domain/release.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { intervalOf, type IntervalAnswer } from '#lib/server/explain/interval.ts';
import { getLog } from '#lib/server/web.ts';

const OWN_INDEX = 'tiendo:tiendo';

/** Null where the release has no such index, or it is none; and where it could not be worked out, which is logged. */
export async function readCertainty(
  release: Release | null,
  unit: UnitId,
  measure = OWN_INDEX,
): Promise<IntervalAnswer | null> {
  if (!release) return null;
  try {
    const answer = await intervalOf(release, unit, measure, { wait: false });
    const isAbsent = answer.reason === 'not-composite' || answer.reason === 'no-weights';
    return isAbsent ? null : answer;
  } catch (error) {
    // The rest of the page stands without it.
    getLog().error({ err: error, release: release.id }, 'no certainty of an index');
    return null;
  }
}
