// What each behaviour looks like on the wire. Large bodies are made as they are sent, so that no
// stand-in ever holds one.
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import type { Behaviour } from './behaviour.ts';

/** The finished JSON in UTF-8, bent where asked for; null where the portal knows nothing of the period. */
export type WriteReply = (bend?: Bend) => Buffer | null;

export interface Bend {
  /** The reply is about the quarter before. */
  earlier?: boolean;
  /** Each page says another number of rows. */
  totalsChange?: boolean;
}

export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  write: WriteReply;
  /** Whether replies carry an ETag, and are not sent again to who knows it. */
  hasVersions: boolean;
}

const JSON_TYPE = 'application/json; charset=utf-8';
const DRIP_MS = 1_000;
const RETRY_AFTER_SECONDS = 30;
const MEBIBYTE = 1_048_576;
/** 2 GiB. */
const ENDLESS_MEBIBYTES = 2_048;
/** Made once: a stand-in that packs holds up the healthy ones, which are of the same process. */
const PIECE = Buffer.alloc(MEBIBYTE, ' ');
/** 32 pieces: members of gzip may follow one another (RFC 1952, 2.2). */
const PACKED_PIECES = 32;
const PACKED = Buffer.concat(Array(PACKED_PIECES).fill(gzipSync(PIECE)));

const SIGN_IN_PAGE = `<!DOCTYPE html>
<html lang="vi"><head><title>Đăng nhập</title></head>
<body><form method="post"><input name="user"><input name="password" type="password"></form></body></html>`;

export function sendJson(response: ServerResponse, status: number, json: string | Buffer): void {
  const body = typeof json === 'string' ? Buffer.from(json) : json;
  response.writeHead(status, { 'content-type': JSON_TYPE, 'content-length': body.length });
  response.end(body);
}

export function sendFault(response: ServerResponse, status: number, text: string): void {
  sendJson(response, status, JSON.stringify({ error: text }));
}

function sendVersioned({ request, response }: Exchange, json: Buffer): void {
  const etag = `"${createHash('sha256').update(json).digest('hex').slice(0, 16)}"`;
  response.setHeader('etag', etag);
  if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
  else sendJson(response, 200, json);
}

function sendReply(exchange: Exchange, bend?: Bend): void {
  const json = exchange.write(bend);
  if (json === null) sendFault(exchange.response, 404, 'Không có số liệu của kỳ này');
  else if (exchange.hasVersions) sendVersioned(exchange, json);
  else sendJson(exchange.response, 200, json);
}

/** The first half of the reply, under headers that promise all of it. */
function sendHalf({ response, write }: Exchange, then: () => void): void {
  const json = write() ?? Buffer.from('{}');
  response.writeHead(200, { 'content-type': JSON_TYPE, 'content-length': json.length });
  response.write(json.subarray(0, json.length / 2), then);
}

function sendDrops({ response, write }: Exchange): void {
  const json = write() ?? Buffer.from('{}');
  response.writeHead(200, { 'content-type': JSON_TYPE, 'content-length': json.length });
  response.flushHeaders();
  let sent = 0;
  const timer = setInterval(() => {
    response.write(json.subarray(sent, sent + 1));
    sent += 1;
  }, DRIP_MS);
  response.once('close', () => clearInterval(timer));
}

/** The same piece over and over, as fast as it is taken, until all is sent or nobody listens any more. */
function sendPieces(response: ServerResponse, piece: Buffer, times: number): void {
  const pieces = function* () {
    for (let sent = 0; sent < times; sent += 1) yield piece;
  };
  // Who hangs up is right to.
  pipeline(Readable.from(pieces()), response).catch(() => undefined);
}

const MISBEHAVIOURS: Readonly<Record<Behaviour, (exchange: Exchange) => void>> = {
  answer: sendReply,
  // The handshake has failed where it counts; who looks away gets the reply.
  'bad-certificate': sendReply,
  silent: () => undefined,
  'hang-up': ({ response }) => void response.destroy(),
  unavailable: ({ response }) => sendFault(response, 503, 'Hệ thống đang bảo trì'),
  broken: ({ response }) => sendFault(response, 500, 'Lỗi hệ thống'),
  reset: (exchange) => sendHalf(exchange, () => exchange.response.socket?.resetAndDestroy()),
  drip: sendDrops,
  'rate-limited': ({ response }) => {
    response.setHeader('retry-after', RETRY_AFTER_SECONDS);
    sendFault(response, 429, 'Quá nhiều yêu cầu');
  },
  'wrong-type': ({ response }) => {
    response.writeHead(200, { 'content-type': 'text/csv; charset=utf-8' }).end('Mã,Mức độ\n');
  },
  endless: ({ response }) => {
    response.writeHead(200, { 'content-type': JSON_TYPE });
    sendPieces(response, PIECE, ENDLESS_MEBIBYTES);
  },
  bomb: ({ response }) => {
    response.writeHead(200, { 'content-type': JSON_TYPE, 'content-encoding': 'gzip' });
    sendPieces(response, PACKED, ENDLESS_MEBIBYTES / PACKED_PIECES);
  },
  'sign-in-page': ({ response }) => {
    response.writeHead(200, { 'content-type': JSON_TYPE }).end(SIGN_IN_PAGE);
  },
  truncated: ({ response, write }) => {
    const json = write() ?? Buffer.from('{}');
    sendJson(response, 200, json.subarray(0, json.length / 2));
  },
  redirect: ({ response }) => {
    response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end();
  },
  'wrong-period': (exchange) => sendReply(exchange, { earlier: true }),
  'changing-totals': (exchange) => sendReply(exchange, { totalsChange: true }),
};

export const behave = (behaviour: Behaviour, exchange: Exchange): void =>
  MISBEHAVIOURS[behaviour](exchange);
