// From a measured figure to the score of a leaf of an index. Pure; anyone may import it. The
// formulas are those of the index package (README, "Index packages") and of the OECD/JRC Handbook
// on Constructing Composite Indicators (2008), chapter 1.5.
import { accurateSquares, accurateSum } from './accurate-sum.ts';
import type { Column } from './column.ts';
import type { Direction, Normalise } from './indicator.ts';
import type { Scored } from './missing.ts';
import type { TargetOperator } from './target.ts';

/** How the figures of one group spread in one period; what minmax and zscore need. */
export interface Spread {
  lowest: number;
  highest: number;
  mean: number;
  /** Sample standard deviation (n − 1); 0 for a single figure. */
  deviation: number;
}

export interface LeafRule {
  normalise: Normalise;
  min: number | null;
  max: number | null;
  direction: Direction;
}

/** The number that a target asks of one unit. */
export interface Demand {
  operator: TargetOperator;
  value: number;
}

/**
 * The spread of a group's figures, or null where there is none. Places with NaN have no figure.
 * Independent of their order but for the last digit, as `accurateSum` is.
 */
export function spreadOf(figures: ArrayLike<number>): Spread | null {
  let [lowest, highest, count] = [Infinity, -Infinity, 0];
  for (let at = 0; at < figures.length; at += 1) {
    const figure = figures[at] ?? Number.NaN;
    if (Number.isNaN(figure)) continue;
    if (figure < lowest) lowest = figure;
    if (figure > highest) highest = figure;
    count += 1;
  }
  if (count === 0) return null;
  const mean = accurateSum(figures) / count;
  const deviation = count > 1 ? Math.sqrt(accurateSquares(figures, mean) / (count - 1)) : 0;
  return { lowest, highest, mean, deviation };
}

const hold = (score: number): number => Math.min(100, Math.max(0, score));

/** How the figures of one leaf are scored in one group. */
interface Scale {
  /** `as-is`, 0–100 from `zero` on over `width`, in widths from `zero`, or against a target. */
  kind: 'as-is' | 'bounded' | 'standardised' | 'target';
  zero: number;
  width: number;
  isTurned: boolean;
}

const NO_SPREAD = { missing: 'no-spread' } as const;
const AS_IS: Scale = { kind: 'as-is', zero: 0, width: 1, isTurned: false };

/** The scale of a leaf; null where its ends or the group's figures do not differ. */
function scaleOf(
  { normalise, min, max, direction }: LeafRule,
  spread: Spread | null,
): Scale | null {
  const isTurned = direction === 'lower';
  const between = (zero: number, end: number): Scale | null =>
    zero === end ? null : { kind: 'bounded', zero, width: end - zero, isTurned };
  switch (normalise) {
    case 'none':
      return AS_IS;
    case 'goalposts':
      if (min === null || max === null) throw new RangeError('goalposts without ends');
      return between(min, max);
    case 'minmax':
      return spread && between(spread.lowest, spread.highest);
    case 'zscore':
      // Equal figures can differ from their own mean by a rounding error; compare the ends instead.
      return spread && spread.lowest !== spread.highest
        ? { kind: 'standardised', zero: spread.mean, width: spread.deviation, isTurned }
        : null;
    case 'target':
      return { ...AS_IS, kind: 'target' };
  }
}

function againstTarget(figure: number, demand: Demand | null): number {
  if (!demand) return Number.NaN;
  const { operator, value } = demand;
  if (operator === '<=') return figure <= value ? 100 : hold((100 * value) / figure);
  return figure >= value ? 100 : hold((100 * figure) / value);
}

/** NaN where the unit has no target that it could be held against. */
function scoreOn(scale: Scale, figure: number, demand: Demand | null): number {
  const { kind, zero, width, isTurned } = scale;
  if (kind === 'as-is') return figure;
  if (kind === 'target') return againstTarget(figure, demand);
  if (kind === 'standardised') {
    const widths = (figure - zero) / width;
    return isTurned ? 0 - widths : widths;
  }
  const score = hold((100 * (figure - zero)) / width);
  return isTurned ? 100 - score : score;
}

/**
 * The score of a leaf: the figure itself (`none`); 0–100 between the goalposts, or between the
 * group's own lowest and highest (`minmax`); standard deviations from the group's mean (`zscore`);
 * 0–100 of the target (`target`). Where lower is better, all but `none` and `target` are turned
 * round. A `<=` target is turned round by its operator: 100·target/x, 100 once x is at or below it.
 *
 * @param spread of the unit's own group in the period; null only where nobody has a figure
 * @param demand of the target that judges the unit in the period; null gives `no-target`
 * @returns `no-spread` where highest and lowest, or the goalposts, are equal
 * @example normaliseFigure({ normalise: 'goalposts', min: 0, max: 1, direction: 'higher' }, 0.25, null, null) // { score: 25 }
 */
export function normaliseFigure(
  rule: LeafRule,
  figure: number,
  spread: Spread | null,
  demand: Demand | null,
): Scored {
  const scale = scaleOf(rule, spread);
  if (!scale) return NO_SPREAD;
  const score = scoreOn(scale, figure, demand);
  return Number.isNaN(score) ? { missing: 'no-target' } : { score };
}

/**
 * The scores of one leaf for a whole group at once, each as `normaliseFigure` gives it.
 *
 * @param demandOf what the target that judges the unit at a place asks; null without one
 */
export function normaliseColumn(
  rule: LeafRule,
  figures: Column,
  demandOf: (at: number) => Demand | null,
): Column {
  const { values } = figures;
  const isRelative = rule.normalise === 'minmax' || rule.normalise === 'zscore';
  const scale = scaleOf(rule, isRelative ? spreadOf(values) : null);
  const scores = new Float64Array(values.length);
  const missing = new Map(figures.missing);
  for (let at = 0; at < values.length; at += 1) {
    const figure = values[at] ?? Number.NaN;
    const demand = rule.normalise === 'target' ? demandOf(at) : null;
    const score = scale && !Number.isNaN(figure) ? scoreOn(scale, figure, demand) : Number.NaN;
    scores[at] = score;
    if (Number.isNaN(score) && !Number.isNaN(figure)) {
      missing.set(at, scale ? 'no-target' : 'no-spread');
    }
  }
  return { values: scores, missing };
}
