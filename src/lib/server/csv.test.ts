// No cell of text may run as a formula in a spreadsheet, and no number may turn into text.
import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { writeCsv } from './csv.ts';

const cellOf = (text: string): string =>
  parse(writeCsv(['a'], [[text]]), { from: 2 })[0]?.[0] ?? '';

describe('writeCsv', () => {
  it.each([
    '=1+1',
    '+84 24 3943 6131',
    '-2+3',
    '@SUM(A1:A9)',
    '=HYPERLINK("http://x.test","Bấm")',
    "=cmd|' /C calc'!A0",
    '|calc',
    '\t=1+1',
    '\r=1+1',
    '\n=1+1',
    '\0=1+1',
    '  =1+1',
    '＝1+1',
    '＋1',
    '－1',
    '＠SUM(A1)',
    "'=1+1",
  ])('puts an apostrophe before text that a spreadsheet would run: %j', (text) => {
    expect(cellOf(text)).toBe(`'${text}`);
  });

  it.each(['Tỉnh Lâm Đồng', 'Bà Rịa - Vũng Tàu', 'a=b', '2020-Q1', "'a'", '>=', '«x»', ''])(
    'leaves other text as it is: %j',
    (text) => {
      expect(cellOf(text)).toBe(text);
    },
  );

  it('leaves negative numbers numbers, and writes nothing for null', () => {
    expect(writeCsv(['x', 'y', 'z'], [[-0.5, null, true]])).toBe('x,y,z\r\n-0.5,,true\r\n');
  });

  it('quotes commas, quotes and line breaks', () => {
    expect(writeCsv(['x'], [['a,"b"\nc']])).toBe('x\r\n"a,""b""\nc"\r\n');
  });

  it('begins with a byte order mark where asked', () => {
    expect(writeCsv(['x'], [], { mark: true })).toBe('\ufeffx\r\n');
  });

  it('gives back every text that is read again, but for the apostrophe of the guarded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const read = cellOf(text);
        expect([text, `'${text}`]).toContain(read);
        // A mark alone is no formula.
        expect(read).not.toMatch(/^\s*[=+\-@|＝＋－＠]\s*\S/u);
      }),
    );
  });
});
