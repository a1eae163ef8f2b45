import { describe, expect, it } from 'vitest';
import { isThin, usualOf } from './reporting.ts';

const of = (period: string, counted: number, expected = 51) => ({
  period,
  reporting: { counted, expected },
});

describe('a period', () => {
  it.each([
    [0, 51, true],
    [1, 51, true],
    [25, 51, true],
    [26, 51, false],
    [1, 2, false],
    [0, 0, false],
  ])('of %i out of %i units is thin: %s', (counted, expected, thin) => {
    expect(isThin({ counted, expected })).toBe(thin);
  });

  it('is shown unasked where it is the latest of which half of the units have figures', () => {
    expect(usualOf([of('2026-Q3', 1), of('2021-Q4', 50), of('2021-Q3', 51)])?.period).toBe(
      '2021-Q4',
    );
    expect(usualOf([of('2026-Q3', 1), of('2021-Q4', 2)])?.period).toBe('2026-Q3');
    expect(usualOf([])).toBeUndefined();
  });
});
