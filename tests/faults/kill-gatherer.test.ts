// A short slice of `npm run faults`, so that every test run sees a gatherer die.
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';
import { startPortals, type Portals } from '../portals/start.ts';
import { killGatherer, type KillOptions } from './kill-gatherer.ts';
import { makeMutant } from './mutant.ts';

let portals: Portals;
let database: TestDatabase;

beforeAll(async () => {
  portals = await startPortals();
});
afterAll(() => portals.close());
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.drop());

const attempt = (change: Partial<KillOptions>) =>
  killGatherer({
    db: database.db,
    databaseUrl: database.url,
    portals,
    kills: 3,
    seed: 7,
    units: 1,
    ...change,
  });

describe('a gatherer that is killed', () => {
  it('leaves no half batch, and every row once when it is started again', async () => {
    const report = await attempt({ aims: ['store-reply', 'merge', 'finish'] });
    expect(report.violations).toEqual([]);
    expect(report.hits).toHaveLength(3);
  }, 120_000);

  it('is found out when its transaction is taken out', async () => {
    const mutant = await makeMutant();
    try {
      const report = await attempt({
        project: mutant.folder,
        aims: ['merge', 'observe'],
        maxDelayMs: 5,
      });
      expect(report.violations).not.toEqual([]);
    } finally {
      await mutant.remove();
    }
  }, 120_000);

  it('without a transaction goes unnoticed as long as nobody kills it', async () => {
    const mutant = await makeMutant();
    try {
      const report = await attempt({ project: mutant.folder, kills: 0 });
      expect(report.violations).toEqual([]);
    } finally {
      await mutant.remove();
    }
  }, 120_000);
});
