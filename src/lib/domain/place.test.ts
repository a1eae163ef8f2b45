import { describe, expect, it } from 'vitest';
import { readCellPlace } from './place.ts';

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
