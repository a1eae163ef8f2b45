// What a start does with the file of sources: what is new is registered, what is known is left to those
// who changed it since.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
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
  await rm(folder, { recursive: true });
  await database.drop();
});

const source = (id: string, timeoutMs: number) =>
  smallSource(id, 'p-68', 'http://127.0.0.1:9', { timeoutMs });

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
