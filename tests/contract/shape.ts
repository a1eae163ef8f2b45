// The shape of answers, as text that a person can read and that changes when an answer does: every place
// with the kinds of values found there.
import { expect } from 'vitest';

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;

/** Every place of the answers, a line each: `toTarget.named[].level: number`. */
export function shapeOf(answers: readonly unknown[]): string {
  const kinds = new Map<string, string[]>();
  const note = (path: string, value: unknown): void => {
    kinds.set(path, [...(kinds.get(path) ?? []), kindOf(value)]);
    if (Array.isArray(value)) for (const each of value) note(`${path}[]`, each);
    else if (value !== null && typeof value === 'object') {
      for (const [name, each] of Object.entries(value)) note(path ? `${path}.${name}` : name, each);
    }
  };
  for (const answer of answers) note('', answer);
  const objectsAt = (path: string): number =>
    (kinds.get(path) ?? []).filter((kind) => kind === 'object').length;
  const places = [...kinds].slice(1).sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = places.map(([path, found]) => {
    const parent = path.endsWith('[]') ? null : path.slice(0, Math.max(0, path.lastIndexOf('.')));
    const isEverywhere = parent === null || found.length === objectsAt(parent);
    const all = [...new Set(found)].sort().concat(isEverywhere ? [] : ['absent']);
    return `${path}: ${all.join(' | ')}`;
  });
  return `${lines.join('\n')}\n`;
}

/** Names and sentences come in both languages, and none is empty. */
export function expectBothLanguages(answer: unknown, path = ''): void {
  if (answer === null || typeof answer !== 'object') return;
  if ('vi' in answer || 'en' in answer) {
    const filled = expect.stringMatching(/\S/) as string;
    expect(answer, path).toEqual({ vi: filled, en: filled });
    return;
  }
  for (const [name, each] of Object.entries(answer)) expectBothLanguages(each, `${path}.${name}`);
}
