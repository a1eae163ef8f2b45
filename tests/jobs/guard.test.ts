// Where a source may be asked: whatever leads anywhere else is refused before a byte leaves, shown by a
// listener that counts its connections.
import type { LookupAddress } from 'node:dns';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SourceError } from '#lib/server/errors.ts';
import { createPortalClient, type Request } from '#lib/server/sources/fetch.ts';
import { isPermitted } from '#lib/server/sources/guard.ts';
import {
  openSmallPortal,
  sendJson,
  sendStatus,
  type SmallPortal,
} from '../helpers/small-portal.ts';

/** Stands for what must not be reached: it says nothing, and counts who comes. */
let inside: Server;
let insidePort: number;
let connections: number;

beforeEach(async () => {
  connections = 0;
  inside = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => inside.listen({ port: 0, host: '::' }, resolve));
  insidePort = (inside.address() as AddressInfo).port;
});
afterEach(() => new Promise((resolve) => inside.close(resolve)));

interface World {
  allow: Request['allow'];
  resolve?: (host: string) => Promise<LookupAddress[]>;
}

/** The status of the reply, or the code of the failure. */
const outcomeOf = (url: string, { allow, resolve }: World): Promise<string> =>
  createPortalClient({ now: () => new Date(), random: () => 0, ...(resolve && { resolve }) })
    .ask({
      ...{ url, allow, headers: {}, accept: 'json', timeoutMs: 2_000 },
      signal: new AbortController().signal,
    })
    .then(
      (reply) => String(reply.status),
      (error: unknown) => (error as SourceError).code,
    );

