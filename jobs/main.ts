// `npm start`: a real installation. One process owns the database, the scheduler and the web server
// and stops them in reverse order; `--only web` or `--only scheduler` runs one of the two by itself.
import { parseArgs } from 'node:util';
import type { JobContext } from '#lib/server/context.ts';
import { readConfig, type Config } from '#lib/server/config.ts';
import { UsageError } from '#lib/server/errors.ts';
import { createLog } from '#lib/server/log.ts';
import type { Child } from './children.ts';
import { refuseIllustrative } from './illustrative.ts';
import { tellFirstAdministrator } from './first-administrator.ts';
import { jobContext } from './job-context.ts';
import { runUntilStopped } from './long-running.ts';
import { databaseAt } from './place.ts';
import { loadProductContent, openProductDatabase } from './product-content.ts';
import { registerSources } from './register-sources.ts';
import { startSchedulerProcess } from './scheduler-process.ts';
import type { Stopping } from './stopping.ts';
import { startWeb } from './web.ts';

const ROLES = ['scheduler', 'web'] as const;
type Role = (typeof ROLES)[number];

function readRoles(words: string[]): readonly Role[] {
  try {
    const { values } = parseArgs({ args: words, options: { only: { type: 'string' } } });
    if (values.only === undefined) return ROLES;
    const role = ROLES.find((each) => each === values.only);
    if (role) return [role];
    throw new UsageError(`--only ${values.only} is no role. Known: ${ROLES.join(', ')}`);
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(
      `${(cause as Error).message}\nUsage: npm start -- [--only web|scheduler]`,
      { cause },
    );
  }
}

function startRole(role: Role, config: Config, databaseUrl: string): Promise<Child> {
  const { host, port, origin, secret, logLevel, gatherConcurrency, runLimitMs } = config;
  if (role === 'web') return startWeb({ databaseUrl, logLevel, host, port, origin, secret });
  return startSchedulerProcess({ databaseUrl, logLevel, origin, gatherConcurrency, runLimitMs });
}

/** Everything that must be right before anybody is served. */
async function prepare(
  stopping: Stopping,
  config: Config,
): Promise<{ ctx: JobContext; url: string }> {
  const log = createLog(config.logLevel);
  const { db, url } = await openProductDatabase(stopping, { ...(await databaseAt(config)), log });
  const ctx = jobContext({ db, log, signal: stopping.signal });
  await refuseIllustrative(ctx);
  await loadProductContent(ctx);
  await registerSources(ctx, config.sourcesFile);
  await refuseIllustrative(ctx);
  return { ctx, url };
}

await runUntilStopped(async (stopping) => {
  const roles = readRoles(process.argv.slice(2));
  const config = readConfig(process.env);
  const { ctx, url } = await prepare(stopping, config);
  for (const role of roles) {
    const child = await startRole(role, config, url);
    stopping.onStop(child.stop);
    // A supervisor starts all of us anew; restarting one part alone would hide what is wrong.
    void child.ended.then(stopping.stop);
  }
  process.stdout.write(`Ready: ${roles.includes('web') ? config.origin : 'scheduler'}\n`);
  if (roles.includes('web')) await tellFirstAdministrator(ctx, config.origin);
});
