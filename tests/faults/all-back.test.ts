// All provinces' portals due at once; `npm run faults` prints the figures.
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';
import { bringAllBack } from './all-back.ts';
import { unitsFor } from './truth.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  const catalogue = fileURLToPath(new URL('../../drizzle/catalogue', import.meta.url));
  await loadCatalogue(database.db, catalogue);
});
afterAll(() => database.drop());

it('portals that are due at one moment start spread, and sixteen at most are asked at once', async () => {
  const found = await bringAllBack(database.db, unitsFor(40), 300_000);
  expect(found.requests).toBe(80);
  expect(found.spreadShare).toBeGreaterThanOrEqual(0.8);
  expect(found.peak).toBeLessThanOrEqual(16);
  expect(found.peak).toBeGreaterThan(1);
}, 120_000);
