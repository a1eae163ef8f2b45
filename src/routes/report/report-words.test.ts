// What a returned report says to do, beside the rule's own words.
import { expect, it } from 'vitest';
import { mendWord } from './report-words.ts';

const finding = (rule: string, value: string | null) => ({
  ...{ rule, field: 'received', place: 'sheet "Dịch vụ công", row 7, cell I7' },
  original: JSON.stringify({ code: 'DV-1', name: 'Cấp bản sao', received: value }),
});

it('an empty cell of a count is told to be filled with 0 where there is nothing', () => {
  const said = 'Ô trống: không có hồ sơ thì ghi 0.';
  expect(mendWord(finding('not-a-whole-number', null))).toMatch(/^Ô trống.*Ghi chỉ gồm chữ số/);
  expect(mendWord(finding('not-a-whole-number', '1.234'))).not.toContain(said);
  expect(mendWord(finding('level', null))).not.toContain(said);
});
