import { describe, expect, it } from 'vitest';
import { formatInstant } from './format-instant.ts';

describe('formatInstant', () => {
  it('tells the hour of Hà Nội, also across midnight', () => {
    expect(formatInstant('2020-04-14T23:00:00Z', 'vi')).toBe('15/4/2020 06:00');
    expect(formatInstant('2020-12-31T17:30:00Z', 'en')).toBe('1 January 2021 00:30');
  });
  it('refuses what is no moment', () => {
    expect(() => formatInstant('soon', 'vi')).toThrow(RangeError);
  });
});
