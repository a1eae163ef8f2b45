// The polite client against small servers that misbehave over real HTTP.
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { SourceError } from '#lib/server/errors.ts';
import { createPortalClient, type Request } from '#lib/server/sources/fetch.ts';
import { quickClient } from '../helpers/job-context.ts';
import {
  openSmallPortal,
  sendJson,
  sendStatus,
  type Answer,
  type SmallPortal,
} from '../helpers/small-portal.ts';

let portal: SmallPortal;
afterEach(() => portal.close());

/** A question to the portal, which is let in by its address as one of a private network is. */
const question = (change: Partial<Request> = {}): Request => ({
  url: `${portal.url}/rows`,
  headers: {},
  accept: 'json',
  allow: [{ host: '127.0.0.1', port: Number(new URL(portal.url).port), addresses: ['127.0.0.1'] }],
  timeoutMs: 2_000,
  signal: new AbortController().signal,
  ...change,
});

const ask = (client = quickClient(), change: Partial<Request> = {}) => client.ask(question(change));

async function failureOf(answer: Answer, client = quickClient(), change: Partial<Request> = {}) {
  portal = await openSmallPortal(answer);
  const error: unknown = await ask(client, change).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(SourceError);
  return error as SourceError;
}

describe('a failure has a name, and is tried again only where that may help', () => {
  it.each<[string, Answer, { code: string; retryable: boolean; tries: number }]>([
    ['unavailable', sendStatus(503), { code: 'http-503', retryable: true, tries: 3 }],
    ['a fault of the portal', sendStatus(500), { code: 'http-500', retryable: true, tries: 3 }],
    ['not found', sendStatus(404), { code: 'http-404', retryable: false, tries: 1 }],
    ['forbidden', sendStatus(403), { code: 'http-403', retryable: false, tries: 1 }],
    [
      'asked to slow down for a moment',
      sendStatus(429, { 'retry-after': '0' }),
      { code: 'rate-limited', retryable: true, tries: 3 },
    ],
    [
      'asked to come back in ten minutes',
      sendStatus(429, { 'retry-after': '600' }),
      { code: 'rate-limited', retryable: true, tries: 1 },
    ],
    [
      'sent elsewhere',
      sendStatus(302, { location: 'http://127.0.0.1:9/' }),
      { code: 'redirect', retryable: false, tries: 1 },
    ],
    [
      'a sign-in page with status 200',
      (_request, response) => response.setHeader('content-type', 'text/html').end('<html>'),
      { code: 'html', retryable: true, tries: 3 },
    ],
    [
      'a sign-in page that says it is JSON',
      (_request, response) =>
        response
          .setHeader('content-type', 'application/json')
          .end('\uFEFF<!-- cổng -->\n<!DOCTYPE html><html>'),
      { code: 'html', retryable: true, tries: 3 },
    ],
    [
      'a table instead of JSON',
      (_request, response) => response.setHeader('content-type', 'text/csv').end('a,b'),
      { code: 'not-json', retryable: true, tries: 3 },
    ],
    ['nothing but a yes', sendStatus(204), { code: 'http-204', retryable: false, tries: 1 }],
    [
      'not changed, though nobody asked whether it had',
      sendStatus(304),
      { code: 'http-304', retryable: false, tries: 1 },
    ],
    [
      'headers without end',
      (_request, response) =>
        response.setHeader('x-filler', 'x'.repeat(20_000)).writeHead(200).end('{}'),
      { code: 'too-large', retryable: false, tries: 1 },
    ],
    [
      'no HTTP at all',
      (_request, response) => response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n'),
      { code: 'bad-http', retryable: true, tries: 3 },
    ],
    [
      'hung up at once',
      (_request, response) => response.destroy(),
      { code: 'closed', retryable: true, tries: 3 },
    ],
    [
      'hung up in the middle of the reply',
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
        response.write('{"rows":');
        response.socket?.destroySoon();
      },
      { code: 'closed', retryable: true, tries: 3 },
    ],
  ])('%s', async (_name, answer, { code, retryable, tries }) => {
    expect(await failureOf(answer)).toMatchObject({ code, retryable });
    expect(portal.asked).toHaveLength(tries);
  });

  it('a portal that never replies is left after the time it was given, without a quick try', async () => {
    const silent: Answer = () => undefined;
    expect(await failureOf(silent, quickClient(), { timeoutMs: 100 })).toMatchObject({
      code: 'timeout',
      retryable: true,
    });
    expect(portal.asked).toHaveLength(1);
  });

  const drip: Answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(' '), 10);
    response.on('close', () => clearInterval(timer));
  };

  it('a reply that drips is cut as soon as its pace is known, without a quick try', async () => {
    const client = quickClient({ slowWindowMs: 200, minBytesPerSecond: 1_000 });
    const begun = performance.now();
    expect(await failureOf(drip, client, { timeoutMs: 60_000 })).toMatchObject({
      code: 'slow',
      retryable: true,
    });
    expect(performance.now() - begun).toBeLessThan(30_000);
    expect(portal.asked).toHaveLength(1);
  });

  it('a reply that still drips when its time is over was slow, not silent', async () => {
    const client = quickClient({ minBytesPerSecond: 1_000 });
    expect((await failureOf(drip, client, { timeoutMs: 150 })).code).toBe('slow');
  });

  it('a portal that nobody listens for is refused', async () => {
    portal = await openSmallPortal(sendStatus(200));
    await portal.close();
    await expect(ask()).rejects.toMatchObject({ code: 'refused', retryable: true });
  });

  it('says how long the portal asks us to wait', async () => {
    const error = await failureOf(sendStatus(503, { 'retry-after': '120' }));
    expect(error.retryAfterMs).toBe(120_000);
  });

  it('keeps the cause', async () => {
    const error = await failureOf((_request, response) => response.destroy());
    expect(error.cause).toBeInstanceOf(Error);
  });
});

