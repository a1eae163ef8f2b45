// Counts that equal those of the period before, and counts that end in 0 more often than chance lets
// them. Pure; the signs import it.
import { rowOf } from '../release-lookup.ts';
import type { ReleaseContent } from '../release.ts';
import type { UnitId } from '../unit.ts';
import { tailOf } from './binomial.ts';
import { lastPeriods } from './course-rows.ts';
import { SIGN_LIMITS, type Sign } from './sign-limits.ts';

/** Counts of what happened in a period: they begin anew each time, each of them named once. */
const FLOWS = [
  { measure: 'dossiers_online_all', part: 'numerator' },
  { measure: 'dossiers_online_all', part: 'denominator' },
  { measure: 'dossiers_online_services', part: 'denominator' },
  { measure: 'dossiers_on_time', part: 'numerator' },
  { measure: 'docs_electronic', part: 'numerator' },
  { measure: 'docs_electronic', part: 'denominator' },
  { measure: 'docs_signed', part: 'numerator' },
] as const;
/** Below this, two counts are the same, or end in 0, by mere chance. */
const LEAST_COUNT = 100;
/** The last digit of a count that grew by itself is 0 in one of ten. */
const CHANCE_OF_ZERO = 0.1;
export const ROUNDED_PERIODS = 4;

const unitsOf = (release: ReleaseContent): UnitId[] => release.rules.units.map(({ id }) => id);

/** The unit's flows in a release, null where one is missing or too small, in the order of FLOWS. */
const flowsOf = (release: ReleaseContent, unit: UnitId): (number | null)[] =>
  FLOWS.map(({ measure, part }) => {
    const row = rowOf(release, unit, measure);
    const count = row?.value == null ? null : row[part];
    return count !== null && count >= LEAST_COUNT ? count : null;
  });

export const copiedSigns = (release: ReleaseContent, previous: ReleaseContent): Sign[] =>
  unitsOf(release).flatMap((unitId): Sign[] => {
    const past = flowsOf(previous, unitId);
    const pairs = flowsOf(release, unitId).flatMap((now, at) => {
      const before = past[at] ?? null;
      return now === null || before === null ? [] : [now === before];
    });
    const same = pairs.filter(Boolean).length;
    if (same < SIGN_LIMITS.copiedCounts.value) return [];
    return [{ unitId, kind: 'copied', measure: null, evidence: { same, compared: pairs.length } }];
  });

/** Over the last four periods of a course, where the last one has a count that ends in 0. */
export function roundedSigns(course: readonly ReleaseContent[]): Sign[] {
  const release = course.at(-1);
  if (!release) return [];
  const releases = lastPeriods(course, ROUNDED_PERIODS).filter((each) => each !== null);
  return unitsOf(release).flatMap((unitId): Sign[] => {
    const periods = releases.map((each) => flowsOf(each, unitId));
    const isRound = (count: number | null): boolean => count !== null && count % 10 === 0;
    if (!periods.at(-1)?.some(isRound)) return [];
    const counts = periods.flat().filter((count) => count !== null);
    const rounded = counts.filter(isRound).length;
    const chance = tailOf(rounded, counts.length, CHANCE_OF_ZERO);
    if (chance >= SIGN_LIMITS.roundedChance.value) return [];
    const evidence = { rounded, counts: counts.length, chance };
    return [{ unitId, kind: 'rounded', measure: null, evidence }];
  });
}
