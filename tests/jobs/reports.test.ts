// A quarterly report from its receipt to the figures: returned whole with every mistake named, or
// recorded once.
import { beforeEach, describe, expect, it } from 'vitest';
import { parseSources } from '#lib/server/sources/source.ts';
import { readIntake, receiveIntake, type Receipt } from '#lib/server/store/intakes.ts';
import {
  countDuties,
  readReport,
  readSaid,
  readSaidDuties,
  readSentReports,
} from '#lib/server/store/reports.ts';
import { readStandingReceipts } from '#lib/server/store/receipts.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { runWaiting } from '../../jobs/waiting.ts';
import { BOMBS } from '../helpers/bombs.ts';
import { jobContext, quickClient } from '../helpers/job-context.ts';
import { filledForm, changeCells, SIGNED, TWELVE_MISTAKES } from '../helpers/report-form.ts';
import { catalogueWorld } from '../helpers/worlds.ts';

const NOW = new Date('2020-10-14T20:00:00Z');

const world = catalogueWorld('for each');
let keys = 0;

beforeEach(async () => {
  const [source] = parseSources([
    {
      id: 'report-68',
      unit: 'p-68',
      kind: 'xlsx-report',
      origin: 'report',
      nameVi: 'Báo cáo quý',
      nameEn: 'Quarterly report',
      mapping: { produces: 'services' },
      schedule: '0 6 15 1,4,7,10 *',
      missedPolicy: 'all',
      firstSlot: '2020-10-15T06:00+07:00',
      frequency: 'quarter',
      reckoning: 'calendar',
      timeoutMs: 2_000,
      maxAttempts: 3,
      illustrative: false,
      indicators: ['share_l4'],
    },
  ]);
  if (source) await upsertSources(world.db, [source]);
});

async function upload(body: Uint8Array): Promise<Receipt> {
  keys += 1;
  const { intake } = await receiveIntake(world.db, {
    source: { id: 'report-68', unit: 'p-68' },
    period: '2020-Q3',
    kind: 'report',
    idempotencyKey: String(keys),
    body,
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    fileName: 'bao-cao.xlsx',
    personId: 'someone',
    // One after the other, and all before they are read.
    now: new Date(NOW.getTime() - 60_000 + keys * 1_000),
  });
  return intake;
}

const takeIn = () => runWaiting(jobContext(world.db, NOW.toISOString()), { client: quickClient() });

const countRows = async (): Promise<Record<string, number> | undefined> => {
  const [counts] = await world.db.sql<Record<string, number>[]>`
    select (select count(*)::int from service_row) as services,
      (select count(*)::int from observation where missing is null) as figures,
      (select count(*)::int from report_duty) as duties,
      (select count(*)::int from report_obstacle) as obstacles`;
  return counts;
};

