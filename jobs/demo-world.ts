// Makes the demo ready to be shown, up to the pages themselves. demo and dev import it.
import { parseArgs } from 'node:util';
import { isBlockedPort } from '#lib/server/blocked-ports.ts';
import { readLogLevel, type LogLevel } from '#lib/server/config.ts';
import { defaultFolder } from '#lib/server/db/folder.ts';
import type { JobContext } from '#lib/server/context.ts';
import { UsageError } from '#lib/server/errors.ts';
import { createLog } from '#lib/server/log.ts';
import { gatherHistory, publishPast, startPortals, type GatherFigures } from './demo-content.ts';
import { type DemoStage, PAST_PUBLISHED_AT, tellPast } from './demo-past.ts';
import { registerBroken } from './demo-present.ts';
import { answerSigns, raisePastSigns } from './demo-signs.ts';
import { jobContext } from './job-context.ts';
import { keptSecret } from './kept-secret.ts';
import { fromStanding } from './place.ts';
import { gatherBodies } from './demo-bodies.ts';
import { loadFullPart } from './demo-bridge.ts';
import { loadProductContent, openProductDatabase } from './product-content.ts';
import { startSchedulerProcess } from './scheduler-process.ts';
import type { Stopping } from './stopping.ts';

export interface DemoOptions {
  /** Null where the person named none. */
  port: number | null;
  folder: string;
  /** Whether fifteen portals that misbehave stand beside the others. */
  faulty: boolean;
}

/** Reads `--port N --data FOLDER --faulty`. Throws a UsageError that says what to type. */
export async function readDemoOptions(words: string[]): Promise<DemoOptions> {
  const usage = 'Usage: npm run demo -- [--port N] [--data FOLDER] [--faulty]';
  try {
    const { values } = parseArgs({
      args: words,
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        faulty: { type: 'boolean', default: false },
      },
    });
    const port = values.port === undefined ? null : Number(values.port);
    if (port !== null && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
      throw new UsageError(`--port ${values.port} is no port from 1 to 65535.`);
    }
    if (port !== null && isBlockedPort(port)) {
      throw new UsageError(`--port ${port} is one that browsers refuse to call. Choose another.`);
    }
    const { data: folder } = values;
    return {
      port,
      faulty: values.faulty,
      folder: folder === undefined ? await defaultFolder('demo') : fromStanding(folder),
    };
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(`${(cause as Error).message}\n${usage}`, { cause });
  }
}

export interface DemoWorld {
  ctx: JobContext;
  databaseUrl: string;
  logLevel: LogLevel;
  /** Signs the cookies of those who sign in. */
  secret: string;
  stage: DemoStage;
  figures: GatherFigures;
}

/**
 * Opens the database, loads what comes with the product, starts the stand-ins, gathers from them, and
 * starts the scheduler.
 *
 * @param origin scheme and host that readers will type
 */
export async function makeDemoWorld(
  stopping: Stopping,
  { folder, faulty }: Pick<DemoOptions, 'folder' | 'faulty'>,
  origin: string,
): Promise<DemoWorld> {
  const logLevel = readLogLevel(process.env);
  const log = createLog(logLevel);
  const { db, url } = await openProductDatabase(stopping, { folder, log });
  const ctx = jobContext({ db, log, signal: stopping.signal });
  await loadProductContent(ctx);
  const { controlUrl, sources } = await startPortals(ctx, stopping, faulty);
  const figures = await gatherHistory(ctx, sources, origin);
  const stage = { controlUrl, sources, origin };
  await raisePastSigns(ctx, origin);
  if (await tellPast(ctx, stage)) await publishPast(ctx, PAST_PUBLISHED_AT);
  await raisePastSigns(ctx, origin);
  await answerSigns(ctx);
  await loadFullPart(ctx);
  await gatherBodies(ctx, stage);
  await registerBroken(ctx, stage);
  // From here on with the clock's own time: what is handed in while the demo serves is taken in.
  const scheduler = await startSchedulerProcess({ databaseUrl: url, logLevel, origin });
  stopping.onStop(scheduler.stop);
  void scheduler.ended.then(stopping.stop);
  const secret = await keptSecret(folder);
  return { ctx, databaseUrl: url, logLevel, secret, stage, figures };
}

/** Minutes and speed, in one line; what was there already is not counted. */
export function tellFigures({ runs, rows, gatherMs }: GatherFigures): string {
  if (runs === 0) return 'Nothing new to gather.';
  const minutes = (gatherMs / 60_000).toFixed(1);
  const speed = Math.round(rows / (gatherMs / 1000));
  return `Gathered ${rows} rows in ${runs} runs: ${minutes} minutes, ${speed} rows/s.`;
}
