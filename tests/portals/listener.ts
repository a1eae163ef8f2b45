// A stand-in that listens on a port of its own and answers JSON over HTTP, in the manner that its
// behaviour calls for.
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChooseBehaviour } from './behaviour.ts';

/** What a portal has to say: for which period it was asked, and the reply once it is wanted. */
export interface Answer {
  period: string;
  /** The finished JSON in UTF-8; null where the portal knows nothing of the period. */
  write(): Buffer | null;
}

export interface Portal {
  id: string;
  /** Null where the address is none of this portal's. */
  answer(url: URL): Answer | null;
}

export interface Listener {
  url: string;
  close(): Promise<void>;
}

const KEEP_ALIVE_MS = 60_000;

export function sendJson(response: ServerResponse, status: number, json: string | Buffer): void {
  const body = typeof json === 'string' ? Buffer.from(json) : json;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
  });
  response.end(body);
}

export function sendFault(response: ServerResponse, status: number, text: string): void {
  sendJson(response, status, JSON.stringify({ error: text }));
}

/** Starts a server on 127.0.0.1; port 0 takes any free one. Closing drops requests left unanswered. */
export async function listen(server: Server, port: number): Promise<Listener> {
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function reply(response: ServerResponse, portal: Portal, url: URL, choose: ChooseBehaviour): void {
  const answer = portal.answer(url);
  if (!answer) return sendFault(response, 404, 'Không tìm thấy địa chỉ');
  switch (choose({ portal: portal.id, period: answer.period })) {
    case 'silent':
      return;
    case 'hang-up':
      response.destroy();
      return;
    case 'unavailable':
      return sendFault(response, 503, 'Hệ thống đang bảo trì');
    case 'answer': {
      const json = answer.write();
      if (json === null) return sendFault(response, 404, 'Không có số liệu của kỳ này');
      return sendJson(response, 200, json);
    }
  }
}

/** Opens a portal to requests. `onRequest` is told of each, answered or not. */
export function openPortal(
  portal: Portal,
  choose: ChooseBehaviour,
  onRequest: () => void,
): Promise<Listener> {
  const server = createServer((request, response) => {
    onRequest();
    if (request.method !== 'GET') return sendFault(response, 405, 'Chỉ nhận GET');
    reply(response, portal, new URL(request.url ?? '/', 'http://127.0.0.1'), choose);
  });
  return listen(server, 0);
}
