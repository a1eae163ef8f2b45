// The fonts of the pages draw what the pages say: every character of messages, of names in the catalogue
// and of what the demo's portals answer. What they lack comes from a font of the reader's machine.
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { charactersOf } from './helpers/woff2.ts';

/** Arrows, marks of states and signs of other scripts, which the typeface has none of. */
const LACKING = Array.from('→←↓↑●○▼☐☑⌈⌉⌊⌋ⁿ⁻＝＋－＠›Σσ│┌┐└┘├┬─');
const WORDS = [
  'src/lib/messages/{vi,en}/*.json',
  'drizzle/catalogue/*.csv',
  'tests/portals/catalogue/*.txt',
  'tests/portals/illustrative/**/*.csv',
];
/** The letters that Vietnamese writes, each with its marks. */
const VOWELS = Array.from('aăâeêioôơuưyAĂÂEÊIOÔƠUƯY');
const TONES = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];

const drawn = (weight: number) =>
  charactersOf(readFileSync(`src/styles/fonts/be-vietnam-pro-${weight}.woff2`));
const missing = (text: Iterable<string>, weight: number): string[] => {
  const known = drawn(weight);
  const lacking = Array.from(text).filter(
    (each) => each > ' ' && !known.has(each.codePointAt(0) ?? 0),
  );
  return [...new Set(lacking)];
};

describe.each([400, 600])('the font of weight %i', (weight) => {
  it('draws every letter of Vietnamese, in both cases', () => {
    const letters = VOWELS.flatMap((vowel) => TONES.map((tone) => (vowel + tone).normalize('NFC')));
    expect(letters.filter((each) => each.length > 1)).toEqual([]);
    expect(missing([...letters, 'đ', 'Đ'], weight)).toEqual([]);
  });

  it.each(WORDS)('draws all that stands in %s', (pattern) => {
    const text = globSync(pattern).map((path) => readFileSync(path, 'utf8'));
    expect(text.length).toBeGreaterThan(0);
    const lacking = missing(text.join('').normalize('NFC'), weight);
    expect(lacking.filter((each) => !LACKING.includes(each))).toEqual([]);
  });

  it('draws no more than it says', () => {
    expect(LACKING.filter((each) => drawn(weight).has(each.codePointAt(0) ?? 0))).toEqual([]);
  });
});
