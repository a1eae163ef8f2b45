// The built pages as a child process. main and demo import it.
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { LogLevel } from '#lib/server/config.ts';
import { UsageError } from '#lib/server/errors.ts';
import { startChild, type Child } from './children.ts';

const ENTRY = fileURLToPath(new URL('../build/index.js', import.meta.url));
const WITH_PARENT = new URL('with-parent.ts', import.meta.url).href;
const MARK_SERVING = new URL('mark-serving.ts', import.meta.url).href;
const CLOSE_GENTLY = new URL('close-gently.ts', import.meta.url).href;

export const WEB_LIMITS = {
  /** What the server takes at most; src/lib/server/body-limit.ts holds most routes to far less. */
  BODY_SIZE_LIMIT: '12M',
  /**
   * Seconds that an idle connection is kept: longer than proxies keep theirs (60 is common). After Node's
   * own 5 a request is lost that sets out just as its connection is closed.
   */
  KEEP_ALIVE_TIMEOUT: '65',
};

export interface WebOptions {
  databaseUrl: string;
  logLevel: LogLevel;
  host: string;
  port: number;
  /** Scheme and host that readers type. */
  origin: string;
  /** Signs the cookies of those who sign in. */
  secret: string;
}

/** Whether nobody listens on this port; returns the port, or null. 0 asks for any that is free. */
export async function findPort(host: string, wanted: number): Promise<number | null> {
  const probe = createServer();
  try {
    probe.listen(wanted, host);
    await once(probe, 'listening');
    return (probe.address() as AddressInfo).port;
  } catch {
    return null;
  } finally {
    probe.close();
  }
}

/** Where this machine reaches what listens on `host`, which may stand for all its addresses. */
export function addressOf(host: string, port: number): string {
  const reachable = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}

/**
 * Starts the pages and waits until they answer from the database.
 *
 * @throws UsageError where the port is taken
 */
export async function startWeb(options: WebOptions): Promise<Child> {
  const { databaseUrl, logLevel, host, port, origin, secret } = options;
  if ((await findPort(host, port)) === null) {
    throw new UsageError(`Port ${port} of ${host} is taken. Choose another (--port, PORT).`);
  }
  const web = await startChild({
    name: 'the web server',
    args: [
      ...[MARK_SERVING, WITH_PARENT, CLOSE_GENTLY].flatMap((each) => ['--import', each]),
      ENTRY,
    ],
    readyLine: /^Listening on /,
    env: {
      ...WEB_LIMITS,
      DATABASE_URL: databaseUrl,
      HOST: host,
      NODE_ENV: 'production',
      ORIGIN: origin,
      PORT: String(port),
      TIENDO_LOG: logLevel,
      TIENDO_SECRET: secret,
    },
  });
  const health = await fetch(`${addressOf(host, port)}/healthz`).catch(() => null);
  if (health?.ok) return web;
  await web.stop();
  throw new Error(`the web server does not answer from its database (${health?.status ?? 'none'})`);
}
