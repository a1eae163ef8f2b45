import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layLabels, spreadEvenly, type LabelColumn, type LabelWish } from './labels.ts';
import { wordWidth } from './words.ts';

const COLUMN: LabelColumn = { top: 10, bottom: 210, width: 120, size: 12, line: 16 };
const wish = (at: number, ...texts: [string, ...string[]]): LabelWish => ({ at, texts });

const wishes = fc.array(
  fc.record({
    at: fc.double({ min: -50, max: 300, noNaN: true }),
    texts: fc.tuple(fc.string({ maxLength: 40 }), fc.string({ maxLength: 8 })),
    weight: fc.integer({ min: 0, max: 3 }),
  }),
  { maxLength: 40 },
);

describe('names in a column', () => {
  it('never overlap, never leave the column, and keep their order', () => {
    fc.assert(
      fc.property(wishes, (asked) => {
        const laid = layLabels(asked, COLUMN);
        for (const [at, { y, text, of }] of laid.entries()) {
          expect(y - COLUMN.line / 2).toBeGreaterThanOrEqual(COLUMN.top - 1e-6);
          expect(y + COLUMN.line / 2).toBeLessThanOrEqual(COLUMN.bottom + 1e-6);
          expect(wordWidth(text, COLUMN.size)).toBeLessThanOrEqual(COLUMN.width);
          const next = laid[at + 1];
          if (!next) continue;
          expect(next.y - y).toBeGreaterThanOrEqual(COLUMN.line - 1e-6);
          expect(asked[next.of]?.at ?? 0).toBeGreaterThanOrEqual(asked[of]?.at ?? 0);
        }
      }),
    );
  });

  it('leave out none that has room, and of more than have room those that matter least', () => {
    fc.assert(
      fc.property(wishes, (asked) => {
        const laid = layLabels(asked, COLUMN);
        const short = asked.filter(({ texts }) =>
          texts.some((text) => wordWidth(text, COLUMN.size) <= COLUMN.width),
        );
        expect(laid).toHaveLength(Math.min(short.length, 12));
        const least = Math.min(...laid.map(({ of }) => asked[of]?.weight ?? 0));
        const told = new Set(laid.map(({ of }) => of));
        const left = short.filter((each) => !told.has(asked.indexOf(each)));
        expect(left.every(({ weight }) => weight <= least)).toBe(true);
      }),
    );
  });

  it('stand where they belong while there is room', () => {
    const laid = layLabels([wish(30, 'A'), wish(46, 'B'), wish(200, 'C')], COLUMN);
    expect(laid.map(({ y }) => y)).toEqual([30, 46, 200]);
  });

  it('part evenly to both sides where they would stand on each other', () => {
    const laid = layLabels([wish(100, 'A'), wish(100, 'B'), wish(100, 'C')], COLUMN);
    expect(laid.map(({ y }) => y)).toEqual([84, 100, 116]);
  });

  it('are told in full where there is room, else short, else as far as they go, else not at all', () => {
    const full = 'Thành phố Hồ Chí Minh';
    const asked = [wish(50, full, 'TP.HCM')];
    const textIn = (width: number) =>
      layLabels(asked, { ...COLUMN, width }).map(({ text }) => text);
    expect(textIn(200)).toEqual([full]);
    expect(textIn(60)).toEqual(['TP.HCM']);
    expect(textIn(50)).toEqual(['TP.H…']);
    expect(textIn(10)).toEqual([]);
  });
});

describe('spreadEvenly', () => {
  it('moves nobody further than the least squares ask', () => {
    const options = { gap: 10, top: 0, bottom: 1000 };
    expect(spreadEvenly([100, 104, 300], options)).toEqual([97, 107, 300]);
    expect(spreadEvenly([2, 3, 4], options)).toEqual([0, 10, 20]);
  });
});
