// The scores of a composite's units under weights drawn within their bounds. Pure; rank-interval.ts
// imports it.
import type { IndexNode, MissingPolicy } from '../indicator.ts';
import type { Random } from '../random.ts';
import { scoreColumns } from '../score.ts';
import { leavesAs, type Choice } from './choices.ts';
import { isLinear, totalsOf, type WeighedNode, type Weighing } from './weighing.ts';

/** Writes every unit's score under the weights drawn; −Infinity for those that have none. */
export type Scoring = (weights: Float64Array, scores: Float64Array) => void;

/** Draws every weight evenly between its ends. */
export function drawWeights(
  nodes: readonly WeighedNode[],
  random: Random,
  weights: Float64Array,
): void {
  for (let at = 1; at < nodes.length; at += 1) {
    const node = nodes[at];
    if (node) weights[at] = node.least + (node.most - node.least) * random();
  }
}

/**
 * How scores are made under one choice. Under a `sum` the drawn weights of siblings are brought to the
 * total of the published ones: a weight says how much a part counts beside its siblings, not how much
 * they all count beside others.
 */
export function scoringOf(weighing: Weighing, choice: Choice): Scoring {
  const policyOf = (node: IndexNode): MissingPolicy | null =>
    choice.missing === 'given' ? node.missing : node.missing && choice.missing;
  const nodes = weighing.nodes.map((node) => ({ ...node, missing: policyOf(node) }));
  const leaves = leavesAs(weighing, choice.normalisation);
  return isLinear(weighing)
    ? linearScoring(nodes, leaves, weighing.units.length)
    : treeScoring(nodes, leaves, weighing.units.length);
}

/**
 * Those of the choices that rank whom the first of them ranks: places among fewer units are other
 * places, and a unit that is last in every draw would be told of one far above the last.
 */
export function rankingAlike(weighing: Weighing, choices: readonly Choice[]): Choice[] {
  const weights = Float64Array.from(weighing.nodes, ({ most }) => most);
  const scores = new Float64Array(weighing.units.length);
  const rankedBy = (choice: Choice): string => {
    scoringOf(weighing, choice)(weights, scores);
    return scores.map((score) => (score === -Infinity ? 0 : 1)).join('');
  };
  const ranked = choices.map(rankedBy);
  return choices.filter((_, at) => ranked[at] === ranked[0]);
}

/** Units that lack the same leaves, their scores leaf after leaf in one array. */
interface Block {
  units: Int32Array;
  scores: Float64Array;
  /** Where their scores are added up. */
  sums: Float64Array;
  /** Whether a node has a score, by its place. */
  scored: boolean[];
  /** Whether its weight counts among its siblings': it has a score, or counts as 0. */
  weighs: boolean[];
}

function linearScoring(
  nodes: readonly WeighedNode[],
  leaves: readonly Float64Array[],
  units: number,
): Scoring {
  const totals = totalsOf(nodes);
  const blocks = blocksOf(nodes, leaves, units);
  const effective = new Float64Array(leaves.length);
  const flows = new Float64Array(nodes.length);
  return (weights, scores) => {
    scores.fill(-Infinity);
    for (const block of blocks) {
      if (!block.scored[0]) continue;
      weighLeaves({ nodes, totals, ...block }, weights, flows, effective);
      scoreBlock(block, effective, scores);
    }
  };
}

function blocksOf(
  nodes: readonly WeighedNode[],
  leaves: readonly Float64Array[],
  units: number,
): Block[] {
  const lackOf = (unit: number): string =>
    leaves.map((leaf) => (Number.isNaN(leaf[unit]) ? 1 : 0)).join('');
  const alike = Map.groupBy(
    Array.from({ length: units }, (_, at) => at),
    lackOf,
  );
  return [...alike].map(([lack, members]) => {
    const count = members.length;
    const scores = new Float64Array(Math.ceil(leaves.length / STRIDE) * STRIDE * count);
    leaves.forEach((leaf, at) => {
      const own = members.map((unit) => leaf[unit] ?? 0);
      scores.set(lack[at] === '0' ? own : new Float64Array(count), at * count);
    });
    const standing = standingOf(nodes, (leafAt) => lack[leafAt] === '0');
    const sums = new Float64Array(count);
    return { units: Int32Array.from(members), scores, sums, ...standing };
  });
}

