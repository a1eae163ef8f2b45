// What differs between two configurations, field by field.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differences } from './differences.ts';

const tell = (before: unknown, after: unknown) =>
  differences(before, after).map(
    (each) => `${each.path}: ${each.before ?? '–'} → ${each.after ?? '–'}`,
  );

describe('differences', () => {
  it.each<[string, unknown, unknown, string[]]>([
    ['nothing', { a: 1 }, { a: 1 }, []],
    ['a field', { a: 1 }, { a: 2 }, ['a: 1 → 2']],
    ['a field more', {}, { a: null }, ['a: – → null']],
    ['a field less', { a: { b: 1 } }, {}, ['a: {"b":1} → –']],
    ['a field within', { a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } }, ['a.c: 2 → 3']],
    ['the order of fields', { a: 1, b: 2 }, { b: 2, a: 1 }, []],
    ['the order of a list', ['x', 'y'], ['y', 'x'], ['0: "x" → "y"', '1: "y" → "x"']],
    ['a list for an object', { a: [] }, { a: {} }, ['a: [] → {}']],
    ['a field named like a method', {}, { toString: 1 }, ['toString: – → 1']],
    ['the whole', 1, { a: 1 }, [': 1 → {"a":1}']],
  ])('tells %s', (_what, before, after, expected) => {
    expect(tell(before, after)).toEqual(expected);
  });

  it('finds none between a value and itself, and as many either way round', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(differences(one, one)).toEqual([]);
        expect(differences(one, other)).toHaveLength(differences(other, one).length);
      }),
    );
  });
});
