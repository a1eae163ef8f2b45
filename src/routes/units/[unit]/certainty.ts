// How sure a unit's place on an index is, the product's own where none is named. Only loads of units' pages
// import it.
import type { Release } from '#lib/domain/release.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { OWN_INDEX_MEASURE } from '#lib/domain/usual-measures.ts';
import { intervalOf, type IntervalAnswer } from '#lib/server/explain/interval.ts';
import { passing } from '#lib/server/pages/passing.ts';
import { getLog } from '#lib/server/web.ts';

/** Ends that are not there may be in a moment. */
const PASSING = ['pending', 'busy', 'failed'];

/** Asks a page to have the exact ends looked for, which takes up to half a minute of a processor. */
const ENDS = 'ends';

/**
 * Null where the release has no such index, or it is none; and where it could not be worked out, which
 * is logged. Exact ends are told where they are known, and looked for where the address asks.
 */
export async function readCertainty(
  release: Release | null,
  unit: UnitId,
  params: URLSearchParams,
  measure = OWN_INDEX_MEASURE,
): Promise<IntervalAnswer | null> {
  if (!release) return null;
  const fail = (error: unknown): void =>
    getLog().error({ err: error, release: release.id }, 'no certainty of an index');
  const ends = params.has(ENDS) ? 'begin' : 'found';
  try {
    const answer = await intervalOf(release, unit, measure, { ends, onFailure: fail });
    if (PASSING.includes(answer.boundsReason ?? '')) passing();
    const isAbsent = answer.reason === 'not-composite' || answer.reason === 'no-weights';
    return isAbsent ? null : answer;
  } catch (error) {
    // The rest of the page stands without it.
    fail(error);
    passing();
    return null;
  }
}
