import { describe, expect, it } from 'vitest';
import { readOriginal } from './original-text.ts';

const ROW = JSON.stringify({
  code: 'DV-0001',
  name: 'Cấp giấy phép',
  received: '1.234',
  eligible: false,
});
const row = { code: 'DV-0001', name: 'Cấp giấy phép' };

describe('what a finding keeps, read back', () => {
  it.each([
    ['the text of a cell', '"Xong rồi"', 'state', { kind: 'value', value: 'Xong rồi', row: null }],
    ['a number of a cell', '5', 'level', { kind: 'value', value: '5', row: null }],
    ['an empty cell', 'null', 'person', { kind: 'value', value: null, row: null }],
    ['the field of a row at fault', ROW, 'received', { kind: 'value', value: '1.234', row }],
    ['a yes or no of a row', ROW, 'eligible', { kind: 'value', value: false, row }],
    ['an empty field of a row', ROW, 'onTime', { kind: 'value', value: null, row }],
    [
      'the code where the whole row is at fault',
      ROW,
      null,
      { kind: 'value', value: 'DV-0001', row },
    ],
    [
      'an error of the sheet',
      '{"error":"#N/A"}',
      'level',
      { kind: 'value', value: '#N/A', row: null },
    ],
    ['a formula without value', '{"formula":"not worked out"}', 'level', { kind: 'unworked' }],
    [
      'what is no JSON',
      '{"code":"cut sho',
      'level',
      { kind: 'value', value: '{"code":"cut sho', row: null },
    ],
  ] as const)('is %s', (_what, original, field, expected) => {
    expect(readOriginal(original, field, true)).toEqual(expected);
  });

  it('is the numbers that were compared where it is about the whole', () => {
    expect(readOriginal('{"compared":6,"equal":6}', null, false)).toEqual({
      kind: 'numbers',
      numbers: [
        ['compared', '6'],
        ['equal', '6'],
      ],
    });
  });
});
