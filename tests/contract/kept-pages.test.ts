// Pages that are kept, over real HTTP: the same for everybody, sent again while they are true and not a
// moment longer, never for those who are signed in, and not to be poisoned by whoever asks first.
import { request } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '#lib/server/db/client.ts';
import { movePointer } from '#lib/server/store/releases.ts';
import { joinAs, joinFirst } from '../helpers/staff.ts';
import { webWorld } from '../helpers/worlds.ts';
import { IDS, seedLateCorrection, seedReleases, seedThinQuarter } from './seed.ts';

const RANKING = '/rankings/provinces/share_l4';
const UNIT = '/units/p-68';

const world = webWorld();
const { get, text } = world;
beforeAll(() => seedReleases(world.db));

const BROTLI = { headers: { 'accept-encoding': 'br' } };
const tagOf = async (path: string) => (await get(path)).headers.get('etag');

/** A request as no browser would send it. */
function ask(path: string, headers: Record<string, string>, method = 'GET') {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>(
    (resolve, reject) => {
      const sent = request(world.origin + path, { headers, method }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: Buffer.concat(parts).toString(),
          }),
        );
      });
      sent.on('error', reject);
      sent.end();
    },
  );
}

describe('a public page', () => {
  it.each([RANKING, UNIT, `/en${RANKING}`, '/methodology', '/sources', '/corrections'])(
    '%s travels compressed, and is not sent twice to whoever has it',
    async (path) => {
      const first = await get(path, BROTLI);
      expect(first.headers.get('content-encoding')).toBe('br');
      expect(first.headers.get('cache-control')).toBe('public, no-cache');
      const tag = first.headers.get('etag') ?? '';
      const again = await get(path, { headers: { 'if-none-match': tag } });
      expect([again.status, await again.text()]).toEqual([304, '']);
      const inGzip = await get(path, { headers: { 'accept-encoding': 'gzip' } });
      expect(inGzip.headers.get('content-encoding')).toBe('gzip');
      expect(await inGzip.text()).toBe(await first.text());
    },
  );

  it('says the same kept as made, with every header that closes a browser’s doors', async () => {
    const [made, kept] = [
      await get(`${RANKING}?period=2020-Q1`),
      await get(`${RANKING}?period=2020-Q1`),
    ];
    expect(await kept.text()).toBe(await made.text());
    for (const name of ['content-security-policy', 'x-content-type-options', 'referrer-policy']) {
      expect(kept.headers.get(name)).toBe(made.headers.get(name));
      expect(kept.headers.get(name)).not.toBeNull();
    }
  });

  it('is another in another language, period and query', async () => {
    const paths = [RANKING, `/en${RANKING}`, `${RANKING}?period=2020-Q1`, `${RANKING}?sort=name`];
    const tags = await Promise.all(paths.map(tagOf));
    expect(new Set(tags).size).toBe(paths.length);
  });

  it('shows what is released from the moment that its pointer moves, and back', async () => {
    const before = await text(RANKING);
    const move = (id: string) =>
      inTransaction(world.db, (tx) => movePointer(tx, id, new Date('2020-09-02T00:00:00Z')));
    await move(IDS['2020-Q2']);
    const old = await text(RANKING);
    expect(old).not.toBe(before);
    await move(IDS['2020-Q2 corrected']);
    expect(await text(RANKING)).not.toBe(old);
  });

  it('shows a correction and a new quarter at once, on every page that speaks of it', async () => {
    const paths = [UNIT, '/corrections', RANKING];
    const before = await Promise.all(paths.map(text));
    await seedLateCorrection(world.db);
    const corrected = await Promise.all(paths.map((path) => text(`${path}?period=2020-Q1`)));
    expect(corrected.join()).toContain(IDS['2020-Q1 corrected'].slice(0, 8));
    expect(await text('/corrections')).not.toBe(before[1]);
    const picker = await text(UNIT);
    await seedThinQuarter(world.db);
    expect(await text(UNIT)).not.toBe(picker);
  });

  it('shows the state of a source at once, which no release holds', async () => {
    const { sql } = world.db;
    const before = await text('/sources');
    await sql`insert into scheduler_look (timer, at) values ('gathering', now())
      on conflict (timer) do update set at = excluded.at`;
    expect(await text('/sources')).not.toBe(before);
  });
});

