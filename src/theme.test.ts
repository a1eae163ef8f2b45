// The tokens of theme.css in numbers, and that no colour is written anywhere else.
import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('.', import.meta.url));
const LOOKS = ['light', 'dark'] as const;
type Look = (typeof LOOKS)[number];

const css = await readFile(`${SRC}theme.css`, 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
);

function colourOf(name: string, look: Look): string {
  const token = tokens.get(name);
  if (!token) throw new Error(`theme.css has no --${name}`);
  return token[look];
}

/** Relative luminance of WCAG 2.2, 0 for black to 1 for white. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of WCAG 2.2, 1 to 21. */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const SURFACES = ['paper', 'soft', 'hover', 'warn-back', 'note-back'];
const TEXTS = ['ink', 'muted', 'blue', 'teal', 'plum', 'rust'];
const MARKS = ['mid', 'quiet-teal', 'grey', 'edge'];
const PAIRS: [string, string, number][] = [
  ...TEXTS.flatMap((text) => SURFACES.map((on): [string, string, number] => [text, on, 4.5])),
  ...MARKS.map((mark): [string, string, number] => [mark, 'paper', 3]),
  ['on-blue', 'blue', 4.5],
  ['mid', 'track', 3],
  ['blue', 'track', 3],
  ...[1, 2, 3, 4, 5].map((n): [string, string, number] => [`map-${n}-ink`, `map-${n}`, 4.5]),
];

describe('the theme', () => {
  it.each(LOOKS)('can be read in %s', (look) => {
    const poor = PAIRS.map(([one, other, least]) => ({
      pair: `${one} on ${other}`,
      least,
      is: contrast(colourOf(one, look), colourOf(other, look)),
    })).filter(({ is, least }) => is < least);
    expect(poor).toEqual([]);
  });

  it.each(LOOKS)('has steps of the map that differ in lightness in %s', (look) => {
    const steps = [1, 2, 3, 4, 5].map((n) => luminance(colourOf(`map-${n}`, look)));
    const sorted = steps.toSorted((a, b) => (look === 'light' ? b - a : a - b));
    expect(steps).toEqual(sorted);
    for (const [i, step] of steps.entries()) {
      const next = steps[i + 1];
      if (next !== undefined) expect(Math.abs(step - next)).toBeGreaterThan(0.02);
    }
  });

  it('is drawn with the light colours of the same tokens', async () => {
    const palette = await readFile(`${SRC}lib/charts/palette.ts`, 'utf8');
    const drawn = [...palette.matchAll(/token\('([a-z0-9-]+)', '(#[0-9a-f]{6})'\)/g)];
    expect(drawn.length).toBeGreaterThan(10);
    for (const [, name = '', light] of drawn)
      expect([name, light]).toEqual([name, colourOf(name, 'light')]);
  });

  it('holds every colour: none is written elsewhere', async () => {
    const allowed = new Set(['theme.css', 'lib/charts/palette.ts']);
    const names = await readdir(SRC, { recursive: true });
    const sources = names.filter(
      (name) =>
        /\.(css|html|svelte|ts)$/.test(name) &&
        !/^lib\/paraglide\/|\.test\.ts$/.test(name) &&
        !allowed.has(name),
    );
    const COLOUR = /(?<![\w&/$])#(?:[0-9a-f]{6}|[0-9a-f]{3})\b(?!\/)|\b(?:rgba?|hsla?|oklch)\(/gi;
    const found: string[] = [];
    for (const name of sources) {
      const text = await readFile(SRC + name, 'utf8');
      for (const [colour] of text.matchAll(COLOUR)) found.push(`${name}: ${colour}`);
    }
    expect(found).toEqual([]);
  });
});
