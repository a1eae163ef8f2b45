// Five provinces over five quarters with what the catalogue's own targets do not bring about: targets
// over services, dossiers and documents that some meet and some do not, one that asks for no more than
// so much, one without its baseline, one of exactly so much; and schedules that units laid out or were told.
import { buildRelease } from '#lib/domain/build-release.ts';
import type { Observation } from '#lib/domain/observation.ts';
import { periodOf } from '#lib/domain/period.ts';
import type { ReleaseContent } from '#lib/domain/release.ts';
import type { ScheduleKind, Target } from '#lib/domain/target.ts';
import { unitId } from '#lib/domain/unit.ts';
import type { Db } from '#lib/server/db/client.ts';
import {
  aMember,
  anAbsence,
  anIndicator,
  aShare,
  aTarget,
  theRules,
} from '../helpers/engine-cases.ts';
import { write } from './seed.ts';

/** What is chosen on a unit's page, by what it counts. */
export const MEASURES = {
  services: 'share_l3_plus',
  dossiers: 'dossiers_online_all',
  documents: 'docs_electronic',
  /** Less of it is better. */
  less: 'dossiers_late',
  /** A multiple of a quarter that nobody has. */
  baseless: 'share_l4_with_dossiers',
  /** Exactly a third. */
  exact: 'docs_signed',
  /** Asks nothing of anybody. */
  free: 'share_full',
  /** Has no target, only schedules. */
  scheduled: 'share_l4',
} as const;

export const QUARTERS = ['2020-Q1', '2020-Q2', '2020-Q3', '2020-Q4', '2021-Q1'];

export const UNITS = {
  '01': { vi: 'Thành phố Hà Nội', en: 'Ha Noi' },
  '26': { vi: 'Tỉnh Vĩnh Phúc', en: 'Vinh Phuc' },
  '48': { vi: 'Thành phố Đà Nẵng', en: 'Da Nang' },
  '68': { vi: 'Tỉnh Lâm Đồng', en: 'Lam Dong' },
  '79': { vi: 'Thành phố Hồ Chí Minh', en: 'Ho Chi Minh City' },
};

type Counts = [numerator: number, denominator: number] | null;

/** By measure and unit, a figure a quarter. */
const FILED: Record<string, Record<string, Counts[]>> = {
  [MEASURES.services]: {
    '01': [
      [10, 100],
      [14, 104],
      [20, 108],
      [26, 112],
      [30, 116],
    ],
    '26': [
      [60, 100],
      [61, 100],
      [62, 100],
      [63, 100],
      [70, 100],
    ],
    '48': [
      [40, 80],
      [40, 76],
      [39, 72],
      [39, 66],
      [41, 62],
    ],
    '68': [
      [1, 50],
      [1, 50],
      [1, 50],
      [2, 50],
      [2, 50],
    ],
    '79': [[50, 90], null, [50, 90], null, null],
  },
  [MEASURES.dossiers]: {
    '01': [
      [900, 10000],
      [1000, 10200],
      [1100, 10400],
      [1900, 12000],
      [2000, 12400],
    ],
    '26': [
      [1199, 10000],
      [1300, 9000],
      [1400, 8000],
      [1500, 8000],
      [1550, 8000],
    ],
    '48': [
      [4000, 9000],
      [4100, 9000],
      [4200, 9000],
      [4300, 9000],
      [4400, 9000],
    ],
    '68': [
      [0, 700],
      [1, 700],
      [1, 700],
      [3, 700],
      [139, 700],
    ],
    '79': [[4000, 9000], null, [4200, 9000], null, [4300, 9000]],
  },
  [MEASURES.documents]: {
    '01': [
      [1, 2],
      [1, 2],
      [1, 2],
      [1, 2],
      [1, 2],
    ],
    '26': [
      [90, 100],
      [90, 100],
      [90, 100],
      [89, 100],
      [89, 100],
    ],
    '48': [
      [30, 300],
      [40, 300],
      [50, 300],
      [60, 300],
      [70, 300],
    ],
    '68': [
      [299, 300],
      [299, 300],
      [299, 300],
      [300, 300],
      [300, 300],
    ],
    '79': [[30, 300], null, [30, 300], null, [30, 300]],
  },
  [MEASURES.less]: {
    '01': [
      [400, 1000],
      [390, 1000],
      [380, 1000],
      [300, 1000],
      [201, 1000],
    ],
    '26': [
      [50, 1000],
      [50, 1000],
      [50, 1000],
      [50, 1000],
      [50, 1000],
    ],
    '48': [
      [101, 1000],
      [111, 1000],
      [121, 1000],
      [131, 1000],
      [141, 1000],
    ],
    '68': [
      [300, 500],
      [300, 500],
      [290, 500],
      [250, 500],
      [240, 500],
    ],
    '79': [[200, 1000], null, [125, 1000], null, [200, 1000]],
  },
  [MEASURES.baseless]: {
    '01': [
      [5, 50],
      [5, 50],
      [6, 50],
      [7, 50],
      [8, 50],
    ],
  },
  [MEASURES.exact]: {
    '01': [
      [1, 10],
      [2, 10],
      [2, 10],
      [2, 10],
      [2, 10],
    ],
    '26': [
      [1, 3],
      [1, 3],
      [1, 3],
      [1, 3],
      [1, 3],
    ],
    '48': [
      [1, 9],
      [1, 9],
      [2, 9],
      [2, 9],
      [2, 9],
    ],
  },
  [MEASURES.free]: {
    '01': [
      [1, 10],
      [2, 10],
      [2, 10],
      [2, 10],
      [2, 10],
    ],
    '26': [
      [1, 3],
      [1, 3],
      [1, 3],
      [1, 3],
      [1, 3],
    ],
  },
  [MEASURES.scheduled]: {
    '01': [
      [10, 100],
      [20, 100],
      [22, 100],
      [23, 100],
      [24, 100],
    ],
    '26': [
      [10, 100],
      [20, 100],
      [30, 100],
      [40, 100],
      [50, 100],
    ],
    '48': [
      [1, 100],
      [1, 100],
      [1, 100],
      [1, 100],
      [1, 100],
    ],
    '68': [
      [5, 100],
      [6, 100],
      [7, 100],
      [8, 100],
      [9, 100],
    ],
    '79': [[5, 100], null, [7, 100], null, null],
  },
};

