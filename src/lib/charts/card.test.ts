import { describe, expect, it } from 'vitest';
import { drawCard, type CardTexts } from './card.ts';

const TEXTS: CardTexts = {
  headline: 'Mới có 5/22 bộ và 5/63 tỉnh đạt chỉ tiêu 30% dịch vụ công trực tuyến mức độ 4',
  lead: 'Tính chung cả nước: 11,13%.',
  release: 'Quý I/2020 · mã 1908d8b0a74e',
  mark: 'Bản minh họa',
};

/** Every line of text with the size and the height it is set in. */
const linesOf = (svg: string) =>
  [...svg.matchAll(/<text x="[\d.]+" y="([\d.]+)" font-size="(\d+)"[^>]*>([^<]*)</g)].map(
    ([, y, size, text]) => ({ y: Number(y), size: Number(size), text }),
  );

describe('the picture of a page', () => {
  it('says headline, lead, release and mark in light colours, 600 by 315', () => {
    const svg = drawCard(TEXTS);
    expect(svg).toContain('width="600" height="315"');
    expect(svg).not.toContain('var(');
    const said = linesOf(svg).map(({ text }) => text);
    expect(said.join(' ')).toContain(TEXTS.lead);
    for (const text of [TEXTS.release, TEXTS.mark, 'Tiến Độ']) expect(said).toContain(text);
  });

  it.each([1, 2, 4, 8])('keeps a headline %i times as long above its foot', (times) => {
    const headline = Array.from({ length: times }, () => TEXTS.headline).join(' ');
    const lines = linesOf(drawCard({ ...TEXTS, headline }));
    const foot = lines.find(({ text }) => text === TEXTS.release)!;
    const others = lines.filter(({ text }) => text !== TEXTS.release && text !== TEXTS.mark);
    for (const { y } of others) expect(y).toBeLessThan(foot.y - 40);
    expect(others.map(({ y }) => y)).toEqual(others.map(({ y }) => y).toSorted((a, b) => a - b));
  });

  it('escapes what a name may hold', () => {
    expect(drawCard({ ...TEXTS, headline: 'A < B & "C"' })).toContain(
      'A &lt; B &amp; &quot;C&quot;',
    );
  });
});
