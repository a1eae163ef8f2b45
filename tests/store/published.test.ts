// Releases through memory, on a real PostgreSQL: the right one is found, and none is read twice.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '#lib/server/db/client.ts';
import { createPublished } from '#lib/server/published.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { IDS, seedReleases } from '../contract/seed.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';

let test: TestDatabase;
let db: Db;

beforeAll(async () => {
  test = await testDatabase();
  await loadCatalogue(test.db, 'drizzle/catalogue');
  await seedReleases(test.db);
  db = test.db;
});
afterAll(() => test.drop());

const idsOf = (releases: readonly { id: string }[]) => releases.map(({ id }) => id);

describe('published', () => {
  it('answers the latest period where none is named, as it is now', async () => {
    const release = await createPublished(db).current({ series: 'dvc' });
    expect(release?.id).toBe(IDS['2020-Q2 corrected']);
    expect(release?.rows).toHaveLength(6);
  });

  it.each([
    [{ period: '2020-Q1' }, '2020-Q1'],
    [{ period: '2020-Q2' }, '2020-Q2 corrected'],
    [{ period: '2020-Q2', asOf: new Date('2020-07-30') }, '2020-Q2'],
    [{ asOf: new Date('2020-07-30') }, '2020-Q2'],
    [{ asOf: new Date('2020-05-01') }, '2020-Q1'],
    [{ release: IDS['2020-Q2'] }, '2020-Q2'],
  ] as const)('answers %j with %s', async (question, expected) => {
    const release = await createPublished(db).current({ series: 'dvc', ...question });
    expect(release?.id).toBe(IDS[expected]);
  });

  it.each([
    { series: 'dvc', period: '2020-Q3' },
    { series: 'dvc', asOf: new Date('2020-01-01') },
    { series: 'dvc', period: '2020-Q2', asOf: new Date('2020-05-01') },
    { series: 'none' },
    { series: 'dvc', release: IDS.package },
    { series: 'dvc', release: 'not a uuid' },
  ])('answers %j with nothing', async (question) => {
    expect(await createPublished(db).current(question)).toBeNull();
  });

  it('tells the course of a series, oldest first, now and as it was', async () => {
    const published = createPublished(db);
    expect(idsOf(await published.history('dvc'))).toEqual([
      IDS['2020-Q1'],
      IDS['2020-Q2 corrected'],
    ]);
    expect(idsOf(await published.history('dvc', new Date('2020-07-30')))).toEqual([
      IDS['2020-Q1'],
      IDS['2020-Q2'],
    ]);
  });

  it('reads a release once, and again only when newer ones have pushed it out', async () => {
    const published = createPublished(db, { keep: 1 });
    const first = await published.current({ series: 'dvc', period: '2020-Q1' });
    expect(await published.current({ series: 'dvc', period: '2020-Q1' })).toBe(first);
    await published.current({ series: 'dvc', period: '2020-Q2' });
    const again = await published.current({ series: 'dvc', period: '2020-Q1' });
    expect(again).not.toBe(first);
    expect(again).toEqual(first);
  });

  it('finds a release of any series by its id, replaced or not', async () => {
    const published = createPublished(db);
    expect((await published.byId(IDS['2020-Q2']))?.number).toBe(1);
    expect((await published.byId(IDS.package))?.period).toBe('2020');
    expect(await published.byId('not a uuid')).toBeNull();
  });

  it('never shows a release that was written and never current', async () => {
    await test.db.sql`
      update release set released_at = null where id = ${IDS['2020-Q2']}`;
    const found = await createPublished(db).current({ series: 'dvc', release: IDS['2020-Q2'] });
    expect(found).toBeNull();
    expect(await createPublished(db).byId(IDS['2020-Q2'])).toBeNull();
    await test.db.sql`
      update release set released_at = '2020-07-25T00:00:00Z' where id = ${IDS['2020-Q2']}`;
  });
});
