// What each leaf and each pillar of an index brought to a unit's score, and by which weight it counts.
// Pure; the unit page and the API import it.
import { nodeMeasure, type Indicator, type IndexNode, type IndexVersion } from '../indicator.ts';
import type { MissingReason } from '../missing.ts';
import { periodOf } from '../period.ts';
import { rowOf } from '../release-lookup.ts';
import type { ReleaseContent, ScoreRow } from '../release.ts';
import { versionOn } from '../score.ts';
import type { UnitId } from '../unit.ts';

/** One node of an index as a unit stands in it. */
export interface Contribution {
  code: string;
  /** Null for the root. */
  parent: string | null;
  /** 0 for the root, 1 for a pillar, … */
  depth: number;
  /** The measure of a leaf; null above. */
  indicator: string | null;
  nameVi: string;
  nameEn: string;
  /** In the node's own scale; null where `missing` names a reason. */
  score: number | null;
  missing: MissingReason | null;
  /** The unit's place in its group on this node alone. */
  rank: number | null;
  /**
   * How much of the whole score one point of this node's is worth, as the unit stands: a part of 1
   * where everything above is a mean; 0 for what is missing and left out.
   */
  weight: number;
  /** Of a leaf its score times its weight; of a node the sum of its leaves, of the root the score. */
  points: number;
  /**
   * What it would bring with the best score that there is, the rest as it is. Null where a score has
   * no upper end, below a geometric mean (it then hangs on the other parts), and for what is left out.
   */
  most: number | null;
}

/** The best score of a leaf that is held between 0 and 100. */
const BEST = 100;

/**
 * The tree of an index as one unit stands in it, each node followed by what is below it. The points of a leaf are its
 * score times what one point of it is worth there. They sum to the score whatever the means and the
 * rules for missing parts, since every one of them is homogeneous of degree 1 (Euler's theorem). A leaf
 * in standard deviations (`zscore`) below the group's mean has points below 0. Null where the release
 * does not score the unit on the index.
 *
 * @example a mean of a (weight 3, score 80) and b (weight 1, score 40): 60 and 10 points of 70, at most
 * 75 and 25
 */
export function contributionsOf(
  release: ReleaseContent,
  unit: UnitId,
  index: string,
): Contribution[] | null {
  const { rules, period } = release;
  const version = versionOn(rules.indices, index, periodOf(period).end);
  if (!version) return null;
  const rows = new Map(
    version.nodes.map(({ code }) => [code, rowOf(release, unit, nodeMeasure(index, code))]),
  );
  const [root] = version.nodes;
  if (!root || rows.get(root.code)?.score == null) return null;
  const tree: Tree = {
    version,
    rowOf: ({ code }) => rows.get(code) ?? null,
    indicatorOf: ({ indicatorId }) => rules.indicators.find(({ id }) => id === indicatorId) ?? null,
  };
  return linesOf(tree, brought(tree, weightsIn(tree)));
}

interface Tree {
  version: IndexVersion;
  rowOf: (node: IndexNode) => ScoreRow | null;
  indicatorOf: (node: IndexNode) => Indicator | null;
}

const scoreIn = ({ rowOf: row }: Tree, node: IndexNode): number | null => row(node)?.score ?? null;

const parentIn = ({ version }: Tree, { parent }: IndexNode): IndexNode | null =>
  version.nodes.find(({ code }) => code === parent) ?? null;

/** How much one point of each node is worth at the root. */
function weightsIn(tree: Tree): Map<string, number> {
  const weights = new Map<string, number>();
  for (const node of tree.version.nodes) {
    const parent = parentIn(tree, node);
    const above = parent ? (weights.get(parent.code) ?? 0) : 1;
    weights.set(node.code, parent ? above * partial(tree, parent, node) : above);
  }
  return weights;
}

