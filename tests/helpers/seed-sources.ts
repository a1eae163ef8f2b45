// Sources of a small world with a past: one that answers, one that is down since a slot, one that was
// never asked, one that is paused, and a unit that sends no report. For tests of what readers are told.
import { unitId } from '#lib/domain/unit.ts';
import { type Db, inTransaction } from '#lib/server/db/client.ts';
import { parseSources } from '#lib/server/sources/source.ts';
import { claimSlot, failRun, finishRun } from '#lib/server/store/runs.ts';
import { pauseSource } from '#lib/server/store/source-changes.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { watchSources } from '../../jobs/watch.ts';
import { jobContext } from './job-context.ts';
import { smallSource } from './small-portal.ts';

const ADDRESS = 'http://127.0.0.1:9';
/** Schedules that are over: what is told does not change with the day on which the tests run. */
const LAST = { lastSlot: '2020-10-15T06:00+07:00', illustrative: true };
const SLOTS = [
  ['2020-Q1', '2020-04-14T23:00:00Z'],
  ['2020-Q2', '2020-07-14T23:00:00Z'],
  ['2020-Q3', '2020-10-14T23:00:00Z'],
] as const;
const WATCHED_AT = '2020-10-19T00:00:00Z';

const report = {
  ...{ id: 'report-p-01', unit: 'p-01', kind: 'xlsx-report', origin: 'report' },
  ...{ nameVi: 'Báo cáo quý Hà Nội', nameEn: 'Quarterly report of Ha Noi' },
  mapping: { produces: 'services' },
  ...{ schedule: '0 6 15 1,4,7,10 *', missedPolicy: 'skip', firstSlot: '2020-04-15T06:00+07:00' },
  ...{ frequency: 'quarter', reckoning: 'calendar', timeoutMs: 2_000, maxAttempts: 2 },
  ...LAST,
  indicators: ['share_l4'],
};

async function run(db: Db, id: string, unit: string, at: number, isDown: boolean): Promise<void> {
  const [period, time] = SLOTS[at] ?? SLOTS[0];
  const slotAt = new Date(time);
  const slot = { job: 'gather', sourceId: id, unitId: unitId(unit), slotAt, period } as const;
  const options = { asOf: slotAt, dueBy: slotAt, leaseMs: 60_000 };
  const claim = await claimSlot(db, { ...slot, trigger: 'schedule' }, options);
  if (!claim) throw new Error('nobody else claims slots here');
  const nothing = { repliesStored: 0, rowsQuarantined: 0, versionsWritten: 0 };
  await inTransaction(db, (tx) =>
    isDown
      ? failRun(tx, claim, {
          ...nothing,
          ...{ code: 'timeout', text: 'http://10.0.0.7 did not answer' },
          ...{ nextAttemptAt: null, wasAsked: true },
        })
      : finishRun(tx, claim, { ...nothing, rowsAccepted: 7, rowsQuarantined: 2 }),
  );
}

/** Fills a database that holds the catalogue. */
export async function seedSources(db: Db): Promise<void> {
  const change = { by: null, reason: 'registered', now: new Date('2020-01-02T00:00:00Z') };
  const portal = (unit: string, nameVi: string, nameEn: string) =>
    smallSource(`portal-${unit}`, unit, ADDRESS, { ...LAST, nameVi, nameEn });
  const portals = [
    portal('p-68', 'Cổng Lâm Đồng', 'Portal of Lam Dong'),
    portal('p-48', 'Cổng Đà Nẵng', 'Portal of Da Nang'),
    portal('m-bnv', 'Cổng Bộ Nội vụ', 'Portal of the Ministry of Home Affairs'),
    portal('m-btp', 'Cổng Bộ Tư pháp', 'Portal of the Ministry of Justice'),
  ];
  await upsertSources(db, [...portals, ...parseSources([report])], change);
  for (const at of SLOTS.keys()) {
    await run(db, 'portal-p-68', 'p-68', at, at === 1);
    await run(db, 'portal-p-48', 'p-48', at, at > 0);
    const watched = at === SLOTS.length - 1 ? WATCHED_AT : (SLOTS[at]?.[1] ?? WATCHED_AT);
    await watchSources(jobContext(db, watched), { origin: 'https://tiendo.example.vn' });
  }
  const reason = 'cổng đang nâng cấp';
  await pauseSource(db, 'portal-m-btp', { by: null, reason, now: new Date(WATCHED_AT) });
  await watchSources(jobContext(db, WATCHED_AT), { origin: 'https://tiendo.example.vn' });
}
