// What a composite's places hang on besides the figures: its tree of weights, how far each weight may
// move, and the scores of its leaves. Plain arrays that a thread or a browser can be sent. Pure;
// rank-interval.ts and rank-bounds.ts work on it.
import type { IndexNode, MeasureCode } from '../indicator.ts';
import { nodeMeasure } from '../indicator.ts';
import { membersIn, methodOf, type RankedNode } from '../method.ts';
import { rowOf } from '../release-lookup.ts';
import type { ReleaseContent } from '../release.ts';
import type { UnitId } from '../unit.ts';

/** Of its weight, how far a node's may move up and down where the index does not say. */
export const ASSUMED_MOVE = 0.25;

/** A node of the tree, its root first and every parent before its children. */
export interface WeighedNode extends IndexNode {
  /** Place of the parent; −1 for the root. */
  parentAt: number;
  /** Ends of its weight among its siblings; 1 for the root. The published weight lies between. */
  least: number;
  most: number;
  /** Place among the leaves; −1 for inner nodes. */
  leafAt: number;
}

/** A composite over the units that a release ranks on it. */
export interface Weighing {
  units: UnitId[];
  /** Places as published. */
  ranks: number[];
  nodes: WeighedNode[];
  /** Published scores of each leaf, in the order of `units`; NaN where there is none. */
  leaves: Float64Array[];
  /** Whether any bound was assumed (`ASSUMED_MOVE`) because the index has none. */
  assumed: boolean;
}

/**
 * - `not-composite` a counted figure: nobody weighed anything
 * - `no-weights` an index with one part a node: whatever it weighs, the places stay
 * - `not-ranked` nobody has a rank
 */
export type WeighingReason = 'not-composite' | 'no-weights' | 'not-ranked';

/** The composite that a measure is, over one group; the reason where there is nothing to weigh. */
export function weighingOf(
  release: ReleaseContent,
  measure: MeasureCode,
  groupId: string,
): Weighing | { reason: WeighingReason } {
  const method = methodOf(release, measure, groupId);
  if (!method?.index || method.index.node.indicatorId !== null) return { reason: 'not-composite' };
  const nodes = nodesBelow(method.index);
  const inner = nodes.filter(({ leafAt }) => leafAt === -1).length;
  // One child a node makes a chain, one shorter than it has nodes.
  if (nodes.length - 1 <= inner) return { reason: 'no-weights' };
  const ranked = membersIn(release, method).flatMap((unit) => {
    const rank = rowOf(release, unit, measure)?.rank ?? null;
    return rank === null ? [] : [{ unit, rank }];
  });
  if (ranked.length === 0) return { reason: 'not-ranked' };
  const index = method.index.version.code;
  const scoresOf = ({ code }: WeighedNode): Float64Array =>
    Float64Array.from(
      ranked,
      ({ unit }) => rowOf(release, unit, nodeMeasure(index, code))?.score ?? Number.NaN,
    );
  return {
    units: ranked.map(({ unit }) => unit),
    ranks: ranked.map(({ rank }) => rank),
    nodes,
    leaves: nodes.filter(({ leafAt }) => leafAt >= 0).map(scoresOf),
    assumed: nodes.some(
      ({ parent, weightMin, weightMax }) =>
        parent !== null && (weightMin === null || weightMax === null),
    ),
  };
}

/** The tree below a node, which becomes its root. */
function nodesBelow({ version, node: root }: RankedNode): WeighedNode[] {
  const places = new Map([[root.code, 0]]);
  const nodes: WeighedNode[] = [
    { ...root, parent: null, weight: null, parentAt: -1, least: 1, most: 1, leafAt: -1 },
  ];
  let leaves = 0;
  for (const node of version.nodes) {
    const parentAt = places.get(node.parent ?? '');
    if (parentAt === undefined) continue;
    const leafAt = node.indicatorId === null ? -1 : leaves++;
    places.set(node.code, nodes.length);
    nodes.push({ ...node, parentAt, ...endsOf(node), leafAt });
  }
  return nodes;
}

function endsOf({ weight, weightMin, weightMax }: IndexNode): { least: number; most: number } {
  const published = weight ?? 0;
  return {
    least: Math.max(0, Math.min(published, weightMin ?? published * (1 - ASSUMED_MOVE))),
    most: Math.max(published, weightMax ?? published * (1 + ASSUMED_MOVE)),
  };
}

/** Sums of the published weights of each node's children. */
export function totalsOf(nodes: readonly WeighedNode[]): Float64Array {
  const totals = new Float64Array(nodes.length);
  for (const { parentAt, weight } of nodes) {
    if (parentAt >= 0) totals[parentAt] = (totals[parentAt] ?? 0) + (weight ?? 0);
  }
  return totals;
}

/** Whether every score is a weighted sum of leaves: no node multiplies. */
export const isLinear = ({ nodes }: Weighing): boolean =>
  nodes.every(({ aggregate }) => aggregate !== 'geometric');
