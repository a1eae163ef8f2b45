import { describe, expect, it } from 'vitest';
import { demandFigure, demandWords, documentTitle } from './legal-words.ts';

describe('documentTitle', () => {
  const cases = [
    ['17/NQ-CP', 'Nghị quyết số 17/NQ-CP'],
    ['749/QĐ-TTg', 'Quyết định số 749/QĐ-TTg'],
    ['42/2022/NĐ-CP', 'Nghị định số 42/2022/NĐ-CP'],
    ['02/CT-TTg', 'Chỉ thị số 02/CT-TTg'],
    ['929/BTTTT-THH', 'Công văn số 929/BTTTT-THH'],
    ['MIC plan 2021', 'Kế hoạch năm 2021 của Bộ Thông tin và Truyền thông'],
    ['16-NQ/TU', '16-NQ/TU'],
  ] as const;
  it.each(cases)('names %s by its kind in full', (document, title) => {
    expect(documentTitle(document)).toBe(title);
  });
});

describe('what a target asks for', () => {
  const cases = [
    ['share', 0.3, '30%', 'từ 30%'],
    ['share', 1, '100%', '100%'],
    ['score', 50, '50', 'từ 50'],
    ['score', 62.5, '62,5', 'từ 62,5'],
    ['count', 2000, '2.000', 'từ 2.000'],
    ['flag', 1, '100%', '100% đơn vị'],
    ['flag', 0.5, '50%', 'từ 50% đơn vị'],
  ] as const;
  it.each(cases)('is written as the measure is: %s %d as %s', (measure, value, figure, words) => {
    expect(demandFigure(value, { measure })).toBe(figure);
    expect(demandWords({ operator: '>=', value, baseline: null }, { measure })).toBe(words);
  });
});
