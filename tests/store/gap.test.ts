// Gaps in named services over a real database: three provinces gathered over HTTP, released, and one
// of them revised after its release.
import { beforeAll, describe, expect, it } from 'vitest';
import { gapCsv, gapFileName, gapJson, requireGap } from '#lib/server/api/gap.ts';
import { proceduresJson } from '#lib/server/api/procedures.ts';
import { ProblemError } from '#lib/server/http.ts';
import { createPublished, type Published } from '#lib/server/published.ts';
import { publishPeriod } from '../../jobs/publish.ts';
import { gatherOnce } from '../helpers/gather-once.ts';
import { jobContext } from '../helpers/job-context.ts';
import { type ServiceRow, serviceRow, smallSource } from '../helpers/small-portal.ts';
import { catalogueWorld } from '../helpers/worlds.ts';

const PERIOD = '2020-Q1';
const world = catalogueWorld('for all');
let published: Published;

/** Codes are of the unit's own; of the procedures 1001 to 1004 every province has one. */
const services = (levels: readonly Partial<ServiceRow>[]): ServiceRow[] =>
  levels.map((change, at) => serviceRow(String(1001 + at), change));
const dossiers = (received: number) => ({ received, filedOnline: 0, handledOnline: 0, onTime: 0 });
const L4 = { level: 4 };

const LAM_DONG = services([
  { ...dossiers(5), level: 3 },
  { ...dossiers(90), office: 'Sở Tư pháp' },
  { ...dossiers(5), level: 2 },
  { ...dossiers(900), eligible: false },
  L4,
  ...Array.from({ length: 5 }, () => ({ eligible: false })),
]);
const DA_NANG = services([...Array.from({ length: 5 }, () => L4), {}, {}, {}, {}, {}]);
const QUANG_NAM = services([L4, L4, {}, {}, ...Array.from({ length: 6 }, () => L4)]);

const gather = (unit: string, rows: readonly ServiceRow[], day: string) =>
  gatherOnce(world.db, {
    source: (address) => smallSource(`portal-${unit}`, unit, address),
    rows,
    period: PERIOD,
    at: `${day}T06:00:00Z`,
  });

const gapOf = (unit: string, query = '') => {
  const url = new URL(`http://tiendo.test/?${query}`);
  return requireGap(world.db, published, unit, { url, request: new Request(url) });
};
const told = async (unit: string, query = '') => gapJson(await gapOf(unit, query));

beforeAll(async () => {
  await gather('p-68', LAM_DONG, '2020-04-15');
  await gather('p-48', DA_NANG, '2020-04-15');
  await gather('p-49', QUANG_NAM, '2020-04-15');
  const subject = { seriesId: 'dvc', period: PERIOD };
  await publishPeriod(jobContext(world.db, '2020-04-25T00:00:00Z'), subject);
  // What a source says after the release is not what the release was built from.
  await gather(
    'p-68',
    LAM_DONG.map((row) => ({ ...row, level: 4 })),
    '2020-05-15',
  );
  published = createPublished(world.db);
}, 120_000);