describe('a quarterly report', () => {
  it('with twelve mistakes is returned with twelve messages, and nothing of it counts', async () => {
    const changes = TWELVE_MISTAKES.map(({ change }) => change);
    const receipt = await upload(changeCells(await filledForm(), [...SIGNED, ...changes]));
    await takeIn();
    const outcome = await readIntake(world.db, receipt.number);
    expect(outcome).toMatchObject({ state: 'returned', errorCode: 'returned' });
    const told = outcome?.findings.map(({ rule, place }) => ({ rule, place })) ?? [];
    expect(told.toSorted((a, b) => a.rule.localeCompare(b.rule))).toEqual(
      TWELVE_MISTAKES.map(({ rule, place }) => ({ rule, place })).toSorted((a, b) =>
        a.rule.localeCompare(b.rule),
      ),
    );
    expect(await countRows()).toEqual({ services: 0, figures: 0, duties: 0, obstacles: 0 });
  });

  it('mended is recorded once, however often it is sent', async () => {
    const mended = changeCells(await filledForm(), [
      ...SIGNED,
      ['Nhiệm vụ', 'F6', 'Đang thực hiện'],
      ['Vướng mắc, kiến nghị', 'B5', 'Chưa có quy định về chữ ký số'],
      ['Vướng mắc, kiến nghị', 'D5', 'Bộ Thông tin và Truyền thông'],
    ]);
    for (let times = 0; times < 3; times += 1) {
      const receipt = await upload(mended);
      await takeIn();
      expect(await readIntake(world.db, receipt.number)).toMatchObject({ state: 'recorded' });
    }
    expect(await countRows()).toEqual({ services: 6, figures: 1, duties: 9, obstacles: 1 });
    const report = await readReport(world.db, 'p-68', '2020-Q3');
    expect(report).toMatchObject({ sourceId: 'report-68', recordedAt: NOW });
    expect(report?.duties.find(({ duty }) => duty === 'NV-02')).toMatchObject({ state: 'doing' });
    expect(report?.obstacles).toMatchObject([{ remover: 'Bộ Thông tin và Truyền thông' }]);
    const { runId = '' } = report ?? {};
    expect((await readSaid(world.db, { unitId: 'p-68', runId })).duties).toEqual(report?.duties);
    const told = await readSaidDuties(world.db, 'p-68', '2020-Q4', NOW);
    expect(told).toHaveLength(9);
    expect(told.find(({ duty }) => duty === 'NV-02')).toEqual({
      ...{ duty: 'NV-02', period: '2020-Q3', sourceId: 'report-68' },
      ...{ state: 'doing', doneOn: null, document: '' },
    });
    const before = new Date(NOW.getTime() - 1);
    expect(await readSaidDuties(world.db, 'p-68', '2020-Q4', before)).toEqual([]);
    expect(await readSaidDuties(world.db, 'p-68', '2020-Q2', null)).toEqual([]);
    expect(await countDuties(world.db, '2020-Q3')).toContainEqual({
      unitId: 'p-68',
      state: 'doing',
      count: 1,
    });
  });

  it('takes the place of the one before whole, also where it says less', async () => {
    await upload(changeCells(await filledForm(), SIGNED));
    await takeIn();
    expect(await readSaidDuties(world.db, 'p-68', '2020-Q3', null)).toHaveLength(9);
    // The form of the version before had printed this state itself: it says nothing of the duties.
    const silent = changeCells(await filledForm(), [
      ...SIGNED,
      ['_bieu_mau', 'A1', '2'],
      ['Vướng mắc, kiến nghị', 'B5', 'Chưa có quy định về chữ ký số'],
      ['Vướng mắc, kiến nghị', 'D5', 'Bộ Thông tin và Truyền thông'],
    ]);
    const { number } = await upload(silent);
    await takeIn();
    expect(await readIntake(world.db, number)).toMatchObject({ state: 'recorded' });
    expect(await readReport(world.db, 'p-68', '2020-Q3')).toMatchObject({
      duties: [],
      obstacles: [{ what: 'Chưa có quy định về chữ ký số' }],
    });
    expect(await readSaidDuties(world.db, 'p-68', '2020-Q3', null)).toEqual([]);
    expect(await countDuties(world.db, '2020-Q3')).toEqual([]);
  });

  it('stays recorded when another file is returned afterwards, which is told beside it', async () => {
    const good = await upload(changeCells(await filledForm(), SIGNED));
    await takeIn();
    const wrong = await upload(changeCells(await filledForm(), [['Thông tin', 'C6', '2020-Q2']]));
    await takeIn();
    const standing = {
      stands: { number: good.number, state: 'recorded', receivedAt: good.receivedAt },
      later: { number: wrong.number, state: 'returned' },
    };
    expect((await readSentReports(world.db, '2020-Q3')).get('p-68')).toMatchObject(standing);
    const source = { id: 'report-68', unit: 'p-68' };
    expect((await readStandingReceipts(world.db, source)).get('2020-Q3')).toMatchObject(standing);
    expect((await readSentReports(world.db, '2020-Q2')).size).toBe(0);
  });

  it('with the dossiers that its form showed of an earlier period is marked as copied', async () => {
    const first = await upload(changeCells(await filledForm(), SIGNED));
    await takeIn();
    expect((await readIntake(world.db, first.number))?.findings).toEqual([]);
    await world.db.sql`update service_row set period = '2020-Q1', period_end = '2020-03-31'`;
    const again = await upload(
      changeCells(await filledForm(), [...SIGNED, ['Thông tin', 'C9', '0263']]),
    );
    await takeIn();
    const outcome = await readIntake(world.db, again.number);
    expect(outcome?.state).toBe('recorded');
    expect(outcome?.findings.map(({ rule }) => rule)).toEqual(['copied-forward']);
  });

  it.each(BOMBS.slice(2, 5))('that is a bomb ($name) is returned as $code', async (bomb) => {
    const receipt = await upload(bomb.make());
    await takeIn();
    expect(await readIntake(world.db, receipt.number)).toMatchObject({
      state: 'returned',
      errorCode: bomb.code,
    });
    expect(await readReport(world.db, 'p-68', '2020-Q3')).toBeNull();
  });
});
