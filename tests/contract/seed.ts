// A small world for the API's contract: two ministries, three provinces and an agency over two
// quarters, one of them silent in the second, and a package with a name that is a formula.
import { buildRelease } from '#lib/domain/build-release.ts';
import type { Observation } from '#lib/domain/observation.ts';
import { periodOf } from '#lib/domain/period.ts';
import type { ReleaseContent, Rules } from '#lib/domain/release.ts';
import { unitId } from '#lib/domain/unit.ts';
import { type Db, inTransaction } from '#lib/server/db/client.ts';
import { hashOf } from '#lib/server/publish/build.ts';
import { movePointer, writeRelease } from '#lib/server/store/releases.ts';
import {
  aFigure,
  aGroup,
  aMember,
  anAbsence,
  anIndicator,
  aNode,
  aShare,
  aTarget,
  theRules,
} from '../helpers/engine-cases.ts';

export const IDS = {
  '2020-Q1': '01970000-0000-7000-8000-000000000001',
  '2020-Q2': '01970000-0000-7000-8000-000000000002',
  '2020-Q2 corrected': '01970000-0000-7000-8000-000000000003',
  package: '01970000-0000-7000-8000-000000000004',
  '2020-Q3 thin': '01970000-0000-7000-8000-000000000006',
  '2020-Q1 corrected': '01970000-0000-7000-8000-000000000007',
  '2021-Q1 uncounted': '01970000-0000-7000-8000-000000000020',
  '2021-Q2 uncounted': '01970000-0000-7000-8000-000000000021',
  '2025-Q4 alone': '01970000-0000-7000-8000-000000000022',
} as const;

const member = (id: string, code: string, groupId: string, nameVi: string, nameEn: string) =>
  aMember(code, groupId, { id: unitId(id), nameVi, nameEn, shortVi: nameVi });

/** Its groups, units, measure and target, which is of March 2019. */
export const SMALL_RULES: Rules = theRules({
  groups: [
    { ...aGroup('ministries'), sort: 1 },
    { ...aGroup('agencies', false), sort: 2 },
    { ...aGroup('provinces'), sort: 3 },
  ],
  units: [
    member('m-bnv', 'bnv', 'ministries', 'Bộ Nội vụ', 'Ministry of Home Affairs'),
    member('m-btp', 'btp', 'ministries', 'Bộ Tư pháp', 'Ministry of Justice'),
    member('m-bhxh', 'bhxh', 'agencies', 'Bảo hiểm xã hội Việt Nam', 'Vietnam Social Security'),
    member('p-01', '01', 'provinces', 'Thành phố Hà Nội', 'Ha Noi'),
    member('p-48', '48', 'provinces', 'Thành phố Đà Nẵng', 'Da Nang'),
    member('p-68', '68', 'provinces', 'Tỉnh Lâm Đồng', 'Lam Dong'),
  ],
  indicators: [anIndicator('share_l4')],
  targets: [aTarget({ groupIds: ['ministries', 'provinces'] })],
});

/** What a unit gave of a quarter; null where it was asked in vain. */
export const given = (
  id: string,
  period: string,
  counts: [number, number] | null,
): Observation => ({
  ...(counts
    ? aShare('x', period, counts, { illustrative: true })
    : { ...anAbsence('x', period, 'no-reply'), illustrative: true }),
  unitId: unitId(id),
  sourceId: `portal-${id}`,
});

const FIGURES: Observation[] = [
  given('m-bnv', '2020-Q1', [30, 100]),
  given('m-btp', '2020-Q1', [1, 3]),
  given('m-bhxh', '2020-Q1', [10, 50]),
  given('p-01', '2020-Q1', [119, 400]),
  given('p-48', '2020-Q1', [200, 500]),
  given('p-68', '2020-Q1', [7, 300]),
  given('m-bnv', '2020-Q2', [29, 100]),
  given('m-btp', '2020-Q2', [2, 3]),
  given('m-bhxh', '2020-Q2', [25, 50]),
  given('p-01', '2020-Q2', [120, 400]),
  given('p-48', '2020-Q2', null),
  given('p-68', '2020-Q2', [120, 400]),
];

/** A quarter that one unit alone has reported early. */
const EARLY = [given('p-68', '2020-Q3', [130, 400])];

const PACKAGE: Rules = theRules({
  series: { id: 'pkg', nameVi: 'Gói', nameEn: 'Package', frequency: 'year', kind: 'package' },
  units: [
    member('p-01', '01', 'provinces', '=HYPERLINK("http://x.test")', '@SUM(A1:A9)'),
    member('p-48', '48', 'provinces', '-2+3', '＝1+1'),
  ],
  indicators: [
    anIndicator('d1', { measure: 'score', frequency: 'year', unit: 'points', decimals: 2 }),
  ],
  indices: [
    {
      code: 'pkg',
      version: '1',
      validFrom: null,
      validTo: null,
      nodes: [
        aNode('pkg', null, { aggregate: 'sum', missing: 'exclude_unit' }),
        aNode('d1', 'pkg', { indicatorId: anIndicator('d1').id, normalise: 'none' }),
      ],
    },
  ],
});

/** Writes a release and points to it as the current one of its period. */
export async function write(
  db: Db,
  release: { id: string; content: ReleaseContent; at: string; previous: string | null },
): Promise<void> {
  const { id, content, previous } = release;
  const { start, end } = periodOf(content.period);
  const at = new Date(release.at);
  await inTransaction(db, async (tx) => {
    await writeRelease(tx, {
      id,
      content,
      status: content.rules.series.kind === 'package' ? 'final' : 'provisional',
      hash: hashOf(content),
      periodStart: start,
      periodEnd: end,
      knownAt: at,
      previousReleaseId: previous,
    });
    await movePointer(tx, id, at);
  });
}