describe('what is not the same for everybody', () => {
  it('is not kept: pages of those who are signed in, though the page is public', async () => {
    const staff = await joinFirst(world, 'staff@example.vn');
    const anonymous = await text(RANKING);
    const own = await staff.get(RANKING);
    expect(own.headers.get('cache-control')).toBe('private, no-store');
    expect(own.headers.get('content-encoding')).toBeNull();
    expect(await own.text()).toContain('Nguyễn Văn A');
    expect(await text(RANKING)).toBe(anonymous);
    const stale = await get(RANKING, { headers: { cookie: 'tiendo.session_token=gone.gone' } });
    expect(stale.headers.get('etag')).not.toMatch(/^W/);
  });

  it.each(['/sign-in', '/sign-in?next=/admin'])('is not kept: the form %s', async (path) => {
    const form = await get(path);
    expect(form.headers.get('cache-control')).not.toBe('public, no-cache');
    expect(form.headers.get('vary') ?? '').not.toContain('Cookie');
  });

  it.each(['/units/none', `${RANKING}?period=1999-Q1`, `${RANKING}?asOf=nonsense`])(
    'is not kept: the error at %s',
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.headers.get('cache-control')).not.toBe('public, no-cache');
    },
  );
});

describe('whoever asks first', () => {
  it('puts nothing of their own on the page: neither host, scheme, language nor header', async () => {
    const path = `${RANKING}?period=2020-Q2`;
    const evil = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'gopher',
      'x-forwarded-port': '666',
      'accept-language': 'en',
      'x-sveltekit-invalidated': '1',
      cookie: 'theme=evil; PARAGLIDE_LOCALE=en',
    };
    const first = await ask(path, evil);
    const second = await text(path);
    expect(first.status).toBe(200);
    expect(first.body).toBe(second);
    expect(second).not.toContain('evil');
    expect(second).toContain('lang="vi"');
  });

  it('cannot have a HEAD, or an address that only looks like it, answered in its place', async () => {
    const path = `${RANKING}?period=2020-Q1&kind=head`;
    expect((await ask(path, {}, 'HEAD')).body).toBe('');
    expect(await text(path)).toContain('<h1');
    for (const near of [`${RANKING}/?period=2020-Q1`, `${RANKING}%3Fperiod=2020-Q1`]) {
      const answer = await ask(near, {});
      expect(answer.status).not.toBe(200);
    }
    const [encoded, plain] = [`${RANKING}?q=%3Cscript%3E`, `${RANKING}?q=script`];
    expect(await tagOf(encoded)).not.toBe(await tagOf(plain));
  });

  it('finds the files of the pages compressed beforehand, and for ever the same', async () => {
    const [file] = /\/_app\/immutable\/entry\/start\.[\w-]+\.js/.exec(await text(RANKING)) ?? [];
    const answer = await get(file ?? '', BROTLI);
    expect(answer.headers.get('content-encoding')).toBe('br');
    expect(answer.headers.get('cache-control')).toContain('immutable');
  });
});

describe('a page to be read', () => {
  it('loads no script before its reader reaches for it, and staff’s at once', async () => {
    const page = await get(RANKING);
    expect(page.headers.get('link') ?? '').not.toContain('modulepreload');
    expect(await page.text()).toMatch(/<script type="text\/later" data-files="[^"]+\.js">\s*\{/);
    const publisher = { role: 'publisher', unitId: 'vn', email: 'second@example.vn' } as const;
    const staff = await joinAs(world, publisher);
    expect(await (await staff.get('/admin')).text()).not.toContain('<script type="text/later"');
  });
});
