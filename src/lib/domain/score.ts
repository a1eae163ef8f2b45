// From scored leaves to the score of every node of an index, for one unit. Pure; anyone may import
// it. The formulas are those of the index package (README, "Index packages").
import { isWithin } from './unit.ts';
import type { Aggregate, IndexNode, IndexVersion, MissingPolicy } from './indicator.ts';
import { isScored, type Scored } from './missing.ts';

export interface WeightedChild {
  weight: number;
  scored: Scored;
}

type Present = { weight: number; score: number };

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0);

function combine(aggregate: Aggregate, parts: readonly Present[], allWeights: number): Scored {
  const weights = sumOf(parts.map((part) => part.weight));
  if (weights === 0) return { missing: 'child-missing' };
  if (aggregate === 'geometric') {
    if (parts.some((part) => part.score <= 0)) return { missing: 'non-positive' };
    const logarithms = sumOf(parts.map((part) => part.weight * Math.log(part.score)));
    return { score: Math.exp(logarithms / weights) };
  }
  const total = sumOf(parts.map((part) => part.weight * part.score));
  // Only a sum feels the rescaling of weights; a mean divides by them again.
  return { score: aggregate === 'mean' ? total / weights : (total * allWeights) / weights };
}

/**
 * The score of a node from its children: Σ weight·child (`sum`), the weighted mean (`mean`) or the
 * weighted geometric mean (`geometric`; a child at or below 0 gives `non-positive`). A child without
 * a score: none here either (`exclude_unit`), the weights of the others scaled by Σw of all / Σw of
 * those present (`renormalise`), or counted as 0 (`zero`).
 *
 * @example aggregateChildren('mean', 'exclude_unit', [{ weight: 3, scored: { score: 80 } }, { weight: 1, scored: { score: 40 } }]) // { score: 70 }
 */
export function aggregateChildren(
  aggregate: Aggregate,
  policy: MissingPolicy,
  children: readonly WeightedChild[],
): Scored {
  const present: Present[] = [];
  for (const { weight, scored } of children) {
    if (isScored(scored)) present.push({ weight, score: scored.score });
    else if (policy === 'zero') present.push({ weight, score: 0 });
    else if (policy === 'exclude_unit') return { missing: 'child-missing' };
  }
  return combine(aggregate, present, sumOf(children.map((child) => child.weight)));
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
 * Scores of all nodes of an index for one unit, by node code.
 *
 * @param scoreLeaf the normalised figure of a leaf, or the reason why there is none
 * @throws RangeError where an inner node names no aggregate or no missing policy
 */
export function scoreTree(
  index: IndexVersion,
  scoreLeaf: (leaf: IndexNode) => Scored,
): Map<string, Scored> {
  const scores = new Map<string, Scored>();
  const childrenOf = new Map<string, WeightedChild[]>();
  // Parents stand before their children, so that backwards every child is known first.
  for (const node of index.nodes.toReversed()) {
    const scored = node.indicatorId
      ? scoreLeaf(node)
      : scoreInner(node, childrenOf.get(node.code)?.toReversed() ?? []);
    scores.set(node.code, scored);
    if (node.parent === null) continue;
    const siblings = childrenOf.get(node.parent) ?? [];
    siblings.push({ weight: node.weight ?? 0, scored });
    childrenOf.set(node.parent, siblings);
  }
  return scores;
}

function scoreInner(node: IndexNode, children: readonly WeightedChild[]): Scored {
  if (!node.aggregate || !node.missing) {
    throw new RangeError(`node ${node.code} has no aggregate or no missing policy`);
  }
  return aggregateChildren(node.aggregate, node.missing, children);
}
