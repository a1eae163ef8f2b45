// Short slices of the cases in which processes and servers die, so that every test run sees some do.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';
import {
  answerRows,
  openSmallPortal,
  serviceRow,
  type SmallPortal,
} from '../helpers/small-portal.ts';
import { startPortals, type Portals } from '../portals/start.ts';
import { runSpan, SPANS } from './calendar.ts';
import { register } from './kill-gatherer.ts';
import { killPublisher } from './kill-publisher.ts';
import { endBackends } from './server-control.ts';
import { findLosses, startSteady } from './steady.ts';
import { smallestUnits } from './truth.ts';

let portals: Portals;
let portal: SmallPortal;
let database: TestDatabase;

beforeAll(async () => {
  portals = await startPortals();
  portal = await openSmallPortal(answerRows([serviceRow('a')]));
});
afterAll(async () => {
  await portal.close();
  await portals.close();
});
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.drop());

async function prepare() {
  const truth = smallestUnits(1);
  const { db } = database;
  await register(
    { db, portals },
    truth.units.map(({ code }) => code),
  );
  return truth;
}

describe('a gatherer whose connections the server ends', () => {
  it('goes on by itself, loses nothing and doubles nothing', async () => {
    const truth = await prepare();
    const steady = startSteady(database.url);
    for (const step of ['fetch', 'merge', 'finish']) {
      await steady.untilStep(step);
      await endBackends(database.url);
    }
    expect(await findLosses(database.db, truth, await steady.ended)).toEqual([]);
    expect(steady.steps.get('acknowledge')).toBeGreaterThan(0);
  }, 120_000);
});

describe('a publisher that is killed', () => {
  it('leaves readers a whole release every time', async () => {
    const truth = await prepare();
    await startSteady(database.url).ended;
    const report = await killPublisher({
      db: database.db,
      databaseUrl: database.url,
      period: truth.periods[0] ?? '',
      kills: 2,
      seed: 3,
    });
    expect(report.wrong).toEqual([]);
    expect(report.reads).toBeGreaterThan(0);
  }, 120_000);
});

describe('a schedule over a day without the hour it names', () => {
  it('runs every slot once and skips none', async () => {
    const span = SPANS[0];
    if (!span) throw new Error('there is a first span');
    const found = await runSpan(database.db, span, portal.url);
    expect(found).toEqual({ twice: 0, skipped: 0 });
  }, 120_000);
});
