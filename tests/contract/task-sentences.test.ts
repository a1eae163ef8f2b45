// What the page of a unit says of the tasks that documents give to it, quarter by quarter, before and after its
// reports: held against the API.
import { beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '#lib/server/db/client.ts';
import type { DutyRecord } from '#lib/domain/report/duty.ts';
import { periodOf } from '#lib/domain/period.ts';
import { parseSources } from '#lib/server/sources/source.ts';
import { recordReport } from '#lib/server/store/reports.ts';
import { claimSlot, finishRun } from '#lib/server/store/runs.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { webWorld } from '../helpers/worlds.ts';
import { TASK_HEADS, taskFaults, type Task, type TaskFacts } from './sentences/tasks.ts';
import { LANGUAGES, sectionsOf, type Language } from './sentences/text.ts';
import { PERIODS, readWorld } from './sentences/world.ts';

const web = webWorld('illustrative');
const UNIT = 'p-26';
const SOURCE = 'report-p-26';

const SOURCES = parseSources([
  {
    ...{ id: SOURCE, unit: UNIT, kind: 'xlsx-report', origin: 'report' },
    ...{ nameVi: 'Báo cáo quý Vĩnh Phúc', nameEn: 'Quarterly report of Vinh Phuc' },
    mapping: { produces: 'services' },
    ...{ schedule: '0 6 15 1,4,7,10 *', missedPolicy: 'skip' },
    // Over, so that what is told does not change with the day on which the tests run.
    ...{ firstSlot: '2020-04-15T06:00+07:00', lastSlot: '2020-04-15T06:00+07:00' },
    ...{ illustrative: true, frequency: 'quarter', reckoning: 'calendar' },
    ...{ timeoutMs: 2_000, maxAttempts: 2, indicators: ['share_l4'] },
  },
]);

const task = (duty: string, state: DutyRecord['state'], done?: [on: string, by: string]) => ({
  ...{ duty, state, note: '' },
  ...{ doneOn: done?.[0] ?? null, document: done?.[1] ?? '' },
});

/** One done late, one in time, one taken back; one still under way past its day; one that nobody tells of. */
const REPORTS: [period: string, duties: DutyRecord[]][] = [
  [
    '2020-Q1',
    [
      task('NV-01', 'done', ['2016-05-10', '12/QĐ-UBND']),
      task('NV-02', 'doing'),
      task('NV-03', 'doing'),
      task('NV-04', 'done', ['2020-02-01', '7/BC-UBND']),
      task('NV-05', 'doing'),
      task('NV-06', 'not-started'),
    ],
  ],
  [
    '2020-Q3',
    [
      task('NV-01', 'done', ['2016-05-10', '12/QĐ-UBND']),
      task('NV-02', 'done', ['2020-08-15', '34/BC-UBND']),
      task('NV-03', 'doing'),
      task('NV-04', 'doing'),
      task('NV-05', 'done'),
      task('NV-07', 'not-started'),
    ],
  ],
  ['2021-Q1', [task('NV-03', 'doing'), task('NV-04', 'doing'), task('NV-07', 'doing')]],
];

async function report(period: string, duties: DutyRecord[]): Promise<void> {
  const { db } = web;
  const asOf = new Date(`${periodOf(period).end}T20:00:00Z`);
  const claim = await claimSlot(
    db,
    {
      ...{ job: 'gather', sourceId: SOURCE, unitId: UNIT, slotAt: asOf, period },
      trigger: 'report',
    },
    { asOf, dueBy: asOf, leaseMs: 60_000 },
  );
  if (!claim) throw new Error('nobody else claims slots here');
  await inTransaction(db, async (tx) => {
    await recordReport(tx, claim, periodOf(period), { duties, obstacles: [] });
    const counts = { repliesStored: 1, rowsAccepted: duties.length, rowsQuarantined: 0 };
    await finishRun(tx, claim, { ...counts, versionsWritten: 0 });
  });
}

const factsOf = new Map<string, TaskFacts>();
beforeAll(async () => {
  await upsertSources(web.db, SOURCES);
  for (const [period, duties] of REPORTS) await report(period, duties);
  const world = await readWorld(web, ({ code }) => /^(?:npsp_connected|lgsp_present)$/.test(code));
  for (const unitId of [UNIT, 'm-btp']) {
    const told: { period: string; tasks: Task[] }[] = [];
    for (const period of PERIODS) {
      const { tasks } = await web.json<{ tasks: Task[] }>(
        `/api/v1/units/${unitId}?period=${period}`,
      );
      told.push({ period, tasks });
      factsOf.set(`${unitId} ${period}`, { unitId, told: [...told], world });
    }
  }
});

const sectionOf = async (unitId: string, period: string, language: Language) => {
  const page = await web.text(`${language === 'en' ? '/en' : ''}/units/${unitId}?period=${period}`);
  return sectionsOf(page).find(({ heading }) => heading === TASK_HEADS[language]);
};

describe('the tasks of a unit', () => {
  it('are told as its reports up to the quarter tell of them, in every quarter', async () => {
    let [told, untold] = [0, 0];
    for (const [key, facts] of factsOf) {
      const [unitId = '', period = ''] = key.split(' ');
      const language = LANGUAGES[(told + untold) % 2] ?? 'vi';
      const section = await sectionOf(unitId, period, language);
      expect(taskFaults(section, facts, language), key).toEqual([]);
      const isTold = facts.told.at(-1)?.tasks.some(({ reported }) => reported !== null);
      if (isTold) told += 1;
      else untold += 1;
    }
    expect([told, untold]).toEqual([8, 16]);
  });

  it.each(LANGUAGES)(
    'are found out where a state, day or document is another (%s)',
    async (language) => {
      const facts = factsOf.get(`${UNIT} 2021-Q1`);
      if (!facts) throw new Error('no quarter was read');
      const section = await sectionOf(UNIT, '2021-Q1', language);
      expect(taskFaults(section, facts, language)).toEqual([]);
      const last = facts.told.at(-1)?.tasks ?? [];
      const changes: Partial<NonNullable<Task['reported']>>[] = [
        { state: 'not-started' },
        { doneOn: '2020-03-03' },
        { document: '99/QĐ-UBND' },
        { since: '2019-Q1' },
      ];
      // The day on which it was done is told of what is done alone.
      const isTold = ({ reported }: Task) => reported?.state === 'done' || reported?.doneOn == null;
      const others = last.flatMap((own, at) => {
        const { reported } = own;
        const retold = changes.map((change) => reported && { ...reported, ...change });
        return [
          ...[...retold, null].map((other) => ({ ...own, reported: other })),
          ...[{ due: '2030-01-01' }, { document: '1/NQ-CP' }].map((other) => ({
            ...own,
            ...other,
          })),
        ]
          .filter((other) => isTold(other) && JSON.stringify(other) !== JSON.stringify(own))
          .map((other) => last.with(at, other));
      });
      expect(others.length).toBeGreaterThan(30);
      const unnoticed = others.filter((tasks) => {
        const told = [...facts.told.slice(0, -1), { period: '2021-Q1', tasks }];
        return taskFaults(section, { ...facts, told }, language).length === 0;
      });
      expect(unnoticed).toEqual([]);
    },
  );
});
