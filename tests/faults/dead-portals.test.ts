// Four hours with a dead portal; `npm run faults` runs the whole day.
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';
import { runDeadDay } from './dead-portals.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  const catalogue = fileURLToPath(new URL('../../drizzle/catalogue', import.meta.url));
  await loadCatalogue(database.db, catalogue);
});
afterAll(() => database.drop());

it('dead portals are hardly asked, and the others stay as fresh as ever', async () => {
  const day = await runDeadDay({
    ...{ db: database.db, units: ['p-01', 'p-68'], dead: 1, everyMinutes: 10, pages: 6, hours: 4 },
  });
  expect(day).toMatchObject({ staleSlots: 0, healthySlots: 24 });
  expect(day.deadShare).toBeLessThan(0.15);
  expect(day.retryShare).toBeLessThanOrEqual(0.1);
}, 120_000);
