// `npm run bench -- --only engine`: the engine beside what it could at most be, in the same run: a draw
// of weights beside a bare multiply-add loop of its size, and ten thousand units beside DuckDB.
import {
  DuckDBInstance,
  type DuckDBConnection,
  type DuckDBPreparedStatement,
} from '@duckdb/node-api';
import type { Column } from '#lib/domain/column.ts';
import { drawIntervals } from '#lib/domain/explain/rank-interval.ts';
import type { WeighedNode, Weighing } from '#lib/domain/explain/weighing.ts';
import { indicatorId } from '#lib/domain/indicator.ts';
import { normaliseColumn } from '#lib/domain/normalise.ts';
import { createRandom } from '#lib/domain/random.ts';
import { rankScores } from '#lib/domain/rank.ts';
import { aggregateColumns } from '#lib/domain/score.ts';
import { unitId } from '#lib/domain/unit.ts';
import { aNode } from '../helpers/engine-cases.ts';
import { median } from '../helpers/median.ts';
import { judge, print } from './telling.ts';

const ROUNDS = 7;
const DRAWS = 10_000;
const DRAWN = { units: 85, leaves: 40 };
const WIDE = { units: 10_000, indicators: 100, groups: 100 };
const GOALS = { drawRatio: 4, drawMs: 300, duckRatio: 1, difference: 1e-9 };

function timed<T>(work: () => T): { ms: number; made: T } {
  const begun = performance.now();
  const made = work();
  return { ms: performance.now() - begun, made };
}

/** One goal: a figure and how many digits of it are told; beyond three it is told as a power of ten. */
function hold(what: string, figure: number, limit: number, digits: number): boolean {
  const shown = digits > 3 ? figure.toExponential(1) : figure.toFixed(digits);
  return judge(`${what}: ${shown}`, figure <= limit, limit);
}

/** Both sides in turn, the one that begins changing with each round, so that neither finds the other's heat. */
async function inTurn(sides: readonly (() => unknown)[]): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) await side();
  }
}

/** An index of one level, its leaves' scores of units that are better and worse throughout. */
function makeWeighing({ units, leaves }: typeof DRAWN): Weighing {
  const random = createRandom(1);
  const levels = Array.from({ length: units }, () => 2 * random());
  const root = aNode('root', null, { aggregate: 'mean', missing: 'exclude_unit' });
  const nodes: WeighedNode[] = [{ ...root, parentAt: -1, least: 1, most: 1, leafAt: -1 }];
  for (let leafAt = 0; leafAt < leaves; leafAt += 1) {
    const leaf = aNode(`l${leafAt}`, 'root', { weight: 1, indicatorId: indicatorId(`l${leafAt}`) });
    nodes.push({ ...leaf, parentAt: 0, least: 0.75, most: 1.25, leafAt });
  }
  return {
    units: levels.map((_, at) => unitId(`u${at}`)),
    ranks: levels.map(() => 1),
    nodes,
    leaves: Array.from({ length: leaves }, () =>
      Float64Array.from(levels, (level) => 100 * (level + random())),
    ),
    assumed: true,
  };
}

/** Adds all leaves to every unit's sum. */
type AddLeaves = (sums: Float64Array, scores: Float64Array, draw: number) => void;

const weightAt = (draw: number, leaf: number): number => 1 + ((draw + leaf) % 7) / 7;

/** As one writes it down. */
const addOneByOne: AddLeaves = (sums, scores, draw) => {
  for (let leaf = 0; leaf < DRAWN.leaves; leaf += 1) {
    const weight = weightAt(draw, leaf);
    const from = leaf * sums.length;
    for (let at = 0; at < sums.length; at += 1) {
      sums[at] = (sums[at] ?? 0) + weight * (scores[from + at] ?? 0);
    }
  }
};

