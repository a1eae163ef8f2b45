// Sources with every fault that a run can leave, and units that push: never, late, about another quarter,
// with something that waits to be read. Schedules are over or far ahead, so that what is told does not
// change with the day on which the tests run.
import { unitId } from '#lib/domain/unit.ts';
import { type Db, inTransaction } from '#lib/server/db/client.ts';
import { parseSources } from '#lib/server/sources/source.ts';
import { receiveIntake, type Receipt } from '#lib/server/store/intakes.ts';
import {
  claimSlot,
  failRun,
  finishRun,
  type Claim,
  supersedeSlots,
} from '#lib/server/store/runs.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { readWaitingSlots } from '#lib/server/store/waiting-runs.ts';
import { pushSource } from '../helpers/push-source.ts';
import { smallSource } from '../helpers/small-portal.ts';

const ADDRESS = 'http://127.0.0.1:9';
const OVER = { firstSlot: '2020-07-15T06:00+07:00', lastSlot: '2020-10-15T06:00+07:00' };
const FAR = { firstSlot: '2990-04-15T06:00+07:00' };
const DUE = new Date('2020-10-14T23:00:00Z');
/** When the last schedule that is over ended: long after reports were due. */
export const ENDED_AT = '2020-10-24T23:00:00.000Z';
const LEASE_MS = 60_000;
const NOTHING = { repliesStored: 0, rowsQuarantined: 0, versionsWritten: 0 };

export const faultId = (code: string): string => `fault-${code}`;

const failWith = (db: Db, claim: Claim, code: string, nextAttemptAt: Date | null = null) =>
  inTransaction(db, (tx) =>
    failRun(tx, claim, { ...NOTHING, code, text: code, nextAttemptAt, wasAsked: true }),
  );

async function claimAt(db: Db, sourceId: string, slotAt = DUE): Promise<Claim> {
  const slot = { job: 'gather', sourceId, unitId: unitId('p-68'), slotAt } as const;
  const options = { asOf: slotAt, dueBy: slotAt, leaseMs: LEASE_MS };
  const claim = await claimSlot(db, { ...slot, period: '2020-Q3', trigger: 'schedule' }, options);
  if (!claim) throw new Error('nobody else claims slots here');
  return claim;
}

/** What becomes of what was pushed; `waits` nobody has looked at it yet. */
type Became = 'waits' | 'is-read' | 'recorded' | `failed:${string}`;
interface Sent {
  period: string;
  at: string;
  became: Became;
}

async function push(db: Db, id: string, { period, at, became }: Sent): Promise<Receipt> {
  const now = new Date(at);
  const { intake } = await receiveIntake(db, {
    source: { id, unit: 'p-68' },
    ...{ period, kind: 'push', idempotencyKey: `${id}-${at}`, body: new Uint8Array([at.length]) },
    ...{ contentType: 'application/json', fileName: null, personId: 'someone', now },
  });
  if (became === 'waits') return intake;
  const own = (await readWaitingSlots(db, 'gather', now)).find((slot) => slot.sourceId === id);
  const claim = own && (await claimSlot(db, own, { asOf: now, dueBy: now, leaseMs: LEASE_MS }));
  if (!claim) throw new Error('what was pushed waits');
  const [, code] = became.split(':');
  if (code !== undefined) await failWith(db, claim, code);
  if (became === 'recorded') {
    await inTransaction(db, (tx) => finishRun(tx, claim, { ...NOTHING, rowsAccepted: 1_204 }));
  }
  return intake;
}

const IN_TIME = '2020-10-14T02:00:00Z';
const LATE = '2020-10-20T03:00:00Z';
/** Units that push: by what name, when, what they sent, and how they must stand by it. */
export const PUSHED: Record<
  string,
  { slots: object; sent: Sent[]; stands: string; cause: [string, string | null] | null }
