import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { chooseEncoding } from './encoding.ts';
import { createKeptPages, type PageWorld } from './kept-pages.ts';

const ADDRESS = 'http://tiendo.test/units/p-26';

/** A store of pages over a world that the test changes; every page says which one it is by number. */
function openPages(changed: Partial<PageWorld> & { init?: ResponseInit; size?: number } = {}) {
  const { init, size = 0, ...world } = changed;
  const now = { state: 'a' as string | null, lapses: 0, made: 0 };
  const pages = createKeptPages({
    state: () => Promise.resolve(now.state),
    lapses: () => now.lapses,
    mostBytes: 1_000_000,
    ...world,
  });
  const make = () => {
    now.made += 1;
    const headers = { 'content-type': 'text/html', 'x-frame-options': 'DENY' };
    const body = `page ${now.made}${' '.repeat(size)}`;
    return Promise.resolve(new Response(body, { headers, ...init }));
  };
  const ask = (path = '', asked: RequestInit = {}) =>
    pages.answer(new Request(ADDRESS + path, asked), make);
  const textOf = async (path?: string, asked?: RequestInit) =>
    (await (await ask(path, asked)).text()).trim();
  return { ask, textOf, now, pages };
}

describe('a kept page', () => {
  it('is sent again as long as nothing was written, each address its own', async () => {
    const { textOf, now } = openPages();
    expect([await textOf(), await textOf(), await textOf('?a=1')]).toEqual([
      'page 1',
      'page 1',
      'page 2',
    ]);
    now.state = 'b';
    expect([await textOf(), await textOf(), await textOf('?a=1')]).toEqual([
      'page 3',
      'page 3',
      'page 4',
    ]);
  });

  it('is made once for all who ask while it is being made', async () => {
    const { textOf, now } = openPages();
    expect(await Promise.all([textOf(), textOf(), textOf()])).toEqual(Array(3).fill('page 1'));
    expect(now.made).toBe(1);
  });

  it('is not made for those who ask after something was written meanwhile', async () => {
    const { textOf, now } = openPages();
    const early = textOf();
    now.state = 'b';
    expect(await Promise.all([early, textOf()])).toEqual(['page 1', 'page 2']);
    expect(await textOf()).toBe('page 2');
  });

  it.each([
    ['404', { status: 404, headers: { 'content-type': 'text/html' } }],
    ['a cookie', { headers: { 'content-type': 'text/html', 'set-cookie': 'a=1' } }],
    [
      'a word of its own on keeping',
      { headers: { 'content-type': 'text/html', 'cache-control': 'no-store' } },
    ],
    ['another type', { headers: { 'content-type': 'text/csv' } }],
  ])('never is one with %s, nor shared by those who ask at once', async (_, init) => {
    const { ask, now, pages } = openPages({ init });
    const [first] = await Promise.all([ask(), ask()]);
    expect(first.headers.get('etag')).toBeNull();
    expect(now.made).toBe(2);
    expect(pages.bytes()).toBe(0);
  });

  it('is sent whatever it was made of while the database is away, and none is kept then', async () => {
    const { textOf, now } = openPages();
    await textOf();
    now.state = null;
    expect([await textOf(), await textOf('?b'), await textOf('?b')]).toEqual([
      'page 1',
      'page 2',
      'page 3',
    ]);
    now.state = 'a';
    expect(await textOf('?b')).toBe('page 4');
  });

  it('is not kept where an old answer stood in for a new one while it was made', async () => {
    const { now, textOf, ask } = openPages();
    const asked = ask();
    await Promise.resolve();
    now.lapses += 1;
    await asked;
    expect(await textOf()).toBe('page 2');
  });

  it('is known by its tag, under every encoding', async () => {
    const { ask } = openPages();
    const first = await ask();
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^W\/"[\w-]{43}"$/);
    for (const known of [tag, `"other", ${tag}`, '*']) {
      const again = await ask('', { headers: { 'if-none-match': known, 'accept-encoding': 'br' } });
      expect([again.status, await again.text()]).toEqual([304, '']);
      for (const name of ['etag', 'cache-control', 'vary', 'x-frame-options']) {
        expect(again.headers.get(name)).toBe(first.headers.get(name));
      }
    }
    expect((await ask('', { headers: { 'if-none-match': 'W/"other"' } })).status).toBe(200);
  });

  it('is asked for again by browsers and proxies, who know what it hangs on', async () => {
    const { headers } = await openPages().ask();
    expect(headers.get('cache-control')).toBe('public, no-cache');
    expect(headers.get('vary')).toBe('Accept-Encoding, Cookie');
  });

  it('answers HEAD by what GET was told, and keeps nothing of a HEAD', async () => {
    const { ask, pages, textOf } = openPages();
    await ask('', { method: 'HEAD' });
    expect(pages.bytes()).toBe(0);
    const page = await textOf();
    const head = await ask('', { method: 'HEAD' });
    expect([await head.text(), head.headers.get('content-length')]).toEqual(['', `${page.length}`]);
  });

  it('gives way to others where all together take too much, the one unused for longest first', async () => {
    const { pages, textOf } = openPages({ mostBytes: 5_000, size: 1_000 });
    await textOf('?1');
    await textOf('?2');
    expect(await textOf('?1')).toBe('page 1');
    await textOf('?3');
    expect(pages.bytes()).toBeLessThanOrEqual(5_000);
    expect([await textOf('?1'), await textOf('?2')]).toEqual(['page 1', 'page 4']);
  });

  it('is not pushed out by queries that somebody makes up for another', async () => {
    const { textOf } = openPages();
    await textOf('/plain');
    for (let query = 0; query < 60; query += 1) await textOf(`?made-up=${query}`);
    expect(await textOf('?made-up=59')).toBe('page 61');
    expect(await textOf('?made-up=0')).toBe('page 62');
    expect(await textOf('/plain')).toBe('page 1');
  });

  it('is none of an endless address, nor an endless one', async () => {
    const { pages, textOf } = openPages({ mostBytes: 100_000_000, size: 3_000_000 });
    await textOf();
    await textOf(`?${'x'.repeat(2_000)}`);
    expect(pages.bytes()).toBe(0);
  });

  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ])('travels as %s where the reader takes it', async (encoding, decode) => {
    const { ask } = openPages({ size: 2_000 });
    const answer = await ask('', { headers: { 'accept-encoding': encoding } });
    const body = Buffer.from(await answer.arrayBuffer());
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    expect(answer.headers.get('content-length')).toBe(String(body.byteLength));
    expect(decode(body).toString().trim()).toBe('page 1');
  });
});

describe('the encoding', () => {
  it.each([
    [null, 'identity'],
    ['', 'identity'],
    ['deflate', 'identity'],
    ['gzip, deflate, br, zstd', 'br'],
    ['GZIP', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['br;q=nonsense', 'identity'],
    ['identity', 'identity'],
  ])('of a reader who takes %j is %s', (accepted, expected) => {
    expect(chooseEncoding(accepted)).toBe(expected);
  });
});
