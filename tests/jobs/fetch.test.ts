// The polite client against small servers that misbehave over real HTTP.
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { SourceError } from '#lib/server/errors.ts';
import { createPortalClient } from '#lib/server/sources/fetch.ts';
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

const ask = (client = quickClient(), timeoutMs = 2_000) =>
  client.ask({
    url: `${portal.url}/rows`,
    headers: {},
    timeoutMs,
    signal: new AbortController().signal,
  });

async function failureOf(answer: Answer, client = quickClient(), timeoutMs = 2_000) {
  portal = await openSmallPortal(answer);
  const error: unknown = await ask(client, timeoutMs).catch((thrown: unknown) => thrown);
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
      { code: 'http-429', retryable: true, tries: 3 },
    ],
    [
      'asked to come back in ten minutes',
      sendStatus(429, { 'retry-after': '600' }),
      { code: 'http-429', retryable: true, tries: 1 },
    ],
    [
      'sent elsewhere',
      sendStatus(302, { location: 'http://127.0.0.1:9/' }),
      { code: 'redirect', retryable: false, tries: 1 },
    ],
    [
      'a sign-in page with status 200',
      (_request, response) => response.setHeader('content-type', 'text/html').end('<html>'),
      { code: 'not-json', retryable: true, tries: 3 },
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
    expect(await failureOf(silent, quickClient(), 100)).toMatchObject({
      code: 'timeout',
      retryable: true,
    });
    expect(portal.asked).toHaveLength(1);
  });

  it('a reply that drips too slowly is left after the time given for the whole of it', async () => {
    const drip: Answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(timer));
    };
    expect((await failureOf(drip, quickClient(), 150)).code).toBe('timeout');
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
  it('a body over the limit is stopped, counted after decompression', async () => {
    const bomb = gzipSync(Buffer.alloc(1_000_000, ' '));
    const answer: Answer = (_request, response) =>
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
        .end(bomb);
    const error = await failureOf(answer, quickClient({ maxBytes: 100_000 }));
    expect(error).toMatchObject({ code: 'too-large', retryable: false });
    expect(bomb.byteLength).toBeLessThan(100_000);
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
    const client = createPortalClient({ fetch, now: () => new Date(), random });
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
    const asked = quickClient().ask({
      url: portal.url,
      headers: {},
      timeoutMs: 2_000,
      signal: stop.signal,
    });
    await expect(asked).rejects.toBe(reason);
    expect(portal.asked).toHaveLength(1);
  });
});
