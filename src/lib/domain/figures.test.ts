import { describe, expect, it } from 'vitest';
import { aFigure, anAbsence, aShare } from '../../../tests/helpers/engine-cases.ts';
import { figureOf, openBook, sumFigures, type Figure } from './figures.ts';
import { indicatorId } from './indicator.ts';
import type { Observation } from './observation.ts';
import { periodOf } from './period.ts';
import { unitId } from './unit.ts';

const Q1 = periodOf('2020-Q1');
const L4 = indicatorId('share_l4');
const chosen = (...given: Observation[]) =>
  openBook(given, Q1).courseOf(L4, unitId('p-01')).get('2020-Q1');

describe('openBook', () => {
  const counted = aShare('01', '2020-Q1', [1, 2], { sourceId: 'portal' });
  const pushed = aShare('01', '2020-Q1', [2, 3], { sourceId: 'push', origin: 'push' });
  const reported = aShare('01', '2020-Q1', [3, 4], { sourceId: 'report', origin: 'report' });
  const silent = { ...anAbsence('01', '2020-Q1', 'no-reply'), sourceId: 'portal' };
  const second = aShare('01', '2020-Q1', [4, 5], { sourceId: 'a-portal' });

  it.each([
    ['counted before reported', [reported, counted], counted],
    ['push before report', [reported, pushed], pushed],
    ['the first that has a value', [silent, reported], reported],
    ['of one origin, the first by source', [counted, second], second],
    ['an absence where there is nothing else', [silent], silent],
  ])('takes %s, in whatever order they come', (_, given, expected) => {
    expect(chosen(...given)).toBe(expected);
    expect(chosen(...given.toReversed())).toBe(expected);
  });

  it('leaves aside later periods and other frequencies', () => {
    const book = openBook(
      [
        aShare('01', '2020-Q2', [1, 2]),
        aShare('01', '2020', [1, 2]),
        aShare('01', '2019-Q4', [1, 2]),
      ],
      Q1,
    );
    expect([...book.courseOf(L4, unitId('p-01')).keys()]).toEqual(['2019-Q4']);
    expect(book.firstPeriod).toBe('2019-Q4');
    expect(book.firstPeriodOf(L4)).toBe('2019-Q4');
    expect(book.firstPeriodOf(indicatorId('other'))).toBeNull();
  });
});

describe('figureOf', () => {
  it('an absence is no figure, a 0 is one', () => {
    expect(figureOf(undefined)).toBeNull();
    expect(figureOf(anAbsence('01', '2020-Q1', 'no-reply'))).toBeNull();
    expect(figureOf(aFigure('01', 'share_l4', '2020-Q1', 0))?.value).toBe(0);
  });
});

describe('sumFigures', () => {
  const share = (numerator: number, denominator: number): Figure => ({
    value: numerator / denominator,
    numerator,
    denominator,
  });
  const plain = (value: number): Figure => ({ value, numerator: null, denominator: null });
  it.each([
    ['share', [share(1, 2), share(1, 8)], share(2, 10)],
    ['share', [share(1, 2), plain(0.5)], null],
    ['share', [], null],
    ['flag', [plain(1), plain(0), plain(1), plain(1)], share(3, 4)],
    ['count', [plain(3), plain(4)], { value: 7, numerator: 7, denominator: null }],
    ['score', [plain(3), plain(4)], null],
  ] as const)('of %s figures', (measure, figures, sum) => {
    expect(sumFigures(measure, figures)).toEqual(sum);
  });
});
