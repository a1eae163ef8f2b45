import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isDay,
  lastEndedBefore,
  parsePeriod,
  periodHolding,
  periodOf,
  periodsBetween,
  shiftPeriod,
  type Frequency,
} from './period.ts';

describe('parsePeriod', () => {
  it.each([
    ['2020', 'year', '2020-01-01', '2020-12-31'],
    ['2020-Q1', 'quarter', '2020-01-01', '2020-03-31'],
    ['2020-Q4', 'quarter', '2020-10-01', '2020-12-31'],
    ['2020-02', 'month', '2020-02-01', '2020-02-29'],
    ['2021-02', 'month', '2021-02-01', '2021-02-28'],
    ['2020-12', 'month', '2020-12-01', '2020-12-31'],
  ])('reads %s as a %s from %s to %s', (code, frequency, start, end) => {
    expect(parsePeriod(code)).toEqual({ code, frequency, start, end });
  });

  it.each([
    ['2020', '2019-12-15', '2020-12-14'],
    ['2020-Q1', '2019-12-15', '2020-03-14'],
    ['2020-Q2', '2020-03-15', '2020-06-14'],
    ['2020-01', '2019-12-15', '2020-01-14'],
  ])('reads %s in the administrative reckoning as %s to %s', (code, start, end) => {
    expect(parsePeriod(code, 'administrative')).toMatchObject({ start, end });
  });

  it.each([
    '',
    '20',
    '2020-',
    '2020-Q0',
    '2020-Q5',
    '2020-13',
    '2020-00',
    '2020-1',
    ' 2020',
    '2020Q1',
  ])('takes %j for no period', (text) => {
    expect(parsePeriod(text)).toBeNull();
    expect(() => periodOf(text)).toThrow(RangeError);
  });
});

describe('isDay', () => {
  it.each([
    ['2020-02-29', true],
    ['2021-02-29', false],
    ['2020-04-31', false],
    ['2020-12-31', true],
    ['2020-1-1', false],
    ['2020-01-01T00:00', false],
    ['', false],
  ])('%j: %s', (text, expected) => {
    expect(isDay(text)).toBe(expected);
  });
});

describe('shiftPeriod', () => {
  it.each([
    ['2020-Q4', 1, '2021-Q1'],
    ['2020-Q1', -1, '2019-Q4'],
    ['2020-12', 1, '2021-01'],
    ['2020-01', -13, '2018-12'],
    ['2020', -1, '2019'],
    ['2020-Q2', 0, '2020-Q2'],
  ])('moves %s by %i to %s', (code, steps, expected) => {
    expect(shiftPeriod(code, steps)).toBe(expected);
  });
});

const anyPeriod = fc
  .tuple(fc.integer({ min: 1900, max: 2100 }), fc.constantFrom('', '-Q', '-'), fc.nat(11))
  .map(([year, kind, at]) => {
    if (kind === '') return `${year}`;
    return kind === '-Q'
      ? `${year}-Q${(at % 4) + 1}`
      : `${year}-${String(at + 1).padStart(2, '0')}`;
  });

describe('periods', () => {
  it('that are moved by n lie n apart, and come back', () => {
    fc.assert(
      fc.property(anyPeriod, fc.integer({ min: -400, max: 400 }), (code, steps) => {
        const moved = shiftPeriod(code, steps);
        expect(periodsBetween(code, moved)).toBe(steps);
        expect(shiftPeriod(moved, -steps)).toBe(code);
      }),
    );
  });

  it('follow one another without a gap in either reckoning', () => {
    fc.assert(
      fc.property(anyPeriod, fc.constantFrom('calendar', 'administrative'), (code, reckoning) => {
        const next = periodOf(shiftPeriod(code, 1), reckoning);
        const dayAfter = Date.parse(periodOf(code, reckoning).end) + 86_400_000;
        expect(next.start).toBe(new Date(dayAfter).toISOString().slice(0, 10));
      }),
    );
  });

  it('of two frequencies cannot be counted apart', () => {
    expect(() => periodsBetween('2020', '2020-Q1')).toThrow(RangeError);
  });

  it.each<[string, Frequency, string, string]>([
    ['2020-04-15', 'quarter', '2020-Q2', '2020-Q1'],
    ['2020-01-15', 'quarter', '2020-Q1', '2019-Q4'],
    ['2020-03-31', 'quarter', '2020-Q1', '2019-Q4'],
    ['2020-12-31', 'year', '2020', '2019'],
    ['2020-01-01', 'month', '2020-01', '2019-12'],
  ])(
    '%s lies in the %s %s, and the last one that had ended is %s',
    (day, frequency, in_, ended) => {
      expect(periodHolding(day, frequency)).toBe(in_);
      expect(lastEndedBefore(day, frequency)).toBe(ended);
    },
  );
});
