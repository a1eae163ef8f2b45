// The sources that the settings name, registered at every start. main imports it.
import { readFile } from 'node:fs/promises';
import type { JobContext } from '#lib/server/context.ts';
import { UsageError } from '#lib/server/errors.ts';
import { findSecretsElsewhere, refuseSecretsElsewhere } from '#lib/server/sources/config-faults.ts';
import { parseSources } from '#lib/server/sources/source.ts';
import { addSources, readSources } from '#lib/server/store/sources.ts';

type Context = Pick<JobContext, 'db' | 'now' | 'log'>;

/**
 * Registers what is new in the file. Sources that are known stay as they stand, since administrators may
 * have changed them; the log names those that differ from the file, and those in use whose secret may
 * not go where they send it: a start is not refused for what only their page can mend.
 *
 * @param file path of a JSON list of sources; null where the settings name none
 * @throws UsageError where it cannot be read, or says something that cannot be used
 */
export async function registerSources(ctx: Context, file: string | null): Promise<void> {
  if (file !== null) await registerFile(ctx, file);
  const astray = findSecretsElsewhere(await readSources(ctx.db), process.env);
  if (astray.length === 0) return;
  const sources = [...new Set(astray.map(({ source }) => source.id))];
  ctx.log.warn({ sources }, 'the secrets of these sources may not go to their addresses');
}

async function registerFile({ db, now, log }: Context, file: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`TIENDO_SOURCES: ${file} cannot be read.`, { cause });
  });
  try {
    const sources = parseSources(JSON.parse(text));
    const change = { by: null, reason: 'registered', now: now() };
    const differing = await addSources(db, sources, change, (added) =>
      refuseSecretsElsewhere(added, process.env),
    );
    if (differing.length === 0) return;
    log.warn({ sources: differing }, 'sources stay as they stand, and not as in TIENDO_SOURCES');
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new UsageError(`TIENDO_SOURCES: ${file} is not JSON: ${cause.message}`, { cause });
  }
}
