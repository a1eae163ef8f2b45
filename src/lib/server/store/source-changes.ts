// What persons do to sources: change one, pause it, have it asked again; and its history. Every act is
// kept with who did it and why. Staff pages and the command line import it; lists of sources are read
// by sources.ts.
import { desc, eq } from 'drizzle-orm';
import { type Db, inTransaction } from '../db/client.ts';
import { person, source, sourceVersion } from '../db/schema/index.ts';
import { UsageError } from '../errors.ts';
import type { SourceConfig } from '../sources/source.ts';
import { recordEvent } from './audit.ts';
import { readSources, type RegisteredSource, type SourceChange, upsertSources } from './sources.ts';

async function requireSource(db: Db, id: string): Promise<RegisteredSource> {
  const [found] = await readSources(db, [id]);
  if (!found) throw new UsageError(`No source ${id} is registered.`);
  return found;
}

function requireReason({ reason }: SourceChange): void {
  if (reason.trim() === '') throw new UsageError('A change needs a reason.');
}

/**
 * Registers a source, or brings it to what is said now; its runs and figures stay.
 *
 * @returns its version; the same as before where nothing is said otherwise
 * @throws UsageError without a reason, or for units and indicators that the catalogue does not have
 */
export async function changeSource(
  db: Db,
  config: SourceConfig,
  change: SourceChange,
): Promise<number> {
  requireReason(change);
  return inTransaction(db, async (tx) => {
    const changed = await upsertSources(tx, [config], change);
    const { version, unit } = await requireSource(tx, config.id);
    if (changed > 0) {
      const act = { unitId: unit, personId: change.by, subject: config.id } as const;
      const details = { version, reason: change.reason };
      await recordEvent(tx, { ...act, action: 'source.change', details }, change.now);
    }
    return version;
  });
}

async function setPause(
  db: Db,
  id: string,
  change: SourceChange,
  isPaused: boolean,
): Promise<void> {
  requireReason(change);
  await inTransaction(db, async (tx) => {
    const { unit, pausedAt } = await requireSource(tx, id);
    if ((pausedAt !== null) === isPaused) return;
    const { by: personId, reason, now } = change;
    await tx.orm
      .update(source)
      .set({ pausedAt: isPaused ? now : null, pausedReason: isPaused ? reason : null })
      .where(eq(source.id, id));
    const action = isPaused ? 'source.pause' : 'source.resume';
    await recordEvent(
      tx,
      { unitId: unit, personId, action, subject: id, details: { reason } },
      now,
    );
  });
}

/**
 * Has a source not asked by its schedule from now on; what is handed in for it is still taken in. Does
 * nothing where it is paused already.
 *
 * @throws UsageError where no such source is in use, or without a reason
 */
export const pauseSource = (db: Db, id: string, change: SourceChange): Promise<void> =>
  setPause(db, id, change, true);

/**
 * Has a source asked again. Slots that passed meanwhile are run or let go by its policy for missed
 * ones. Throws like `pauseSource`.
 */
export const resumeSource = (db: Db, id: string, change: SourceChange): Promise<void> =>
  setPause(db, id, change, false);

export interface SourceVersionRecord {
  version: number;
  config: SourceConfig;
  /** Name of the person, or their id where they are no longer known; null where a list was read. */
  changedBy: string | null;
  changedAt: Date;
  reason: string;
}

/** What a source was told to do, the newest first. */
export async function readSourceVersions(db: Db, id: string): Promise<SourceVersionRecord[]> {
  const rows = await db.orm
    .select({
      version: sourceVersion.version,
      config: sourceVersion.config,
      changedById: sourceVersion.changedBy,
      changedByName: person.name,
      changedAt: sourceVersion.changedAt,
      reason: sourceVersion.reason,
    })
    .from(sourceVersion)
    .leftJoin(person, eq(person.id, sourceVersion.changedBy))
    .where(eq(sourceVersion.sourceId, id))
    .orderBy(desc(sourceVersion.version));
  return rows.map(({ changedById, changedByName, config, ...row }) => ({
    ...row,
    config: config as SourceConfig,
    changedBy: changedByName ?? changedById,
  }));
}
