// Whatever the schema of sources checks or lists has words of its own, in both languages.
import { describe, expect, it } from 'vitest';
import { fieldsOf, ruleSentences, SOURCE_KINDS } from '#lib/server/sources/config-fields.ts';
import { faultText, fieldMeaning, ruleSentence } from './admin-source-words.ts';

describe('the words of sources', () => {
  it('say what every field of every kind means', () => {
    const paths = new Set(SOURCE_KINDS.flatMap((kind) => fieldsOf(kind).map(({ path }) => path)));
    expect(paths.size).toBeGreaterThan(30);
    expect([...paths].filter((path) => fieldMeaning(path) === null)).toEqual([]);
  });

  it('say every sentence of the schema in Vietnamese', () => {
    const sentences = ruleSentences();
    expect(sentences.length).toBeGreaterThan(10);
    expect(sentences.filter((sentence) => ruleSentence(sentence) === sentence)).toEqual([]);
  });

  it('say of a missing field what belongs there', () => {
    const fault = {
      path: 'allow.0.host',
      code: 'missing',
      expected: null,
      received: null,
    } as const;
    expect(faultText(fault)).toContain(fieldMeaning('allow[].host'));
  });

  it('keep the braces of tokens', () => {
    expect(fieldMeaning('auth.value')).toContain('{secret:');
    expect(fieldMeaning('auth.value')).not.toContain('\\');
  });
});
