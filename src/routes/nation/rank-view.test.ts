import { describe, expect, it } from 'vitest';
import { rankingLines } from './rank-view.ts';

const rank = (year: number, unitId: string, place: number | null, component = 'overall') => ({
  indexName: 'DTI',
  year,
  unitId,
  component,
  rank: place,
});

describe('rankingLines', () => {
  it('names those first in the latest year that has a first, not in an earlier one', () => {
    const [line] = rankingLines([
      rank(2021, 'p-22', 1),
      rank(2022, 'p-48', 1),
      rank(2023, 'p-79', 2),
    ]);
    expect(line).toMatchObject({
      leaders: ['p-48'],
      leadersYear: 2022,
      firstYear: 2021,
      lastYear: 2023,
    });
  });
  it('does not take the first of a part for the first of the whole', () => {
    const [line] = rankingLines([rank(2022, 'p-48', 1, 'digital_society')]);
    expect(line).toMatchObject({ leaders: [], leadersYear: null });
  });
  it('counts a unit once, however many facts name it', () => {
    const [line] = rankingLines([rank(2021, 'p-48', 1), rank(2022, 'p-48', null)]);
    expect(line).toMatchObject({ facts: 2, units: 1 });
  });
});
