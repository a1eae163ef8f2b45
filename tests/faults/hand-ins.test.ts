// Slices of the cases in which units go on handing in while what takes it in dies.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';
import {
  openHandingIn,
  settleReceipts,
  startTakingIn,
  type HandingIn,
  type HandIns,
} from './handing-in.ts';
import { endBackends } from './server-control.ts';

let database: TestDatabase;
let handingIn: HandingIn;
let sending: HandIns;

beforeEach(async () => {
  database = await testDatabase();
  handingIn = await openHandingIn(database, { pushers: 1, reporters: 1 });
  sending = handingIn.start();
}, 300_000);
afterEach(async () => {
  await sending.stop();
  await handingIn.web.stop();
  await database.drop();
});

describe('what units hand in', () => {
  it('is recorded once or returned with words, though the scheduler is killed', async () => {
    for (const step of ['store-reply', 'finish']) {
      const victim = startTakingIn(database.url);
      await victim.untilStep(step);
      victim.child.kill('SIGKILL');
      await victim.ended;
    }
    const last = startTakingIn(database.url);
    const acknowledged = await sending.stop();
    expect((await settleReceipts(database.db, acknowledged)).faults).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(1);
    last.child.kill('SIGTERM');
    await last.ended;
  }, 240_000);

  it('is recorded once or returned with words, though every connection is ended', async () => {
    const taking = startTakingIn(database.url);
    for (const step of ['fetch', 'merge', 'commit']) {
      await taking.untilStep(step);
      await endBackends(database.url);
    }
    const acknowledged = await sending.stop();
    expect((await settleReceipts(database.db, acknowledged)).faults).toEqual([]);
    expect(taking.isRunning()).toBe(true);
    taking.child.kill('SIGTERM');
    await taking.ended;
  }, 240_000);
});
