// Portals that misbehave in every way: named rightly, at little cost in memory, and without holding up
// the healthy ones.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { median } from '../../helpers/median.ts';
import { startPortals } from '../../portals/start.ts';
import type { FaultCase } from '../case.ts';
import { NAMES } from '../portal-states.ts';
import type { StatesReport } from '../portal-states-child.ts';

const CHILD = join(import.meta.dirname, '../portal-states-child.ts');
const ROUNDS = 10;
const MAX_GROWTH_MB = 64;
const MAX_DELAY = 1.05;
/** As far away as portals of the country are; on one machine the processor would be all that is timed. */
const LATENCY_MS = 100;

const run = promisify(execFile);

export const faultCase: FaultCase = {
  id: 'F16',
  title: 'portals that misbehave in every way, 15 beside 85',
  limit: `each named rightly ${ROUNDS} of ${ROUNDS} times; memory +${MAX_GROWTH_MB} MB; the others in the same process delayed by 5 %`,
  run: async ({ print }, { seed }) => {
    const portals = await startPortals({ faulty: 15, seed, latencyMs: LATENCY_MS });
    try {
      const { stdout } = await run(process.execPath, [CHILD, portals.url, String(ROUNDS)]);
      const report = JSON.parse(stdout) as StatesReport;
      report.wrong.forEach((line) => print(`  ${line}`));
      const states = Object.keys(NAMES).length;
      const named = Object.values(report.right).filter((times) => times === ROUNDS).length;
      const delay = median(report.delays);
      return {
        ok: named === states && report.rssGrowthMb <= MAX_GROWTH_MB && delay <= MAX_DELAY,
        figure:
          `${named} of ${states} states named rightly ${ROUNDS} times; ` +
          `memory +${report.rssGrowthMb.toFixed(0)} MB; others delayed by ` +
          `${((delay - 1) * 100).toFixed(1)} % (median of ${report.delays.length} pairs, ${LATENCY_MS} ms a page)`,
      };
    } finally {
      await portals.close();
    }
  },
};
