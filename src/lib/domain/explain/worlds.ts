// The worlds between two releases: what a group would look like had only some of the things that
// changed between them changed. Pure; rank-move.ts imports it.
import type { Figure } from '../figures.ts';
import type { Indicator } from '../indicator.ts';
import { methodOf, type FigureTable, type Method } from '../method.ts';
import { isShareOfFlow } from '../over-time.ts';
import { rowOf } from '../release-lookup.ts';
import type { ReleaseContent } from '../release.ts';
import type { UnitId } from '../unit.ts';
import { sideOf, uncorrectedOf, type Side } from './sides.ts';

/**
 * What can move a rank, in the order in which it is told. A bit of a world's number each.
 * - `own` what the unit itself reached: its numerators, its figures that have none, and its shares of
 *   what came in during the period (dossiers, documents) with both their counts
 * - `others` the same of all other units
 * - `denominator` what all other shares are taken of, of all units: lists of services change
 * - `corrections` what came to be known of the earlier period after its release, late figures too
 * - `units` who is ranked: units that fell silent, came back, merged or were added
 * - `method` the version of the index, its weights, normalisation and the demands of targets
 */
export const FACTORS = ['own', 'others', 'denominator', 'corrections', 'units', 'method'] as const;
export type Factor = (typeof FACTORS)[number];

const BIT = Object.fromEntries(FACTORS.map((factor, at) => [factor, 1 << at])) as Record<
  Factor,
  number
>;

/** Whether a factor has come about in a world. */
export const hasIn = (world: number, factor: Factor): boolean => (world & BIT[factor]) !== 0;

/** What is compared, about one unit on one measure. */
export interface Move {
  from: ReleaseContent;
  /** The period of `from` as it was known when `to` became current; `from` itself where nothing changed. */
  known: ReleaseContent;
  to: ReleaseContent;
  unit: UnitId;
  measure: string;
  groupId: string;
}

/** The two releases, the corrections between them, and what `to` would say without these. */
type Sides = Record<'from' | 'known' | 'to' | 'uncorrected', Side>;

export interface Worlds {
  /** The method that a world is scored by. */
  methodIn: (world: number) => Method;
  /** Bits of factors in which plainly nothing differs: with and without them is one world. */
  idle: number;
  /**
   * Of every unit that is in the group in that world.
   *
   * @param fill gives the unit itself what it lacks there, so that it can be scored
   */
  figuresIn: (world: number, fill: boolean) => FigureTable;
}

/** The worlds of a move; null where one of its ends does not have the measure. */
export function worldsOf(move: Move): Worlds | null {
  const [before, after] = [
    methodBeside(move.from, move.to, move),
    methodBeside(move.to, move.from, move),
  ];
  if (!before || !after) return null;
  const indicators = [
    ...new Map(
      [...before.indicators, ...after.indicators].map((each) => [each.code, each]),
    ).values(),
  ];
  const side = (release: ReleaseContent, own: Method) => sideOf(release, own, indicators);
  const [from, to] = [side(move.from, before), side(move.to, after)];
  const known = move.known === move.from ? from : side(move.known, before);
  const sides: Sides = { from, known, to, uncorrected: uncorrectedOf(from, known, to) };
  const flows = new Set(indicators.filter(({ id }) => isShareOfFlow(id)).map(({ code }) => code));
  const all = [...new Set(Object.values(sides).flatMap(({ figures }) => [...figures.keys()]))];
  return {
    idle: idleIn(sides, before, after, flows),
    methodIn: (world) => (hasIn(world, 'method') ? after : before),
    figuresIn: (world, fill) => {
      const find = (fill ? filledIn : figureIn)(world, sides, move.unit, flows);
      const units = all.filter((unit) => unit === move.unit || isListed(world, sides, unit));
      return new Map(units.map((unit) => [unit, figuresOf(unit, indicators, find)]));
    },
  };
}

function idleIn(
  { from, known, to, uncorrected }: Sides,
  before: Method,
  after: Method,
  flows: ReadonlySet<string>,
): number {
  const pairs = [
    [from, uncorrected],
    [known, to],
  ] as const;
  const idle: [Factor, boolean][] = [
    ['corrections', from === known],
    ['units', pairs.every(([a, b]) => hasSameUnits(a, b))],
    ['denominator', pairs.every(([a, b]) => hasSameDenominators(a.figures, b.figures, flows))],
    ['method', isSameMethod(before, after)],
  ];
  return idle.reduce((bits, [factor, isIdle]) => (isIdle ? bits | BIT[factor] : bits), 0);
}

const isSame = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean =>
  a.size === b.size && [...a].every((each) => b.has(each));

/** Whether the same units are in the group, and the same of them ranked. */
const hasSameUnits = (a: Side, b: Side): boolean =>
  isSame(a.ranked, b.ranked) && isSame(new Set(a.figures.keys()), new Set(b.figures.keys()));

