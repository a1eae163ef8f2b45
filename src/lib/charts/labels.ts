// Names in a column beside what they name: each as near to its own height as the others let it, in the
// same order, inside the column, no two on each other. Knows nothing of units or charts. Pure; drawings
// import it.
import { wordWidth } from './words.ts';

export interface LabelWish {
  /** The height that the name belongs to, in CSS pixels. */
  at: number;
  /** The same name in words that get shorter: the first that has room is taken, else what has of the last. */
  texts: readonly [string, ...string[]];
  /** Those that matter most are told where there is no room for all. */
  weight?: number;
}

export interface LabelColumn {
  top: number;
  bottom: number;
  width: number;
  /** Of the type. */
  size: number;
  /** Height of a line. */
  line: number;
}

export interface LaidLabel {
  /** Which of the wishes, from 0. */
  of: number;
  text: string;
  /** The middle of its line. */
  y: number;
}

/**
 * The heights nearest to those given, by the least squares, that stand at least `gap` apart and within
 * `top` and `bottom`: isotonic regression by pooling neighbours that are out of order.
 *
 * @param heights in rising order, no more than have room
 */
export function spreadEvenly(
  heights: readonly number[],
  { gap, top, bottom }: { gap: number; top: number; bottom: number },
): number[] {
  const pools: { sum: number; count: number }[] = [];
  const meanOf = (pool: { sum: number; count: number }) => pool.sum / pool.count;
  for (const [at, height] of heights.entries()) {
    let pool = { sum: height - at * gap, count: 1 };
    for (let above = pools.at(-1); above && meanOf(above) > meanOf(pool); above = pools.at(-1)) {
      pool = { sum: above.sum + pool.sum, count: above.count + pool.count };
      pools.pop();
    }
    pools.push(pool);
  }
  const lowest = bottom - (heights.length - 1) * gap;
  return pools
    .flatMap((pool) => Array.from({ length: pool.count }, () => meanOf(pool)))
    .map((mean, at) => Math.max(top, Math.min(mean, lowest)) + at * gap);
}

/** @returns the names that have room, from the top down */
export function layLabels(wishes: readonly LabelWish[], column: LabelColumn): LaidLabel[] {
  const { top, bottom, line } = column;
  const most = Math.max(0, Math.floor((bottom - top) / line + 1e-9));
  const told = wishes
    .map((wish, of) => ({ ...wish, of, text: fitting(wish.texts, column) }))
    .filter((label) => label.text !== null)
    .toSorted((a, b) => (b.weight ?? 0) - (a.weight ?? 0) || a.of - b.of)
    .slice(0, most)
    .toSorted((a, b) => a.at - b.at || a.of - b.of);
  const heights = spreadEvenly(
    told.map(({ at }) => at),
    { gap: line, top: top + line / 2, bottom: bottom - line / 2 },
  );
  return told.map(({ of, text }, at) => ({ of, text: text ?? '', y: heights[at] ?? 0 }));
}

const FEWEST_LETTERS = 4;

/** A name cut where its room ends; null where next to nothing would be left of it. */
export function cutToFit(text: string, width: number, size: number): string | null {
  for (let length = text.length - 1; length >= FEWEST_LETTERS; length -= 1) {
    const cut = `${text.slice(0, length).trimEnd()}…`;
    if (wordWidth(cut, size) <= width) return cut;
  }
  return null;
}

const fitting = (texts: LabelWish['texts'], { width, size }: LabelColumn): string | null =>
  texts.find((text) => wordWidth(text, size) <= width) ??
  cutToFit(texts.at(-1) ?? texts[0], width, size);
