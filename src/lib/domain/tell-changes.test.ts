import { describe, expect, it } from 'vitest';
import { aShare } from '../../../tests/helpers/engine-cases.ts';
import { build, QUARTER, rowOf, summaryOf } from '../../../tests/helpers/engine-release.ts';
import { periodOf } from './period.ts';

describe('changes since the release before', () => {
  const before = [aShare('01', '2019-Q4', [1, 10]), aShare('02', '2019-Q4', [4, 10])];
  const observations = [...before, ...QUARTER];
  const previous = build({ period: periodOf('2019-Q4'), observations });
  const content = build({ observations, previous });

  it.each([
    ['01', 0.3 - 0.1, null, 2],
    ['02', 0.3 - 0.4, null, 1],
    ['03', null, 'previous-missing', null],
    ['04', null, 'current-missing', null],
  ])('unit %s', (code, change, changeReason, previousRank) => {
    expect(rowOf(content, code)).toMatchObject({ change, changeReason, previousRank });
  });

  it('the first period has nothing before it, a later one that stands alone misses it', () => {
    expect(rowOf(build({ observations: QUARTER }), '01')?.changeReason).toBe('first-period');
    expect(rowOf(build({ observations }), '01')?.changeReason).toBe('previous-missing');
  });

  it('of a summary is a difference of the figures of those that have both', () => {
    expect(summaryOf(content, 'provinces')).toMatchObject({
      previousValue: 0.25,
      change: 33 / 110 - 0.25,
    });
    expect(summaryOf(build({ observations }), null)?.change).toBeNull();
  });
});
