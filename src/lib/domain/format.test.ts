import { describe, expect, it } from 'vitest';
import {
  compareVietnamese,
  decimalsToSee,
  finderOf,
  foldForSearch,
  formatDay,
  formatDemand,
  formatNumber,
  formatPercent,
  formatPeriod,
  formatPeriodInText,
  formatPoints,
  formatSigned,
  formatSpan,
  hanoiDay,
  shortUnitName,
  shortUnitNameEn,
  unitNameIn,
} from './format.ts';

describe('numbers', () => {
  it.each([
    [1234567.891, 'vi', 2, '1.234.567,89'],
    [1234567.891, 'en', 2, '1,234,567.89'],
    [1000, 'vi', 0, '1.000'],
    [1833, 'en', 0, '1,833'],
    [0, 'vi', 1, '0,0'],
    [-0.04, 'vi', 1, '0,0'],
    [-0.05, 'vi', 1, '−0,1'],
    [-1234.5, 'vi', 1, '−1.234,5'],
  ] as const)('%d in %s with %d digits is %s', (value, locale, decimals, text) => {
    expect(formatNumber(value, locale, decimals)).toBe(text);
  });

  it.each([
    [0.37, '+0,4'],
    [-0.37, '−0,4'],
    [0, '0,0'],
    [0.001, '0,0'],
    [-0.001, '0,0'],
  ])('a signed %d is %s: what rounds to zero bears no sign', (value, text) => {
    expect(formatSigned(value, 'vi', 1)).toBe(text);
  });

  it.each([
    [0.04, 1, 2],
    [0.05, 1, 1],
    [-0.004, 1, 3],
    [0.00001, 1, 1],
    [1e-17, 1, 1],
    [12, 1, 1],
    [0, 1, 1],
  ])(
    'a difference of %d, elsewhere told with %d digits, needs %d to be seen',
    (value, usual, digits) => {
      expect(decimalsToSee(value, usual)).toBe(digits);
    },
  );

  it('shows a share as per cent and a difference of shares in points', () => {
    expect(formatPercent(0.1113, 'vi', 2)).toBe('11,13%');
    expect(formatPercent(0.1113, 'en', 2)).toBe('11.13%');
    expect(formatPoints(-0.0037, 'vi', 2)).toBe('−0,37');
    expect(formatPoints(0.0037, 'en', 2)).toBe('+0.37');
  });

  it.each([
    [0.3, '30%'],
    [1, '100%'],
    [0.125, '12,5%'],
    [0.58, '58%'],
    [0.123456, '12,35%'],
  ])('a demand of %d takes as few digits as say it: %s', (value, text) => {
    expect(formatDemand(value, 'vi')).toBe(text);
  });
});

describe('days and periods', () => {
  it.each([
    ['2020-03-19', 'vi', '19/3/2020'],
    ['2020-03-19', 'en', '19 March 2020'],
    ['2020-02', 'vi', '2/2020'],
    ['2020-02', 'en', 'February 2020'],
    ['2020', 'vi', '2020'],
    ['2020-Q1', 'vi', 'Quý I/2020'],
    ['2019-03/2020-02', 'vi', '3/2019–2/2020'],
    ['2014/2020-06-30', 'en', '2014–30 June 2020'],
    ['2020-04-25T06:00:00Z', 'vi', '25/4/2020'],
    ['n/a', 'en', 'n/a'],
  ] as const)('%s in %s is %s', (day, locale, text) => {
    expect(formatDay(day, locale)).toBe(text);
  });

  it.each([
    ['2020-Q1', 'vi', 'Quý I/2020'],
    ['2020-Q4', 'vi', 'Quý IV/2020'],
    ['2020-Q1', 'en', 'Q1 2020'],
    ['2020-03', 'vi', 'Tháng 3/2020'],
    ['2020-03', 'en', 'March 2020'],
    ['2020', 'vi', 'Năm 2020'],
    ['2020', 'en', '2020'],
    ['soon', 'vi', 'soon'],
  ] as const)('%s in %s is called %s', (code, locale, text) => {
    expect(formatPeriod(code, locale)).toBe(text);
  });

  it('writes a period small within a Vietnamese sentence', () => {
    expect(formatPeriodInText('2019-Q4', 'vi')).toBe('quý IV/2019');
    expect(formatPeriodInText('2019-Q4', 'en')).toBe('Q4 2019');
  });

  it('takes the day of a moment in Hà Nội, where the next day begins at 17:00 UTC', () => {
    expect(hanoiDay('2020-04-14T16:59:59Z')).toBe('2020-04-14');
    expect(hanoiDay('2020-04-14T17:00:00Z')).toBe('2020-04-15');
  });

  it('joins the days of a span by a dash', () => {
    expect(formatSpan('2020-01-01', '2020-03-31', 'vi')).toBe('1/1/2020–31/3/2020');
    expect(formatSpan('2020-01-01', '2020-03-31', 'en')).toBe('1 January–31 March 2020');
    expect(formatSpan('2019-12-15', '2020-03-14', 'en')).toBe('15 December 2019–14 March 2020');
  });
});

