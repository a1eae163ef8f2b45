// From a measured figure to the score of a leaf of an index. Pure; anyone may import it. The
// formulas are those of the index package (README, "Index packages") and of the OECD/JRC Handbook
// on Constructing Composite Indicators (2008), chapter 1.5.
import { accurateSum } from './accurate-sum.ts';
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
  const present = new Float64Array(figures.length);
  for (let at = 0; at < figures.length; at += 1) {
    const figure = figures[at] ?? Number.NaN;
    if (Number.isNaN(figure)) continue;
    if (figure < lowest) lowest = figure;
    if (figure > highest) highest = figure;
    present[count] = figure;
    count += 1;
  }
  if (count === 0) return null;
  const mean = accurateSum(present, count) / count;
  for (let at = 0; at < count; at += 1) present[at] = ((present[at] ?? 0) - mean) ** 2;
  const deviation = count > 1 ? Math.sqrt(accurateSum(present, count) / (count - 1)) : 0;
  return { lowest, highest, mean, deviation };
}

const hold = (score: number): number => Math.min(100, Math.max(0, score));

/** Scores a figure; NaN where its unit has no target that it could be held against. */
type Scorer = (figure: number, demand: Demand | null) => number;

const NO_SPREAD = { missing: 'no-spread' } as const;

function betweenGoalposts(min: number, max: number, direction: Direction): Scorer | null {
  if (min === max) return null;
  return direction === 'lower'
    ? (figure) => 100 - hold((100 * (figure - min)) / (max - min))
    : (figure) => hold((100 * (figure - min)) / (max - min));
}

function standardised(spread: Spread, direction: Direction): Scorer | null {
  const { mean, deviation, lowest, highest } = spread;
  // Equal figures can differ from their own mean by a rounding error; compare the ends instead.
  if (lowest === highest) return null;
  return direction === 'lower'
    ? (figure) => 0 - (figure - mean) / deviation
    : (figure) => (figure - mean) / deviation;
}

function againstTarget(figure: number, demand: Demand | null): number {
  if (!demand) return Number.NaN;
  const { operator, value } = demand;
  if (operator === '<=') return figure <= value ? 100 : hold((100 * value) / figure);
  return figure >= value ? 100 : hold((100 * figure) / value);
}

/** How the figures of one leaf are scored in one group; null where they have no spread. */
function scorerOf(rule: LeafRule, spread: Spread | null): Scorer | null {
  switch (rule.normalise) {
    case 'none':
      return (figure) => figure;
    case 'goalposts':
      if (rule.min === null || rule.max === null) throw new RangeError('goalposts without ends');
      return betweenGoalposts(rule.min, rule.max, rule.direction);
    case 'minmax':
      return spread && betweenGoalposts(spread.lowest, spread.highest, rule.direction);
    case 'zscore':
      return spread && standardised(spread, rule.direction);
    case 'target':
      return againstTarget;
  }
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
  const scorer = scorerOf(rule, spread);
  if (!scorer) return NO_SPREAD;
  const score = scorer(figure, demand);
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
  const scorer = scorerOf(rule, isRelative ? spreadOf(values) : null);
  const scores = new Float64Array(values.length).fill(Number.NaN);
  const missing = new Map(figures.missing);
  for (let at = 0; at < values.length; at += 1) {
    const figure = values[at] ?? Number.NaN;
    if (Number.isNaN(figure)) continue;
    const score = scorer ? scorer(figure, rule.normalise === 'target' ? demandOf(at) : null) : NaN;
    scores[at] = score;
    if (Number.isNaN(score)) missing.set(at, scorer ? 'no-target' : 'no-spread');
  }
  return { values: scores, missing };
}
