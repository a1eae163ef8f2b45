import { describe, expect, it } from 'vitest';
import { drawRankLines, type RankLine } from './rank-lines.ts';
import { drawSvg } from './render.ts';
import { boxOf, isApart } from './words.ts';

const line = (name: string, ...ranks: (number | null)[]): RankLine => ({
  name: `Tỉnh ${name}`,
  short: name,
  ranks,
  isChosen: name === 'B',
});
const options = (width: number) => ({
  width,
  height: 300,
  periods: ['Q1', 'Q2', 'Q3'],
  title: ({ name }: RankLine, period: string, rank: number) => `${name}, ${period}: ${rank}`,
});
const LINES = [line('A', 3, 2, 1), line('C', 1, null, 3), line('B', 2, 1, 2)];

describe('ranks over time', () => {
  it('name every unit with its last rank, the chosen one in bold', () => {
    const { words } = drawRankLines(LINES, options(600));
    const bold = words.filter(({ isBold }) => isBold).map(({ text }) => text);
    expect(bold).toEqual(['2 Tỉnh B']);
    expect(words.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['1 Tỉnh A', '3 Tỉnh C', 'Q1', 'Q3']),
    );
  });

  it('stand with 1 on top', () => {
    const { words } = drawRankLines(LINES, options(600));
    const heightOf = (text: string) => words.find((word) => word.text === text)?.y ?? NaN;
    expect(heightOf('1 Tỉnh A')).toBeLessThan(heightOf('2 Tỉnh B'));
    expect(heightOf('2 Tỉnh B')).toBeLessThan(heightOf('3 Tỉnh C'));
  });

  it('leave a gap where a unit had no rank, and say nothing of it', () => {
    const drawing = drawRankLines(LINES, options(600));
    expect(drawing.titles?.[1]).toEqual(['Tỉnh C, Q1: 1', '', 'Tỉnh C, Q3: 3']);
    const svg = drawSvg(drawing, 'x', null);
    expect(svg.match(/<title>/g)).toHaveLength(8);
    expect(svg).not.toContain('NaN');
  });

  it('keep names apart though all end at one place, short where they have no room', () => {
    const same = Array.from({ length: 11 }, (_, at) => ({
      ...line('B', 9, 9, 9),
      name: `Tỉnh Bà Rịa - Vũng Tàu ${at}`,
    }));
    for (const width of [600, 328]) {
      const drawing = drawRankLines(same, options(width));
      const boxes = drawing.words.map(boxOf);
      for (const [at, box] of boxes.entries()) {
        expect(box.right).toBeLessThanOrEqual(width + 1);
        expect(boxes.slice(at + 1).every((other) => isApart(box, other))).toBe(true);
      }
    }
    expect(drawRankLines(same, options(328)).words.map(({ text }) => text)).toContain('9 B');
  });
});
