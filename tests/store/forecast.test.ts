// Forecasts read from published releases, on a real PostgreSQL: each is tried on what was known on the
// day, and the API's answer says what there is, or why there is nothing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unitId } from '#lib/domain/unit.ts';
import { forecastJson, requireForecast } from '#lib/server/api/forecast.ts';
import { unitFigures } from '#lib/server/api/units.ts';
import { readForecast } from '#lib/server/explain/forecast.ts';
import { createPublished } from '#lib/server/published.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { IDS, seedReleases, seedThinQuarter } from '../contract/seed.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';

let test: TestDatabase;

beforeAll(async () => {
  test = await testDatabase();
  await loadCatalogue(test.db, 'drizzle/catalogue');
  await seedReleases(test.db);
  await seedThinQuarter(test.db);
});
afterAll(() => test.drop());

const ask = async (unit: string, query = '') =>
  forecastJson(
    await requireForecast(
      test.db,
      createPublished(test.db),
      unit,
      new URL(`http://localhost/api/v1/units/${unit}/forecast${query}`),
    ),
  );

describe('the figures of a unit', () => {
  it('tell its ladder, since when it is behind, and what was accepted, beside the state', async () => {
    const shown = await createPublished(test.db).shown({ series: 'dvc', period: '2020-Q2' });
    if (!shown.release) throw new Error('nothing published');
    const [bnv] = unitFigures(shown.release, shown.course, unitId('m-bnv')) ?? [];
    expect(bnv?.target).toMatchObject({
      steps: [{ value: 0.3, due: '2020-12-31', state: bnv?.targetState, judges: true }],
      behindSince: { period: '2020-Q2', orBefore: false, unmeasured: 0 },
      acceptedUntil: null,
      schedules: [],
    });
    const [bhxh] = unitFigures(shown.release, shown.course, unitId('m-bhxh')) ?? [];
    expect(bhxh?.target).toBeNull();
  });
});

describe('the forecast of a unit', () => {
  it('goes on from the figures of its release and those before it', async () => {
    // 119 and 121 of 400, two quarters to the end of 2020, tried on nothing yet so far ahead.
    const { value, forecast, reason, target } = await ask('p-68', '?period=2020-Q2');
    expect({ value, reason }).toEqual({ value: 0.3025, reason: null });
    expect(forecast).toMatchObject({ basis: 'pace', periodsAhead: 2, backTest: null });
    expect(forecast).toMatchObject({ interval: null, probability: null });
    expect(target).toMatchObject({ due: '2020-12-31', duePeriod: '2020-Q4', demand: 0.3 });
  });

  it('stands beside since when the unit is behind', async () => {
    const { target } = await ask('m-bnv', '?period=2020-Q2');
    const behindSince = { period: '2020-Q2', orBefore: false, unmeasured: 0 };
    expect(target).toMatchObject({ behindSince });
  });

  it('is tried on what was said first, not on its correction', async () => {
    const published = createPublished(test.db);
    const { course } = await published.shown({ series: 'dvc', period: '2020-Q3' });
    const found = await readForecast(published, course, unitId('p-68'), 'share_l4');
    // One quarter ahead from 2020-Q2: 7/300 and, as first released, 120/400; 130/400 came.
    expect(found?.outlook?.tried).toMatchObject({ origins: 1, forecasts: 1 });
    const last = found?.outlook?.tried?.methods.find(({ method }) => method === 'last');
    expect(last?.meanError).toBeCloseTo(130 / 400 - 120 / 400);
  });

  it.each([
    ['p-48', '?period=2020-Q2', 'no-figure'],
    ['p-48', '?period=2020-Q1', 'one-period'],
    ['m-bhxh', '?period=2020-Q2', 'no-target'],
    ['vn', '?period=2020-Q2', 'not-in-release'],
    ['p-01', '?series=pkg&measure=d1', 'not-a-share'],
  ])('of %s%s is none, with the reason', async (unit, query, reason) => {
    expect(await ask(unit, query)).toMatchObject({ forecast: null, reach: null, reason });
  });

  it('names what may be asked for where it is asked for something else', async () => {
    await expect(ask('p-01', '?measure=nothing')).rejects.toMatchObject({
      problem: { status: 404, parameter: 'measure', allowed: ['share_l4'] },
    });
    await expect(ask('p-01', '?horizon=3')).rejects.toMatchObject({
      problem: { status: 400, parameter: 'horizon' },
    });
    await expect(ask('p-01', `?release=${IDS['2020-Q1']}&period=2020-Q1`)).rejects.toMatchObject({
      problem: { status: 400 },
    });
  });
});