describe('names', () => {
  it.each([
    ['Đắk Lắk', 'dak lak'],
    ['Bà Rịa - Vũng Tàu', 'ba ria vung tau'],
    ['Hoà Bình', 'hoa binh'],
    ['Hòa Bình', 'hoa binh'],
    ['THỪA  THIÊN HUẾ', 'thua thien hue'],
    ['Đà Nẵng'.normalize('NFD'), 'da nang'],
  ])('%s is searched as %s', (name, folded) => {
    expect(foldForSearch(name)).toBe(folded);
  });

  it.each([
    ['lai xe  lai', true],
    ['xe cap', true],
    ['xe xay', false],
    ['', true],
  ])('are found where every word of "%s" stands: %s', (sought, isFound) => {
    expect(finderOf(sought)('Cấp lại giấy phép lái xe')).toBe(isFound);
  });

  it('orders names as a Vietnamese dictionary does', () => {
    const names = [
      'Cao Bằng',
      'Bình Định',
      'Đà Nẵng',
      'Bắc Giang',
      'Cà Mau',
      'Bạc Liêu',
      'Bình Dương',
      'Điện Biên',
    ];
    expect(names.toSorted(compareVietnamese)).toEqual([
      'Bạc Liêu',
      'Bắc Giang',
      'Bình Dương',
      'Bình Định',
      'Cà Mau',
      'Cao Bằng',
      'Đà Nẵng',
      'Điện Biên',
    ]);
  });

  it.each([
    ['Tỉnh Hà Giang', 'Hà Giang'],
    ['Thành phố Đà Nẵng', 'Đà Nẵng'],
    ['Thành phố Hồ Chí Minh', 'TP. Hồ Chí Minh'],
    ['Tỉnh Bà Rịa - Vũng Tàu', 'Bà Rịa - Vũng Tàu'],
    ['Tỉnh Thừa Thiên Huế', 'Thừa Thiên Huế'],
    ['Bộ Tài chính', 'Bộ Tài chính'],
  ])('%s is called %s in a table', (name, short) => {
    expect(shortUnitName(name)).toBe(short);
  });

  it('drops the rank of English names but keeps Ho Chi Minh City', () => {
    expect(shortUnitNameEn('Ha Giang Province')).toBe('Ha Giang');
    expect(shortUnitNameEn('Ho Chi Minh City')).toBe('Ho Chi Minh City');
    expect(shortUnitNameEn('Ministry of Finance')).toBe('Ministry of Finance');
  });

  it.each([
    ['p-14', 'Tỉnh Sơn La', 'Son La Province', 'Sơn La', 'Son La'],
    ['s:116', 'Thành phố Sơn La', 'Son La City', 'Thành phố Sơn La', 'Son La City'],
  ])('tells the unit %s from another of its name', (id, nameVi, nameEn, vi, en) => {
    const unit = { id, nameVi, nameEn };
    expect([unitNameIn(unit, 'vi'), unitNameIn(unit, 'en')]).toEqual([vi, en]);
  });
});