const hasSameDenominators = (a: FigureTable, b: FigureTable, flows: ReadonlySet<string>): boolean =>
  [...a].every(([unit, own]) =>
    [...own].every(([code, figure]) => {
      const other = b.get(unit)?.get(code);
      return flows.has(code) || !other || other.denominator === figure.denominator;
    }),
  );

/** Whether two methods are the same, demands of targets left aside: with those nothing is plain. */
function isSameMethod(a: Method, b: Method): boolean {
  const plain = ({ direction, indicators, index }: Method): string =>
    JSON.stringify([
      direction,
      index?.version.nodes,
      indicators.map((each) => [each.id, each.direction]),
    ]);
  const asksTargets = a.index?.version.nodes.some(({ normalise }) => normalise === 'target');
  return !asksTargets && plain(a) === plain(b);
}

function figuresOf(
  unit: UnitId,
  indicators: readonly Indicator[],
  find: FigureIn,
): Map<string, Figure> {
  const figures = new Map<string, Figure>();
  for (const { code } of indicators) {
    const figure = find(unit, code);
    if (figure) figures.set(code, figure);
  }
  return figures;
}

/**
 * The method of one release, with what targets ask of units that only the other one holds: that a
 * unit came or went is no change of method.
 */
function methodBeside(release: ReleaseContent, other: ReleaseContent, move: Move): Method | null {
  const { measure, groupId } = move;
  const method = methodOf(release, measure, groupId);
  if (!method?.index) return method;
  const codes = new Set(method.indicators.map(({ code }) => code));
  const lent = other.rows.filter(
    (row) =>
      row.groupId === groupId && codes.has(row.measure) && !rowOf(release, row.unitId, row.measure),
  );
  if (lent.length === 0) return method;
  return methodOf({ ...release, rows: [...release.rows, ...lent] }, measure, groupId);
}

type FigureIn = (unit: UnitId, code: string) => Figure | undefined;

/** The two ends that a world lies between: both corrected, or both as if nothing had been. */
const endsOf = (world: number, sides: Sides): [base: Side, later: Side] =>
  hasIn(world, 'corrections') ? [sides.known, sides.to] : [sides.from, sides.uncorrected];

/** Whether a unit is in the group: where gaps count as 0, one without any figure has a rank. */
function isListed(world: number, sides: Sides, unit: UnitId): boolean {
  const [base, later] = endsOf(world, sides);
  return (hasIn(world, 'units') ? later : base).figures.has(unit);
}

/** Which end each figure of one world is taken from. */
function figureIn(world: number, sides: Sides, own: UnitId, flows: ReadonlySet<string>): FigureIn {
  const [base, later] = endsOf(world, sides);
  const endOf = (factor: Factor): Side => (hasIn(world, factor) ? later : base);
  /** Whose figures say whether this one is there. */
  const holderOf = (unit: UnitId, code: string): Side => {
    const moves = base.ranked.has(unit) !== later.ranked.has(unit);
    const holder = endOf(unit === own ? 'own' : moves ? 'units' : 'others');
    // What one end does not measure at all comes and goes with the method that asks for it.
    if (holder.measured.has(code)) return holder;
    return holder === later ? base : later;
  };
  return (unit, code) => {
    const held = holderOf(unit, code).figures.get(unit)?.get(code);
    if (!held) return undefined;
    const find = (factor: Factor) => endOf(factor).figures.get(unit)?.get(code);
    const above = find(unit === own ? 'own' : 'others') ?? held;
    return flows.has(code) ? above : mixed(above, find('denominator') ?? above);
  };
}

/**
 * As `figureIn`; what the unit itself lacks is taken from wherever it has it, the end that belongs here
 * first: it is ranked in both releases, but a mix may ask for what a correction took back, or for what
 * only the other end's method asks of it.
 */
function filledIn(...[world, sides, own, flows]: Parameters<typeof figureIn>): FigureIn {
  const [base, later] = endsOf(world, sides);
  const [before, after] = [
    [base, sides.from],
    [later, sides.to],
  ];
  const ends = hasIn(world, 'own') ? [...after, ...before] : [...before, ...after];
  const held = ends.flatMap(({ figures }) => figures.get(own) ?? []);
  const find = figureIn(world, sides, own, flows);
  return (unit, code) =>
    find(unit, code) ?? (unit === own ? held.find((each) => each.has(code))?.get(code) : undefined);
}

/** The numerator of one figure over the denominator of another; the figure itself where it has none. */
function mixed(above: Figure, below: Figure): Figure {
  const { numerator, denominator: usual } = above;
  const { denominator } = below;
  if (numerator === null || usual === null || denominator === null || usual === denominator) {
    return above;
  }
  if (numerator === below.numerator) return below;
  return { value: numerator / denominator, numerator, denominator };
}
