// Slices of the cases that need a PostgreSQL of their own, since they stop it or freeze who uses it.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type FaultWorld } from './case.ts';
import { freezeOnce } from './cases/frozen-runner.ts';
import { runRound } from './cases/stop-at-start.ts';
import { stopDatabase } from './stop-database.ts';

let world: FaultWorld;
beforeAll(async () => {
  world = await openWorld(() => undefined);
}, 120_000);
afterAll(() => world.close());

describe('a PostgreSQL that is stopped hard', () => {
  it('in the midst of a gathering costs nothing and doubles nothing', async () => {
    const options = { name: 'stop_once', stops: 1, units: 1, seed: 5, maxDelayMs: 300 };
    const { stops, losses } = await stopDatabase(world, join(world.folder, 'cluster'), options);
    expect({ stops, losses }).toEqual({ stops: 1, losses: [] });
  }, 240_000);

  it('while a gatherer finds what a killed one left leaves no run under way', async () => {
    const { left, losses } = await runRound(world, 'stop_at_start', () => 0.1);
    expect(losses).toEqual([]);
    expect(left).toBeGreaterThan(0);
  }, 240_000);
});

describe('a runner that is frozen for three leases', () => {
  it('has what it writes late refused', async () => {
    const database = await world.openDatabase('frozen_once');
    const frozen = await freezeOnce(world, database, { step: 'finish', units: 1 });
    await database.close();
    expect(frozen).toEqual({ isRefused: true, losses: [] });
  }, 240_000);
});
