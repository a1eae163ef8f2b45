import { describe, expect, it } from 'vitest';
import { drawMultiples, type Panel } from './multiples.ts';
import { drawSvg } from './render.ts';
import { boxOf, isApart } from './words.ts';

const panel = (name: string, ...values: (number | null)[]): Panel => ({
  name: `Thành phố ${name}`,
  short: name,
  values,
  last: '12,3%',
  demand: 0.3,
});
const options = (width: number, columns: number) => ({
  width,
  columns,
  max: 1,
  periods: ['Quý I', 'Quý II'] as [string, string],
  title: ({ name, last }: Panel) => `${name}: ${last}`,
});
const PANELS = Array.from({ length: 9 }, (_, at) => panel(`Tên ${at}`, at / 10, null, 0.5));

describe('small panels', () => {
  it('tell each unit once, in the order given', () => {
    const drawing = drawMultiples(PANELS, options(900, 4));
    expect(drawing.titles?.[0]?.slice(0, 2)).toEqual([
      'Thành phố Tên 0: 12,3%',
      'Thành phố Tên 1: 12,3%',
    ]);
    expect(drawSvg(drawing, 'x', null).match(/<title>/g)).toHaveLength(9);
  });

  it('stand in as many rows as are needed', () => {
    const heights = [3, 9].map((columns) => drawMultiples(PANELS, options(900, columns)).height);
    expect(heights[0]).toBeGreaterThan(2 * (heights[1] ?? 0));
  });

  it('name units in full where there is room, else short, never over the figure', () => {
    const namesIn = (width: number) =>
      drawMultiples(PANELS, options(width, 2)).words.map(({ text }) => text);
    expect(namesIn(600)).toContain('Thành phố Tên 0');
    expect(namesIn(260)).toContain('Tên 0');
    const boxes = drawMultiples(PANELS, options(328, 2)).words.map(boxOf);
    for (const [at, box] of boxes.entries()) {
      expect(boxes.slice(at + 1).every((other) => isApart(box, other))).toBe(true);
    }
  });

  it('draw each what it is asked, and nothing where nothing is', () => {
    const rulesOf = (...demands: (number | null)[]) => {
      const panels = PANELS.map((each, at) => ({ ...each, demand: demands[at] ?? null }));
      const svg = drawSvg(drawMultiples(panels, options(900, 9)), 'x', null);
      return svg.match(/<path d="([^"]*)"[^>]*--rust/)?.[1]?.match(/M/g)?.length ?? 0;
    };
    expect([rulesOf(), rulesOf(0.3), rulesOf(0.3, null, 0.5)]).toEqual([0, 1, 2]);
  });

  it('draw a yes or no in steps, with nothing between the two', () => {
    const flag = [{ ...panel('A', 0, 0, 1, 1), last: 'Có' }];
    const coursesOf = (isStepped: boolean) =>
      drawSvg(drawMultiples(flag, { ...options(900, 1), isStepped }), 'x', null)
        .match(/d="M[^"]*"/g)
        ?.flatMap((path) =>
          [...path.matchAll(/[ML]?(-?[\d.]+)[ ,](-?[\d.]+)/g)].map((at) => at[2]),
        );
    const heights = (isStepped: boolean) => new Set(coursesOf(isStepped));
    expect(heights(true)).toEqual(heights(false));
    expect(coursesOf(true)?.length).toBeGreaterThan(coursesOf(false)?.length ?? 0);
  });

  it('draw a unit without any figure as an empty panel', () => {
    expect(
      drawSvg(drawMultiples([panel('A', null, null)], options(300, 1)), 'x', null),
    ).not.toContain('NaN');
  });
});
