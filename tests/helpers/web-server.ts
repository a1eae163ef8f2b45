// The built pages and API as a reader meets them: build/index.js as a process of its own, over HTTP,
// on a database of the test's. Builds first where the build is older than what it is made of.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { WEB_LIMITS } from '../../jobs/web.ts';

const ENTRY = 'build/index.js';
/** Of the tests alone. */
const SECRET = 'q8Zr1vT0xKp4Wm7Yd2Hs9Lb6Nc3Jf5Gu';

export interface WebServer {
  origin: string;
  stop(): Promise<void>;
}

/** By the rule of the npm commands: builds anew only where what the pages are made of has changed. */
async function buildWhereStale(): Promise<void> {
  await promisify(execFile)(process.execPath, ['jobs/bootstrap.js', 'build']);
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

/**
 * @param databaseUrl what the pages read; may be an address where nothing answers
 * @param settings changed or added
 */
export async function startWeb(
  databaseUrl: string,
  settings: Record<string, string> = {},
): Promise<WebServer> {
  await buildWhereStale();
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [ENTRY], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      ...WEB_LIMITS,
      DATABASE_URL: databaseUrl,
      HOST: '127.0.0.1',
      PORT: String(port),
      ORIGIN: origin,
      TIENDO_LOG: 'fatal',
      TIENDO_SECRET: SECRET,
      ...settings,
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