describe('limits', () => {
  const packed =
    (encoding: string, body: Uint8Array): Answer =>
    (_request, response) =>
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding })
        .end(body);
  const blanks = Buffer.alloc(20_000_000, ' ');

  it.each([
    ['gzip', gzipSync(blanks)],
    ['deflate', deflateSync(blanks)],
    ['br', brotliCompressSync(blanks)],
  ])('a body that swells beyond measure is a bomb (%s)', async (encoding, bomb) => {
    const client = quickClient({ maxBytes: 50_000_000 });
    const error = await failureOf(packed(encoding, bomb), client);
    expect(error).toMatchObject({ code: 'bomb', retryable: false });
    expect(portal.asked).toHaveLength(1);
  });

  it('a body over the limit is stopped, counted after decompression', async () => {
    const rows = gzipSync(Buffer.from(JSON.stringify(Array.from({ length: 50_000 }, Math.random))));
    const client = quickClient({ maxBytes: 600_000 });
    expect(rows.byteLength).toBeLessThan(600_000);
    const error = await failureOf(packed('gzip', rows), client);
    expect(error).toMatchObject({ code: 'too-large', retryable: false });
  });

  it('a body without end is stopped at the limit', async () => {
    let sent = 0;
    const endless: Answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const write = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, ' '))) sent += 65_536;
      };
      response.on('drain', write);
      write();
    };
    const error = await failureOf(endless, quickClient({ maxBytes: 1_000_000 }));
    expect(error.code).toBe('too-large');
    expect(sent).toBeLessThan(20_000_000);
  });

  it('a body that says itself that it is too large is not even begun', async () => {
    const error = await failureOf((_request, response) => {
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': '2000000000',
      });
      response.write('[');
    });
    expect(error.code).toBe('too-large');
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('a body packed with %s is unpacked', async (encoding, pack) => {
    portal = await openSmallPortal(packed(encoding, pack(Buffer.from('{"rows":[]}'))));
    expect(Buffer.from((await ask()).body).toString()).toBe('{"rows":[]}');
  });

  it.each([
    ['broken', 'gzip', Buffer.from('no gzip')],
    ['cut off', 'gzip', gzipSync(Buffer.from('{"rows":[]}')).subarray(0, 15)],
    ['of a kind that nobody asked for', 'zstd', Buffer.from('x')],
  ])('packing that is %s is named so', async (_what, encoding, body) => {
    expect((await failureOf(packed(encoding, body))).code).toBe('bad-encoding');
  });

  it('one host is never asked more than twice at once', async () => {
    let underWay = 0;
    let most = 0;
    portal = await openSmallPortal((_request, response) => {
      underWay += 1;
      most = Math.max(most, underWay);
      setImmediate(() => {
        underWay -= 1;
        sendJson(response, {});
      });
    });
    const client = quickClient();
    await Promise.all(Array.from({ length: 12 }, () => ask(client)));
    expect(portal.asked).toHaveLength(12);
    expect(most).toBe(2);
  });
});

