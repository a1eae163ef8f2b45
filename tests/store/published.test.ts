// Releases through memory, on a real PostgreSQL: the right one is found, and none is read twice.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Db } from '#lib/server/db/client.ts';
import { createPublished } from '#lib/server/published.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { IDS, seedReleases, seedThinQuarter } from '../contract/seed.ts';
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

/** Has 2020-Q1 corrected, without rows, a month after its successor was; gives the new release's id. */
async function correctFirstQuarter(db: Db): Promise<string> {
  const id = '01970000-0000-7000-8000-000000000005';
  await db.sql`
    insert into release
      select (jsonb_populate_record(first, jsonb_build_object('id', ${id}::text, 'number', 2,
        'released_at', '2020-09-01T00:00:00Z'))).*
      from release as first where id = ${IDS['2020-Q1']}`;
  await db.sql`update release_pointer set release_id = ${id} where release_id = ${IDS['2020-Q1']}`;
  return id;
}

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

  it.each([
    [{}, ['2020-Q1', '2020-Q2 corrected']],
    [{ period: '2020-Q1' }, ['2020-Q1']],
    [{ asOf: new Date('2020-07-30') }, ['2020-Q1', '2020-Q2']],
    [{ release: IDS['2020-Q2'] }, ['2020-Q1', '2020-Q2']],
    [{ period: '2020-Q3' }, []],
    [{ release: IDS.package }, []],
  ] as const)('shows %j with its course, oldest first: %j', async (question, course) => {
    const shown = await createPublished(db).shown({ series: 'dvc', ...question });
    expect(idsOf(shown.course)).toEqual(course.map((name) => IDS[name]));
    expect(shown.release).toBe(shown.course.at(-1) ?? null);
    expect(shown.periods).toEqual(['2020-Q2', '2020-Q1']);
  });

  it('tells what is current of every period, oldest first', async () => {
    expect(idsOf(await createPublished(db).history('dvc'))).toEqual([
      IDS['2020-Q1'],
      IDS['2020-Q2 corrected'],
    ]);
  });

  it('offers the periods that there were at a moment', async () => {
    const asOf = new Date('2020-05-01');
    const shown = await createPublished(db).shown({ series: 'dvc', asOf });
    expect(shown.periods).toEqual(['2020-Q1']);
  });

  it('tells the course of a release without what was corrected after it', async () => {
    const courseOf = async (release: string) =>
      idsOf((await createPublished(db).shown({ series: 'dvc', release })).course);
    const before = await courseOf(IDS['2020-Q2']);
    const late = await correctFirstQuarter(db);
    expect(await courseOf(IDS['2020-Q2'])).toEqual(before);
    const now = await createPublished(db).shown({ series: 'dvc', period: '2020-Q1' });
    expect(now.release?.id).toBe(late);
    expect(now.release?.firstReleasedAt).toBe('2020-04-25T00:00:00.000Z');
    expect(now.release?.releasedAt).toBe('2020-09-01T00:00:00.000Z');
    await db.sql`update release_pointer set release_id = ${IDS['2020-Q1']} where release_id = ${late}`;
    await db.sql`delete from release where id = ${late}`;
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

  it('goes on answering what it answered last while the database is away', async () => {
    const own = connect(test.url, { max: 1 });
    const published = createPublished(own);
    const question = { series: 'dvc', period: '2020-Q1' };
    const [latest, first] = [
      await published.current({ series: 'dvc' }),
      await published.current(question),
    ];
    const [heads, holds] = [await published.heads(), await published.holds()];
    await own.close();
    expect(await published.heads()).toBe(heads);
    expect(await published.holds()).toBe(holds);
    expect(await published.current({ series: 'dvc' })).toBe(latest);
    expect(await published.current(question)).toBe(first);
    await expect(published.current({ series: 'dvc', period: '2020-Q2' })).rejects.toThrow();
  });

  it('keeps nobody waiting for a database that does not answer', async () => {
    const own = connect(test.url, { max: 1 });
    const published = createPublished(own);
    const ask = () => published.current({ series: 'dvc', period: '2020-Q1' });
    const first = await ask();
    const held = Promise.withResolvers<undefined>();
    const holding = own.sql.begin(() => held.promise);
    expect(await Promise.all(Array.from({ length: 200 }, ask))).toEqual(Array(200).fill(first));
    held.resolve(undefined);
    await holding;
    await own.close();
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

  it('shows a period that few units have figures of to those alone who name it', async () => {
    await seedThinQuarter(db);
    const published = createPublished(db);
    const unasked = await published.shown({ series: 'dvc' });
    expect(unasked.release?.id).toBe(IDS['2020-Q2 corrected']);
    expect(unasked.periods).toEqual(['2020-Q3', '2020-Q2', '2020-Q1']);
    expect((await published.current({ series: 'dvc' }))?.id).toBe(IDS['2020-Q2 corrected']);
    const then = { series: 'dvc', asOf: new Date('2020-11-01') };
    expect((await published.current(then))?.id).toBe(IDS['2020-Q2 corrected']);
    const asked = await published.shown({ series: 'dvc', period: '2020-Q3' });
    expect(asked.release?.id).toBe(IDS['2020-Q3 thin']);
    expect((await published.heads('dvc'))[0]?.reporting).toEqual({ counted: 1, expected: 5 });
    expect((await published.heads('pkg'))[0]?.reporting).toEqual({ counted: 0, expected: 0 });
  });
});
