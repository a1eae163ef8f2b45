// `npm run dev`: the demo's database and stand-ins behind Vite's development server, so that a page
// shows a change as soon as it is saved.
import { fileURLToPath } from 'node:url';
import { startChild } from './children.ts';
import { pushFromPortals } from './demo-present.ts';
import { makeDemoWorld, readDemoOptions } from './demo-world.ts';
import { tellFirstAdministrator } from './first-administrator.ts';
import { runUntilStopped } from './long-running.ts';

const VITE = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url));
const WITH_PARENT = new URL('with-parent.ts', import.meta.url).href;
const PORT = 5173;

await runUntilStopped(async (stopping) => {
  const { port, ...world } = await readDemoOptions(process.argv.slice(2));
  const origin = `http://127.0.0.1:${port ?? PORT}`;
  const { ctx, databaseUrl, logLevel, secret, stage } = await makeDemoWorld(
    stopping,
    world,
    origin,
  );
  const at = ['--host', '127.0.0.1', '--port', String(port ?? PORT), '--strictPort'];
  const vite = await startChild({
    name: 'Vite',
    args: ['--import', WITH_PARENT, VITE, 'dev', ...at],
    readyLine: /Local/,
    env: {
      DATABASE_URL: databaseUrl,
      ORIGIN: origin,
      TIENDO_LOG: logLevel,
      TIENDO_SECRET: secret,
    },
  });
  stopping.onStop(vite.stop);
  void vite.ended.then(stopping.stop);
  await pushFromPortals(ctx, stage);
  process.stdout.write(`Ready: ${origin}\n`);
  await tellFirstAdministrator(ctx, origin);
});
