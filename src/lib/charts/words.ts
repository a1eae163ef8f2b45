// Words on a picture, each in a place of its own: inside the frame, on no other word and on no line.
// Pure, and no browser measures anything: widths are told from the letters. Charts import it.
import { INK } from './palette.ts';

export interface Point {
  x: number;
  y: number;
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export type Segment = readonly [Point, Point];

/** A word in its place, in CSS pixels from the upper left of the picture. */
export interface Word extends Point {
  text: string;
  /** Where on the word `x` is; `y` is its middle. */
  align: 'left' | 'center' | 'right';
  size: number;
  colour: string;
  isBold?: boolean;
  /** Whether lines are broken off behind it, not only kept off its letters. */
  isOpaque?: boolean;
  /** What the word names, where it stands too far below to be seen to; a thin line goes up from it. */
  from?: Point;
}

/** Widths of letters as parts of the type's size, taken from Be Vietnam Pro by kinds of letters. */
const WIDTHS: readonly [RegExp, number][] = [
  [/[ .,:;'|]/u, 0.34],
  [/[iltrfjíI]/u, 0.38],
  [/[()/1-]/u, 0.5],
  [/[mwMW%–…]/u, 0.9],
  [/\p{Lu}/u, 0.74],
  [/[2-9]/u, 0.66],
  [/0/u, 0.7],
];
const OTHER_WIDTH = 0.61;
/** Height of a line as a part of the type's size; capitals of Vietnamese bear marks. */
const LINE_HEIGHT = 1.15;

/** CSS pixels; within a few pixels of the true width, rather above it. */
export function wordWidth(text: string, size: number): number {
  const widths = Array.from(
    text.normalize('NFC'),
    (letter) => WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? OTHER_WIDTH,
  );
  return widths.reduce((sum, width) => sum + width, 0) * size;
}

const SHARE_LEFT = { left: 0, center: 0.5, right: 1 };

export function boxOf({ text, x, y, align, size }: Word): Box {
  const width = wordWidth(text, size);
  const left = x - width * SHARE_LEFT[align];
  const half = (size * LINE_HEIGHT) / 2;
  return { left, right: left + width, top: y - half, bottom: y + half };
}

const isInside = (box: Box, frame: Box): boolean =>
  box.left >= frame.left &&
  box.right <= frame.right &&
  box.top >= frame.top &&
  box.bottom <= frame.bottom;

export const isApart = (a: Box, b: Box, gap = 0): boolean =>
  a.right + gap <= b.left || b.right + gap <= a.left || a.bottom <= b.top || b.bottom <= a.top;

/** Whether any part of the line is in the box: clips the line side by side (Liang and Barsky). */
export function crosses([from, to]: Segment, box: Box): boolean {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  let [enter, leave] = [0, 1];
  const sides = [
    [-dx, from.x - box.left],
    [dx, box.right - from.x],
    [-dy, from.y - box.top],
    [dy, box.bottom - from.y],
  ] as const;
  for (const [step, room] of sides) {
    if (step === 0 && room < 0) return false;
    if (step < 0) enter = Math.max(enter, room / step);
    if (step > 0) leave = Math.min(leave, room / step);
  }
  return enter <= leave;
}

/** The same word, moved sideways as far as the frame asks. */
export function clampWord(word: Word, frame: Pick<Box, 'left' | 'right'>): Word {
  const box = boxOf(word);
  const shift = Math.max(frame.left - box.left, 0) - Math.max(box.right - frame.right, 0);
  return { ...word, x: word.x + shift };
}

/** What words are kept off, and inside of what. */
export interface Surroundings {
  frame: Box;
  boxes?: readonly Box[];
  segments?: readonly Segment[];
  /** Pixels between neighbours on a row; 6 unless told. */
  gap?: number;
}

const ROOM_BETWEEN = 6;
/** Pixels to the left and right of a word that lines keep away. */
const BESIDE_LINES = 2;

/** The thin line from what a word names, straight up to the height of the word. */
export const leaderOf = ({ from, y, size }: Word): Segment | null =>
  from ? [from, { x: from.x, y: y + size / 2 }] : null;

/**
 * Sets words one after the other, each at the first of its places that is free.
 *
 * @param wishes for every word its places, the best first
 * @param isNeeded whether the word of that number is told even where no place is free: at its first
 *   place, moved into the frame
 */
export function placeWords(
  wishes: readonly (readonly Word[])[],
  around: Surroundings,
  isNeeded: (at: number) => boolean = () => false,
): Word[] {
  const placed: Word[] = [];
  for (const [at, places] of wishes.entries()) {
    const free = places.find((word) => isFree(word, around, placed));
    const first = places[0];
    const word = free ?? (first && isNeeded(at) ? clampWord(first, around.frame) : null);
    if (word) placed.push(word);
  }
  return placed;
}

function isFree(word: Word, around: Surroundings, placed: readonly Word[]): boolean {
  const box = boxOf(word);
  const wide = { ...box, left: box.left - BESIDE_LINES, right: box.right + BESIDE_LINES };
  const others = placed.map(boxOf);
  const leader = leaderOf(word);
  const leaders = placed.map(leaderOf).filter((segment) => segment !== null);
  const segments = [...(around.segments ?? []), ...leaders];
  return (
    isInside(box, around.frame) &&
    [...others, ...(around.boxes ?? [])].every((other) =>
      isApart(box, other, around.gap ?? ROOM_BETWEEN),
    ) &&
    !segments.some((segment) => crosses(segment, wide)) &&
    !(leader && others.some((other) => crosses(leader, other)))
  );
}

/** Figures of one width, as pages set them, make a day wider than it is taken to be. */
const EDGE = 6;

/** A row of words under an axis: those that have room, in the order they are given. */
export function axisWords(
  labels: readonly { x: number; text: string }[],
  row: { y: number; width: number; colour?: string },
): Word[] {
  const sides = { left: EDGE, right: row.width - EDGE };
  return placeWords(
    labels.map(({ x, text }) => [
      clampWord({ text, x, y: row.y, align: 'center', size: 12, colour: row.colour ?? INK }, sides),
    ]),
    { frame: { ...sides, top: 0, bottom: row.y + 20 }, gap: 10 },
  );
}
