// `npm run bench`: how fast service rows are taken in, from the portals' JSON as it is stored to the
// commit, beside PostgreSQL's own COPY of the same rows into the same table, in the same run.
// Then the engine itself (engine.ts), the longest table in a browser (table.ts) and pages as readers get
// them (served.ts).
// npm run bench [-- --only engine|rows|table|pages] [--rows N] [--rounds N]
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openCluster, type Cluster } from '#lib/server/db/cluster.ts';
import { createLog } from '#lib/server/log.ts';
import { median } from '../helpers/median.ts';
import { benchEngine } from './engine.ts';
import { makeInput, type Input } from './pages.ts';
import { copyRows, dumpRows, ingest, makeTemplate, onFresh } from './sides.ts';
import { benchPages } from './served.ts';
import { benchTable } from './table.ts';
import { print } from './telling.ts';

const CATALOGUE = join(import.meta.dirname, '../../drizzle/catalogue');
const GOAL_RATIO = 0.6;
const GOAL_AGAIN = 0.1;
/** One row of a hundred is another one when the portals are asked a third time. */
const CHANGED_EVERY = 100;

const count = (value: number): string => Math.round(value).toLocaleString('en');
const perSecond = (rows: number, ms: number): string => `${count((rows / ms) * 1000)} rows/s`;

/** A first gathering, and in the last round the same replies again and then changed ones. */
async function gatherOnce(cluster: Cluster, input: Input, dump: string | null): Promise<number> {
  return onFresh(cluster, 'bench_ingest', async (db) => {
    const first = await ingest(db, input, 0);
    if (dump !== null) await dumpRows(db, dump);
    return first.ms;
  });
}

async function gatherAgain(cluster: Cluster, input: Input) {
  return onFresh(cluster, 'bench_again', async (db) => {
    const first = await ingest(db, input, 0);
    const again = await ingest(db, input, 1);
    input.change(CHANGED_EVERY);
    await input.prepare();
    return { first, again, changed: await ingest(db, input, 2) };
  });
}

const copyOnce = (cluster: Cluster, dump: string): Promise<number> =>
  onFresh(cluster, 'bench_copy', (db) => copyRows(db, dump));

/** Both sides in turn, the one that begins changing with each round. */
async function compare(cluster: Cluster, input: Input, dump: string, rounds: number) {
  const [gathered, copied]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    const sides = [
      async () => gathered.push(await gatherOnce(cluster, input, null)),
      async () => copied.push(await copyOnce(cluster, dump)),
    ];
    for (const side of round % 2 === 0 ? sides : sides.reverse()) await side();
    const [ours = 0, theirs = 0] = [gathered.at(-1), copied.at(-1)];
    print(
      `round ${round + 1}: ingest ${perSecond(input.rows, ours)}, COPY ` +
        `${perSecond(input.rows, theirs)}, ratio ${(theirs / ours).toFixed(2)}`,
    );
  }
  return { oursMs: median(gathered), copyMs: median(copied) };
}

async function main(cluster: Cluster, folder: string, rows: number, rounds: number) {
  const input = makeInput(rows);
  const bytes = await input.prepare();
  print(
    `${count(input.rows)} rows in ${count(input.slots.length)} replies, ${count(bytes / 1e6)} MB of ` +
      `JSON; ${cpus().length} cores, PostgreSQL 18 with fsync and synchronous_commit on`,
  );
  await makeTemplate(cluster, input, CATALOGUE);
  const dump = join(folder, 'rows.txt');
  await gatherOnce(cluster, input, dump);
  const { oursMs, copyMs } = await compare(cluster, input, dump, rounds);
  const { first, again, changed } = await gatherAgain(cluster, input);
  const ratio = copyMs / oursMs;
  print(
    `ingest ${perSecond(input.rows, oursMs)}, COPY ${perSecond(input.rows, copyMs)}, medians of ` +
      `${rounds}: ratio ${ratio.toFixed(2)} (goal: ${GOAL_RATIO.toFixed(2)} or more)`,
  );
  print(
    `the same replies again: ${again.written} versions written, ` +
      `${(again.ms / first.ms).toFixed(3)} of the time (limit: 0 and ${GOAL_AGAIN})`,
  );
  print(
    `replies of which 1 % of the rows changed: ${count(changed.written)} versions written, ` +
      `${(changed.ms / first.ms).toFixed(2)} of the time`,
  );
  return ratio >= GOAL_RATIO && again.written === 0 && again.ms <= first.ms * GOAL_AGAIN;
}

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
  },
});
async function benchRows(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'tiendo-bench-'));
  // As root the server runs as another user, who must be able to write the rows there.
  await chmod(folder, 0o777);
  const cluster = await openCluster({ folder: join(folder, 'cluster'), log: createLog('error') });
  try {
    return await main(cluster, folder, Number(values.rows), Number(values.rounds));
  } finally {
    await cluster.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const wanted = { engine: benchEngine, rows: benchRows, table: benchTable, pages: benchPages };
for (const [name, bench] of Object.entries(wanted)) {
  if ((values.only ?? name) === name && !(await bench())) process.exitCode = 1;
}
