import { describe, expect, it } from 'vitest';
import { spokenParts } from './spoken-parts.ts';

describe('what is quoted in a text', () => {
  it.each([
    ['VnExpress, 12 February 2020: “Chính phủ điện tử”', ['“Chính phủ điện tử”']],
    ['Facebook page "Thông tin Chính phủ" trial', ['"Thông tin Chính phủ"']],
    ['UN: “E-Government Survey”, Decree 43/2011/NĐ-CP', []],
    ['', []],
  ])('is Vietnamese where it bears its marks: %s', (text, vietnamese) => {
    const parts = spokenParts(text);
    expect(parts.map((part) => part.text).join('')).toBe(text);
    expect(parts.filter((part) => part.isVietnamese).map((part) => part.text)).toEqual(vietnamese);
  });
});
