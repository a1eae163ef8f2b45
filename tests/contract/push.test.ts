// What portals meet when they push, over real HTTP: receipts (golden files), every refusal, the same
// push again, what the documentation's own example does, and receipts of others.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { exampleServiceRow } from '#lib/domain/service-fields.ts';
import { revokeToken, type NewToken } from '#lib/server/store/tokens.ts';
import { runWaiting } from '../../jobs/waiting.ts';
import { ADMINISTRATOR, makePushToken, registerPushSource } from '../helpers/push-source.ts';
import { jobContext, quickClient } from '../helpers/job-context.ts';
import { webWorld } from '../helpers/worlds.ts';

const MEGABYTE = 1_000_000;
/** After whatever the web process receives by its own clock. */
const NOW = '2100-01-01T00:00:00Z';
const MADE_AT = new Date('2020-01-01T00:00:00Z');

const world = webWorld();
const tokens: Record<string, string> = {};

async function makeToken(name: string, sourceId: string, change: Partial<NewToken> = {}) {
  const made = await makePushToken(world.db, sourceId, { name, ...change });
  tokens[name] = made.text;
  return made;
}

beforeAll(async () => {
  await registerPushSource(world.db, 'p-68');
  await registerPushSource(world.db, 'p-01');
  await makeToken('own', 'push-p-68');
  await makeToken('other', 'push-p-01');
  await makeToken('reader', 'push-p-68', { scopes: ['read'] });
  await makeToken('over', 'push-p-68', { expiresAt: new Date('2020-02-01T00:00:00Z') });
  await makeToken('flood', 'push-p-68');
  const revoked = await makeToken('revoked', 'push-p-68');
  await revokeToken(world.db, revoked, ADMINISTRATOR, MADE_AT);
});

/** What curl says of a body where nobody tells it. */
const CURL_TYPE = 'application/x-www-form-urlencoded';
const BODY = { period: '2020-Q1', unit: '68', rows: [exampleServiceRow()] };

interface Sent {
  query?: string;
  token?: string | null;
  source?: string;
  key?: string | null;
  type?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** A push that nothing is wrong with, but for what is changed. */
async function push(change: Sent = {}): Promise<Response> {
  const { token = 'own', source = 'push-p-68', key = 'key-1', body = BODY } = change;
  const headers = new Headers({ 'content-type': change.type ?? 'application/json' });
  if (token !== null) headers.set('authorization', `Bearer ${tokens[token] ?? token}`);
  if (key !== null) headers.set('idempotency-key', key);
  for (const [name, value] of Object.entries(change.headers ?? {})) headers.set(name, value);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const query = change.query ?? 'period=2020-Q1';
  return world.get(`/api/v1/push/${source}?${query}`, {
    method: 'POST',
    headers,
    body: text,
  });
}

const count = async (): Promise<number> => {
  const [row] = await world.db.sql<{ n: number }[]>`select count(*)::int as n from intake`;
  return row?.n ?? -1;
};

/** Receipts hold times and drawn numbers; the rest must stand still. */
function frozen(receipt: Record<string, unknown>): string {
  const text = JSON.stringify(receipt, null, 2)
    .replaceAll(world.origin, 'http://tiendo.test')
    .replace(/\d{8}-[0-9A-Z]{6}/g, '20200415-7K3M9Q')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '2020-04-15T01:00:00.000Z');
  return `${text}\n`;
}

describe('a push', () => {
  it('is receipted with number, time, hash and where to ask', async () => {
    const response = await push();
    expect(response.status).toBe(202);
    const receipt = (await response.json()) as Record<string, unknown>;
    expect(response.headers.get('location')).toBe(receipt.statusUrl);
    expect(response.headers.get('cache-control')).toBe('no-store');
    await expect(frozen(receipt)).toMatchFileSnapshot('golden/push-receipt.json');
  });

  it('sent again with the same key is the same receipt, and is kept once', async () => {
    const before = await count();
    const again = await push();
    const and = await push();
    expect([again.status, and.status]).toEqual([200, 200]);
    expect(await again.json()).toEqual(await and.json());
    expect(await count()).toBe(before);
  });

  it('with the key of another body is refused, and nothing of it is kept', async () => {
    const before = await count();
    const response = await push({ body: { ...BODY, rows: [exampleServiceRow(), {}] } });
    expect(response.status).toBe(409);
    expect(await count()).toBe(before);
  });

  it('can be asked about by its own source alone', async () => {
    const receipt = (await (await push()).json()) as { number: string; statusUrl: string };
    const ask = (token: string) =>
      fetch(receipt.statusUrl, { headers: { authorization: `Bearer ${tokens[token]}` } });
    const [own, reader, other] = await Promise.all(['own', 'reader', 'other'].map(ask));
    expect([own?.status, reader?.status, other?.status]).toEqual([200, 200, 404]);
    const outcome = (await own?.json()) as Record<string, unknown>;
    await expect(frozen(outcome)).toMatchFileSnapshot('golden/push-outcome.json');
    expect((await fetch(receipt.statusUrl)).status).toBe(401);
  });
});

