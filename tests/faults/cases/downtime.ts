// Nothing runs for 26 hours, over three slots; then the scheduler looks again.
import {
  answerRows,
  openSmallPortal,
  serviceRow,
  smallSource,
} from '../../helpers/small-portal.ts';
import type { FaultCase } from '../case.ts';
import { setUpClock, type SlotRow } from '../clock.ts';

const LAST_LOOK = new Date('2020-06-10T00:01:00Z');
const BACK_AT = new Date('2020-06-11T02:01:00Z');
const SLOTS = ['2020-06-10T08:00Z', '2020-06-10T16:00Z', '2020-06-11T00:00Z'];
const LIMIT_MS = 60_000;
/** What becomes of the three, by policy. */
const EXPECTED = {
  all: ['done', 'done', 'done'],
  latest: ['skipped', 'skipped', 'done'],
  skip: ['skipped', 'skipped', 'skipped'],
} as const;
type Policy = keyof typeof EXPECTED;
const POLICIES = Object.keys(EXPECTED) as Policy[];

const inOrder = (rows: readonly SlotRow[]): boolean => {
  const begun = rows.flatMap(({ startedAt }) => startedAt ?? []);
  return begun.every((at, place) => place === 0 || at >= (begun[place - 1] ?? ''));
};

/** How many of a policy's slots stand in the ledger, each in the state that the policy gives it. */
function countRight(policy: Policy, rows: readonly SlotRow[]): number {
  return SLOTS.filter((slot, place) => {
    const row = rows.find(({ slotAt }) => slotAt.getTime() === Date.parse(slot));
    return row?.state === EXPECTED[policy][place];
  }).length;
}

export const faultCase: FaultCase = {
  id: 'F14',
  title: 'down for 26 hours over three slots',
  limit: 'missed slots found 3 of 3, run by policy, in order, within 60 s',
  async run(world) {
    const { db, close } = await world.openDatabase('downtime');
    const portal = await openSmallPortal(answerRows([serviceRow('a')]));
    try {
      const sources = POLICIES.map((policy, place) =>
        smallSource(`policy-${policy}`, `p-${['68', '48', '01'][place]}`, portal.url, {
          schedule: '0 */8 * * *',
          timeZone: 'UTC',
          missedPolicy: policy,
          firstSlot: '2020-06-09T00:00Z',
        }),
      );
      const clock = await setUpClock(db, sources);
      await clock.look(LAST_LOOK);
      const begun = performance.now();
      await clock.look(BACK_AT);
      const ms = performance.now() - begun;
      const rows = Map.groupBy(await clock.slots(), ({ sourceId }) => sourceId);
      const right = POLICIES.map((policy) =>
        countRight(policy, rows.get(`policy-${policy}`) ?? []),
      );
      const isOrdered = [...rows.values()].every(inOrder);
      return {
        ok: right.every((count) => count === SLOTS.length) && isOrdered && ms <= LIMIT_MS,
        figure:
          POLICIES.map((policy, place) => `${policy} ${right[place]} of 3`).join(', ') +
          `, ${isOrdered ? 'in order' : 'OUT OF ORDER'}, in ${Math.round(ms)} ms`,
      };
    } finally {
      await portal.close();
      await close();
    }
  },
};
