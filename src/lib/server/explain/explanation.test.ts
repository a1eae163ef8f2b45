import { describe, expect, it } from 'vitest';
import { anAbsence, aShare } from '../../../../tests/helpers/engine-cases.ts';
import { build } from '../../../../tests/helpers/engine-release.ts';
import { periodOf } from '#lib/domain/period.ts';
import type { Release } from '#lib/domain/release.ts';
import { unitId } from '#lib/domain/unit.ts';
import type { Published } from '../published.ts';
import { comparedWith, explainMove } from './explanation.ts';

const UNIT = unitId('p-01');
const MEASURE = 'share_l4';

/** A quarter of three provinces; the first has this share, or none. */
const aQuarter = (period: string, counts: [number, number] | null): Release => ({
  ...build({
    period: periodOf(period),
    observations: [
      counts ? aShare('01', period, counts) : anAbsence('01', period, 'no-reply'),
      aShare('02', period, [5, 10]),
      aShare('03', period, [3, 10]),
    ],
  }),
  ...{ id: period, number: 1, status: 'provisional', hash: '' },
  ...{ periodStart: periodOf(period).start, periodEnd: periodOf(period).end },
  ...{ knownAt: period, releasedAt: period, firstReleasedAt: period, previousReleaseId: null },
});
const course = (...shares: ([number, number] | null)[]): Release[] =>
  shares.map((counts, at) => aQuarter(`2020-Q${at + 1}`, counts));
const found = (releases: Release[]) => {
  const { from, unranked = [] } = comparedWith(releases, UNIT, MEASURE);
  return [from?.period ?? null, ...unranked];
};

describe('what a release is compared with', () => {
  it.each([
    ['the one before', course([1, 10], [4, 10]), ['2020-Q1']],
    [
      'the last with a rank',
      course([1, 10], null, null, [6, 10]),
      ['2020-Q1', '2020-Q2', '2020-Q3'],
    ],
    ['the one before where it never had a rank', course(null, null, [6, 10]), ['2020-Q2']],
    ['the one before where it has none now', course([1, 10], null, null), ['2020-Q2']],
    ['nothing where it is the first', course([1, 10]), [null]],
  ])('is %s', (_case, releases, wanted) => {
    expect(found(releases)).toEqual(wanted);
  });

  it('is told with the periods that were leapt over', async () => {
    const releases = course([1, 10], null, null, [6, 10]);
    const [to] = releases.toReversed() as [Release];
    const unit = { id: UNIT, nameVi: 'Tỉnh Một', nameEn: 'Mot' };
    const published = { current: () => Promise.resolve(releases[0]) } as unknown as Published;
    const asked = { ...comparedWith(releases, UNIT, MEASURE), to, unit, measure: MEASURE };
    const { sentence } = await explainMove(published, asked);
    expect(sentence.vi).toMatch(
      /^Một không có hạng quý II\/2020–quý III\/2020, nên so với kỳ gần nhất có hạng\. Một tăng 2 bậc, từ hạng 3\/3 \(quý I\/2020\) lên 1\/3/,
    );
    expect(sentence.en).toMatch(/^Mot had no rank in Q2 2020–Q3 2020, so that it is compared/);
  });
});
