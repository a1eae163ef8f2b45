import { describe, expect, it } from 'vitest';
import { documentTitle } from './legal-words.ts';

describe('documentTitle', () => {
  const cases = [
    ['17/NQ-CP', 'Nghị quyết số 17/NQ-CP'],
    ['749/QĐ-TTg', 'Quyết định số 749/QĐ-TTg'],
    ['02/CT-TTg', 'Chỉ thị số 02/CT-TTg'],
    ['929/BTTTT-THH', 'Công văn số 929/BTTTT-THH'],
    ['MIC plan 2021', 'Kế hoạch năm 2021 của Bộ Thông tin và Truyền thông'],
    ['16-NQ/TU', '16-NQ/TU'],
  ] as const;
  it.each(cases)('names %s by its kind in full', (document, title) => {
    expect(documentTitle(document)).toBe(title);
  });
});
