// Slices of the cases on late reports and on what was known when.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';
import { askWhatWasKnown } from './known-when.ts';
import { permuteReports } from './late-reports.ts';
import { clearReports, layCatalogue, readTold, takeIn, type Report } from './reports.ts';

const SEED = 20;
let test: TestDatabase;

beforeAll(async () => {
  test = await testDatabase();
  await layCatalogue(test.db);
});
afterAll(() => test.drop());
beforeEach(() => clearReports(test.db));

const report = (at: number, said: Report['said']): Report => ({ at, period: '2020-Q1', said });
const stands = async () => (await readTold(test.db))['2020-Q1 p-a'];
async function takeInAll(...reports: Report[]): Promise<void> {
  for (const each of reports) await takeIn(test.db, each);
}

describe('a report that comes in late', () => {
  it('does not replace what is known as of a later moment', async () => {
    await takeInAll(report(20, [2, 2, 2]), report(10, [1, 1, 1]));
    expect(await stands()).toBe('2');
  });

  it('does not replace what was said again, unchanged, after its own moment', async () => {
    await takeInAll(report(10, [1, 1, 1]), report(30, [1, 1, 1]), report(20, [2, 2, 2]));
    expect(await stands()).toBe('1');
  });

  it('replaces a silence, whenever that was', async () => {
    await takeInAll(report(20, 'no-reply'), report(10, [1, 1, 1]));
    expect(await stands()).toBe('1');
  });

  it('never makes a version that ends before it begins', async () => {
    await takeInAll(report(20, 'no-reply'), report(10, [1, 1, 1]), report(30, [2, 2, 2]));
    const backwards = await test.db.sql`
      select from observation where superseded_at < recorded_at`;
    expect(backwards).toHaveLength(0);
  });
});

describe('reports in any order', () => {
  it('end in the same figures', async () => {
    const { counterexample } = await permuteReports(test.db, { orders: 15, seed: SEED });
    expect(counterexample).toBeNull();
  });

  it('are told as known at any moment as their log says', async () => {
    const { counterexample } = await askWhatWasKnown(test.db, { questions: 200, seed: SEED });
    expect(counterexample).toBeNull();
  });
});
