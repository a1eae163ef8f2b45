// From a measured figure to the score of a leaf of an index. Pure; anyone may import it. The
// formulas are those of the index package (README, "Index packages") and of the OECD/JRC Handbook
// on Constructing Composite Indicators (2008), chapter 1.5.
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

/** The spread of a group's figures, or null where there is none. Independent of their order. */
export function spreadOf(figures: readonly number[]): Spread | null {
  const sorted = figures.toSorted((a, b) => a - b);
  const [lowest] = sorted;
  const highest = sorted.at(-1);
  if (lowest === undefined || highest === undefined) return null;
  const mean = sorted.reduce((sum, figure) => sum + figure, 0) / sorted.length;
  const squares = sorted.reduce((sum, figure) => sum + (figure - mean) ** 2, 0);
  const deviation = sorted.length > 1 ? Math.sqrt(squares / (sorted.length - 1)) : 0;
  return { lowest, highest, mean, deviation };
}

const hold = (score: number): number => Math.min(100, Math.max(0, score));

function betweenGoalposts(figure: number, min: number, max: number, direction: Direction): Scored {
  if (min === max) return { missing: 'no-spread' };
  const score = hold((100 * (figure - min)) / (max - min));
  return { score: direction === 'lower' ? 100 - score : score };
}

function standardise(figure: number, spread: Spread, direction: Direction): Scored {
  // Equal figures can differ from their own mean by a rounding error; compare the ends instead.
  if (spread.lowest === spread.highest) return { missing: 'no-spread' };
  const score = (figure - spread.mean) / spread.deviation;
  return { score: direction === 'lower' ? 0 - score : score };
}

function againstTarget(figure: number, demand: Demand): Scored {
  if (demand.operator === '<=') {
    return { score: figure <= demand.value ? 100 : hold((100 * demand.value) / figure) };
  }
  return { score: figure >= demand.value ? 100 : hold((100 * figure) / demand.value) };
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
  switch (rule.normalise) {
    case 'none':
      return { score: figure };
    case 'goalposts':
      if (rule.min === null || rule.max === null) throw new RangeError('goalposts without ends');
      return betweenGoalposts(figure, rule.min, rule.max, rule.direction);
    case 'minmax':
      if (!spread) return { missing: 'no-spread' };
      return betweenGoalposts(figure, spread.lowest, spread.highest, rule.direction);
    case 'zscore':
      return spread ? standardise(figure, spread, rule.direction) : { missing: 'no-spread' };
    case 'target':
      return demand ? againstTarget(figure, demand) : { missing: 'no-target' };
  }
}
