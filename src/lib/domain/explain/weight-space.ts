// All weightings of a linear composite's leaves that the bounds of its nodes allow, as linear
// constraints, and how far a score can go in it. Pure; rank-bounds.ts imports it.
//
// Each node has a flow: the part of the root's weight that passes through it. The flows of children
// add up to their parent's, and stand in the ratio of weights within their bounds: there is a scale t
// of the parent with t·least ≤ flow ≤ t·most for each child, which is the same as
// flow(c)·least(d) ≤ flow(d)·most(c) for each two of them.
import type { MipRow } from './mip.ts';
import { totalsOf, type WeighedNode, type Weighing } from './weighing.ts';

/** Column of a node's flow; the root's is 1 and has none. The scales of inner nodes follow. */
export const flowOf = (at: number): number => at - 1;

/** The constraints, over a flow for each node but the root and a scale for each node. */
export function constraintsOf(nodes: readonly WeighedNode[]): { columns: number; rows: MipRow[] } {
  const scaleOf = (at: number): number => nodes.length - 1 + at;
  const rows: MipRow[] = [];
  for (let at = 0; at < nodes.length; at += 1) {
    if (nodes[at]?.leafAt !== -1) continue;
    const children = [...nodes.keys()].filter((child) => nodes[child]?.parentAt === at);
    const flows = children.map(flowOf);
    const ones = children.map(() => 1);
    rows.push(
      at === 0
        ? { lower: 1, upper: 1, columns: flows, values: ones }
        : { lower: 0, upper: 0, columns: [...flows, flowOf(at)], values: [...ones, -1] },
    );
    for (const child of children) {
      const { least = 0, most = 0 } = nodes[child] ?? {};
      const columns = [flowOf(child), scaleOf(at)];
      rows.push({ lower: 0, upper: Infinity, columns, values: [1, -least] });
      rows.push({ lower: -Infinity, upper: 0, columns, values: [1, -most] });
    }
  }
  return { columns: 2 * nodes.length - 1, rows };
}

/**
 * What a unit of flow through each leaf gives each unit: its score, times the sums of weights of the
 * `sum` nodes above it. By unit, then by leaf.
 */
export function pointsOf({ nodes, leaves, units }: Weighing): Float64Array[] {
  const totals = totalsOf(nodes);
  const kept = new Float64Array(nodes.length).fill(1);
  for (let at = 0; at < nodes.length; at += 1) {
    const { parentAt = -1, aggregate } = nodes[at] ?? {};
    const above = parentAt < 0 ? 1 : (kept[parentAt] ?? 1);
    kept[at] = above * (aggregate === 'sum' ? (totals[at] ?? 1) : 1);
  }
  const parts = nodes
    .filter(({ leafAt }) => leafAt >= 0)
    .map(({ parentAt }) => kept[parentAt] ?? 1);
  return units.map((_, unit) =>
    Float64Array.from(parts, (part, leaf) => part * (leaves[leaf]?.[unit] ?? 0)),
  );
}

/** The highest weighted mean of leaf numbers over all weightings that are allowed. */
export function highestMean(nodes: readonly WeighedNode[], leaves: Float64Array): number {
  const reached = new Float64Array(nodes.length);
  // Parents stand before their children.
  for (let at = nodes.length - 1; at >= 0; at -= 1) {
    const leafAt = nodes[at]?.leafAt ?? -1;
    reached[at] = leafAt >= 0 ? (leaves[leafAt] ?? 0) : highestAmong(nodes, at, reached);
  }
  return reached[0] ?? 0;
}

/** The mean is highest where the best children weigh most and the others least, split somewhere. */
function highestAmong(nodes: readonly WeighedNode[], parent: number, reached: Float64Array) {
  const children = [...nodes.keys()]
    .filter((at) => nodes[at]?.parentAt === parent)
    .map((at) => ({
      score: reached[at] ?? 0,
      least: nodes[at]?.least ?? 0,
      most: nodes[at]?.most ?? 0,
    }))
    .toSorted((a, b) => b.score - a.score);
  let weights = children.reduce((sum, { least }) => sum + least, 0);
  let total = children.reduce((sum, { least, score }) => sum + least * score, 0);
  let highest = weights > 0 ? total / weights : -Infinity;
  for (const { score, least, most } of children) {
    weights += most - least;
    total += (most - least) * score;
    if (weights > 0) highest = Math.max(highest, total / weights);
  }
  return highest;
}