> = {
  never: { slots: OVER, sent: [], stands: 'overdue', cause: ['2020-Q3', null] },
  'never-due': { slots: FAR, sent: [], stands: 'unknown', cause: null },
  waits: {
    ...{ slots: OVER, stands: 'checking', cause: ['2020-Q3', null] },
    sent: [{ period: '2020-Q3', at: IN_TIME, became: 'waits' }],
  },
  'waits-early': {
    ...{ slots: FAR, stands: 'checking', cause: ['2020-Q3', null] },
    sent: [{ period: '2020-Q3', at: IN_TIME, became: 'waits' }],
  },
  'is-read': {
    ...{ slots: OVER, stands: 'checking', cause: ['2020-Q3', null] },
    sent: [{ period: '2020-Q3', at: LATE, became: 'is-read' }],
  },
  'other-quarter-waits': {
    ...{ slots: OVER, stands: 'overdue', cause: ['2020-Q3', null] },
    sent: [{ period: '2020-Q2', at: LATE, became: 'waits' }],
  },
  'other-quarter-returned': {
    ...{ slots: OVER, stands: 'overdue', cause: ['2020-Q3', null] },
    sent: [{ period: '2020-Q2', at: LATE, became: 'failed:returned' }],
  },
  'late-returned': {
    ...{ slots: OVER, stands: 'overdue', cause: ['2020-Q3', 'returned'] },
    sent: [{ period: '2020-Q3', at: LATE, became: 'failed:returned' }],
  },
  'returned-first': {
    ...{ slots: FAR, stands: 'returned', cause: ['2020-Q3', 'returned'] },
    sent: [{ period: '2020-Q3', at: IN_TIME, became: 'failed:returned' }],
  },
  'returned-since': {
    ...{ slots: OVER, stands: 'returned', cause: ['2020-Q3', 'returned'] },
    sent: [
      { period: '2020-Q3', at: IN_TIME, became: 'recorded' },
      { period: '2020-Q3', at: LATE, became: 'failed:returned' },
    ],
  },
  'our-fault': {
    ...{ slots: FAR, stands: 'trying', cause: ['2020-Q3', 'parser-crashed'] },
    sent: [{ period: '2020-Q3', at: IN_TIME, became: 'failed:parser-crashed' }],
  },
  recorded: {
    ...{ slots: OVER, stands: 'well', cause: null },
    sent: [{ period: '2020-Q3', at: IN_TIME, became: 'recorded' }],
  },
};
export const pushedId = (name: string): string => `pushed-${name}`;

/** Sources asked by every kind of schedule, of the nation, and with an address that all may know. */
const ASKED = [
  smallSource('daily', 'p-68', ADDRESS, {
    ...{ schedule: '0 6 * * *', firstSlot: '2020-10-23T06:00+07:00' },
    lastSlot: '2020-10-25T06:00+07:00',
  }),
  smallSource('monthly', 'p-68', ADDRESS, { schedule: '0 6 5 * *', frequency: 'month', ...FAR }),
  smallSource('yearly', 'vn', 'https://portal.example.com/api', {
    ...{ schedule: '30 7 20 1 *', frequency: 'year', reckoning: 'administrative' },
    ...{ ...FAR, allow: [] },
  }),
  smallSource('often', 'p-68', ADDRESS, { schedule: '*/30 6-8 * * *', ...FAR }),
  ...['tries', 'superseded', 'is-asked'].map((id) => smallSource(id, 'p-68', ADDRESS, FAR)),
];

/** Fills a database that holds the catalogue; @returns the receipts of those that push, in their order */
export async function seedFaults(
  db: Db,
  codes: readonly string[],
): Promise<Map<string, Receipt[]>> {
  const change = { by: null, reason: 'registered', now: new Date('2020-01-02T00:00:00Z') };
  const pushing = Object.entries(PUSHED).map(([name, { slots }]) => ({
    ...{ ...pushSource('p-68'), ...slots, id: pushedId(name) },
  }));
  const faulty = codes.map((code) => smallSource(faultId(code), 'p-68', ADDRESS, OVER));
  await upsertSources(db, [...ASKED, ...faulty, ...parseSources(pushing)], change);
  for (const code of codes) await failWith(db, await claimAt(db, faultId(code)), code);
  await failWith(db, await claimAt(db, 'tries'), 'timeout', new Date('2020-10-15T01:00:00Z'));
  const superseded = await claimAt(db, 'superseded');
  await failWith(db, superseded, 'timeout', DUE);
  await supersedeSlots(db, [superseded]);
  await claimAt(db, 'is-asked');
  const receipts = new Map<string, Receipt[]>();
  for (const [name, { sent }] of Object.entries(PUSHED)) {
    const got: Receipt[] = [];
    for (const each of sent) got.push(await push(db, pushedId(name), each));
    receipts.set(name, got);
  }
  return receipts;
}
