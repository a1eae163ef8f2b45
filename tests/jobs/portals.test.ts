// One slice of the whole way on the stand-ins for the portals: a service of Lâm Đồng is raised at its
// portal, gathered again, and the province's share moves by exactly that service.
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '#lib/server/db/client.ts';
import { parseSources } from '#lib/server/sources/source.ts';
import { draftRelease } from '#lib/server/publish/build.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { findReleaseId, readRelease } from '#lib/server/store/releases.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { gatherByHand } from '../../jobs/by-hand.ts';
import { runDueSlots } from '../../jobs/ledger.ts';
import { publishPeriod } from '../../jobs/publish.ts';
import { testDatabase, type TestDatabase } from '../helpers/database.ts';
import { jobContext, quickClient } from '../helpers/job-context.ts';
import { startPortals, type Portals } from '../portals/start.ts';

const CATALOGUE = fileURLToPath(new URL('../../drizzle/catalogue', import.meta.url));
const CHOSEN = ['portal-68', 'portal-bnv', 'axis', 'npsp', 'ndxp'];
const FIRST = '2019-04-14T23:00:00Z';

let database: TestDatabase;
let db: Db;
let portals: Portals;

beforeAll(async () => {
  [database, portals] = await Promise.all([testDatabase(), startPortals()]);
  db = database.db;
  await loadCatalogue(db, CATALOGUE);
  const all = parseSources(portals.sources);
  await upsertSources(
    db,
    all.filter((source) => CHOSEN.includes(source.id)),
  );
  await runDueSlots(jobContext(db, FIRST), {
    until: new Date(FIRST),
    clock: 'simulated',
    client: quickClient(),
  });
});
afterAll(() => Promise.all([database.drop(), portals.close()]));

const shareOf = (unit: string) => db.sql<
  { version: number; value: number; numerator: number; denominator: number; reason: string }[]
>`
  select version, value, numerator, denominator, reason from observation
  where unit_id = ${unit} and indicator_id = 'share_l4' and period = '2019-Q1' order by version`;

/** Raises a service of unit 68 that is below level 4, at its portal. */
async function raiseOne(): Promise<{ id: string; code: string }> {
  const [service] = await db.sql<{ id: string; code: string }[]>`
    select s.id, s.code from service s join service_row r on r.unit_id = s.unit_id and r.service_id = s.id
    where s.unit_id = 'p-68' and r.period = '2019-Q1' and r.level = 3 order by s.code limit 1`;
  const answer = await fetch(new URL(`services/68/${service!.code}`, portals.url), {
    method: 'PUT',
    body: JSON.stringify({ from: '2019-Q1', level: 4 }),
  });
  expect(answer.status).toBe(200);
  return service!;
}

async function rankOf(unit: string) {
  const id = await findReleaseId(db, { seriesId: 'dvc', period: '2019-Q1' });
  const release = await readRelease(db, id!);
  return release!.rows.find((row) => row.unitId === unit && row.measure === 'share_l4')!;
}

/** What would be published of the quarter. */
const draft = () =>
  draftRelease(db, { seriesId: 'dvc', period: '2019-Q1', now: new Date('2019-04-24') });

describe('the stand-ins for the portals', () => {
  it('are read without a single row set aside, in whatever dialect they speak', async () => {
    const [counted] = await db.sql`
      select (select count(*)::int from quarantine) as aside,
        (select count(*)::int from job_run where state = 'done') as done`;
    // One of them counts by the month and has answered for three.
    expect(counted).toEqual({ aside: 0, done: CHOSEN.length + 2 });
  });

  it('give shares that are counted from the rows', async () => {
    const [counted] = await db.sql`
      select count(*)::int as denominator, count(*) filter (where level = 4)::int as numerator
      from service_row where unit_id = 'p-68' and period = '2019-Q1' and superseded_at is null`;
    expect(await shareOf('p-68')).toMatchObject([{ version: 1, ...counted }]);
  });

  it('count some figures by the month, which make up the quarter that is published', async () => {
    const months = await db.sql<{ period: string; numerator: number; denominator: number }[]>`
      select period, numerator, denominator from observation
      where unit_id = 'p-68' and indicator_id = 'docs_electronic' order by period`;
    expect(months.map(({ period }) => period)).toEqual(['2019-01', '2019-02', '2019-03']);
    const numerator = months.reduce((sum, month) => sum + month.numerator, 0);
    const denominator = months.reduce((sum, month) => sum + month.denominator, 0);
    const { content } = await draft();
    expect(
      content.rows.find((row) => row.unitId === 'p-68' && row.measure === 'docs_electronic'),
    ).toMatchObject({ numerator, denominator, value: numerator / denominator, sourceId: 'axis' });
  });

  it('reckon some figures from the 15th to the 14th, which count for the quarter of that name', async () => {
    const spans = await db.sql`
      select distinct period, period_start::text as start, period_end::text as "end"
      from observation where source_id = 'ndxp'`;
    expect(spans).toEqual([{ period: '2019-Q1', start: '2018-12-15', end: '2019-03-14' }]);
    const { content, periodStart, periodEnd } = await draft();
    const flag = content.rows.find(
      (row) => row.unitId === 'p-68' && row.measure === 'lgsp_present',
    );
    expect(flag?.value).not.toBeNull();
    expect([periodStart, periodEnd]).toEqual(['2019-01-01', '2019-03-31']);
  });

  it('mark what they gave as illustrative', async () => {
    const marks = await db.sql`select distinct illustrative from observation`;
    expect(marks).toEqual([{ illustrative: true }]);
  });

  it('move a share by exactly one service when one is raised; rank and provenance follow', async () => {
    const publish = (day: string) =>
      publishPeriod(jobContext(db, `${day}T00:00:00Z`), { seriesId: 'dvc', period: '2019-Q1' });
    await publish('2019-04-25');
    const [before] = await shareOf('p-68');
    const raised = await raiseOne();
    const report = await gatherByHand(jobContext(db, '2019-05-01T00:00:00Z'), {
      sources: ['portal-68'],
      period: '2019-Q1',
      slotAt: new Date('2019-05-01T00:00:00Z'),
    });
    expect(report.outcomes).toMatchObject({ done: 1 });
    const after = (await shareOf('p-68'))[1]!;
    expect(after).toMatchObject({ version: 2, reason: 'R1', denominator: before!.denominator });
    expect(after.numerator).toBe(before!.numerator + 1);
    const rows = await db.sql`select version, level, reason, superseded_at is null as current
      from service_row where unit_id = 'p-68' and service_id = ${raised.id} and period = '2019-Q1'
      order by version`;
    expect(rows).toEqual([
      { version: 1, level: 3, reason: null, current: false },
      { version: 2, level: 4, reason: 'R1', current: true },
    ]);
    const [others] = await db.sql`select count(*)::int as rows from service_row
      where unit_id = 'p-68' and period = '2019-Q1' and version > 1 and service_id <> ${raised.id}`;
    expect(others).toEqual({ rows: 0 });
    const oldRow = await rankOf('p-68');
    await publish('2019-05-02');
    const newRow = await rankOf('p-68');
    expect(newRow).toMatchObject({ value: after.value, version: 2, sourceId: 'portal-68' });
    expect(newRow.runId).not.toBe(oldRow.runId);
  });
});
