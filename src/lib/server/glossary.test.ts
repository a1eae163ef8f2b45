// What components show in place is what the glossary says, and every term has its words.
import { readFile, readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { GLOSSARY } from './glossary.ts';

const terms = GLOSSARY.flatMap((group) => group.terms);
const codes = new Set(terms.map(({ code }) => code));

describe('the glossary', () => {
  it('defines each term once, in both languages', () => {
    expect(codes.size).toBe(terms.length);
    for (const { name, says } of terms) {
      for (const locale of ['vi', 'en'] as const) {
        expect(name({}, { locale }).length).toBeGreaterThan(2);
        expect(says({}, { locale })).toMatch(/^[\p{Lu}].*\.$/u);
      }
      expect(says({}, { locale: 'vi' })).not.toBe(says({}, { locale: 'en' }));
    }
  });

  it('is what pages say in place: a term under its own code, with its own definition', async () => {
    const names = await readdir('src', { recursive: true });
    const shown: [string, string][] = [];
    for (const name of names.filter((each) => each.endsWith('.svelte'))) {
      const text = await readFile(`src/${name}`, 'utf8');
      const uses = [
        ...text.matchAll(/code="([a-z0-9_]+)"\s+says=\{m\.glossary_([a-z0-9_]+)_says\(\)\}/g),
        ...text.matchAll(
          /code: '([a-z0-9_]+)',\s*word: m\.glossary_\w+\(\),\s*says: m\.glossary_([a-z0-9_]+)_says\(\)/g,
        ),
      ];
      shown.push(...uses.map(([, code = '', said = '']): [string, string] => [code, said]));
    }
    expect(shown.length).toBeGreaterThan(5);
    for (const [code, said] of shown) {
      expect(said).toBe(code);
      expect(codes).toContain(code);
    }
  });
});
