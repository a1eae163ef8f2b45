// A stand-in that listens on a port of its own and answers JSON over HTTP, in the manner that its
// behaviour calls for.
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { ChooseBehaviour } from './behaviour.ts';
import { behave, sendFault, type WriteReply } from './misbehave.ts';

/** What a portal has to say: for which period it was asked, and the reply once it is wanted. */
export interface Answer {
  period: string;
  write: WriteReply;
}

export interface Portal {
  id: string;
  /** Null where the address is none of this portal's. */
  answer(url: URL): Answer | null;
  /** Whether its replies carry an ETag. */
  hasVersions?: boolean;
}

export interface Listener {
  url: string;
  close(): Promise<void>;
}

const KEEP_ALIVE_MS = 60_000;

/** Starts a server on 127.0.0.1; port 0 takes any free one. Closing drops requests left unanswered. */
export async function listen(server: Server | SecureServer, port: number): Promise<Listener> {
  const scheme = 'setSecureContext' in server ? 'https' : 'http';
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `${scheme}://127.0.0.1:${address.port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Self-signed, for 127.0.0.1, valid for a hundred years; the key is no secret and vouches for nobody. */
function openSecureServer(listener: RequestListener): SecureServer {
  const read = (name: string) => readFileSync(new URL(`self-signed/${name}`, import.meta.url));
  return createSecureServer({ cert: read('certificate.pem'), key: read('key.pem') }, listener);
}

export interface PortalWorld {
  choose: ChooseBehaviour;
  /** Told of each request, answered or not. */
  onRequest: () => void;
  /** Speaks TLS, with a certificate that nobody vouches for. */
  hasBadCertificate?: boolean;
  /** How long a question is on its way. */
  latencyMs: number;
}

/** Opens a portal to requests. */
export function openPortal(portal: Portal, world: PortalWorld): Promise<Listener> {
  const reply: RequestListener = (request, response) => {
    world.onRequest();
    if (request.method !== 'GET') return sendFault(response, 405, 'Chỉ nhận GET');
    const answer = portal.answer(new URL(request.url ?? '/', 'http://127.0.0.1'));
    if (!answer) return sendFault(response, 404, 'Không tìm thấy địa chỉ');
    const { period, write } = answer;
    const { hasVersions = false } = portal;
    const behaviour = world.choose({ portal: portal.id, period });
    const exchange = { request, response, write, hasVersions };
    if (world.latencyMs === 0) return behave(behaviour, exchange);
    // The way to a portal far away, which is what is played here: nobody waits for it to be over, and who
    // hangs up meanwhile is not answered.
    const onItsWay = setTimeout(behave, world.latencyMs, behaviour, exchange);
    response.once('close', () => clearTimeout(onItsWay));
  };
  const server = world.hasBadCertificate ? openSecureServer(reply) : createServer(reply);
  return listen(server, 0);
}
