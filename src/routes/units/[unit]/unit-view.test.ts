// What is listed of a unit whatever the headline's measure says of it.
import { describe, expect, it } from 'vitest';
import { buildRelease } from '#lib/domain/build-release.ts';
import { indicatorId } from '#lib/domain/indicator.ts';
import { periodOf } from '#lib/domain/period.ts';
import type { Release } from '#lib/domain/release.ts';
import { unitId } from '#lib/domain/unit.ts';
import {
  aFigure,
  aMember,
  anAbsence,
  anIndicator,
  aShare,
  aTarget,
  theRules,
} from '../../../../tests/helpers/engine-cases.ts';
import { overdueLines, resultLines } from './unit-view.ts';

const UNIT = unitId('p-a');

/** A unit that is silent on the headline's measure, has no platform and no signed documents. */
const release = {
  ...buildRelease({
    rules: theRules({
      units: [aMember('a', 'provinces')],
      indicators: [
        anIndicator('docs_signed'),
        anIndicator('share_l4'),
        anIndicator('soc_present', { measure: 'flag' }),
      ],
      targets: [
        aTarget(),
        aTarget({ id: 'soc', indicatorId: indicatorId('soc_present'), operator: '=', value: 1 }),
        aTarget({ id: 'docs', indicatorId: indicatorId('docs_signed'), due: '2019-12-31' }),
      ],
    }),
    period: periodOf('2021-Q1'),
    observations: [
      anAbsence('a', '2021-Q1', 'no-reply'),
      aFigure('a', 'soc_present', '2021-Q1', 0),
      aShare('a', '2021-Q1', [1, 10], { indicator: 'docs_signed' }),
    ],
    previous: null,
    releasedOn: '2021-04-25',
  }),
} as Release;

describe('what is overdue of a unit', () => {
  it('is each target, yes-or-no ones too, the first due first', () => {
    const told = overdueLines([release], UNIT).map(({ target, behindSince }) => [
      target.id,
      behindSince.period,
    ]);
    expect(told).toEqual([
      ['docs', '2021-Q1'],
      ['soc', '2021-Q1'],
    ]);
  });

  it('leaves the table of results to shares, the headline’s first', () => {
    const codes = resultLines(release, UNIT).map(({ indicator }) => indicator.code);
    expect(codes).toEqual(['share_l4', 'docs_signed']);
  });
});
