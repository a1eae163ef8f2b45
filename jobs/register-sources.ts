// The sources that the settings name, registered at every start. main imports it.
import { readFile } from 'node:fs/promises';
import type { JobContext } from '#lib/server/context.ts';
import { UsageError } from '#lib/server/errors.ts';
import { refuseSecretsElsewhere } from '#lib/server/sources/config-faults.ts';
import { parseSources } from '#lib/server/sources/source.ts';
import { addSources } from '#lib/server/store/sources.ts';

/**
 * Registers what is new in the file. Sources that are known stay as they stand, since administrators may
 * have changed them; those that differ from the file are named in the log.
 *
 * @param file path of a JSON list of sources; null where the settings name none
 * @throws UsageError where it cannot be read, or says something that cannot be used
 */
export async function registerSources(
  { db, now, log }: Pick<JobContext, 'db' | 'now' | 'log'>,
  file: string | null,
): Promise<void> {
  if (file === null) return;
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`TIENDO_SOURCES: ${file} cannot be read.`, { cause });
  });
  try {
    const sources = parseSources(JSON.parse(text));
    refuseSecretsElsewhere(sources, process.env);
    const change = { by: null, reason: 'registered', now: now() };
    const differing = await addSources(db, sources, change);
    if (differing.length === 0) return;
    log.warn({ sources: differing }, 'sources stay as they stand, and not as in TIENDO_SOURCES');
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new UsageError(`TIENDO_SOURCES: ${file} is not JSON: ${cause.message}`, { cause });
  }
}
