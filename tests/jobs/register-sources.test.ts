// What a start does with the file of sources: what is new is registered, what is known is left to those
// who changed it since.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { changeSource } from '#lib/server/store/source-changes.ts';
import { readSources } from '#lib/server/store/sources.ts';
import { registerSources } from '../../jobs/register-sources.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';
import { smallSource } from '../helpers/small-portal.ts';

const NOW = new Date('2026-03-01T00:00:00Z');

let database: TestDatabase;
let folder: string;
let said: { sources?: string[] }[];

beforeEach(async () => {
  database = await testDatabase();
  await loadCatalogue(database.db, 'drizzle/catalogue');
  folder = await mkdtemp(join(tmpdir(), 'tiendo-sources-'));
  said = [];
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
  await database.drop();
});

const source = (id: string, timeoutMs: number) =>
  smallSource(id, 'p-68', 'http://127.0.0.1:9', { timeoutMs });

/** A source that sends a secret to the host of this port. */
const secretive = (id: string, port: number) =>
  smallSource(id, 'p-68', `http://127.0.0.1:${port}`, {
    auth: { header: 'x-key', value: '{secret:KEY}' },
  });

function listSecretFor(...hosts: string[]): void {
  vi.stubEnv('TIENDO_SECRET_KEY', 'k3y');
  vi.stubEnv('TIENDO_SECRET_KEY_HOSTS', hosts.join());
}

async function start(...sources: object[]): Promise<void> {
  const file = join(folder, 'sources.json');
  await writeFile(file, JSON.stringify(sources));
  const log = pino({}, { write: (line: string) => void said.push(JSON.parse(line) as object) });
  await registerSources({ db: database.db, now: () => NOW, log }, file);
}

const timeouts = async () =>
  Object.fromEntries((await readSources(database.db)).map(({ id, timeoutMs }) => [id, timeoutMs]));

it('a start registers what is new and leaves what an administrator changed, naming it once', async () => {
  await start(source('one', 1_000), source('two', 1_000));
  const change = { by: 'an administrator', reason: 'slow line', now: NOW };
  await changeSource(database.db, source('one', 9_000), change);
  await start(source('one', 1_000), source('two', 1_000), source('three', 1_000));
  expect(await timeouts()).toEqual({ one: 9_000, two: 1_000, three: 1_000 });
  expect(said.map(({ sources }) => sources)).toEqual([['one']]);
});

it('a start says nothing where the file says what stands', async () => {
  await start(source('one', 1_000));
  await start(source('one', 1_000));
  expect(said).toEqual([]);
});

it('a start refuses a new source whose secret may not go to its address, and adds nothing', async () => {
  listSecretFor('http://127.0.0.1:8');
  await expect(start(secretive('one', 9), source('two', 1_000))).rejects.toThrow(
    /one: TIENDO_SECRET_KEY_HOSTS does not list http:\/\/127\.0\.0\.1:9/,
  );
  expect(await timeouts()).toEqual({});
});

it('a start judges secrets by where known sources send them now, not by what the file says', async () => {
  listSecretFor('http://127.0.0.1:9');
  await start(secretive('one', 9), secretive('two', 9));
  await changeSource(database.db, secretive('one', 8), { by: null, reason: 'moved', now: NOW });
  listSecretFor('http://127.0.0.1:8');
  await start(secretive('one', 9), secretive('two', 9));
  expect(said.map(({ sources }) => sources)).toEqual([['one'], ['two']]);
});
