// How sure the unit's place on the product's own index is, for its page. Only the page's load imports it.
import type { Release } from '#lib/domain/release.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { intervalOf, type IntervalAnswer } from '#lib/server/explain/interval.ts';
import { getLog } from '#lib/server/web.ts';

const OWN_INDEX = 'tiendo:tiendo';

/** Null where the release has no such index; and where it could not be worked out, which is logged. */
export async function readCertainty(
  release: Release | null,
  unit: UnitId,
): Promise<IntervalAnswer | null> {
  if (!release) return null;
  try {
    const answer = await intervalOf(release, unit, OWN_INDEX, { wait: false });
    const isAbsent = answer.reason === 'not-composite' || answer.reason === 'no-weights';
    return isAbsent ? null : answer;
  } catch (error) {
    // The rest of the page stands without it.
    getLog().error({ err: error, release: release.id }, 'no certainty of the own index');
    return null;
  }
}
