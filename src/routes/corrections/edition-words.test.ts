// A change of method touches thousands of figures: their number is written as every other.
import { expect, it } from 'vitest';
import { editionText } from './edition-words.ts';

it('thousands have their mark', () => {
  const is = { number: 2, releasedAt: '2021-06-02T02:00:00Z' };
  const told = editionText({
    ...{ period: '2019-Q3', is, was: { number: 1 } },
    ...{ revised: 1204, late: 63 },
  });
  expect(told).toBe(
    'Quý III/2019: bản số 2 phát hành 2/6/2021 thay bản số 1: 1.204 số điều chỉnh, 63 số về muộn',
  );
});
