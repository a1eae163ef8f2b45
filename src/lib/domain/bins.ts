// How figures of one group spread: counts over equal, round steps, and the middle. Pure; anyone may
// import it.
import { comparable } from './rank.ts';

/** A step of a scale: from `from` up to, but without, `to`. */
export interface Bin {
  from: number;
  to: number;
  units: number;
}

const MOST_BINS = 12;
/** A figure on an edge belongs to the step above, whatever the division makes of it. */
const EDGE = 1e-9;

/** 1, 2 or 5 times a power of ten, and no less than `least`. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((factor) => factor * power >= least) ?? 10) * power;
}

/**
 * Counts of figures by step, the lowest first, none left out between; empty without figures, one
 * step of no width where all are equal, as scores are (see `comparable`).
 *
 * @example binsOf([61, 64, 72]) // steps of 1: 61–62 has one, 64–65 one, 72–73 one, others none
 */
export function binsOf(exact: readonly number[]): Bin[] {
  if (exact.length === 0) return [];
  const figures = exact.map(comparable);
  const [lowest, highest] = [Math.min(...figures), Math.max(...figures)];
  if (lowest === highest) return [{ from: lowest, to: highest, units: figures.length }];
  const step = roundStep((highest - lowest) / (MOST_BINS - 1));
  const stepOf = (figure: number): number => Math.floor(figure / step + EDGE);
  const counts = Map.groupBy(figures, stepOf);
  return Array.from({ length: stepOf(highest) - stepOf(lowest) + 1 }, (_, at) => {
    const place = stepOf(lowest) + at;
    return { from: place * step, to: (place + 1) * step, units: counts.get(place)?.length ?? 0 };
  });
}

/** The figure in the middle, or halfway between the two there; null without figures. */
export function medianOf(figures: readonly number[]): number | null {
  const sorted = figures.toSorted((a, b) => a - b);
  const [below, above] = [
    sorted[Math.ceil(sorted.length / 2) - 1],
    sorted[Math.floor(sorted.length / 2)],
  ];
  return below === undefined || above === undefined ? null : (below + above) / 2;
}
