import { describe, expect, it } from 'vitest';
import { boxOf, clampWord, crosses, placeWords, type Word } from './words.ts';

const word = (text: string, x: number, y = 50): Word => ({
  text,
  x,
  y,
  align: 'center',
  size: 12,
  colour: '#000',
});
const FRAME = { left: 0, right: 200, top: 0, bottom: 100 };
const xs = (words: Word[]) => words.map(({ x }) => x);

describe('placeWords', () => {
  it('takes the first place that is free, and leaves out a word that has none', () => {
    const places = placeWords([[word('30,1%', 60)], [word('15,9%', 64), word('15,9%', 130)]], {
      frame: FRAME,
    });
    expect(xs(places)).toEqual([60, 130]);
    const crowded = placeWords([[word('30,1%', 60)], [word('15,9%', 64)]], { frame: FRAME });
    expect(xs(crowded)).toEqual([60]);
  });

  it('keeps off lines and out of the edges', () => {
    const line = [
      { x: 100, y: 0 },
      { x: 100, y: 100 },
    ] as const;
    const places = [word('Đà Nẵng', 195), word('Đà Nẵng', 100), word('Đà Nẵng', 40)];
    expect(xs(placeWords([places], { frame: FRAME, segments: [line] }))).toEqual([40]);
  });

  it('tells a needed word all the same, moved into the frame', () => {
    const [placed] = placeWords([[word('78,00%', 199)]], { frame: FRAME }, () => true);
    expect(placed && boxOf(placed).right).toBeCloseTo(FRAME.right);
  });

  it('lets no word stand on the thin line of another', () => {
    const high = { ...word('Hà Nội', 60, 20), from: { x: 60, y: 80 } };
    expect(placeWords([[high], [word('Ninh Thuận', 70, 60)]], { frame: FRAME })).toHaveLength(1);
  });
});

describe('crosses', () => {
  const box = { left: 10, right: 20, top: 10, bottom: 20 };

  it('sees a line that goes through without a bend inside', () => {
    expect(
      crosses(
        [
          { x: 0, y: 0 },
          { x: 30, y: 30 },
        ],
        box,
      ),
    ).toBe(true);
    expect(
      crosses(
        [
          { x: 0, y: 15 },
          { x: 30, y: 15 },
        ],
        box,
      ),
    ).toBe(true);
  });

  it('sees none that ends before the box or passes its corner', () => {
    expect(
      crosses(
        [
          { x: 0, y: 0 },
          { x: 9, y: 9 },
        ],
        box,
      ),
    ).toBe(false);
    expect(
      crosses(
        [
          { x: 0, y: 21 },
          { x: 30, y: 21 },
        ],
        box,
      ),
    ).toBe(false);
    expect(
      crosses(
        [
          { x: 0, y: 15 },
          { x: 15, y: 40 },
        ],
        box,
      ),
    ).toBe(false);
  });
});

describe('clampWord', () => {
  it('moves a word in from either side, and leaves one alone that is in', () => {
    expect(boxOf(clampWord(word('hơn 47.000', 5), FRAME)).left).toBeCloseTo(0);
    expect(boxOf(clampWord(word('hơn 47.000', 195), FRAME)).right).toBeCloseTo(200);
    expect(clampWord(word('hơn 47.000', 100), FRAME).x).toBe(100);
  });
});
