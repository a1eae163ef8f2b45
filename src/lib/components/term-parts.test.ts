import { describe, expect, it } from 'vitest';
import { closingMarks, openingMarks, termParts, type TermWord } from './term-parts.ts';

const term = (code: string, word: string): TermWord => ({ code, word, says: '' });
const POINT = term('point', 'điểm phần trăm');
const NATIONAL = term('national', 'Tính chung cả nước');
const TEXT = 'Tính chung cả nước: 11%, tăng 2 điểm phần trăm; bốn quý 0,9 điểm phần trăm.';

const codes = (text: string, terms: TermWord[]) =>
  termParts(text, terms).flatMap(({ text: piece, term }) => (term ? [[term.code, piece]] : []));

describe('the terms of a sentence', () => {
  it('are found where each stands first, whatever the order in which they are asked for', () => {
    const found = [
      ['national', 'Tính chung cả nước'],
      ['point', 'điểm phần trăm'],
    ];
    expect(codes(TEXT, [NATIONAL, POINT])).toEqual(found);
    expect(codes(TEXT, [POINT, NATIONAL])).toEqual(found);
  });

  it('leave the sentence as it is', () => {
    for (const terms of [[], [POINT], [NATIONAL, POINT], [term('x', 'không có')]]) {
      expect(
        termParts(TEXT, terms)
          .map(({ text }) => text)
          .join(''),
      ).toBe(TEXT);
    }
    expect(termParts('', [POINT])).toEqual([]);
  });

  it('are whole words, whatever number they stand in', () => {
    expect(codes('Units associated with a SOC', [term('soc', 'SOC')])).toEqual([['soc', 'SOC']]);
    expect(codes('Ranked and ranking', [term('rank', 'Rank')])).toEqual([]);
    expect(codes('2 percentage points', [term('point', 'Percentage point')])).toEqual([
      ['point', 'percentage points'],
    ]);
  });

  it('keep the marks that open and close them, and no others', () => {
    expect(closingMarks('; bốn quý 0,9')).toBe(';');
    expect(closingMarks('%). Sau đó')).toBe('%).');
    expect(closingMarks(' (bốn quý)')).toBe('');
    expect(closingMarks('')).toBe('');
    expect(openingMarks('có thể (')).toBe('(');
    expect(openingMarks('(a) ')).toBe('');
  });

  it('are found whatever their capitals', () => {
    expect(codes('Bằng 3 Điểm phần trăm', [POINT])).toEqual([['point', 'Điểm phần trăm']]);
  });
});
