import { describe, expect, it } from 'vitest';
import { comparePlaces, describePlace, readCellPlace } from './place.ts';

describe('the place of a finding in a workbook', () => {
  it.each([
    ['sheet "Dịch vụ công", row 12, cell F12', { sheet: 'Dịch vụ công', row: 12, cell: 'F12' }],
    ['sheet "Nhiệm vụ", cell F12', { sheet: 'Nhiệm vụ', row: null, cell: 'F12' }],
    ['sheet "Nhiệm vụ"', { sheet: 'Nhiệm vụ', row: null, cell: null }],
    ['sheet "Dịch vụ công", row 12', { sheet: 'Dịch vụ công', row: 12, cell: null }],
    ['sheet "A", row 2", row 3', { sheet: 'A", row 2', row: 3, cell: null }],
    ['line 12, column "Mức độ"', null],
    ['/rows/3/level', null],
    ['', null],
  ])('%s', (place, expected) => {
    expect(readCellPlace(place)).toEqual(expected);
  });
});

describe('a place in the language being read', () => {
  it.each([
    ['sheet "Dịch vụ công", row 12, cell F12', 'trang tính “Dịch vụ công”, ô F12'],
    ['sheet "Dịch vụ công", row 12', 'trang tính “Dịch vụ công”, dòng 12'],
    ['sheet "Nhiệm vụ"', 'trang tính “Nhiệm vụ”'],
    ['page 1, rows[3].level', 'trang 1, rows[3].level'],
    ['line 12, column "Mức độ"', 'dòng 12, cột “Mức độ”'],
    ['line 12', 'dòng 12'],
    ['rows[3].level', 'rows[3].level'],
  ])('%s is %s', (place, expected) => {
    expect(describePlace(place, 'vi')).toBe(expected);
    expect(describePlace(place, 'en')).toBe(place);
  });
});

it('places follow the sheets, then rows, then columns; what is in no sheet comes last', () => {
  const sheets = ['Thông tin', 'Dịch vụ công', 'Nhiệm vụ'];
  const inOrder = [
    'sheet "Thông tin", cell C10',
    'sheet "Dịch vụ công", row 7',
    'sheet "Dịch vụ công", cell G7',
    'sheet "Dịch vụ công", cell AA7',
    'sheet "Dịch vụ công", cell B10',
    'sheet "Nhiệm vụ", cell B5',
    'sheet "Bảng khác", cell A1',
    'whole reply',
  ];
  const sorted = inOrder.toReversed().toSorted((a, b) => comparePlaces(a, b, sheets));
  expect(sorted).toEqual(inOrder);
});
