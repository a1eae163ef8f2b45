// The two sides that the bench holds against each other, each on a database of its own: the gather job
// over the whole input, and PostgreSQL's COPY of the rows that came of it into the same table.
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { connect, type OpenDb } from '#lib/server/db/client.ts';
import type { Cluster } from '#lib/server/db/cluster.ts';
import { migrateDatabase } from '#lib/server/db/migrate.ts';
import { createLog } from '#lib/server/log.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { readSources, upsertSources } from '#lib/server/store/sources.ts';
import { jobContext } from '../../jobs/job-context.ts';
import { runSlots } from '../../jobs/ledger.ts';
import type { Input } from './pages.ts';

const TEMPLATE = 'bench_template';
const NOW = new Date('2022-01-15T06:00:00Z');
const DAY_MS = 86_400_000;

/** Makes the template that every side starts from: all tables, the catalogue, the sources. */
export async function makeTemplate(cluster: Cluster, input: Input, catalogue: string) {
  await onServer(cluster, `create database ${TEMPLATE}`);
  await migrateDatabase(cluster.urlOf(TEMPLATE));
  const db = connect(cluster.urlOf(TEMPLATE), { max: 2 });
  await loadCatalogue(db, catalogue);
  await upsertSources(db, input.sources);
  await db.close();
}

async function onServer(cluster: Cluster, statement: string): Promise<void> {
  const { sql, close } = connect(cluster.urlOf('postgres'), { max: 1 });
  await sql.unsafe(statement);
  await close();
}

/** Runs one side on a fresh database; nothing of an earlier side is still being written meanwhile. */
export async function onFresh<T>(
  cluster: Cluster,
  name: string,
  work: (db: OpenDb) => Promise<T>,
): Promise<T> {
  await onServer(cluster, `create database ${name} template ${TEMPLATE}`);
  const db = connect(cluster.urlOf(name));
  try {
    await db.sql`checkpoint`;
    return await work(db);
  } finally {
    await db.close();
    await onServer(cluster, `drop database ${name} with (force)`);
  }
}

export interface Ingested {
  ms: number;
  rows: number;
  /** Versions of service rows and of figures. */
  written: number;
}

/**
 * Gathers the input as the product does: its ledger, its client's pages, its own concurrency.
 *
 * @param round 0 for the slots themselves; later rounds ask again, each as of a day later
 */
export async function ingest(db: OpenDb, input: Input, round: number): Promise<Ingested> {
  const laterMs = round * DAY_MS;
  const ctx = jobContext({
    db,
    log: createLog('error'),
    signal: new AbortController().signal,
    now: () => new Date(NOW.getTime() + laterMs),
  });
  const registered = new Map((await readSources(db)).map((source) => [source.id, source]));
  const slots = input.slots.map(({ source, slot }) => ({
    // With the version that it has in the registry, by which a run knows what was read before.
    source: registered.get(source.id) ?? source,
    slot: { ...slot, slotAt: new Date(slot.slotAt.getTime() + laterMs) },
  }));
  const { rows, written, outcomes, durationMs } = await runSlots(ctx, slots, {
    clock: 'simulated',
    client: input.client,
  });
  if (outcomes.done + outcomes.unchanged !== slots.length) {
    throw new Error(`not every slot was gathered: ${JSON.stringify(outcomes)}`);
  }
  return { ms: durationMs, rows, written };
}

/**
 * Writes all service rows into a file as COPY reads them, in the order in which they were gathered, which
 * is that of their places: sorted, they would be quicker to enter into the indexes than they came.
 */
export async function dumpRows(db: OpenDb, file: string): Promise<void> {
  await db.sql.unsafe(`copy (select * from service_row order by tableoid, ctid) to '${file}'`);
}

/** COPY of the file's lines into the same table, over the connection, as psql does. In ms. */
export async function copyRows(db: OpenDb, file: string): Promise<number> {
  const begun = performance.now();
  const sink = await db.sql`copy service_row from stdin`.writable();
  await pipeline(createReadStream(file, { highWaterMark: 65_536 }), sink);
  return performance.now() - begun;
}
