// S12: workbooks made to harm are refused by name, and the process that has them read hardly grows.
import type { FaultCase } from '../case.ts';
import { openBombs } from '../damaged-files.ts';

/** A child's start is part of it, on a machine that others use. */
const MOST_GROWTH_MB = 64;

export const faultCase: FaultCase = {
  id: 'S12',
  title: 'workbooks made to harm',
  limit: '10 of 10 refused by name, memory +64 MB at most, 1 s each where nothing else runs',
  async run() {
    const { outcomes, grownMb } = await openBombs();
    const named = outcomes.filter(({ isNamed }) => isNamed).length;
    const slowest = outcomes.reduce((a, b) => (a.elapsedMs > b.elapsedMs ? a : b));
    return {
      ok: named === outcomes.length && grownMb <= MOST_GROWTH_MB,
      figure:
        `${named} of ${outcomes.length} named, memory +${grownMb.toFixed(0)} MB, ` +
        `slowest ${Math.round(slowest.elapsedMs)} ms (${slowest.name})`,
    };
  },
};
