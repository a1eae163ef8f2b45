// Every state of a portal once, named rightly; `npm run faults` asks ten times and measures besides.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPortals, type Portals } from '../portals/start.ts';
import { classifyAll, NAMES } from './portal-states.ts';

let portals: Portals;
beforeAll(async () => {
  portals = await startPortals({ faulty: 15, seed: 1 });
});
afterAll(() => portals.close());

it('every way to misbehave has the name that a reader is told', async () => {
  expect(Object.fromEntries(await classifyAll(portals.url))).toEqual(NAMES);
}, 30_000);
