// Which periods a unit can have figures of. Pure; pages about one unit import it.
import { parsePeriod } from './period.ts';
import { isWithin } from './unit.ts';

/**
 * The periods on whose last day the unit was there, in the order given: as releases count it. The one
 * that is shown stays among them, so that a reader who came by its address is not lost.
 *
 * @example Hưng Yên of 2025-07-01: 2025-Q2 is none of its periods, 2025-Q3 is
 */
export const livedPeriods = (
  periods: readonly string[],
  unit: { validFrom: string | null; validTo: string | null },
  shown: string | null,
): string[] =>
  periods.filter((code) => {
    const end = parsePeriod(code)?.end;
    return code === shown || end === undefined || isWithin(end, unit);
  });