/** Four leaves in one pass, as the engine itself goes: sums are read and written a quarter as often. */
const addByFours: AddLeaves = (sums, scores, draw) => {
  const units = sums.length;
  for (let leaf = 0; leaf < DRAWN.leaves; leaf += 4) {
    const [a, b] = [weightAt(draw, leaf), weightAt(draw, leaf + 1)];
    const [c, d] = [weightAt(draw, leaf + 2), weightAt(draw, leaf + 3)];
    for (let at = 0, place = leaf * units; at < units; at += 1, place += 1) {
      const pair = a * (scores[place] ?? 0) + b * (scores[place + units] ?? 0);
      const other = c * (scores[place + 2 * units] ?? 0) + d * (scores[place + 3 * units] ?? 0);
      sums[at] = (sums[at] ?? 0) + (pair + other);
    }
  }
};

/** Σ weight·score of every unit, and nothing else: no weights drawn, no tree, no bounds, no places. */
function multiplyAdd({ leaves, units }: Weighing, add: AddLeaves): number {
  const scores = Float64Array.from(leaves.flatMap((leaf) => [...leaf]));
  const sums = new Float64Array(units.length);
  let kept = 0;
  for (let draw = 0; draw < DRAWS; draw += 1) {
    sums.fill(0);
    add(sums, scores, draw);
    kept += sums[draw % units.length] ?? 0;
  }
  return kept;
}

/** The bare loop is whichever of the two ways is the quicker here. */
async function benchDraws(): Promise<boolean> {
  const weighing = makeWeighing(DRAWN);
  const [ours, plain, byFours]: [number[], number[], number[]] = [[], [], []];
  await inTurn([
    () => ours.push(timed(() => drawIntervals(weighing, { draws: DRAWS })).ms),
    () => plain.push(timed(() => multiplyAdd(weighing, addOneByOne)).ms),
    () => byFours.push(timed(() => multiplyAdd(weighing, addByFours)).ms),
  ]);
  const [ms, plainMs, byFoursMs] = [median(ours), median(plain), median(byFours)];
  print(
    `${DRAWS} draws of ${DRAWN.units} × ${DRAWN.leaves}, one thread: ${ms.toFixed(0)} ms; bare ` +
      `multiply-add ${plainMs.toFixed(0)} ms, by fours ${byFoursMs.toFixed(0)} ms`,
  );
  const isQuick = hold('milliseconds', ms, GOALS.drawMs, 0);
  return (
    hold('ratio to the quicker loop', ms / Math.min(plainMs, byFoursMs), GOALS.drawRatio, 2) &&
    isQuick
  );
}

interface Wide {
  /** Figures of each indicator, unit after unit; the units of a group stand together. */
  figures: Float64Array[];
  weights: number[];
}

function makeWide(): Wide {
  const random = createRandom(2);
  const column = () => Float64Array.from({ length: WIDE.units }, random);
  return {
    figures: Array.from({ length: WIDE.indicators }, column),
    weights: Array.from({ length: WIDE.indicators }, () => 1 + Math.floor(9 * random())),
  };
}

interface Scored {
  scores: Float64Array;
  ranks: number[];
}

/** By the functions that a release is scored with, group after group. */
function scoreByEngine({ figures, weights }: Wide): Scored {
  const size = WIDE.units / WIDE.groups;
  const rule = { normalise: 'zscore', min: null, max: null, direction: 'higher' } as const;
  const scores = new Float64Array(WIDE.units);
  const ranks: number[] = [];
  const noDemand = () => null;
  for (let from = 0; from < WIDE.units; from += size) {
    const children = figures.map((all, at) => {
      const column: Column = { values: all.subarray(from, from + size), missing: new Map() };
      return { weight: weights[at] ?? 0, column: normaliseColumn(rule, column, noDemand) };
    });
    const { values } = aggregateColumns('sum', 'exclude_unit', children, size);
    scores.set(values, from);
    for (const rank of rankScores([...values], 'higher')) ranks.push(rank ?? 0);
  }
  return { scores, ranks };
}

