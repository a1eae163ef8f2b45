// A package whose index ranks a province that lacks a part of it: what is there is weighed anew, unless a
// reader tries to leave such units out.
import { buildRelease } from '#lib/domain/build-release.ts';
import { periodOf } from '#lib/domain/period.ts';
import { unitId } from '#lib/domain/unit.ts';
import type { Db } from '#lib/server/db/client.ts';
import { aFigure, aMember, anIndicator, aNode, theRules } from '../helpers/engine-cases.ts';
import { write } from './seed.ts';

/** The series, the index, and the parts of it with their weights. */
export const GAPPED = {
  series: 'gapped',
  index: 'gapped:whole',
  period: '2020',
  /** In which nobody has every part. */
  lacking: '2021',
  parts: [
    { code: 'g1', weight: 50, name: { vi: 'Phần một', en: 'Part one' } },
    { code: 'g2', weight: 30, name: { vi: 'Phần hai', en: 'Part two' } },
    { code: 'g3', weight: 20, name: { vi: 'Phần ba', en: 'Part three' } },
  ],
};

/** Of each part, by year and province; the last lacks one, and a year later everybody does. */
const SCORES: Record<string, Record<string, (number | null)[]>> = {
  '2020': { '01': [7, 6, 5], '48': [5, 6, 9], '68': [4, 8, 6], '79': [9, 9, null] },
  '2021': { '01': [7, 6, null], '48': [5, null, 9], '68': [null, 8, 6], '79': [9, 9, null] },
};

const NAMES: Record<string, [vi: string, en: string]> = {
  '01': ['Thành phố Hà Nội', 'Ha Noi'],
  '48': ['Thành phố Đà Nẵng', 'Da Nang'],
  '68': ['Tỉnh Lâm Đồng', 'Lam Dong'],
  '79': ['Thành phố Hồ Chí Minh', 'Ho Chi Minh City'],
};

const indicatorOf = (code: string) =>
  anIndicator(code, { measure: 'score', frequency: 'year', unit: 'points', decimals: 2 });

const RULES = theRules({
  series: {
    ...{ id: GAPPED.series, nameVi: 'Bộ thiếu', nameEn: 'Gapped' },
    ...{ frequency: 'year', kind: 'package' },
  },
  units: Object.entries(NAMES).map(([code, [nameVi, nameEn]]) =>
    aMember(code, 'provinces', { id: unitId(`p-${code}`), nameVi, nameEn, shortVi: nameVi }),
  ),
  indicators: GAPPED.parts.map(({ code }) => indicatorOf(code)),
  indices: [
    {
      ...{ code: GAPPED.series, version: '1', validFrom: null, validTo: null },
      nodes: [
        aNode('whole', null, { aggregate: 'mean', missing: 'renormalise' }),
        ...GAPPED.parts.map(({ code, weight, name }) =>
          aNode(code, 'whole', {
            ...{ weight, indicatorId: indicatorOf(code).id, normalise: 'none' },
            ...{ nameVi: name.vi, nameEn: name.en },
          }),
        ),
      ],
    },
  ],
});

/** Writes the two releases of the package. */
export async function seedGapped(db: Db): Promise<void> {
  await db.sql`
    insert into series values (${GAPPED.series}, 'Bộ thiếu', 'Gapped', 'year', 'package', 8)`;
  for (const [at, [period, units]] of Object.entries(SCORES).entries()) {
    const observations = Object.entries(units).flatMap(([unit, scores]) =>
      scores.flatMap((score, part) =>
        score === null ? [] : [aFigure(unit, GAPPED.parts[part]?.code ?? '', period, score)],
      ),
    );
    const releasedOn = `${Number(period) + 1}-03-01`;
    const content = buildRelease({
      ...{ rules: RULES, period: periodOf(period), observations },
      ...{ previous: null, releasedOn },
    });
    const id = `01970000-0000-7000-8000-00000000000${8 + at}`;
    await write(db, { id, content, at: `${releasedOn}T00:00:00Z`, previous: null });
  }
}
