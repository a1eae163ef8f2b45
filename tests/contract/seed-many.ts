// A package of more units than one page holds rows, released three times: nearly every figure is revised, a few
// come late, and then nothing is told otherwise.
import { buildRelease } from '#lib/domain/build-release.ts';
import { periodOf } from '#lib/domain/period.ts';
import { unitId } from '#lib/domain/unit.ts';
import type { Db } from '#lib/server/db/client.ts';
import { aFigure, aMember, anIndicator, theRules } from '../helpers/engine-cases.ts';
import { write } from './seed.ts';

export const MANY = { series: 'many', indicator: 'd1', units: 160, late: 3 };

const CODES = Array.from({ length: MANY.units }, (_, at) => String(1_001 + at));

const RULES = theRules({
  series: {
    ...{ id: MANY.series, nameVi: 'Bộ dài', nameEn: 'Long series' },
    ...{ frequency: 'quarter', kind: 'package' },
  },
  units: CODES.map((code) =>
    aMember(code, 'provinces', {
      ...{ id: unitId(`p-${code}`), nameVi: `Đơn vị ${code}`, nameEn: `Unit ${code}` },
      shortVi: `Đơn vị ${code}`,
    }),
  ),
  indicators: [
    anIndicator(MANY.indicator, {
      ...{ measure: 'score', frequency: 'quarter', unit: 'points', decimals: 2 },
    }),
  ],
  indices: [],
});

/** Of each release: when it came out, how many lack a figure, and how much is added to the others. */
const RELEASES = [
  { id: '01970000-0000-7000-8000-0000000000a1', on: '2020-05-01', lacking: MANY.late, more: 0 },
  { id: '01970000-0000-7000-8000-0000000000a2', on: '2020-06-01', lacking: 0, more: 0.25 },
  { id: '01970000-0000-7000-8000-0000000000a3', on: '2020-07-01', lacking: 0, more: 0.25 },
];

/** Writes the releases of the package. */
export async function seedMany(db: Db): Promise<void> {
  await db.sql`
    insert into series values (${MANY.series}, 'Bộ dài', 'Long series', 'quarter', 'package', 8)`;
  for (const { id, on, lacking, more } of RELEASES) {
    const observations = CODES.slice(lacking).map((code, at) =>
      aFigure(code, MANY.indicator, '2020-Q1', 1 + at / 50 + more),
    );
    const content = buildRelease({
      ...{ rules: RULES, period: periodOf('2020-Q1'), observations },
      ...{ previous: null, releasedOn: on },
    });
    await write(db, { id, content, at: `${on}T00:00:00Z`, previous: null });
  }
}
