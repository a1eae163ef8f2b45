// How many dossiers each service of a unit received in a quarter, how many came online, were handled
// online and on time: a long tail, where a few services carry most, that adds up to the unit's row.
import { spread, spreadWithin } from './allocate.ts';
import type { UnitQuarter } from './figures.ts';

export interface Dossiers {
  received: Int32Array;
  filedOnline: Int32Array;
  handledOnline: Int32Array;
  onTime: Int32Array;
}

/** What makes a service busy, and used online. */
export interface Demand {
  /** How many dossiers it draws, beside the others of the unit. */
  weights: Float64Array;
  /** Which services of a level are used online first; every service once. */
  byUptake: Uint16Array;
}

/** The services of `level` that had a dossier filed online. */
function usedOnline(levels: Uint8Array, level: number, count: number, demand: Demand): number[] {
  const used: number[] = [];
  for (const i of demand.byUptake) {
    if (used.length === count) break;
    if (levels[i] === level) used.push(i);
  }
  return used;
}

function fileOnline(
  quarter: UnitQuarter,
  levels: Uint8Array,
  demand: Demand,
  weights: Float64Array,
): Int32Array {
  const filed = new Int32Array(levels.length);
  const shares = new Float64Array(levels.length);
  const used = [
    ...usedOnline(levels, 3, quarter.level3WithDossiers, demand),
    ...usedOnline(levels, 4, quarter.level4WithDossiers, demand),
  ];
  for (const i of used) {
    filed[i] = 1;
    shares[i] = weights[i] ?? 0;
  }
  spread(quarter.dossiers.filedOnline - used.length, shares, filed);
  return filed;
}

/**
 * Received dossiers: first those filed online, then paper. Where a unit has no service left at level
 * 1 or 2, the file still leaves some dossiers to such services; they go to levels 3 and 4, because
 * the unit's total must stand.
 */
function receive(
  quarter: UnitQuarter,
  levels: Uint8Array,
  filed: Int32Array,
  weights: Float64Array,
): Int32Array {
  const received = filed.slice();
  const online = weights.map((weight, i) => ((levels[i] ?? 0) >= 3 ? weight : 0));
  const others = weights.map((weight, i) => (levels[i] === 1 || levels[i] === 2 ? weight : 0));
  const { total, filedOnline } = quarter.dossiers;
  const ofOnline = others.some((weight) => weight > 0) ? quarter.dossiers.ofOnlineServices : total;
  spread(ofOnline - filedOnline, online, received);
  spread(total - ofOnline, others, received);
  return received;
}

/** What remains of `counts` after `missed` of them went wrong, more often here than there. */
function withoutMissed(counts: Int32Array, missed: number, random: () => number): Int32Array {
  const shares = Float64Array.from(counts, (count) => count * (0.25 + 1.5 * random()));
  const failures = new Int32Array(counts.length);
  spreadWithin(missed, shares, counts, failures);
  return counts.map((count, i) => count - (failures[i] ?? 0));
}

/** One quarter's dossiers. `levels` holds 0 for services that are not in force; they get none. */
export function planDossiers(
  quarter: UnitQuarter,
  levels: Uint8Array,
  demand: Demand,
  random: () => number,
): Dossiers {
  const weights = demand.weights.map((weight) => weight * (0.8 + 0.4 * random()));
  const filedOnline = fileOnline(quarter, levels, demand, weights);
  const received = receive(quarter, levels, filedOnline, weights);
  const { total, filedOnline: filed, handledOnline, onTime } = quarter.dossiers;
  return {
    received,
    filedOnline,
    handledOnline: withoutMissed(filedOnline, filed - handledOnline, random),
    onTime: withoutMissed(received, total - onTime, random),
  };
}
