// From scored leaves to the score of every node of an index, for a whole group at once. Pure; anyone
// may import it. The formulas are those of the index package (README, "Index packages").
import type { Column } from './column.ts';
import type { Aggregate, IndexNode, IndexVersion, MissingPolicy } from './indicator.ts';
import { isScored, type MissingReason, type Scored } from './missing.ts';
import { isWithin } from './unit.ts';

export interface WeightedChild {
  weight: number;
  column: Column;
}

/** What is added up of each unit while the children of a node are gone through. */
interface Totals {
  /** Σ weight·score, or Σ weight·ln score. */
  scores: Float64Array;
  /** Σ of the weights that count. */
  weights: Float64Array;
  /** Units that get no score, by place. */
  missing: Map<number, MissingReason>;
}

/** Adds what one child gives each unit. */
function addChild(
  { scores, weights, missing }: Totals,
  { weight, column }: WeightedChild,
  aggregate: Aggregate,
  policy: MissingPolicy,
): void {
  const { values } = column;
  const isGeometric = aggregate === 'geometric';
  for (let at = 0; at < values.length; at += 1) {
    let score = values[at] ?? Number.NaN;
    if (Number.isNaN(score)) {
      if (policy === 'exclude_unit') missing.set(at, 'child-missing');
      if (policy !== 'zero') continue;
      score = 0;
    }
    if (isGeometric && score <= 0 && !missing.has(at)) missing.set(at, 'non-positive');
    scores[at] = (scores[at] ?? 0) + weight * (isGeometric ? Math.log(score) : score);
    weights[at] = (weights[at] ?? 0) + weight;
  }
}

/**
 * The scores of a node from its children: Σ weight·child (`sum`), the weighted mean (`mean`) or the
 * weighted geometric mean (`geometric`; a child at or below 0 gives `non-positive`). A child without
 * a score: none here either (`exclude_unit`), the weights of the others scaled by Σw of all / Σw of
 * those present (`renormalise`), or counted as 0 (`zero`).
 *
 * @example 3 parts of 80 and 1 of 40 have a `mean` of 70
 */
export function aggregateColumns(
  aggregate: Aggregate,
  policy: MissingPolicy,
  children: readonly WeightedChild[],
  units: number,
): Column {
  const weights = new Float64Array(units);
  const missing = new Map<number, MissingReason>();
  const totals: Totals = { scores: new Float64Array(units), weights, missing };
  for (const child of children) addChild(totals, child, aggregate, policy);
  const allWeights = children.reduce((sum, { weight }) => sum + weight, 0);
  const values = totals.scores;
  for (let at = 0; at < units; at += 1) {
    const [total, weight] = [values[at] ?? 0, weights[at] ?? 0];
    // What weighs nothing says nothing, not even that it is at or below 0.
    if (weight === 0) missing.set(at, 'child-missing');
    if (missing.size > 0 && missing.has(at)) values[at] = Number.NaN;
    else if (aggregate === 'geometric') values[at] = Math.exp(total / weight);
    // Only a sum feels the rescaling of weights; a mean divides by them again.
    else values[at] = aggregate === 'mean' ? total / weight : (total * allWeights) / weight;
  }
  return { values, missing };
}

/** The version of an index that is valid on the last day of a period, or null where none is. */
export function versionOn(
  indices: readonly IndexVersion[],
  index: string,
  lastDay: string,
): IndexVersion | null {
  return indices.find((entry) => entry.code === index && isWithin(lastDay, entry)) ?? null;
}

/**
 * Scores of all nodes of a tree for the units of one group, by node code.
 *
 * @param nodes every parent before its children
 * @param scoreLeaf the normalised figures of a leaf
 * @param units how many there are
 * @throws RangeError where an inner node names no aggregate or no missing policy
 */
export function scoreColumns(
  nodes: readonly IndexNode[],
  scoreLeaf: (leaf: IndexNode) => Column,
  units: number,
): Map<string, Column> {
  const scores = new Map<string, Column>();
  const childrenOf = new Map<string, WeightedChild[]>();
  // Parents stand before their children, so that backwards every child is known first.
  for (const node of nodes.toReversed()) {
    const column = node.indicatorId
      ? scoreLeaf(node)
      : scoreInner(node, childrenOf.get(node.code)?.toReversed() ?? [], units);
    scores.set(node.code, column);
    if (node.parent === null) continue;
    const siblings = childrenOf.get(node.parent) ?? [];
    siblings.push({ weight: node.weight ?? 0, column });
    childrenOf.set(node.parent, siblings);
  }
  return scores;
}

function scoreInner(node: IndexNode, children: readonly WeightedChild[], units: number): Column {
  if (!node.aggregate || !node.missing) {
    throw new RangeError(`node ${node.code} has no aggregate or no missing policy`);
  }
  return aggregateColumns(node.aggregate, node.missing, children, units);
}

/** The score in a column at a place, or the reason why there is none. */
export function scoredAt({ values, missing }: Column, at: number): Scored {
  const reason = missing.get(at);
  return reason === undefined ? { score: values[at] ?? Number.NaN } : { missing: reason };
}

/** Scores of all nodes of an index for one unit, by node code; see `scoreColumns`. */
export function scoreTree(
  { nodes }: IndexVersion,
  scoreLeaf: (leaf: IndexNode) => Scored,
): Map<string, Scored> {
  const columnOf = (scored: Scored): Column =>
    isScored(scored)
      ? { values: Float64Array.of(scored.score), missing: new Map() }
      : { values: Float64Array.of(Number.NaN), missing: new Map([[0, scored.missing]]) };
  const columns = scoreColumns(nodes, (leaf) => columnOf(scoreLeaf(leaf)), 1);
  return new Map([...columns].map(([code, column]) => [code, scoredAt(column, 0)]));
}
