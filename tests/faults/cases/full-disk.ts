// The disk under the embedded PostgreSQL is full for a while. Needs a small file system of its own,
// which only root may mount, on Linux.
import { execFile } from 'node:child_process';
import { appendFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pino from 'pino';
import { connect, isDatabaseAway, type Db } from '#lib/server/db/client.ts';
import { openDatabase } from '#lib/server/db/database.ts';
import { migrateDatabase } from '#lib/server/db/migrate.ts';
import { seedReleases } from '../../contract/seed.ts';
import { startWeb } from '../../helpers/web-server.ts';
import type { FaultCase, FaultWorld } from '../case.ts';
import { CACHED_PATHS, startReaders, tellFailures, warm } from '../readers.ts';
import { findLosses, prepareTruth, startSteady } from '../steady.ts';

const run = promisify(execFile);
const SIZE = '512m';
const BLOCK_BYTES = 1_048_576;
/** Segments of 16 MB; the disk has room for half as many. */
const MOST_SEGMENTS = 64;
const ALARM_WITHIN_MS = 60_000;
const FULL_MS = { slice: 15_000, full: 120_000 };
const UNITS = 12;
const READS_A_SECOND = 10;

async function mountSmall(world: FaultWorld): Promise<string | null> {
  const folder = join(world.folder, 'small-disk');
  await mkdir(folder);
  return run('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=755`, 'tmpfs', folder]).then(
    () => folder,
    () => null,
  );
}

/** Fills a disk to the last block, whoever else writes to it meanwhile. */
async function fill(folder: string): Promise<string> {
  const file = join(folder, 'filler');
  const block = Buffer.alloc(BLOCK_BYTES);
  for (let isFull = false; !isFull;) {
    isFull = await appendFile(file, block).then(
      () => false,
      (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOSPC',
    );
  }
  return file;
}

/**
 * Has PostgreSQL begin one segment of its log after the other, as it does where much is written, until
 * there is no room for the next: then it ends.
 */
async function exhaustLog(databaseUrl: string): Promise<void> {
  const { sql, close } = connect(databaseUrl, { max: 1 });
  try {
    for (let segments = 0; segments < MOST_SEGMENTS; segments += 1) {
      await sql`select pg_switch_wal() from pg_logical_emit_message(false, 'full', 'disk')`;
    }
    throw new Error('the disk is full, and PostgreSQL finds room for its log');
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
  } finally {
    await close();
  }
}

/** Runs that were acknowledged, by id. */
const doneRuns = async (db: Db): Promise<Set<string>> =>
  new Set(
    (await db.sql<{ id: string }[]>`select id from job_run where state = 'done'`).map(
      ({ id }) => id,
    ),
  );

/** A log whose errors are counted instead of written; `first` resolves with the first of them. */
function countErrors() {
  const first = Promise.withResolvers<undefined>();
  const errors = { count: 0, first: first.promise };
  const write = (): void => {
    errors.count += 1;
    first.resolve(undefined);
  };
  return { errors, log: pino({ level: 'error' }, { write }) };
}

async function runOn(disk: string, world: FaultWorld, fullMs: number) {
  const { errors, log } = countErrors();
  const database = await openDatabase({ folder: disk, log });
  await migrateDatabase(database.url);
  const db = connect(database.url, { max: 2 });
  const truth = await prepareTruth(world, db, UNITS);
  await seedReleases(db);
  const web = await startWeb(database.url);
  const steady = startSteady(database.url);
  try {
    await warm(web.origin, CACHED_PATHS);
    await steady.untilStep('acknowledge');
    const before = await doneRuns(db);
    const readers = startReaders(web.origin, CACHED_PATHS, READS_A_SECOND);
    const filler = await fill(disk);
    const begun = performance.now();
    // Told in the log: by the gatherer where it cannot write, and where PostgreSQL ends for want of room.
    const told = Promise.race([steady.untilStep('failed'), errors.first, pause(fullMs)]).then(
      () => performance.now() - begun,
    );
    await exhaustLog(database.url);
    const alarmMs = await told;
    await pause(Math.max(0, fullMs - alarmMs));
    const tellings = errors.count + (steady.steps.get('failed') ?? 0);
    await rm(filler);
    const failed = tellFailures(await readers.stop(), world.print);
    const losses = await findLosses(db, truth, await steady.ended);
    const after = await doneRuns(db);
    const forgotten = [...before].filter((id) => !after.has(id)).length;
    losses.forEach((loss) => world.print(`  ${loss}`));
    return { failed, tellings, alarmMs, losses: losses.length, forgotten };
  } finally {
    steady.child.kill('SIGKILL');
    await web.stop();
    await db.close();
    await database.close();
  }
}

export const faultCase: FaultCase = {
  id: 'F13',
  title: 'the disk is full for a while',
  limit:
    'PostgreSQL ends, told within 60 s; acknowledged lost 0; pages that fail 0; goes on by itself, ' +
    'losses 0',
  async run(world, { full }) {
    const disk = await mountSmall(world);
    if (disk === null) {
      return { ok: false, figure: 'not run: no small disk can be mounted here (root, Linux)' };
    }
    try {
      const found = await runOn(disk, world, full ? FULL_MS.full : FULL_MS.slice);
      return {
        ok:
          found.tellings > 0 &&
          found.alarmMs <= ALARM_WITHIN_MS &&
          found.failed === 0 &&
          found.losses === 0 &&
          found.forgotten === 0,
        figure:
          `told after ${Math.round(found.alarmMs)} ms, ${found.tellings} times in all; ` +
          `${found.forgotten} acknowledged runs lost, ${found.failed} pages failed, ` +
          `${found.losses} losses at the end`,
      };
    } finally {
      // What a case that threw left open must not keep the folder.
      await run('umount', ['-l', disk]);
    }
  },
};
