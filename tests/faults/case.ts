// What a fault case is, and the world that it is given: a PostgreSQL of its own with as many empty
// databases as it asks for, and the stand-ins. run.ts runs the cases that lie in cases/.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Db } from '#lib/server/db/client.ts';
import { openCluster, type Cluster } from '#lib/server/db/cluster.ts';
import { migrateDatabase } from '#lib/server/db/migrate.ts';
import { createLog } from '#lib/server/log.ts';
import { startPortals, type Portals } from '../portals/start.ts';

export interface FaultOptions {
  /** The long counts instead of those that fit into twenty minutes on two cores. */
  full: boolean;
  seed: number;
}

/** What a case found: whether it holds, and the figures that say so. */
export interface FaultResult {
  ok: boolean;
  /** The measured figure, in the words and units of the case's limit. */
  figure: string;
}

export interface FaultCase {
  /** Short and stable, such as `F16`; the README beside says what each one is. */
  id: string;
  title: string;
  /** What the figure must meet, printed beside it. */
  limit: string;
  run(world: FaultWorld, options: FaultOptions): Promise<FaultResult>;
}

export interface FaultDatabase {
  db: Db;
  url: string;
  close: () => Promise<void>;
}

export interface FaultWorld {
  /** The server that the databases lie on; whoever stops it starts it again. */
  cluster: Cluster;
  /** An empty folder for whatever a case writes, which the server's user may pass. */
  folder: string;
  /** A new database with all tables, empty. */
  openDatabase: (name: string) => Promise<FaultDatabase>;
  /** The healthy stand-ins, shared by the cases; started when they are first asked for. */
  portals: () => Promise<Portals>;
  print: (line: string) => void;
  close(): Promise<void>;
}

async function openDatabase(cluster: Cluster, name: string): Promise<FaultDatabase> {
  const maintenance = connect(cluster.urlOf('postgres'), { max: 1 });
  await maintenance.sql.unsafe(`create database ${name}`);
  await maintenance.close();
  const url = cluster.urlOf(name);
  await migrateDatabase(url);
  const db = connect(url, { max: 4 });
  return { db, url, close: () => db.close() };
}

/** Opens a world in a temporary folder; closing it leaves nothing behind. */
export async function openWorld(print: (line: string) => void): Promise<FaultWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'tiendo-faults-'));
  // As root the server runs as another user, who must be able to pass.
  await chmod(folder, 0o711);
  const cluster = await openCluster({ folder: join(folder, 'cluster'), log: createLog('error') });
  let portals: Promise<Portals> | null = null;
  return {
    cluster,
    folder,
    openDatabase: (name) => openDatabase(cluster, name),
    portals: () => (portals ??= startPortals()),
    print,
    async close() {
      await (await portals)?.close();
      await cluster.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
