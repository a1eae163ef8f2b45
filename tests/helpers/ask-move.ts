// A move of rank as tests ask for it.
import { rankMove, type RankMoveAnswer } from '#lib/domain/explain/rank-move.ts';
import type { ReleaseContent } from '#lib/domain/release.ts';
import { unitId } from '#lib/domain/unit.ts';
import { ROOT } from './random-release.ts';

/** What is left out is that of random releases, without corrections. */
interface Ask {
  known?: ReleaseContent;
  isBackwards?: boolean;
  unit?: string;
  measure?: string;
}
export const askMove = (
  from: ReleaseContent,
  to: ReleaseContent,
  given: Ask = {},
): RankMoveAnswer => {
  const { known = given.isBackwards ? to : from, isBackwards = false, unit = 'p-u0' } = given;
  const { measure = ROOT } = given;
  return rankMove({ from, to, known, isBackwards, unit: unitId(unit), measure });
};