const received = () => runWaiting(jobContext(world.db, NOW), { client: quickClient() });

/** What a push of this body comes to, from its receipt to its reading. */
async function outcomeOf(key: string, body: unknown): Promise<Record<string, unknown>> {
  const response = await push({ key, body });
  expect(response.status).toBe(202);
  await received();
  const { statusUrl } = (await response.json()) as { statusUrl: string };
  const asked = await fetch(statusUrl, { headers: { authorization: `Bearer ${tokens.own}` } });
  return (await asked.json()) as Record<string, unknown>;
}

describe('a push is receipted before anybody looks into it, and then', () => {
  it.each([
    ['no JSON', '{"period":', 'bad-json', 'JSON'],
    ['JSON nested without end', '['.repeat(100_000), 'bad-json', 'nested'],
    ['a list', [], 'shape', 'period, unit and rows'],
    ['a fourth part', { ...BODY, year: 2020 }, 'shape', 'period, unit and rows'],
    ['no rows', { ...BODY, rows: [] }, 'empty', 'rows is empty'],
    ['another period than its address', { ...BODY, period: '2020-Q2' }, 'wrong-period', 'address'],
    ['another unit', { ...BODY, unit: '01' }, 'wrong-unit', 'this token'],
  ])('returned for %s, in words', async (what, body, code, words) => {
    const outcome = await outcomeOf(what, body);
    expect(outcome).toMatchObject({ state: 'returned', error: code, rowsAccepted: 0 });
    const { vi, en } = outcome.message as { vi: string; en: string };
    expect(en).toContain(words);
    expect(vi.length).toBeGreaterThan(20);
  });

  it('told which part and which value was wrong', async () => {
    const { detail: part } = await outcomeOf('part', { ...BODY, year: 2020 });
    expect(part).toContain('year');
    const { detail: value } = await outcomeOf('value', { ...BODY, period: '2020-Q2' });
    expect(value).toBe('the body says period "2020-Q2", it was sent as "2020-Q1"');
  });

  it('with its key about another period is refused', async () => {
    const response = await push({ query: 'period=2020-Q2' });
    expect(response.status).toBe(409);
  });
});

describe('a push that is only tried', () => {
  const tryIt = async (body: unknown) => {
    const response = await push({ query: 'period=2020-Q1&check=1', key: null, body });
    return { status: response.status, told: (await response.json()) as Record<string, unknown> };
  };

  it('is answered with what would become of it, and nothing of it is kept', async () => {
    const before = await count();
    const { status, told } = await tryIt(BODY);
    expect(status).toBe(200);
    expect(told).toMatchObject({ wouldBe: 'recorded', rowsAccepted: 1, rowsSetAside: 0 });
    expect(await count()).toBe(before);
  });

  it('finds in a row what the real one finds', async () => {
    const body = { ...BODY, rows: [{ ...exampleServiceRow(), level: 9 }] };
    const { told } = await tryIt(body);
    const real = await outcomeOf('real', body);
    expect(told).toMatchObject({ wouldBe: 'returned', error: 'returned', rowsSetAside: 1 });
    expect(told.findings).toEqual(real.findings);
    expect(told.message).toEqual(real.message);
  });

  it('is returned where it lists fewer than half of the services sent last, unless that is meant', async () => {
    const rows = Array.from({ length: 20 }, (_, at) => ({
      ...exampleServiceRow(),
      code: `D-${at}`,
    }));
    const sent = await outcomeOf('twenty', { ...BODY, rows });
    expect(sent).toMatchObject({ state: 'recorded', rowsAccepted: 20 });
    const short = { ...BODY, rows: rows.slice(0, 9) };
    const { told } = await tryIt(short);
    expect(told).toMatchObject({ wouldBe: 'returned', error: 'returned', rowsSetAside: 0 });
    const real = await outcomeOf('nine', short);
    const [tried, found] = [told.findings, real.findings] as Record<string, unknown>[][];
    expect(tried?.[0]).toEqual({ ...found?.[0], original: tried?.[0]?.original });
    expect(found?.[0]).toMatchObject({ rule: 'shorter-push', place: 'whole reply' });
    const query = 'period=2020-Q1&shorter=yes';
    const meant = await push({ query: `${query}&check=1`, key: null, body: short });
    expect(await meant.json()).toMatchObject({ wouldBe: 'recorded', rowsAccepted: 9 });
    expect((await push({ query, key: 'nine', body: short })).status).toBe(409);
    expect((await push({ query, key: 'nine, meant', body: short })).status).toBe(202);
    expect(await received()).toMatchObject({ outcomes: { done: 1 } });
  });

  it('is returned for a body that the real one would be returned for', async () => {
    const other = { ...BODY, period: '2020-Q2' };
    expect((await tryIt(other)).told).toMatchObject({ wouldBe: 'returned', error: 'wrong-period' });
    expect((await tryIt('{')).told).toMatchObject({ wouldBe: 'returned', error: 'bad-json' });
  });

  it.each([
    ['bytes', 'x'.repeat(MEGABYTE + 1)],
    ['rows', { ...BODY, rows: Array.from({ length: 5_001 }, () => ({})) }],
  ])('is refused where it holds too many %s to try', async (_, body) => {
    const { status, told } = await tryIt(body);
    expect([status, told.type]).toEqual([413, 'urn:tiendo:problem:too-large-to-check']);
  });
});

