// A composite under weights that a reader would have chosen: scores, places and intervals of everybody
// whom it ranks. Pure; the server's thread and the browser's worker import it, so that both answer
// alike.
import type { UnitId } from '../unit.ts';
import { choicesOf, type Choice, type DrawnNormalisation, type DrawnPolicy } from './choices.ts';
import { scoringOf } from './draw-scores.ts';
import { createPlacer } from './places.ts';
import { drawIntervals } from './rank-interval.ts';
import { ASSUMED_MOVE, type WeighedNode, type Weighing } from './weighing.ts';

/** A part whose weight can be tried: a child of the first node that has more than one. */
export interface Pillar {
  code: string;
  nameVi: string;
  nameEn: string;
  /** As published. */
  weight: number;
  /** What may be tried: the index's own ends, or from nothing to as much as all of them have. */
  least: number;
  most: number;
}

/** What is tried. */
export interface Trial {
  /** By the code of the pillar, in the index's own measure; the others stay as published. */
  weights: ReadonlyMap<string, number>;
  /**
   * Of its weight, how far every one may move in the draws, from 0 to 1. Null keeps the ends of the
   * index, those of pillars in proportion to their weights.
   */
  move: number | null;
  /** Null scores as published and draws every way that makes sense, as published intervals do. */
  normalisation: DrawnNormalisation | null;
  missing: DrawnPolicy | null;
  draws: number;
}

/** What came of it for one unit. */
export interface Tried {
  unitId: UnitId;
  /** On the scale of the published score; null, as its rank, where the way chosen leaves it out. */
  score: number | null;
  rank: number | null;
  /** Null where no draw gave it a place. */
  interval: { low: number; median: number; high: number } | null;
}

/** `no-weight`: all weigh nothing; `no-choice`: the two ways chosen do not go together. */
export type TrialReason = 'no-weight' | 'no-choice';
export type TrialAnswer = { units: Tried[] } | { reason: TrialReason };

export function pillarsOf({ nodes }: Weighing): Pillar[] {
  const siblings = branchesOf(nodes);
  const all = sumOf(siblings.map(({ weight }) => weight ?? 0));
  return siblings.map(({ code, nameVi, nameEn, weight, weightMin, weightMax, least, most }) => ({
    ...{ code, nameVi, nameEn, weight: weight ?? 0 },
    ...(weightMin === null || weightMax === null ? { least: 0, most: all } : { least, most }),
  }));
}

/**
 * Scores and places under the weights tried themselves, and intervals around them. The weights tried
 * are brought to the sum of the published ones, so that scores stay on their scale. With nothing
 * changed, places and intervals are the published ones.
 */
export function tryOut(weighing: Weighing, trial: Trial): TrialAnswer {
  const choices = choicesOf(weighing).filter(
    ({ normalisation, missing }) =>
      normalisation === (trial.normalisation ?? normalisation) &&
      missing === (trial.missing ?? missing),
  );
  const [own] = choices;
  if (!own) return { reason: 'no-choice' };
  const tried = reweigh(weighing, trial);
  if (!tried) return { reason: 'no-weight' };
  const { scores, places } = placesUnder(tried, own);
  const { units } = drawIntervals(tried, { draws: trial.draws, choices });
  return {
    units: units.map(({ unitId, low, median, high, placed }, at) => ({
      unitId,
      score: places[at] ? (scores[at] ?? null) : null,
      rank: places[at] || null,
      interval: placed > 0 ? { low, median, high } : null,
    })),
  };
}

/** What weights come to is told in so many parts. */
const PARTS = 1000;

/**
 * The part that each weight has of them all, 0–1, in whole thousandths that sum to 1: what rounding
 * down leaves goes to those it took most from. All 0 where nothing weighs.
 *
 * @example weightShares([40, 60, 20, 10]) // [0.308, 0.461, 0.154, 0.077]
 */
export function weightShares(weights: readonly number[]): number[] {
  const all = sumOf(weights);
  const exact = weights.map((weight) => (all > 0 ? (weight * PARTS) / all : 0));
  const short = (at: number): number => (exact[at] ?? 0) % 1;
  const left = all > 0 ? PARTS - sumOf(exact.map(Math.floor)) : 0;
  const raised = [...exact.keys()].toSorted((a, b) => short(b) - short(a)).slice(0, left);
  return exact.map((part, at) => (Math.floor(part) + Number(raised.includes(at))) / PARTS);
}

const sumOf = (weights: readonly number[]): number =>
  weights.reduce((sum, weight) => sum + weight, 0);

/** Parents stand before their children, so that the first siblings are the highest. */
function branchesOf(nodes: readonly WeighedNode[]): WeighedNode[] {
  const families = Map.groupBy(nodes.slice(1), ({ parentAt }) => parentAt);
  return [...families.values()].find(({ length }) => length > 1) ?? [];
}

function reweigh(weighing: Weighing, { weights, move }: Trial): Weighing | null {
  const branches = branchesOf(weighing.nodes);
  const triedOf = ({ code, weight }: WeighedNode): number => weights.get(code) ?? weight ?? 0;
  const all = sumOf(branches.map(triedOf));
  if (all <= 0) return null;
  const scale = sumOf(branches.map(({ weight }) => weight ?? 0)) / all;
  const nodes = weighing.nodes.map((node) => {
    if (node.parentAt < 0) return node;
    const weight = branches.includes(node) ? triedOf(node) * scale : (node.weight ?? 0);
    return { ...node, weight, ...endsAround(node, weight, move) };
  });
  return { ...weighing, nodes };
}

/** How far a node's weight may move where it is another one than published. */
function endsAround(
  { weight: published, least, most }: WeighedNode,
  weight: number,
  move: number | null,
) {
  if (move === null && weight === published) return { least, most };
  if (move === null && published) {
    return { least: (least * weight) / published, most: (most * weight) / published };
  }
  const part = move ?? ASSUMED_MOVE;
  return { least: weight * (1 - part), most: weight * (1 + part) };
}

/** Scores and places, 0 for none, under the weights themselves. */
function placesUnder(weighing: Weighing, choice: Choice) {
  const scores = new Float64Array(weighing.units.length);
  const places = new Int32Array(weighing.units.length);
  const weights = Float64Array.from(weighing.nodes, ({ weight }) => weight ?? 0);
  scoringOf(weighing, choice)(weights, scores);
  createPlacer(weighing.units.length)(scores, places);
  return { scores, places };
}