/** The derivative of a node's score by that of one child of it, at the unit's scores. */
function partial(tree: Tree, parent: IndexNode, child: IndexNode): number {
  const counts = (node: IndexNode): boolean =>
    parent.missing === 'zero' || scoreIn(tree, node) !== null;
  const sum = (nodes: readonly IndexNode[]): number =>
    nodes.reduce((total, { weight }) => total + (weight ?? 0), 0);
  const siblings = tree.version.nodes.filter((node) => node.parent === parent.code);
  const present = sum(siblings.filter(counts));
  // What has no score itself passes nothing on, though it may count as 0 above.
  if (!counts(child) || present === 0 || scoreIn(tree, parent) === null) return 0;
  const part = (child.weight ?? 0) / present;
  if (parent.aggregate === 'mean') return part;
  if (parent.aggregate === 'sum') return part * sum(siblings);
  const [whole, own] = [scoreIn(tree, parent) ?? 0, scoreIn(tree, child) ?? 0];
  return own > 0 ? (part * whole) / own : 0;
}

/** What a node brings, and could bring at most. */
type Brought = Pick<Contribution, 'weight' | 'points' | 'most'>;

function brought(tree: Tree, weights: ReadonlyMap<string, number>): Map<string, Brought> {
  const sums = new Map<string, Brought>();
  const empty = (code: string): Brought => ({ weight: weights.get(code) ?? 0, points: 0, most: 0 });
  // Parents stand before their children, so that backwards every child is summed first.
  for (const node of tree.version.nodes.toReversed()) {
    const own =
      node.indicatorId === null
        ? (sums.get(node.code) ?? empty(node.code))
        : leaf(tree, node, weights);
    sums.set(node.code, own);
    if (node.parent === null) continue;
    const above = sums.get(node.parent) ?? empty(node.parent);
    above.points += own.points;
    above.most = above.most === null || own.most === null ? null : above.most + own.most;
    sums.set(node.parent, above);
  }
  return sums;
}

function leaf(tree: Tree, node: IndexNode, weights: ReadonlyMap<string, number>): Brought {
  const weight = weights.get(node.code) ?? 0;
  const best = weight === 0 || isBelowGeometric(tree, node) ? null : bestOf(tree, node);
  return {
    weight,
    points: weight * (scoreIn(tree, node) ?? 0),
    most: best === null ? null : weight * best,
  };
}

function isBelowGeometric(tree: Tree, node: IndexNode): boolean {
  const parent = parentIn(tree, node);
  return parent !== null && (parent.aggregate === 'geometric' || isBelowGeometric(tree, parent));
}

/** The best score of a leaf; null where its scale has no upper end. */
function bestOf({ indicatorOf }: Tree, node: IndexNode): number | null {
  if (node.normalise === 'zscore') return null;
  if (node.normalise !== 'none') return BEST;
  return indicatorOf(node)?.direction === 'higher' ? node.max : null;
}

/** The nodes below one, each followed by those below it. */
const branch = (nodes: readonly IndexNode[], parent: string | null): IndexNode[] =>
  nodes
    .filter((node) => node.parent === parent)
    .flatMap((node) => [node, ...branch(nodes, node.code)]);

function linesOf(tree: Tree, sums: ReadonlyMap<string, Brought>): Contribution[] {
  const depths = new Map<string, number>();
  return branch(tree.version.nodes, null).map((node) => {
    const depth = node.parent === null ? 0 : (depths.get(node.parent) ?? 0) + 1;
    depths.set(node.code, depth);
    const indicator = tree.indicatorOf(node);
    const row = tree.rowOf(node);
    return {
      code: node.code,
      parent: node.parent,
      depth,
      indicator: indicator?.code ?? null,
      nameVi: node.nameVi || indicator?.nameVi || node.code,
      nameEn: node.nameEn || indicator?.nameEn || node.code,
      score: row?.score ?? null,
      missing: row?.missing ?? null,
      rank: row?.rank ?? null,
      ...(sums.get(node.code) ?? { weight: 0, points: 0, most: null }),
    };
  });
}
