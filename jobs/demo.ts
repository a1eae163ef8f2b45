// `npm run demo`: the whole product on one machine, fed by stand-ins. Gathers three years of
// quarters, publishes them, serves, and prints where. Ctrl-C stops everything.
import { UsageError } from '#lib/server/errors.ts';
import { pushFromPortals } from './demo-present.ts';
import { makeDemoWorld, readDemoOptions, tellFigures } from './demo-world.ts';
import { tellFirstAdministrator } from './first-administrator.ts';
import { runUntilStopped } from './long-running.ts';
import { findPort, startWeb } from './web.ts';

const HOST = '127.0.0.1';
const USUAL_PORT = 3000;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** The port that was asked for, refused at once where it is taken; else the usual one; else any. */
async function choosePort(asked: number | null): Promise<number> {
  const free = await findPort(HOST, asked ?? USUAL_PORT);
  if (free !== null) return free;
  if (asked !== null) throw new UsageError(`Port ${asked} is taken. Choose another: --port N`);
  return (await findPort(HOST, 0)) ?? USUAL_PORT;
}

await runUntilStopped(async (stopping) => {
  const options = await readDemoOptions(process.argv.slice(2));
  const port = await choosePort(options.port);
  const origin = `http://${HOST}:${port}`;
  print(`Data folder: ${options.folder}`);
  const { ctx, databaseUrl, logLevel, secret, stage, figures } = await makeDemoWorld(
    stopping,
    options,
    origin,
  );
  print(tellFigures(figures));
  const web = await startWeb({ databaseUrl, logLevel, host: HOST, port, origin, secret });
  stopping.onStop(web.stop);
  void web.ended.then(stopping.stop);
  await pushFromPortals(ctx, stage);
  print(`Stand-ins of the portals: ${stage.controlUrl}`);
  print(`Ready: ${origin}`);
  // Last, where it is not scrolled away.
  await tellFirstAdministrator(ctx, origin);
});
