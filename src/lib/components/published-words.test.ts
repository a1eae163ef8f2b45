import { expect, it } from 'vitest';
import { factValueText } from './published-words.ts';

it.each([
  ['2014-2020', 'period', '2014–2020'],
  ['2019-06-24', 'date', '24/6/2019'],
  ['almost-all', 'text', 'hầu hết'],
  ['36a/NQ-CP', 'document', 'Nghị quyết số 36a/NQ-CP'],
  ['11.13', 'percent', '11,13%'],
  ['10', 'rank of 63', 'hạng 10/63'],
])('writes %s, a %s of an article, as %s', (value, valueUnit, text) => {
  expect(factValueText(value, valueUnit)).toBe(text);
});