/** Which nodes have a score, and whose weights count, for units that have some of the leaves. */
function standingOf(nodes: readonly WeighedNode[], hasLeaf: (leafAt: number) => boolean) {
  const weighs = new Array<boolean>(nodes.length).fill(false);
  const hasAny = new Array<boolean>(nodes.length).fill(false);
  const isBroken = new Array<boolean>(nodes.length).fill(false);
  const scored = new Array<boolean>(nodes.length).fill(false);
  // Parents stand before their children, so that backwards every child is known first.
  for (let at = nodes.length - 1; at >= 0; at -= 1) {
    const { leafAt = -1, parentAt = -1 } = nodes[at] ?? {};
    scored[at] = leafAt >= 0 ? hasLeaf(leafAt) : hasAny[at] === true && !isBroken[at];
    const policy = nodes[parentAt]?.missing;
    weighs[at] = scored[at] === true || policy === 'zero';
    // What weighs nothing gives its parent no score.
    if (weighs[at] && (nodes[at]?.most ?? 0) > 0) hasAny[parentAt] = true;
    else if (!weighs[at] && policy === 'exclude_unit') isBroken[parentAt] = true;
  }
  return { weighs, scored };
}

interface Tree {
  nodes: readonly WeighedNode[];
  totals: Float64Array;
  scored: readonly boolean[];
  weighs: readonly boolean[];
}

/** What a point of each leaf is worth at the root: shares among siblings, multiplied down the tree. */
function weighLeaves(
  { nodes, totals, scored, weighs }: Tree,
  weights: Float64Array,
  flows: Float64Array,
  effective: Float64Array,
): void {
  flows.fill(0);
  // First the sums of the weights that count, by parent …
  for (let at = 1; at < nodes.length; at += 1) {
    const parentAt = nodes[at]?.parentAt ?? 0;
    if (weighs[at]) flows[parentAt] = (flows[parentAt] ?? 0) + (weights[at] ?? 0);
  }
  // … which parents, standing first, then turn into what a unit of weight under them is worth.
  for (let at = 0; at < nodes.length; at += 1) {
    const node = nodes[at];
    if (!node) continue;
    const own = at === 0 ? 1 : weighs[at] ? (weights[at] ?? 0) * (flows[node.parentAt] ?? 0) : 0;
    if (node.leafAt >= 0) effective[node.leafAt] = own;
    else {
      const below = flows[at] ?? 0;
      const kept = node.aggregate === 'sum' ? (totals[at] ?? 0) : 1;
      flows[at] = below === 0 || !scored[at] ? 0 : (own * kept) / below;
    }
  }
}

/** Leaves that are added in one pass over the units, which saves reading and writing their sums. */
const STRIDE = 4;

/** Adds up a block. Leaves beyond the last one weigh nothing. */
function scoreBlock(
  { units, scores: leaves, sums }: Block,
  effective: Float64Array,
  out: Float64Array,
) {
  const count = units.length;
  sums.fill(0);
  for (let leaf = 0; leaf < effective.length; leaf += STRIDE) {
    const [a = 0, b = 0, c = 0, d = 0] = [
      effective[leaf],
      effective[leaf + 1],
      effective[leaf + 2],
      effective[leaf + 3],
    ];
    const from = leaf * count;
    for (let at = 0; at < count; at += 1) {
      const place = from + at;
      const pair = a * (leaves[place] ?? 0) + b * (leaves[place + count] ?? 0);
      const other = c * (leaves[place + 2 * count] ?? 0) + d * (leaves[place + 3 * count] ?? 0);
      sums[at] = (sums[at] ?? 0) + (pair + other);
    }
  }
  for (let at = 0; at < count; at += 1) out[units[at] ?? 0] = sums[at] ?? 0;
}

/** Trees that multiply are scored by the engine itself, node by node. */
function treeScoring(
  nodes: readonly WeighedNode[],
  leaves: readonly Float64Array[],
  units: number,
): Scoring {
  const columns = new Map(
    nodes
      .filter(({ leafAt }) => leafAt >= 0)
      .map(({ code, leafAt }) => {
        const values = leaves[leafAt] ?? new Float64Array(units);
        const gaps = [...values.keys()].filter((at) => Number.isNaN(values[at]));
        return [
          code,
          { values, missing: new Map(gaps.map((at) => [at, 'child-missing' as const])) },
        ];
      }),
  );
  const empty = { values: new Float64Array(units).fill(Number.NaN), missing: new Map() };
  const totals = totalsOf(nodes);
  return (weights, scores) => {
    const drawn = new Float64Array(nodes.length);
    nodes.forEach(({ parentAt }, at) => {
      if (parentAt >= 0) drawn[parentAt] = (drawn[parentAt] ?? 0) + (weights[at] ?? 0);
    });
    const weighed = nodes.map((node, at) => ({
      ...node,
      weight:
        node.parentAt < 0
          ? null
          : ((weights[at] ?? 0) * (totals[node.parentAt] ?? 0)) / (drawn[node.parentAt] || 1),
    }));
    const [root] = weighed;
    const reached = scoreColumns(weighed, ({ code }) => columns.get(code) ?? empty, units);
    const { values } = reached.get(root?.code ?? '') ?? empty;
    values.forEach((score, at) => (scores[at] = Number.isNaN(score) ? -Infinity : score));
  };
}
