// How sources that units hand in stand: a sending that was returned is no fault of the source.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unitId } from '#lib/domain/unit.ts';
import { inTransaction } from '#lib/server/db/client.ts';
import { isFailing, readSourceViews } from '#lib/server/source-view.ts';
import { parseSources } from '#lib/server/sources/source.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import type { Incident } from '#lib/server/store/incidents.ts';
import { claimSlot, failRun } from '#lib/server/store/runs.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';

const DAY_MS = 86_400_000;
const DUE = new Date('2020-10-14T23:00:00Z');
const daysAfterDue = (days: number) => new Date(DUE.getTime() + days * DAY_MS);

const report = (unit: string, lastSlot?: string) => ({
  ...{ id: `report-${unit}`, unit, kind: 'xlsx-report', origin: 'report' },
  ...{ nameVi: 'Báo cáo quý', nameEn: 'Quarterly report', mapping: { produces: 'services' } },
  ...{ schedule: '0 6 15 1,4,7,10 *', missedPolicy: 'skip', firstSlot: '2020-10-15T06:00+07:00' },
  ...{ frequency: 'quarter', reckoning: 'calendar', timeoutMs: 2_000, maxAttempts: 2 },
  ...{ illustrative: false, indicators: ['share_l4'] },
  ...(lastSlot ? { lastSlot } : {}),
});

const openIncident: Incident = {
  ...{ id: 'one', unitId: 'p-79', sourceId: 'report-p-79', kind: 'overdue', period: '2020-Q3' },
  ...{ since: DUE, detectedAt: DUE, closedAt: null, endedBy: null, errorCode: null },
};

let test: TestDatabase;

async function fail(unit: string, code: string): Promise<void> {
  const slotAt = daysAfterDue(1);
  const slot = { job: 'gather', sourceId: `report-${unit}`, unitId: unitId(unit), slotAt } as const;
  const options = { asOf: slotAt, dueBy: slotAt, leaseMs: 60_000 };
  const claim = await claimSlot(
    test.db,
    { ...slot, period: '2020-Q3', trigger: 'report' },
    options,
  );
  if (!claim) throw new Error('nobody else claims slots here');
  const nothing = { repliesStored: 0, rowsQuarantined: 0, versionsWritten: 0 };
  const fault = { code, text: code, nextAttemptAt: null, wasAsked: true };
  await inTransaction(test.db, (tx) => failRun(tx, claim, { ...nothing, ...fault }));
}

beforeAll(async () => {
  test = await testDatabase();
  await loadCatalogue(test.db, 'drizzle/catalogue');
  const over = report('p-79', '2020-10-15T06:00+07:00');
  const sources = [report('p-68'), report('p-01'), report('p-48'), over];
  await upsertSources(test.db, parseSources(sources));
  await fail('p-68', 'returned');
  await fail('p-01', 'wrong-period');
  await fail('p-48', 'parser-crashed');
}, 300_000);
afterAll(() => test.drop());

const standings = async (now: Date) =>
  Object.fromEntries(
    (await readSourceViews(test.db, now)).map((view) => [
      view.unitId,
      [view.standing, isFailing(view)],
    ]),
  );

describe('a report whose last sending', () => {
  it('was returned is told as such, and is no fault of its source', async () => {
    const told = await standings(daysAfterDue(2));
    expect(told).toMatchObject({ 'p-68': ['returned', false], 'p-01': ['returned', false] });
  });
  it('failed for a fault of ours goes on to be tried', async () => {
    expect(await standings(daysAfterDue(2))).toMatchObject({ 'p-48': ['trying', false] });
  });
  it('was returned is overdue once nothing good has come in time', async () => {
    expect(await standings(daysAfterDue(4))).toMatchObject({ 'p-68': ['overdue', true] });
  });
});

it('a source whose schedule is over is no fault that goes on once its incident is closed', async () => {
  const [view] = (await readSourceViews(test.db, daysAfterDue(40))).filter(
    ({ unitId }) => unitId === 'p-79',
  );
  expect(view).toMatchObject({ isOver: true, asOf: DUE });
  if (!view) throw new Error('the source is told of');
  const down = { ...view, standing: 'down' } as const;
  expect(isFailing(down)).toBe(false);
  expect(isFailing({ ...down, incident: openIncident })).toBe(true);
});
