// The built pages and API as a reader meets them: build/index.js as a process of its own, over HTTP,
// on a database of the test's. Builds first where the build is older than what it is made of.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const ENTRY = 'build/index.js';
const MADE_OF = ['src', 'static', 'svelte.config.js', 'vite.config.ts', 'package.json'];
/** Written by the build itself. */
const GENERATED = /paraglide|project\.inlang/;

export interface WebServer {
  origin: string;
  stop(): Promise<void>;
}

function lastChange(path: string): number {
  if (GENERATED.test(path) || /\.test\.ts$/.test(path)) return 0;
  const state = statSync(path);
  if (!state.isDirectory()) return state.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => lastChange(join(path, name))));
}

async function buildWhereStale(): Promise<void> {
  const newest = Math.max(...MADE_OF.map(lastChange));
  if (existsSync(ENTRY) && statSync(ENTRY).mtimeMs >= newest) return;
  await promisify(execFile)(process.execPath, ['node_modules/vite/bin/vite.js', 'build'], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
}

/** A port that nobody listens on just now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilListening(child: ChildProcess): Promise<void> {
  const said: string[] = [];
  child.stderr?.on('data', (chunk) => said.push(String(chunk)));
  if (!child.stdout) throw new Error('the server has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('Listening on')) return;
  }
  throw new Error(`the server ended before it listened: ${said.join('')}`);
}

/** @param databaseUrl what the pages read; may be an address where nothing answers */
export async function startWeb(databaseUrl: string): Promise<WebServer> {
  await buildWhereStale();
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [ENTRY], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      HOST: '127.0.0.1',
      PORT: String(port),
      ORIGIN: origin,
      TIENDO_LOG: 'fatal',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await untilListening(child);
  child.stdout.resume();
  return {
    origin,
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}