/** Writes four releases: 2020-Q1, 2020-Q2, a correction of it, and the package's 2020. */
export async function seedReleases(db: Db): Promise<void> {
  await db.sql`insert into series values ('pkg', 'Gói', 'Package', 'year', 'package', 9)`;
  const build = (period: string, previous: ReleaseContent | null, observations: Observation[]) =>
    buildRelease({
      rules: SMALL_RULES,
      period: periodOf(period),
      observations: observations.filter((each) => each.period <= period),
      previous,
      releasedOn: '2020-07-25',
    });
  const first = build('2020-Q1', null, FIGURES);
  const second = build('2020-Q2', first, FIGURES);
  const corrected = build(
    '2020-Q2',
    first,
    FIGURES.map((each) =>
      each.period === '2020-Q2' && each.unitId === 'p-68'
        ? { ...given('p-68', '2020-Q2', [121, 400]), version: 2, reason: 'R1' as const }
        : each,
    ),
  );
  const q1 = IDS['2020-Q1'];
  await write(db, { id: q1, content: first, at: '2020-04-25T00:00:00Z', previous: null });
  await write(db, {
    id: IDS['2020-Q2'],
    content: second,
    at: '2020-07-25T00:00:00Z',
    previous: q1,
  });
  await write(db, {
    id: IDS['2020-Q2 corrected'],
    content: corrected,
    at: '2020-08-01T00:00:00Z',
    previous: q1,
  });
  const year = buildRelease({
    rules: PACKAGE,
    period: periodOf('2020'),
    observations: [aFigure('01', 'd1', '2020', 5.5), aFigure('48', 'd1', '2020', -1)],
    previous: null,
    releasedOn: '2021-03-01',
  });
  await write(db, { id: IDS.package, content: year, at: '2021-03-01T00:00:00Z', previous: null });
}

/** Writes 2020-Q3, of which one of five units has a figure. */
export async function seedThinQuarter(db: Db): Promise<void> {
  const content = buildRelease({
    rules: SMALL_RULES,
    period: periodOf('2020-Q3'),
    observations: [...FIGURES, ...EARLY],
    previous: null,
    releasedOn: '2020-10-25',
  });
  const id = IDS['2020-Q3 thin'];
  await write(db, { id, content, at: '2020-10-25T00:00:00Z', previous: null });
}

/** Writes a correction of 2020-Q1 that came after 2020-Q2 was out: the last of three was the first. */
export async function seedLateCorrection(db: Db): Promise<void> {
  const content = buildRelease({
    rules: SMALL_RULES,
    period: periodOf('2020-Q1'),
    observations: [
      ...FIGURES.filter((each) => each.period === '2020-Q1' && each.unitId !== 'p-68'),
      { ...given('p-68', '2020-Q1', [250, 400]), version: 2, reason: 'R1' },
    ],
    previous: null,
    releasedOn: '2020-04-25',
  });
  const id = IDS['2020-Q1 corrected'];
  await write(db, { id, content, at: '2020-09-01T00:00:00Z', previous: null });
}

/** Writes 2021-Q1, to which one province gave a share without its counts, and 2021-Q2, in which it is silent. */
export async function seedUncounted(db: Db): Promise<void> {
  const { numerator: _, denominator: __, ...rest } = given('p-01', '2021-Q1', [1, 5]);
  const figures: Observation[] = [
    ...FIGURES,
    { ...rest, numerator: null, denominator: null },
    given('p-48', '2021-Q1', [200, 500]),
    given('p-68', '2021-Q1', [7, 300]),
    given('p-01', '2021-Q2', null),
    given('p-48', '2021-Q2', [210, 500]),
    given('p-68', '2021-Q2', [9, 300]),
  ];
  for (const period of ['2021-Q1', '2021-Q2'] as const) {
    const content = buildRelease({
      ...{ rules: SMALL_RULES, period: periodOf(period), previous: null },
      observations: figures.filter((each) => each.period <= period),
      releasedOn: '2021-07-25',
    });
    const id = IDS[`${period} uncounted`];
    await write(db, { id, content, at: '2021-07-25T00:00:00Z', previous: null });
  }
}

/** Writes 2025-Q4 by the measure that took the place of levels, of one province alone of its group. */
export async function seedSuccessorAlone(db: Db): Promise<void> {
  await db.sql`insert into series values ('dvc-full-part', 'Toàn trình', 'Fully online', 'quarter', 'package', 8)
    on conflict do nothing`;
  const names = {
    nameVi: 'Tỷ lệ dịch vụ công trực tuyến toàn trình',
    nameEn: 'Share of services fully online',
  };
  const measure = anIndicator('share_full', names);
  const content = buildRelease({
    rules: theRules({
      series: {
        ...{ id: 'dvc-full-part', nameVi: 'Toàn trình', nameEn: 'Fully online' },
        ...{ frequency: 'quarter', kind: 'package' },
      },
      units: [member('p25-33', '33', 'provinces', 'Tỉnh Hưng Yên', 'Hung Yen')],
      indicators: [measure],
    }),
    period: periodOf('2025-Q4'),
    observations: [{ ...given('p25-33', '2025-Q4', [123, 456]), indicatorId: measure.id }],
    previous: null,
    releasedOn: '2026-01-25',
  });
  const id = IDS['2025-Q4 alone'];
  await write(db, { id, content, at: '2026-01-25T00:00:00Z', previous: null });
}