const indicatorOf = (code: string) =>
  anIndicator(code, {
    nameVi: `Tỷ lệ ${code}`,
    nameEn: `Share ${code}`,
    direction: code === MEASURES.less ? 'lower' : 'higher',
  });

const target = (code: string, operator: Target['operator'], value: number, given = {}): Target =>
  aTarget({ id: code, indicatorId: indicatorOf(code).id, operator, value, ...given });

/** One step of the schedule of a unit on what has no target, or where another measure is named. */
const step = (
  unit: string,
  schedule: ScheduleKind,
  due: string,
  value: number,
  given: Partial<Target> = {},
): Target =>
  target(MEASURES.scheduled, '>=', value, {
    id: `${unit} ${schedule} ${due}`,
    ...{ unitId: unitId(`p-${unit}`), groupIds: [], due, schedule },
    ...given,
  });

const LESS = indicatorOf(MEASURES.less).id;

const RULES = theRules({
  units: Object.entries(UNITS).map(([code, { vi, en }]) =>
    aMember(code, 'provinces', { nameVi: vi, nameEn: en, shortVi: vi }),
  ),
  indicators: Object.values(MEASURES).map(indicatorOf),
  targets: [
    target(MEASURES.services, '>=', 0.6),
    target(MEASURES.dossiers, '>=', 0.2, { due: '2021-12-31', acceptedUntil: '2021-12-31' }),
    target(MEASURES.documents, '>=', 0.9, { due: '2021-06-30' }),
    target(MEASURES.less, '<=', 0.1, { due: '2021-06-30' }),
    target(MEASURES.baseless, 'x', 2, { baseline: '2018' }),
    target(MEASURES.exact, '=', 1 / 3, { due: '2021-12-31' }),
    // The unit reached the first step and is under way to the second.
    step('01', 'own', '2020-06-30', 0.2),
    step('01', 'own', '2021-06-30', 0.4),
    // A document asks more of it, and by days that are past.
    step('01', 'imposed', '2020-09-30', 0.25),
    step('01', 'imposed', '2020-12-31', 0.5),
    step('26', 'own', '2021-12-31', 0.45),
    step('48', 'imposed', '2020-03-31', 0.1),
    step('48', 'imposed', '2021-12-31', 0.3),
    step('79', 'own', '2021-12-31', 0.3),
    step('01', 'own', '2021-06-30', 0.1, { id: 'less', indicatorId: LESS, operator: '<=' }),
  ],
});

function observationsOf(period: string): Observation[] {
  const at = QUARTERS.indexOf(period);
  return Object.entries(FILED).flatMap(([indicator, units]) =>
    Object.entries(units).map(([unit, figures]) => {
      const counts = figures[at];
      return counts
        ? aShare(unit, period, counts, { indicator })
        : anAbsence(unit, period, 'no-reply', indicator);
    }),
  );
}

/** Writes a release a quarter. */
export async function seedCounted(db: Db): Promise<void> {
  let previous: { id: string; content: ReleaseContent } | null = null;
  for (const [at, period] of QUARTERS.entries()) {
    const content = buildRelease({
      rules: RULES,
      period: periodOf(period),
      observations: QUARTERS.slice(0, at + 1).flatMap(observationsOf),
      previous: previous?.content ?? null,
      releasedOn: '2021-07-25',
    });
    const id = `01970000-0000-7000-8000-00000000002${at}`;
    const releasedAt = `2021-07-2${at}T00:00:00Z`;
    await write(db, { id, content, at: releasedAt, previous: previous?.id ?? null });
    previous = { id, content };
  }
}
