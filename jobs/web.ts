// The built pages as a child process. main and demo import it.
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { UsageError } from '#lib/server/errors.ts';
import { startChild, type Child } from './children.ts';

const ENTRY = fileURLToPath(new URL('../build/index.js', import.meta.url));
const WITH_PARENT = new URL('with-parent.ts', import.meta.url).href;

export interface WebOptions {
  databaseUrl: string;
  host: string;
  port: number;
  /** Scheme and host that readers type. */
  origin: string;
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

/**
 * Starts the pages and waits until they answer from the database.
 *
 * @throws UsageError where the port is taken
 */
export async function startWeb(options: WebOptions): Promise<Child> {
  const { databaseUrl, host, port, origin } = options;
  if ((await findPort(host, port)) === null) {
    throw new UsageError(`Port ${port} of ${host} is taken. Choose another (--port, PORT).`);
  }
  const web = await startChild({
    name: 'the web server',
    args: ['--import', WITH_PARENT, ENTRY],
    readyLine: /^Listening on /,
    env: {
      DATABASE_URL: databaseUrl,
      HOST: host,
      NODE_ENV: 'production',
      ORIGIN: origin,
      PORT: String(port),
    },
  });
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const health = await fetch(`http://${reachable}:${port}/healthz`).catch(() => null);
  if (health?.ok) return web;
  await web.stop();
  throw new Error(`the web server does not answer from its database (${health?.status ?? 'none'})`);
}
