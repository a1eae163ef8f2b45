// The figures of one measure of a course of releases, and what forecasting them has been tried on: worked
// out once a release and measure, for all units. Pure; unit-forecast.ts and server/explain import it.
import { periodsBetween } from '../period.ts';
import type { Release } from '../release.ts';
import { backTest, type BackTest, type Courses, type Vintage } from './back-test.ts';
import { METHODS, type ForecastMethod, type Point } from './forecast.ts';

export interface Trials {
  release: Release;
  measure: string;
  /** Every unit's figures; periods count from that of the release, which is 0. */
  courses: Courses;
  /** Null where nothing that was forecast so far ahead has come yet. */
  testAt: (horizon: number) => BackTest | null;
}

/**
 * @param course releases of one series up to the one forecast from, oldest first, as `Published.shown`
 * gives it
 * @param vintages for every period the course as it was when that period was first released
 */
export function trialsOf(
  release: Release,
  course: readonly Release[],
  vintages: readonly (readonly Release[])[],
  measure: string,
): Trials {
  const courses = coursesOf(release, course, measure);
  const known = vintages.flatMap((releases): Vintage[] => {
    const last = releases.at(-1);
    return last
      ? [{ at: placeOf(release, last), courses: coursesOf(release, releases, measure) }]
      : [];
  });
  const methods = methodsFor(courses);
  const tests = new Map<number, BackTest | null>();
  return {
    release,
    measure,
    courses,
    testAt: (horizon) => {
      const found = tests.get(horizon);
      if (found !== undefined) return found;
      const test = backTest(known, courses, horizon, methods);
      tests.set(horizon, test);
      return test;
    },
  };
}

const placeOf = (base: Release, { period }: Release): number => periodsBetween(base.period, period);

function coursesOf(base: Release, course: readonly Release[], measure: string): Courses {
  const courses = new Map<Release['rows'][number]['unitId'], Point[]>();
  for (const release of course) {
    const at = placeOf(base, release);
    for (const row of release.rows) {
      if (row.measure !== measure || row.value === null) continue;
      const { value, numerator, denominator } = row;
      const point = { at, value, numerator, denominator };
      courses.set(row.unitId, [...(courses.get(row.unitId) ?? []), point]);
    }
  }
  return courses;
}

/** Log odds need counts; where some shares lack them, no unit is forecast by them. */
function methodsFor(courses: Courses): readonly ForecastMethod[] {
  const isCounted = [...courses.values()]
    .flat()
    .every(({ numerator, denominator }) => numerator !== null && (denominator ?? 0) > 0);
  return isCounted ? METHODS : METHODS.filter((method) => method !== 'logistic');
}
