import { expect, it } from 'vitest';
import { headingText } from './heading-text.ts';

it('keeps a number with the word that says what it counts', () => {
  const torn = (text: string): string[] => headingText(text).split(' ');
  expect(torn('Từ quý I/2019 đến quý IV/2020: hạng 9 xuống 12')).toEqual([
    ...['Từ', 'quý\u00A0I/2019', 'đến', 'quý\u00A0IV/2020:', 'hạng\u00A09', 'xuống', '12'],
  ]);
  expect(torn('Ở mức độ 4, xếp thứ 58/63')).toEqual([
    ...['Ở', 'mức', 'độ\u00A04,', 'xếp', 'thứ\u00A058/63'],
  ]);
  expect(torn('Level 4 in Q1 2021: rank 9')).toEqual([
    'Level\u00A04',
    'in',
    'Q1\u00A02021:',
    'rank\u00A09',
  ]);
  expect(headingText('quý vị và 3 tỉnh')).toBe('quý vị và 3 tỉnh');
});
