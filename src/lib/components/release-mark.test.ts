import { describe, expect, it } from 'vitest';
import { exactQuery, pinnedHref, releaseQuery, withoutRelease } from './release-mark.ts';
import type { ReleaseMark } from './release-mark.ts';

const MARK: ReleaseMark = {
  ...{ id: 'r2', number: 2, seriesId: 'dvc', period: '2020-Q1', hash: 'abc' },
  ...{ periodStart: '2020-01-01', periodEnd: '2020-03-31', status: 'provisional' },
  ...{ releasedAt: '2020-04-20T01:00:00Z', firstReleasedAt: '2020-04-20T01:00:00Z' },
  ...{ illustrative: true, onlyKnownAt: null },
};
const KNOWN: ReleaseMark = { ...MARK, number: 0, onlyKnownAt: '2020-05-01T00:00:00Z' };
const told = (mark: ReleaseMark, query: string) => releaseQuery(mark, new URLSearchParams(query));

describe('what links of a page say of its release', () => {
  it.each(['', 'period=2020-Q1', 'sort=-value'])('is the period where %j is asked', (query) => {
    expect(told(MARK, query)).toEqual({ period: '2020-Q1' });
  });

  it.each(['release=r2', 'asOf=2020-05-01', 'period=2020-Q1&asOf=2020-05-01'])(
    'is the very release where %j names one',
    (query) => expect(told(MARK, query)).toEqual({ period: '2020-Q1', release: 'r2' }),
  );

  it('is the moment of what was known, as the address has it, and no release that never was one', () => {
    expect(told(KNOWN, 'knownAt=now')).toEqual({ period: '2020-Q1', knownAt: 'now' });
    expect(exactQuery(KNOWN, new URLSearchParams('knownAt=now'))).not.toHaveProperty('release');
  });
});

it('another release takes the place of what an address says of one, and of nothing else', () => {
  const url = new URL(
    'http://tiendo.example/units/p-26?asOf=2020-05-01&q=a&q=b&period=2020-Q1#gap',
  );
  expect(withoutRelease(url.searchParams)).toEqual([
    ['q', 'a'],
    ['q', 'b'],
  ]);
  expect(pinnedHref(url, 'r2')).toBe('http://tiendo.example/units/p-26?q=a&q=b&release=r2#gap');
});