describe('a push that is refused', () => {
  it.each<[string, number, string, Sent]>([
    ['without a token', 401, 'no-token', { token: null }],
    ['with a made-up token', 401, 'bad-token', { token: 'td_p-68_x' }],
    ['with a token that is over', 401, 'bad-token', { token: 'over' }],
    ['with a revoked token', 401, 'bad-token', { token: 'revoked' }],
    ['with a token that only reads', 403, 'no-scope', { token: 'reader' }],
    ['with the token of another source', 403, 'other-source', { token: 'other' }],
    ['to a source that does not exist', 403, 'other-source', { source: 'push-p-99' }],
    ['as XML', 415, 'bad-content-type', { type: 'application/xml' }],
    ['as something like JSON', 415, 'bad-content-type', { type: 'application/json-seq' }],
    ['in another charset', 415, 'bad-content-type', { type: 'application/json; charset=utf-16' }],
    ['as plain text', 415, 'bad-content-type', { type: 'text/plain' }],
    ['as curl sends by itself', 415, 'bad-content-type', { type: CURL_TYPE }],
    ['as a form with files', 415, 'bad-content-type', { type: 'multipart/form-data; boundary=x' }],
    ['of no type', 415, 'bad-content-type', { type: '' }],
    ['without a key', 400, 'bad-idempotency-key', { key: null }],
    ['with a key of 256 characters', 400, 'bad-idempotency-key', { key: 'x'.repeat(256) }],
    ['about no period', 422, 'bad-period', { query: 'period=Q1/2020' }],
    ['that names no period in its address', 422, 'bad-period', { query: '' }],
    ['to an address with more to it', 400, 'bad-query', { query: 'period=2020-Q1&unit=68' }],
    ['with its period twice', 400, 'bad-query', { query: 'period=2020-Q1&period=2020-Q1' }],
    ['that is tried in a way unknown', 400, 'bad-query', { query: 'period=2020-Q1&check=yes' }],
    ['that confirms in a way unknown', 400, 'bad-query', { query: 'period=2020-Q1&shorter=1' }],
    ['about a month', 422, 'other-frequency', { query: 'period=2020-03' }],
    ['about a time to come', 422, 'period-not-over', { query: 'period=2998-Q4' }],
    ['about a time before the first slot', 422, 'period-not-asked', { query: 'period=2015-Q2' }],
    ['of eleven megabytes', 413, 'body-too-large', { body: 'x'.repeat(11 * MEGABYTE) }],
  ])('%s: %i %s', async (_, status, code, sent) => {
    const before = await count();
    const response = await push({ key: 'refused', ...sent });
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const problem = (await response.json()) as { type: string; detail: string };
    expect([response.status, problem.type]).toEqual([status, `urn:tiendo:problem:${code}`]);
    expect(problem.detail.length).toBeGreaterThan(20);
    expect(response.headers.has('www-authenticate')).toBe(status === 401);
    expect(await count()).toBe(before);
  });

  it('in Vietnamese unless English is asked for', async () => {
    const [plain, english] = await Promise.all([
      push({ token: null }),
      push({ token: null, headers: { 'accept-language': 'en-GB,en;q=0.9' } }),
    ]);
    await expect(frozen((await plain.json()) as Record<string, unknown>)).toMatchFileSnapshot(
      'golden/push-problem.vi.json',
    );
    await expect(frozen((await english.json()) as Record<string, unknown>)).toMatchFileSnapshot(
      'golden/push-problem.en.json',
    );
    expect(english.headers.get('content-language')).toBe('en');
  });

  it('because of a body that does not say how long it is, and is too long', async () => {
    const chunk = new Uint8Array(MEGABYTE).fill(0x20);
    const body = new Blob(Array.from({ length: 14 }, () => chunk)).stream();
    const headers = {
      authorization: `Bearer ${tokens.own}`,
      'content-type': 'application/json',
      'idempotency-key': 'untold',
    };
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
    // The server answers and hangs up; which of the two the client sees first is chance.
    const status = await world.get('/api/v1/push/push-p-68?period=2020-Q1', init).then(
      (response) => response.status,
      () => 413,
    );
    expect(status).toBe(413);
  });

  it.each(['GET', 'PUT', 'DELETE'])('by %s', async (method) => {
    const response = await world.get('/api/v1/push/push-p-68', { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
  });

  it('by another method in the language that is asked for', async () => {
    const address = `${world.origin}/api/v1/push/push-p-68`;
    const title = async (language: string) => {
      const response = await fetch(address, { headers: { 'accept-language': language } });
      return ((await response.json()) as { title: string }).title;
    };
    expect(await title('vi')).toBe('Phương thức không dùng được');
    expect(await title('en')).toBe('Method not allowed');
  });

  it('after too many in a minute, with the time to wait', async () => {
    const statuses = new Set<number>();
    let last: Response | null = null;
    for (let batch = 0; batch < 80 && last?.status !== 429; batch += 1) {
      const all = await Promise.all(
        Array.from({ length: 20 }, () => push({ token: 'flood', key: null })),
      );
      for (const { status } of all) statuses.add(status);
      last = all.at(-1) ?? null;
    }
    expect([...statuses]).toEqual([400, 429]);
    const wait = Number(last?.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    // Others are none the wiser.
    expect((await push()).status).toBe(200);
  });
});

describe('the documentation', () => {
  const read = world.text;
  const decode = (html: string) =>
    html
      .replace(/<!--.*?-->/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');

  const exampleOf = async (id: string) => {
    const page = await read('/data/push');
    return decode(new RegExp(`id="example-${id}"[^>]*>([^]*?)</code>`).exec(page)?.[1] ?? '');
  };
  const runExample = async (program: string, args: readonly string[]): Promise<string> => {
    const own = { TIENDO_SOURCE: 'push-p-01', TIENDO_TOKEN: tokens.other };
    const env = { ...process.env, ...own, TIENDO_PERIOD: '2020-Q2', TIENDO_UNIT: '01' };
    return (await promisify(execFile)(program, args, { env })).stdout;
  };

  it('has an example for curl that works as it stands', async () => {
    const script = await exampleOf('curl');
    expect(script).toContain(`${world.origin}/api/v1/push/$TIENDO_SOURCE`);
    const receipt = await runExample('bash', ['-euc', script]);
    expect(JSON.parse(receipt)).toMatchObject({ source: 'push-p-01', period: '2020-Q2' });
  });

  it('has an example of a trial that works as it stands', async () => {
    const told = await runExample('bash', ['-euc', await exampleOf('check')]);
    expect(JSON.parse(told)).toMatchObject({ wouldBe: 'recorded', rowsAccepted: 1 });
  });

  it('has an example for Python that works as it stands, where there is Python', async () => {
    const program = await exampleOf('python');
    const isThere = await promisify(execFile)('python3', ['--version']).then(
      () => true,
      () => false,
    );
    if (!isThere) return expect(program).toContain('rows = json.loads(');
    // The same period with the same key as by curl, but other bytes: it is sent, and told apart.
    const other = program.replace('{period}-1', '{period}-2');
    expect(await runExample('python3', ['-c', other])).toMatch(/^\d{8}-\w{6} http/);
  });

  it('names in every example a period that is the sender’s own', async () => {
    for (const id of ['curl', 'check', 'php', 'csharp', 'java', 'python']) {
      const program = await exampleOf(id);
      expect(program).toContain('?period=');
      expect(program).toContain('TIENDO_PERIOD');
      expect(program).not.toMatch(/\d{4}-Q\d/);
    }
  });

  it.each(['/data/push', '/en/data/push'])('at %s names every field of a row', async (path) => {
    const page = decode(await read(path));
    for (const field of Object.keys(exampleServiceRow())) {
      expect(page).toContain(`>${field}</code>`);
    }
  });
});
