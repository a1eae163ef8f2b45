// `npm run faults`: twenty kills of the gatherer on a PostgreSQL of its own, and the proof that the
// same kills are found out on a build without the transaction.
// npm run faults [-- --kills N] [-- --seed N]
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { connect } from '#lib/server/db/client.ts';
import { openCluster, type Cluster } from '#lib/server/db/cluster.ts';
import { migrateDatabase } from '#lib/server/db/migrate.ts';
import { createLog } from '#lib/server/log.ts';
import { startPortals, type Portals } from '../portals/start.ts';
import { killGatherer, type KillOptions, type KillReport } from './kill-gatherer.ts';
import { makeMutant } from './mutant.ts';

const UNITS = 6;
const MUTANT_KILLS = 5;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
  },
});
const kills = Number(values.kills);
const seed = Number(values.seed);

/** Kills in a database of its own, and tells what was found. */
async function attempt(
  cluster: Cluster,
  portals: Portals,
  name: string,
  change: Partial<KillOptions>,
): Promise<KillReport> {
  const maintenance = connect(cluster.urlOf('postgres'), { max: 1 });
  await maintenance.sql.unsafe(`create database ${name}`);
  await maintenance.close();
  const databaseUrl = cluster.urlOf(name);
  await migrateDatabase(databaseUrl);
  const db = connect(databaseUrl, { max: 2 });
  try {
    const given = { db, databaseUrl, portals, kills, seed, units: UNITS, onKill: print };
    const report = await killGatherer({ ...given, ...change });
    print(
      `${name}: ${report.hits.length} kills, ${report.inside} of them between fetch and commit; ` +
        `slowest return to work ${Math.round(report.slowestRestartMs)} ms; ` +
        `${report.violations.length} violations`,
    );
    report.violations.forEach((violation) => print(`  ${violation}`));
    return report;
  } finally {
    await db.close();
  }
}

async function main(cluster: Cluster, portals: Portals): Promise<boolean> {
  const sound = await attempt(cluster, portals, 'sound', {});
  const enough = sound.inside >= Math.ceil(kills * 0.75);
  if (!enough) print('Too few kills between fetch and commit: take another --seed.');
  const mutant = await makeMutant();
  try {
    const broken = await attempt(cluster, portals, 'without_transaction', {
      project: mutant.folder,
      kills: MUTANT_KILLS,
      aims: ['merge', 'observe'],
      maxDelayMs: 10,
    });
    const isFound = broken.violations.length > 0;
    if (!isFound)
      print('The build without a transaction was not found out: the test proves nothing.');
    return sound.violations.length === 0 && enough && isFound;
  } finally {
    await mutant.remove();
  }
}

const folder = await mkdtemp(join(tmpdir(), 'tiendo-faults-'));
// As root the server runs as another user, who must be able to pass.
await chmod(folder, 0o711);
const cluster = await openCluster({ folder, log: createLog('error') });
const portals = await startPortals();
try {
  process.exitCode = (await main(cluster, portals)) ? 0 : 1;
} finally {
  await portals.close();
  await cluster.close();
  await rm(folder, { recursive: true, force: true });
}