/** A name server that gives one answer after the other, and the last for ever. */
function answering(...answers: string[][]) {
  let asked = 0;
  return (): Promise<LookupAddress[]> => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    return Promise.resolve(
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
}

describe('an address that leads elsewhere is refused before a byte leaves', () => {
  it.each([
    ['this machine', 'http://127.0.0.1:PORT/'],
    ['this machine by name', 'http://localhost:PORT/'],
    ['this machine in IPv6', 'http://[::1]:PORT/'],
    ['IPv4 in the dress of IPv6', 'http://[::ffff:127.0.0.1]:PORT/'],
    ['IPv4 in an old dress of IPv6', 'http://[::127.0.0.1]:PORT/'],
    ['any address', 'http://[::]:PORT/'],
    ['any address of IPv4', 'http://0.0.0.0:PORT/'],
    ['a decimal number', 'http://2130706433:PORT/'],
    ['an octal number', 'http://0177.0.0.1:PORT/'],
    ['a hexadecimal number', 'http://0x7f000001:PORT/'],
    ['a short form', 'http://127.1:PORT/'],
    ['full-width digits', 'http://１２７.0.0.1:PORT/'],
    ['the keys of a cloud', 'http://169.254.169.254:PORT/latest/meta-data'],
    ['a translated address', 'http://[64:ff9b::7f00:1]:PORT/'],
  ])('%s, even where its spelling is listed but no address pinned', async (_name, template) => {
    const url = template.replace('PORT', String(insidePort));
    const host = new URL(url).hostname;
    const resolve = answering(['127.0.0.1']);
    expect(await outcomeOf(url, { allow: [], resolve })).toBe('not-allowed');
    const allow = [{ host, port: insidePort }];
    expect(await outcomeOf(url, { allow, resolve })).toBe('not-allowed');
    expect(connections).toBe(0);
  });

  it.each([
    ['a file', 'file:///etc/passwd'],
    ['gopher', 'gopher://portal.gov.vn:80/'],
    ['another port', 'http://portal.gov.vn:5432/'],
    ['another scheme, and so another port', 'https://portal.gov.vn/'],
    ['another host', 'http://portal.gov.vn.evil.example/'],
    ['a host that only begins alike', 'http://portal.gov.vn@127.0.0.1/'],
    ['a user name', 'http://user@portal.gov.vn/'],
    ['no address at all', 'portal.gov.vn'],
  ])('%s', async (_name, url) => {
    const resolve = answering(['127.0.0.1']);
    const allow = [{ host: 'portal.gov.vn', port: 80, addresses: ['127.0.0.1'] }];
    expect(await outcomeOf(url, { allow, resolve })).toBe('not-allowed');
  });

  it.each([
    ['this machine', ['127.0.0.1']],
    ['a private network', ['10.1.2.3']],
    ['the keys of a cloud', ['169.254.169.254']],
    ['a public address and a private one', ['93.184.215.14', '192.168.1.1']],
    ['an IPv6 address of this site', ['fd00::1']],
  ])('a listed name that stands for %s', async (_name, addresses) => {
    const allow = [{ host: 'portal.gov.vn', port: insidePort }];
    const url = `http://portal.gov.vn:${insidePort}/`;
    expect(await outcomeOf(url, { allow, resolve: answering(addresses) })).toBe('not-allowed');
    expect(connections).toBe(0);
  });

  it('a pinned name that stands for another address than it is pinned to', async () => {
    const allow = [{ host: 'portal.gov.vn', port: insidePort, addresses: ['10.1.2.3'] }];
    const url = `http://portal.gov.vn:${insidePort}/`;
    expect(await outcomeOf(url, { allow, resolve: answering(['127.0.0.1']) })).toBe('not-allowed');
    expect(connections).toBe(0);
  });
});

describe('an address that is allowed', () => {
  let portal: SmallPortal;
  beforeEach(async () => {
    portal = await openSmallPortal((_request, response) => sendJson(response, {}));
  });
  afterEach(() => portal.close());

  const pinned = () => ({
    host: 'portal.gov.vn',
    port: Number(new URL(portal.url).port),
    addresses: ['127.0.0.1'],
  });
  const named = () => portal.url.replace('127.0.0.1', 'Portal.GOV.vn');

  it('is reached by its name, at the address that it is pinned to', async () => {
    const resolve = answering(['127.0.0.1']);
    expect(await outcomeOf(named(), { allow: [pinned()], resolve })).toBe('200');
  });

  it('is reached at the very address that was checked, whatever the name says next', async () => {
    const resolve = answering(['127.0.0.1'], ['169.254.169.254']);
    expect(await outcomeOf(named(), { allow: [pinned()], resolve })).toBe('200');
  });

  it('is no longer reached once its name has changed its mind', async () => {
    const client = createPortalClient(
      { now: () => new Date(), random: () => 0, resolve: answering(['127.0.0.1'], ['10.0.0.1']) },
      { tries: 1 },
    );
    const question = {
      ...{ url: named(), allow: [pinned()], headers: {}, accept: 'json' as const },
      ...{ timeoutMs: 2_000, signal: new AbortController().signal },
    };
    portal.answer = (_request, response) => {
      response.setHeader('connection', 'close');
      sendJson(response, {});
    };
    await client.ask(question);
    await expect(client.ask(question)).rejects.toMatchObject({ code: 'not-allowed' });
    expect(portal.asked).toHaveLength(1);
  });

  it('lends its connection to no source that is pinned elsewhere', async () => {
    const client = createPortalClient({
      ...{ now: () => new Date(), random: () => 0, resolve: answering(['127.0.0.1']) },
    });
    const question = {
      ...{ url: named(), allow: [pinned()], headers: {}, accept: 'json' as const },
      ...{ timeoutMs: 2_000, signal: new AbortController().signal },
    };
    await client.ask(question);
    const foreign = { ...pinned(), addresses: ['10.0.0.1'] };
    await expect(client.ask({ ...question, allow: [foreign] })).rejects.toMatchObject({
      code: 'not-allowed',
    });
  });

  it('is never left by a redirect to the inside', async () => {
    portal.answer = sendStatus(302, { location: `http://127.0.0.1:${insidePort}/` });
    const resolve = answering(['127.0.0.1']);
    expect(await outcomeOf(named(), { allow: [pinned()], resolve })).toBe('redirect');
    expect(connections).toBe(0);
  });
});

describe('one address', () => {
  it.each([
    ['93.184.215.14', null, true],
    ['2606:2800:21f:cb07:6820:80da:af6b:8b2c', null, true],
    ['10.0.0.1', null, false],
    ['172.31.255.255', null, false],
    ['192.168.0.1', null, false],
    ['100.64.0.1', null, false],
    ['127.0.0.1', null, false],
    ['224.0.0.1', null, false],
    ['255.255.255.255', null, false],
    ['0.0.0.0', null, false],
    ['198.18.0.1', null, false],
    ['240.0.0.1', null, false],
    ['::1', null, false],
    ['::', null, false],
    ['::ffff:10.0.0.1', null, false],
    ['::ffff:93.184.215.14', null, true],
    ['::a00:1', null, false],
    ['64:ff9b::a00:1', null, false],
    ['2002:a00:1::1', null, false],
    ['2001::1', null, false],
    ['fc00::1', null, false],
    ['fe80::1', null, false],
    ['ff02::1', null, false],
    ['10.0.0.1', ['10.0.0.1'], true],
    ['10.0.0.2', ['10.0.0.1'], false],
    ['93.184.215.14', ['10.0.0.1'], false],
    ['fd00::1', ['fd00::1'], true],
    ['169.254.169.254', ['169.254.169.254'], false],
    ['::ffff:169.254.169.254', ['169.254.169.254'], false],
    ['fe80::1', ['fe80::1'], false],
    ['0.0.0.0', ['0.0.0.0'], false],
    ['no address', null, false],
  ])('%s, pinned to %j: %s', (address, pinned, expected) => {
    expect(isPermitted(address, pinned)).toBe(expected);
  });
});
