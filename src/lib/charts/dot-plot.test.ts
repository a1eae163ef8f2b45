import { describe, expect, it } from 'vitest';
import { drawDotPlot, type DotStrip } from './dot-plot.ts';
import { drawChart } from './render.ts';

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
});
