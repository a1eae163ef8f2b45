// A platform that answers for all units in one reply: whose figure is whose, and who is owed one.
import { beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '#lib/server/db/client.ts';
import type { SourceConfig } from '#lib/server/sources/source.ts';
import { decide } from '#lib/server/store/decisions.ts';
import { hashOriginal } from '#lib/server/store/quarantine.ts';
import { readExpectedUnits, upsertSources } from '#lib/server/store/sources.ts';
import { runSlots } from '../../jobs/ledger.ts';
import { jobContext, quickClient } from '../helpers/job-context.ts';
import { sendJson, sendStatus, smallSource } from '../helpers/small-portal.ts';
import { portalWorld } from '../helpers/worlds.ts';

const world = portalWorld('for all', sendStatus(503));
let source: SourceConfig;
let runs = 0;

beforeEach(async () => {
  runs += 1;
  source = smallSource(`platform-${runs}`, 'vn', world.portal.url, {
    origin: 'report',
    mapping: {
      produces: 'observations',
      request: { path: '/units' },
      paging: { kind: 'none' },
      rows: 'rows',
      unitCode: 'unit',
      measures: [
        { indicator: 'docs_electronic', numerator: 'sent', denominator: 'all' },
        { indicator: 'npsp_connected', value: { path: 'joined', values: { Có: 1, Chưa: 0 } } },
        { indicator: 'npsp_accounts', scope: 'nation', value: 'accounts', qualifier: 'sign' },
      ],
    },
    indicators: ['docs_electronic', 'npsp_connected', 'npsp_accounts'],
  });
  await upsertSources(world.db, [source]);
});

/** Asks for a period as of a day, and tries to the end. */
async function gather(rows: unknown[] | null, period = '2020-Q1', day = '2020-04-15') {
  world.portal.answer = rows
    ? (_request, response) => sendJson(response, { rows })
    : sendStatus(503);
  const slotAt = new Date(`${day}T06:00:00Z`);
  const slot = { job: 'gather', sourceId: source.id, unitId: 'vn', slotAt, period } as const;
  return runSlots(
    jobContext(world.db, slotAt.toISOString()),
    [{ source, slot: { ...slot, trigger: 'manual' } }],
    {
      clock: 'simulated',
      simulatedRetryMs: 0,
      client: quickClient(),
    },
  );
}

const figures = (unit: string, indicator = 'docs_electronic') => world.db.sql`
  select period, value, missing, qualifier from observation
  where source_id = ${source.id} and unit_id = ${unit} and indicator_id = ${indicator}
  order by period, version`;

/** Puts a row aside, whose text is its JSON. */
const reject = (row: object) =>
  inTransaction(world.db, (tx) =>
    decide(tx, {
      ...{ unitId: 'p-68', sourceId: source.id, period: '2020-Q1', decision: 'reject' },
      originalHash: hashOriginal(JSON.stringify(row)),
      ...{ reason: 'Đơn vị báo nhầm', by: 'person-1', at: new Date('2020-05-01T00:00:00Z') },
      changesFigures: false,
    }),
  );

const rulesBroken = async () =>
  (
    await world.db
      .sql`select rule from quarantine where source_id = ${source.id} and severity = 'refuse' order by rule`
  ).map((row) => String(row.rule));

describe('a platform of all units', () => {
  it('gives each unit its figures, and the nation its own', async () => {
    await gather([
      { unit: '68', sent: 3, all: 4, joined: 'Có' },
      { unit: 'vn', accounts: 47000, sign: '>' },
    ]);
    expect(await figures('p-68')).toMatchObject([{ value: 0.75 }]);
    expect(await figures('p-68', 'npsp_connected')).toMatchObject([{ value: 1 }]);
    expect(await figures('vn', 'npsp_accounts')).toMatchObject([{ value: 47000, qualifier: '>' }]);
    expect(await figures('vn')).toHaveLength(0);
  });

  it('owes a figure to every member that offers services: who is left out is not reported', async () => {
    await gather([{ unit: '68', sent: 3, all: 4, joined: 'Có' }]);
    const expected = await readExpectedUnits(world.db, 'dvc', '2020-03-31');
    const [counted] = await world.db.sql`select count(*)::int as units,
        count(*) filter (where missing = 'not-reported')::int as silent
      from observation where source_id = ${source.id} and indicator_id = 'docs_electronic'`;
    expect(expected).toHaveLength(86);
    expect(counted).toEqual({ units: expected.length, silent: expected.length - 1 });
  });

  it('speaks of the unit that bore the code on the last day of the period', async () => {
    await gather([{ unit: '15', sent: 1, all: 4, joined: 'Chưa' }], '2020-Q1');
    await gather([{ unit: '15', sent: 2, all: 4, joined: 'Chưa' }], '2025-Q3', '2025-10-15');
    expect(await figures('p-15')).toMatchObject([{ period: '2020-Q1', value: 0.25 }]);
    expect((await figures('p25-15')).at(-1)).toMatchObject({ period: '2025-Q3', value: 0.5 });
  });

  it('has the row of a unit nobody knows set aside', async () => {
    await gather([{ unit: '99', sent: 1, all: 4, joined: 'Có' }]);
    expect(await rulesBroken()).toEqual(['unknown-unit']);
  });

  it('has the row of a unit set aside whose code may have lost digits as a number', async () => {
    await gather([
      { unit: 68, sent: 3, all: 4, joined: 'Có' },
      { unit: 1.5, sent: 1, all: 4, joined: 'Có' },
    ]);
    expect(await rulesBroken()).toEqual(['number-for-code']);
    expect(await figures('p-68')).toMatchObject([{ value: 0.75 }]);
  });

  it('has both rows of a unit set aside when it comes twice', async () => {
    const row = { unit: '68', sent: 1, all: 4, joined: 'Có' };
    await gather([row, { ...row, sent: 2 }]);
    expect(await rulesBroken()).toEqual(['repeated-unit', 'repeated-unit']);
    expect(await figures('p-68')).toMatchObject([{ value: null, missing: 'rejected' }]);
  });

  it('has a part above its whole set aside, keeping the figure that stood', async () => {
    await gather([{ unit: '68', sent: 3, all: 4, joined: 'Có' }]);
    await gather([{ unit: '68', sent: 5, all: 4, joined: 'Chưa' }], '2020-Q1', '2020-05-15');
    expect(await rulesBroken()).toEqual(['part-above-whole']);
    expect(await figures('p-68')).toMatchObject([{ value: 0.75 }]);
    expect((await figures('p-68', 'npsp_connected')).at(-1)).toMatchObject({ value: 0 });
  });

  it('has a figure that counts taken back once its row is rejected, and its rival speak', async () => {
    const row = { unit: '68', sent: 3, all: 4, joined: 'Có' };
    await gather([row, { unit: '01', sent: 1, all: 4, joined: 'Có' }]);
    await reject(row);
    await gather([row], '2020-Q1', '2020-05-15');
    expect(await figures('p-68')).toMatchObject([{ value: 0.75 }, { missing: 'rejected' }]);
    await gather([row, { ...row, sent: 2 }], '2020-Q1', '2020-06-15');
    expect((await figures('p-68')).at(-1)).toMatchObject({ value: 0.5, missing: null });
  });

  it('keeps the figure that stood where two rows contradict and both are rejected', async () => {
    const row = { unit: '68', sent: 3, all: 4, joined: 'Có' };
    await gather([row]);
    const rivals = [
      { ...row, sent: 1 },
      { ...row, sent: 2 },
    ];
    await gather(rivals, '2020-Q1', '2020-05-15');
    for (const each of rivals) await reject(each);
    const other = { unit: '01', sent: 1, all: 4, joined: 'Có' };
    await gather([...rivals, other], '2020-Q1', '2020-06-15');
    expect(await figures('p-68')).toMatchObject([{ value: 0.75 }]);
  });

  it('that stays silent leaves every figure it owes missing', async () => {
    const report = await gather(null);
    expect(report.outcomes).toMatchObject({ failed: 1, retry: 0 });
    const missing = await world.db.sql`select distinct indicator_id as indicator, missing
      from observation where source_id = ${source.id} order by 1`;
    expect(missing).toEqual([
      { indicator: 'docs_electronic', missing: 'no-reply' },
      { indicator: 'npsp_accounts', missing: 'no-reply' },
      { indicator: 'npsp_connected', missing: 'no-reply' },
    ]);
    expect(await figures('vn', 'npsp_accounts')).toMatchObject([{ missing: 'no-reply' }]);
  });
});