describe('a quick try', () => {
  it('gets the reply where the portal has come back', async () => {
    portal = await openSmallPortal((request, response) => {
      if (portal.asked.length < 3) sendStatus(503)(request, response);
      else sendJson(response, { rows: [1] });
    });
    const reply = await ask();
    expect(reply.status).toBe(200);
    expect(Buffer.from(reply.body).toString()).toBe('{"rows":[1]}');
  });

  it('pauses a random part of a time that doubles', async () => {
    const drawn: number[] = [];
    const random = () => {
      drawn.push(drawn.length);
      return 0;
    };
    const client = createPortalClient({ now: () => new Date(), random });
    await failureOf(sendStatus(503), client);
    expect(drawn).toHaveLength(2);
  });

  it('is not made once we are told to stop', async () => {
    portal = await openSmallPortal(sendStatus(503));
    const stop = new AbortController();
    const reason = new Error('stop');
    portal.answer = (request, response) => {
      stop.abort(reason);
      sendStatus(503)(request, response);
    };
    const asked = quickClient().ask(question({ signal: stop.signal }));
    await expect(asked).rejects.toBe(reason);
    expect(portal.asked).toHaveLength(1);
  });
});

describe('what kind of file it is', () => {
  const send =
    (contentType: string, body: string): Answer =>
    (_request, response) =>
      response.setHeader('content-type', contentType).end(body);

  it.each<[string, Request['accept'], Answer, string]>([
    ['a table', 'csv', send('text/csv; charset=utf-8', 'Mã,Mức độ'), '200'],
    ['a table from a lax portal', 'csv', send('application/vnd.ms-excel', 'Mã,Mức độ'), '200'],
    ['a sign-in page for a table', 'csv', send('text/plain', '\n<html lang="vi">'), 'html'],
    ['JSON for a table', 'csv', send('application/json', '{}'), 'wrong-type'],
    ['a workbook', 'xlsx', send('application/octet-stream', 'PK\u0003\u0004'), '200'],
    ['a text for a workbook', 'xlsx', send('application/octet-stream', 'Mã'), 'wrong-type'],
    ['a sign-in page for a package', 'zip', send('application/zip', '<!doctype html>'), 'html'],
  ])('%s', async (_name, accept, answer, expected) => {
    portal = await openSmallPortal(answer);
    const found = await ask(quickClient(), { accept }).then(
      (reply) => String(reply.status),
      (error: unknown) => (error as SourceError).code,
    );
    expect(found).toBe(expected);
  });
});

describe('a reply that is known already', () => {
  const versioned: Answer = (request, response) => {
    if (request.headers['if-none-match'] === '"v1"') return sendStatus(304)(request, response);
    response.setHeader('etag', '"v1"').setHeader('last-modified', 'Wed, 15 Apr 2020 00:00:00 GMT');
    sendJson(response, {});
  };

  it('says what it is called', async () => {
    portal = await openSmallPortal(versioned);
    expect(await ask()).toMatchObject({
      status: 200,
      etag: '"v1"',
      lastModified: 'Wed, 15 Apr 2020 00:00:00 GMT',
    });
  });

  it('is not sent again', async () => {
    portal = await openSmallPortal(versioned);
    const reply = await ask(quickClient(), { known: { etag: '"v1"', lastModified: null } });
    expect(reply).toMatchObject({ status: 304, body: Buffer.alloc(0) });
  });
});
