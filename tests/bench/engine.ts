// `npm run bench -- --only engine`: the engine beside what it could at most be, in the same run: a draw
// of weights beside a bare multiply-add loop of its size, and ten thousand units beside DuckDB.
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
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

const ROUNDS = 7;
const DRAWS = 10_000;
const DRAWN = { units: 85, leaves: 40 };
const WIDE = { units: 10_000, indicators: 100, groups: 100 };
const GOALS = { drawRatio: 4, drawMs: 300, duckRatio: 1, difference: 1e-9 };

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function timed<T>(work: () => T): { ms: number; made: T } {
  const begun = performance.now();
  const made = work();
  return { ms: performance.now() - begun, made };
}

const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

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

/** Σ weight·score of every unit, and nothing else: no tree, no bounds, no places. */
function multiplyAdd({ leaves, units }: Weighing, draws: number): number {
  const scores = Float64Array.from(leaves.flatMap((leaf) => [...leaf]));
  const sums = new Float64Array(units.length);
  let kept = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    sums.fill(0);
    for (let leaf = 0; leaf < leaves.length; leaf += 1) {
      const weight = 1 + ((draw + leaf) % 7) / 7;
      const from = leaf * units.length;
      for (let at = 0; at < units.length; at += 1) {
        sums[at] = (sums[at] ?? 0) + weight * (scores[from + at] ?? 0);
      }
    }
    kept += sums[draw % units.length] ?? 0;
  }
  return kept;
}

function benchDraws(): boolean {
  const weighing = makeWeighing(DRAWN);
  const [ours, bare]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(timed(() => drawIntervals(weighing, { draws: DRAWS })).ms);
    bare.push(timed(() => multiplyAdd(weighing, DRAWS)).ms);
  }
  const ratio = medianOf(ours.map((ms, at) => ms / (bare[at] ?? Number.NaN)));
  const ms = medianOf(ours);
  print(
    `${DRAWS} draws of ${DRAWN.units} × ${DRAWN.leaves}: ${ms.toFixed(0)} ms (limit ` +
      `${GOALS.drawMs}), bare multiply-add ${medianOf(bare).toFixed(0)} ms: ratio ` +
      `${ratio.toFixed(2)} (limit ${GOALS.drawRatio})`,
  );
  return ratio <= GOALS.drawRatio && ms <= GOALS.drawMs;
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
  from scored order by unit`;

/** Time runs until all rows are in memory; turning them into numbers of ours is not counted. */
async function scoreByDuck(
  duck: DuckDBConnection,
  query: string,
): Promise<Scored & { ms: number }> {
  const begun = performance.now();
  const read = await duck.runAndReadAll(query);
  const ms = performance.now() - begun;
  const columns = read.getColumns();
  const scores = Float64Array.from(columns[1] ?? [], Number);
  return { ms, scores, ranks: (columns[2] ?? []).map(Number) };
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
  const query = queryOf(wide);
  const [ours, theirs]: [number[], number[]] = [[], []];
  let difference = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const engine = timed(() => scoreByEngine(wide));
    ours.push(engine.ms);
    const made = await scoreByDuck(duck, query);
    theirs.push(made.ms);
    difference = Math.max(difference, differenceOf(engine.made, made));
  }
  duck.closeSync();
  const ratio = medianOf(ours) / medianOf(theirs);
  print(
    `${WIDE.units} units × ${WIDE.indicators} indicators in ${WIDE.groups} groups: engine ` +
      `${medianOf(ours).toFixed(0)} ms, DuckDB on one thread ${medianOf(theirs).toFixed(0)} ms: ratio ` +
      `${ratio.toFixed(2)} (limit ${GOALS.duckRatio}); scores differ by ${difference.toExponential(1)} ` +
      `at most (limit ${GOALS.difference}), ranks not at all`,
  );
  return ratio <= GOALS.duckRatio && difference <= GOALS.difference;
}

/** Both benches; whether every goal was met. */
export async function benchEngine(): Promise<boolean> {
  const draws = benchDraws();
  return (await benchWide()) && draws;
}