describe('the gap of a unit', () => {
  it('names the services to raise, those with most dossiers first, with their offices', async () => {
    const gap = await told('p-68');
    expect(gap).toMatchObject({ numerator: 1, denominator: 10, rank: 3, ranked: 3, candidates: 3 });
    expect(gap.toTargetReason).toBeNull();
    expect(gap.toTarget).toMatchObject({
      services: 2,
      due: '2020-12-31',
      demand: 0.3,
      retiring: 7,
      tooFew: 0,
      named: [
        { service: '1002', name: 'Thủ tục 1002', office: 'Sở Tư pháp', level: 2, dossiers: 90 },
        { service: '1001', level: 3, dossiers: 5 },
      ],
      offices: [
        { office: 'Sở Tư pháp', services: 1, dossiers: 90 },
        { office: 'Sở Tài nguyên và Môi trường', services: 1, dossiers: 5 },
      ],
    });
  });

  it('says how many services are too few to reach the next place', async () => {
    const { toNextRank } = await told('p-68');
    expect(toNextRank).toMatchObject({
      services: 4,
      rank: 2,
      unit: { unitId: 'p-48' },
      level: [],
      moving: { services: 4, period: '2020-Q2' },
      tooFew: 1,
    });
    expect(toNextRank?.named).toHaveLength(3);
  });

  it('is none, with the reason, where the target is met or the place is the first', async () => {
    expect(await told('p-48')).toMatchObject({ toTarget: null, toTargetReason: 'met' });
    expect(await told('p-49')).toMatchObject({ toNextRank: null, toNextRankReason: 'first' });
    expect(await told('p-01')).toMatchObject({
      reason: 'not-connected',
      toTargetReason: 'no-figure',
      toNextRankReason: 'no-figure',
      namedReason: 'no-rows',
    });
  });

  it('answers for a place that is asked for', async () => {
    expect((await told('p-68', 'rank=1')).toRank).toMatchObject({ services: 7, rank: 1 });
    expect(await told('p-48', 'rank=2')).toMatchObject({ toRank: null, toRankReason: 'held' });
    expect(await told('p-48')).toMatchObject({ toRank: null, toRankReason: 'not-asked' });
  });

  it('counts what another measure counts, without names where it counts no services', async () => {
    expect(await told('p-68', 'measure=dossiers_on_time')).toMatchObject({
      counted: 'dossiers',
      toTargetReason: 'no-target',
      toNextRank: { services: 900, named: null },
      namedReason: 'counts-no-services',
    });
    const used = await told('p-68', 'measure=share_l3_plus');
    expect(used.toNextRank?.named?.[0]).toMatchObject({ service: '1004', dossiers: 900 });
  });

  it('tells for a part of an index what each leaf alone could do, none where leaves move together', async () => {
    const gap = await told('p-68', 'measure=tiendo:provision');
    expect(gap).toMatchObject({ toTargetReason: 'no-target', counted: null });
    expect(gap.toNextRank).toMatchObject({ services: null, named: null, rank: 2 });
    // Both of its parts count services: raising one moves both.
    expect(gap.toNextRank?.moves).toEqual([]);
  });

  it('says how many services, raised one after another, bring it to a place on an index', async () => {
    // Two of ten more, at level 4 and at level 3 or 4 alike, come to the eight of p-49 with a third.
    const gap = await told('p-48', 'measure=tiendo:provision');
    expect(gap.toNextRank).toMatchObject({
      rank: 1,
      unit: { unitId: 'p-49' },
      raisingReason: null,
      raising: {
        services: 3,
        moving: 3,
        candidates: 5,
        indicators: ['share_l4', 'share_l3_plus'],
        named: [{ service: '1006' }, { service: '1007' }, { service: '1008' }],
        offices: [{ services: 3 }],
      },
    });
    // Raising all that qualify is too little for p-68: nothing is promised.
    const short = await told('p-68', 'measure=tiendo:provision');
    expect(short.toNextRank?.raising).toMatchObject({ services: null, candidates: 3, named: [] });
  });

  it('comes as CSV with every service that could be raised, in order', async () => {
    const gap = await gapOf('p-68', 'rank=1');
    const [head, ...lines] = gapCsv(gap).trim().split('\r\n');
    expect(head).toContain('to_target,to_next_rank,to_rank');
    expect(
      lines.map((line) => line.split(',').slice(5, 7).concat(line.split(',').slice(-4))),
    ).toEqual([
      ['1', '1002', '90', 'true', 'true', 'true'],
      ['2', '1001', '5', 'true', 'true', 'true'],
      ['3', '1003', '5', 'false', 'true', 'true'],
    ]);
    expect(gapFileName(gap)).toMatch(/^tiendo-gap-p-68-share_l4-2020-Q1-1/);
  });

  it.each([
    ['measure=share_l5', 'unknown-measure'],
    ['rank=0', 'bad-parameter'],
    ['rank=4', 'bad-parameter'],
    ['period=soon', 'bad-period'],
    ['goal=1', 'unknown-parameter'],
  ])('refuses ?%s', async (query, code) => {
    await expect(gapOf('p-68', query)).rejects.toSatisfy(
      (error) => error instanceof ProblemError && error.problem.code === code,
    );
  });
});

describe('procedures', () => {
  const answer = (query = '') =>
    proceduresJson(world.db, published, new URL(`http://tiendo.test/?${query}`));

  it('are counted over all units as known when the release was built', async () => {
    const { procedures, together, ...totals } = await answer();
    expect(totals).toMatchObject({ measured: 3, short: 1, lacking: 2, of: 9 });
    // 1003 is below level 4 and eligible in Lâm Đồng and Quảng Nam, but at level 4 in Đà Nẵng.
    expect(procedures[0]).toMatchObject({
      procedure: '1.001003',
      name: 'Thủ tục 1003',
      units: 2,
      services: 2,
      dossiers: 15,
      short: 1,
      reachAlone: 0,
    });
    expect(
      together.map(({ procedure, reached, lacking }) => [procedure, reached, lacking]),
    ).toEqual([
      ['1.001002', 0, 1],
      ['1.001001', 1, 0],
    ]);
  });

  it('are cut to the number asked for', async () => {
    expect((await answer('limit=1')).procedures).toHaveLength(1);
    await expect(answer('limit=0')).rejects.toThrow('limit');
  });
});
