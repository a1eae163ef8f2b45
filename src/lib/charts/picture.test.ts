import { describe, expect, it } from 'vitest';
import { drawCourse } from './course.ts';
import { composePicture, wrapText } from './picture.ts';
import type { ChartSheet } from './types.ts';
import { wordWidth } from './words.ts';

const course = (width: number) =>
  drawCourse(
    [1, 2].map((value, at) => ({ at, label: `Q${at}`, value, text: `${value}` })),
    { width, height: 120 },
  );
const sheet = (changes: Partial<ChartSheet> = {}): ChartSheet => ({
  headline: 'Từ 1 đến 2 & hơn <nữa>',
  subtitle: 'Tỷ lệ, cả nước',
  source: 'Nguồn: ai đó',
  label: 'x',
  mark: 'Bản minh họa',
  wide: course(600),
  narrow: course(300),
  table: { columns: [], rows: [] },
  ...changes,
});

describe('a picture that leaves the page', () => {
  it('says finding, measure, source, whence it is, and the mark', () => {
    const svg = composePicture(sheet(), 'desk', 'tiendo.example');
    for (const text of ['Tỷ lệ, cả nước', 'Nguồn: ai đó', 'tiendo.example', 'Bản minh họa']) {
      expect(svg).toContain(text);
    }
    expect(svg).toContain('Từ 1 đến 2 &amp; hơn &lt;nữa&gt;');
  });

  it('has its size and its colours in it, and names no token of a page', () => {
    const svg = composePicture(sheet(), 'desk', '');
    expect(svg).toMatch(/^<svg [^>]*width="632" height="\d+"/);
    expect(svg).not.toMatch(/var\(|class=|<style|<script/);
  });

  it('is drawn anew for phones', () => {
    expect(composePicture(sheet(), 'phone', '')).toMatch(/width="332"/);
  });

  it('makes room for a headline of several lines', () => {
    const heightOf = (headline: string) =>
      Number(/height="(\d+)"/.exec(composePicture(sheet({ headline }), 'phone', ''))?.[1]);
    expect(heightOf('rất dài '.repeat(20))).toBeGreaterThan(heightOf('ngắn') + 60);
  });
});

describe('wrapText', () => {
  it('keeps every line within the width and every word', () => {
    const text = 'Mới có 5/22 bộ, cơ quan ngang bộ và 5/63 tỉnh đạt 30%';
    const lines = wrapText(text, 14, 120);
    expect(lines.join(' ')).toBe(text);
    expect(lines.every((line) => wordWidth(line, 14) <= 120)).toBe(true);
  });

  it('puts a word that is too long on a line of its own', () => {
    expect(wrapText('a Nghiêng', 20, 30)).toEqual(['a', 'Nghiêng']);
  });
});
