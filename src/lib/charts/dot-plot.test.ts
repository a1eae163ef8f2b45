import { describe, expect, it } from 'vitest';
import { COLUMN_WIDTH, layStrips, type DotStrip } from './dot-plot-layout.ts';
import { drawDotPlot } from './dot-plot.ts';
import { drawChart } from './render.ts';
import { boxOf, isApart } from './words.ts';

const STRIPS: DotStrip[] = [
  {
    label: '2 bộ',
    dots: [
      { name: 'A', title: 'Bộ A & B', value: 0.4, text: '40,0%', met: true },
      { name: 'C', title: 'Bộ C', value: 0.01, text: '1,0%', met: false },
    ],
  },
  {
    label: '3 tỉnh',
    dots: [
      { name: 'D', title: 'D', value: 0.11, text: '11,0%', met: false },
      { name: 'E', title: 'E', value: 0.12, text: '12,0%', met: false },
      { name: 'F', title: 'F', value: 0.3, text: '30,0%', met: true },
    ],
  },
];
const OPTIONS = {
  target: { value: 0.3, text: 'Chỉ tiêu 30%' },
  nation: { value: 0.1113, text: 'Cả nước 11,13%' },
  hollowBelow: 0.05,
  withOthers: (name: string, n: number) => `${name} và ${n} đơn vị khác`,
};
const draw = (mark: string | null, strips = STRIPS) =>
  drawChart({
    id: 'spread',
    wide: drawDotPlot(strips, { ...OPTIONS, width: 700, wide: true }),
    narrow: drawDotPlot(strips, { ...OPTIONS, width: 340, wide: false }),
    label: 'Phân bố',
    mark,
  });

describe('the dot plot', () => {
  it('names every unit and both lines in each of its two pictures', () => {
    const { wide, narrow } = draw(null);
    for (const picture of [wide, narrow]) {
      for (const text of [
        'Bộ A &amp; B: 40,0%',
        'E: 12,0%',
        'Chỉ tiêu 30%',
        'Cả nước 11,13%',
        '2 bộ',
        '3 tỉnh',
      ]) {
        expect(picture).toContain(text);
      }
    }
  });

  it('bears the mark of illustrative figures inside both pictures, and only where asked', () => {
    const marked = draw('Bản minh họa');
    expect(marked.wide).toContain('Bản minh họa');
    expect(marked.narrow).toContain('Bản minh họa');
    expect(draw(null).wide).not.toContain('Bản minh họa');
  });

  it('is the same text whenever it is drawn, with nothing that only a script would use', () => {
    const first = draw(null).wide;
    expect(draw(null).wide).toBe(first);
    expect(first).not.toMatch(/<style|<script|ecmeta|zr\d/);
  });

  it('stacks dots of one column and grows with the tallest', () => {
    const crowd = Array.from({ length: 30 }, (_, i) => ({
      name: `${i}`,
      title: `${i}`,
      value: 0.01,
      text: '1,0%',
      met: false,
    }));
    const plain = drawDotPlot(STRIPS, { ...OPTIONS, width: 700, wide: true });
    const tall = drawDotPlot([{ label: '30 tỉnh', dots: crowd }], {
      ...OPTIONS,
      width: 700,
      wide: true,
    });
    expect(tall.height).toBeGreaterThan(30 * 9);
    expect(tall.height).toBeGreaterThan(plain.height);
  });

  it('draws an empty world without failing', () => {
    expect(draw(null, [{ label: '0 bộ', dots: [] }]).wide).toContain('0 bộ');
  });

  it('keeps every word inside and off every other, wherever the lines and the furthest unit stand', () => {
    const shares = Array.from({ length: 20 }, (_, i) => 0.02 + i * 0.05);
    for (const [value, furthest, width] of shares.flatMap((nation) =>
      shares.flatMap((share) => [[nation, share, 700] as const, [nation, share, 328] as const]),
    )) {
      const crowd = Array.from({ length: 6 }, () => ({
        name: 'Thừa Thiên Huế',
        title: 'Thừa Thiên Huế',
        value: furthest,
        text: '',
        met: true,
      }));
      const { words } = drawDotPlot([{ label: '63 tỉnh, thành phố', dots: crowd }], {
        ...OPTIONS,
        nation: { value, text: 'Cả nước 78,00%' },
        target: { value: 0.8, text: 'Chỉ tiêu 80%' },
        width,
        wide: width === 700,
      });
      const boxes = words.map(boxOf);
      for (const [at, box] of boxes.entries()) {
        expect(box.left).toBeGreaterThanOrEqual(0);
        expect(box.right).toBeLessThanOrEqual(width);
        expect(boxes.slice(at + 1).every((other) => isApart(box, other))).toBe(true);
      }
    }
  });

  it('says how many a name stands for', () => {
    const dots = Array.from({ length: 6 }, () => ({
      name: 'Đà Nẵng',
      title: 'Đà Nẵng',
      value: 0.6,
      text: '60%',
      met: true,
    }));
    const wordsOf = (width: number) =>
      drawDotPlot([{ label: 'Tỉnh', dots }], {
        ...OPTIONS,
        width,
        wide: width === 700,
      }).words.map(({ text }) => text);
    expect(wordsOf(700)).toContain('Đà Nẵng và 5 đơn vị khác');
  });

  it('names who is furthest behind, and the furthest of those that met the target', () => {
    const { words } = drawDotPlot(STRIPS, { ...OPTIONS, width: 700, wide: true });
    const texts = words.map(({ text }) => text);
    for (const name of ['A', 'C', 'F']) expect(texts).toContain(name);
  });

  it('names dots where a pointer rests, and never the lines', () => {
    expect(draw(null).wide.match(/<title>/g)).toHaveLength(5);
  });

  it('keeps whoever has reached 100% inside the scale', () => {
    const full = { name: 'A', title: 'A', value: 1, text: '100%', met: true };
    const { placed } = layStrips([{ label: 'Bộ', dots: [full] }], true)[0] ?? { placed: [] };
    expect(placed.map(({ column }) => (column + 0.5) * COLUMN_WIDTH)).toEqual([0.9875]);
  });
});
