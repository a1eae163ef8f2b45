import { describe, expect, it } from 'vitest';
import { isWithin, resolveCode, unitId, type DatedCode } from './unit.ts';

const CODES: DatedCode[] = [
  { unitId: unitId('p-15'), code: '15', validFrom: '2008-08-01', validTo: '2025-06-30' },
  { unitId: unitId('p25-15'), code: '15', validFrom: '2025-07-01', validTo: null },
  { unitId: unitId('p-10'), code: '10', validFrom: '2008-08-01', validTo: '2025-06-30' },
  { unitId: unitId('m-btp'), code: 'btp', validFrom: null, validTo: null },
];

describe('resolveCode', () => {
  it.each([
    ['15', '2020-12-31', 'p-15'],
    ['15', '2025-06-30', 'p-15'],
    ['15', '2025-07-01', 'p25-15'],
    ['10', '2025-06-30', 'p-10'],
    ['10', '2025-07-01', null],
    ['15', '2008-07-31', null],
    ['btp', '1990-01-01', 'm-btp'],
    ['99', '2020-12-31', null],
    ['', '2020-12-31', null],
  ])('reads code "%s" on %s as %s', (code, day, expected) => {
    expect(resolveCode(CODES, code, day)).toBe(expected);
  });
});

describe('isWithin', () => {
  it.each([
    ['the first day belongs to the span', '2020-01-01', '2020-01-01', '2020-12-31', true],
    ['the last day belongs to the span', '2020-12-31', '2020-01-01', '2020-12-31', true],
    ['the day before does not', '2019-12-31', '2020-01-01', '2020-12-31', false],
    ['the day after does not', '2021-01-01', '2020-01-01', '2020-12-31', false],
    ['an open beginning has no first day', '0001-01-01', null, '2020-12-31', true],
    ['an open end has no last day', '9999-12-31', '2020-01-01', null, true],
  ])('%s', (_, day, validFrom, validTo, expected) => {
    expect(isWithin(day, { validFrom, validTo })).toBe(expected);
  });
});
