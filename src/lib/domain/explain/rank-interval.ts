// How sure a place on a composite is: where each unit would stand under other weights, scales and
// rules for gaps that somebody might as well have chosen. Seeded Monte Carlo, the same for a seed
// everywhere. Pure; the server's worker and the browser's import it.
//
// OECD/JRC, Handbook on Constructing Composite Indicators (2008), part 1, step 7; what is drawn and
// why stands in choices.ts.
import { createRandom } from '../random.ts';
import type { UnitId } from '../unit.ts';
import { choicesOf, type Choice } from './choices.ts';
import { drawWeights, rankingAlike, scoringOf } from './draw-scores.ts';
import { createPlacer } from './places.ts';
import type { Weighing } from './weighing.ts';

/** The seed that pages and API draw with; printed beside what came of it. */
export const SEED = 20_190_307;
export const DRAWS = 10_000;

/** Ends of an interval: one draw in twenty lies beyond each. */
const LOW = 0.05;
const HIGH = 1 - LOW;
/** Part of the draws that an interval holds. */
export const DRAWS_HELD = 1 - 2 * LOW;

/** Places that hold nine draws in ten. */
export interface PlaceSpan {
  /** 5th percentile of its places: no more than one draw in twenty puts it higher. */
  low: number;
  median: number;
  /** 95th percentile. */
  high: number;
}

/** Where one unit stood in the draws. Places are whole numbers, 1 the best. */
export interface RankInterval extends PlaceSpan {
  unitId: UnitId;
  /** As published. */
  rank: number;
  /** The best and the worst place of any draw. */
  bestDrawn: number;
  worstDrawn: number;
  /**
   * Share of the draws in which it has a place; below 1 only where an index multiplies what some
   * weights take to nothing or below, and where a reader tries to rank without whoever lacks a part.
   */
  placed: number;
  /** Share of those draws at each place, from the first place on. */
  shares: number[];
  /**
   * The same of the draws that took one scale alone, and one rule for gaps: what the interval owes to
   * each. In the order of the choices; a way that gave it no place is left out.
   */
  byNormalisation: (PlaceSpan & Pick<Choice, 'normalisation'>)[];
  byMissing: (PlaceSpan & Pick<Choice, 'missing'>)[];
}

export interface RankIntervals {
  seed: number;
  draws: number;
  choices: Choice[];
  units: RankInterval[];
}

export interface DrawOptions {
  seed?: number;
  draws?: number;
  /**
   * What draws pick from, less those that rank other units than the first does; weights alone move
   * where it is only as given.
   */
  choices?: readonly Choice[];
}

/**
 * Intervals of all units that a composite ranks. Every draw picks one of the choices that make sense
 * for the index and rank the same units, each as likely as the other, and every weight evenly between
 * its ends.
 */
export function drawIntervals(weighing: Weighing, options: DrawOptions = {}): RankIntervals {
  const { seed = SEED, draws = DRAWS } = options;
  const choices = rankingAlike(weighing, options.choices ?? choicesOf(weighing));
  const counts = countPlaces(weighing, { seed, draws, choices });
  return {
    seed,
    draws,
    choices,
    units: weighing.units.map((unitId, at) => {
      const taken = ownCounts(counts, at, weighing.units.length);
      return {
        unitId,
        rank: weighing.ranks[at] ?? 0,
        ...summarise(added(taken), draws),
        byNormalisation: spansBy('normalisation', choices, taken),
        byMissing: spansBy('missing', choices, taken),
      };
    }),
  };
}

/** How often one unit stood at each place, by choice. */
const ownCounts = (counts: readonly Uint32Array[], unit: number, of: number): Uint32Array[] =>
  counts.map((each) => each.subarray(unit * of, (unit + 1) * of));

const added = (counts: readonly Uint32Array[]): Uint32Array =>
  new Uint32Array(counts[0]?.length ?? 0).map((_, place) =>
    counts.reduce((sum, each) => sum + (each[place] ?? 0), 0),
  );

/** Where the unit stood in the draws of each way alone. */
function spansBy<Part extends keyof Choice>(
  part: Part,
  choices: readonly Choice[],
  taken: readonly Uint32Array[],
): (PlaceSpan & Pick<Choice, Part>)[] {
  const ways = [...new Set(choices.map((choice) => choice[part]))];
  return ways.flatMap((way) => {
    const counts = added(taken.filter((_, at) => choices[at]?.[part] === way));
    const span = spanOf(counts);
    return span === null ? [] : [{ ...span, [part]: way } as PlaceSpan & Pick<Choice, Part>];
  });
}

/** How often each unit stood at each place, by choice: unit after unit, from the first place on. */
function countPlaces(
  weighing: Weighing,
  { seed, draws, choices }: Required<DrawOptions>,
): Uint32Array[] {
  const of = weighing.units.length;
  const random = createRandom(seed);
  const weights = new Float64Array(weighing.nodes.length);
  const scores = new Float64Array(of);
  const places = new Int32Array(of);
  // Each choice keeps an order of its own, which its next draw is close to.
  const ways = choices.map((choice) => ({
    score: scoringOf(weighing, choice),
    place: createPlacer(of),
    counts: new Uint32Array(of * of),
  }));
  for (let draw = 0; draw < draws; draw += 1) {
    const way = ways[Math.floor(random() * ways.length)];
    drawWeights(weighing.nodes, random, weights);
    if (!way) continue;
    const { score, place: placeAll, counts } = way;
    score(weights, scores);
    placeAll(scores, places);
    for (let unit = 0; unit < of; unit += 1) {
      const place = places[unit] ?? 0;
      if (place === 0) continue;
      const cell = unit * of + place - 1;
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  return ways.map(({ counts }) => counts);
}

/** The first place up to which at least a share of the draws lies. */
function placeAt(counts: Uint32Array, share: number): number {
  const all = sumOf(counts);
  let behind = 0;
  return counts.findIndex((count) => (behind += count) >= share * all && behind > 0) + 1;
}

const sumOf = (counts: Uint32Array): number => counts.reduce((sum, count) => sum + count, 0);

/** Null where no draw gave a place. */
const spanOf = (counts: Uint32Array): PlaceSpan | null =>
  sumOf(counts) === 0
    ? null
    : { low: placeAt(counts, LOW), median: placeAt(counts, 0.5), high: placeAt(counts, HIGH) };

const NOWHERE: PlaceSpan = { low: 0, median: 0, high: 0 };

function summarise(counts: Uint32Array, draws: number) {
  const all = sumOf(counts);
  return {
    ...(spanOf(counts) ?? NOWHERE),
    bestDrawn: placeAt(counts, 0),
    worstDrawn: counts.findLastIndex((count) => count > 0) + 1,
    placed: all / draws,
    shares: Array.from(counts, (count) => (all === 0 ? 0 : count / all)),
  };
}