const columnNames = Array.from({ length: WIDE.indicators }, (_, at) => `c${at}`);

/** One table, a column an indicator: as DuckDB likes it best. */
async function fillDuck({ figures }: Wide): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const duck = await instance.connect();
  const [[threads] = []] = (
    await duck.runAndReadAll(`select current_setting('threads')`)
  ).getRows();
  if (Number(threads) !== 1) throw new Error(`DuckDB works with ${String(threads)} threads`);
  await duck.run(
    `create table wide (unit integer, grp integer, ${columnNames.map((name) => `${name} double`).join(', ')})`,
  );
  const appender = await duck.createAppender('wide');
  for (let unit = 0; unit < WIDE.units; unit += 1) {
    appender.appendInteger(unit);
    appender.appendInteger(Math.floor((unit * WIDE.groups) / WIDE.units));
    for (const column of figures) appender.appendDouble(column[unit] ?? 0);
    appender.endRow();
  }
  appender.closeSync();
  return duck;
}

const queryOf = ({ weights }: Wide): string => `
  with spread as (
    select grp, ${columnNames.map((name) => `avg(${name}) m_${name}, stddev_samp(${name}) d_${name}`).join(', ')}
    from wide group by grp
  ), scored as (
    select unit, grp, ${columnNames.map((name, at) => `${weights[at] ?? 0} * (${name} - m_${name}) / d_${name}`).join(' + ')} as score
    from wide join spread using (grp)
  )
  select unit, score, rank() over (partition by grp order by score desc)::integer as place
  from scored`;

/**
 * Time runs until all rows are in memory, in whatever order they come. Planning the query, bringing the
 * rows into the order of units and turning them into numbers of ours are not counted.
 */
async function scoreByDuck(prepared: DuckDBPreparedStatement): Promise<Scored & { ms: number }> {
  const begun = performance.now();
  const read = await prepared.runAndReadAll();
  const ms = performance.now() - begun;
  const [units = [], scored = [], placed = []] = read.getColumns();
  const scores = new Float64Array(WIDE.units);
  const ranks = new Array<number>(WIDE.units).fill(0);
  units.forEach((unit, at) => {
    scores[Number(unit)] = Number(scored[at]);
    ranks[Number(unit)] = Number(placed[at]);
  });
  return { ms, scores, ranks };
}

function differenceOf(ours: Scored, theirs: Scored): number {
  if (ours.ranks.some((rank, at) => rank !== theirs.ranks[at])) return Infinity;
  return ours.scores.reduce(
    (most, score, at) => Math.max(most, Math.abs(score - (theirs.scores[at] ?? Infinity))),
    0,
  );
}

async function benchWide(): Promise<boolean> {
  const wide = makeWide();
  const duck = await fillDuck(wide);
  const prepared = await duck.prepare(queryOf(wide));
  const [ours, theirs]: [number[], number[]] = [[], []];
  const expected = scoreByEngine(wide);
  let difference = 0;
  await inTurn([
    () => ours.push(timed(() => scoreByEngine(wide)).ms),
    async () => {
      const made = await scoreByDuck(prepared);
      theirs.push(made.ms);
      difference = Math.max(difference, differenceOf(expected, made));
    },
  ]);
  duck.closeSync();
  const [oursMs, theirsMs] = [median(ours), median(theirs)];
  print(
    `${WIDE.units} units × ${WIDE.indicators} indicators, z-scores, weighted sums, ranks in ` +
      `${WIDE.groups} groups: engine ${oursMs.toFixed(0)} ms, DuckDB on one thread ${theirsMs.toFixed(0)} ms`,
  );
  const isEqual = hold('scores differ by, ranks nowhere', difference, GOALS.difference, 9);
  return hold('ratio', oursMs / theirsMs, GOALS.duckRatio, 2) && isEqual;
}

/** Both benches; whether every goal was met. */
export async function benchEngine(): Promise<boolean> {
  const draws = await benchDraws();
  return (await benchWide()) && draws;
}
