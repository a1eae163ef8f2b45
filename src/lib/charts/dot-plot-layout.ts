// Where the dots of a dot plot stand: columns, stacks, strips and the end of the scale. Pure; the
// dot plot and loads that feed it import it.

export interface Dot {
  /** Written beside the dot where there is room. */
  name: string;
  /** Shown where the pointer rests. */
  title: string;
  /** Fraction 0–1. */
  value: number;
  /** The figure as text. */
  text: string;
  met: boolean;
}

export interface DotStrip {
  label: string;
  dots: Dot[];
}

/** Each column of dots takes in this many percentage points. */
export const COLUMN_WIDTH = 0.025;
/** Whoever has reached 100% stands in the column before it, inside the scale. */
const LAST_COLUMN = 1 / COLUMN_WIDTH - 1;
export const RADIUS = 4;
export const LABEL_LINE = 14;
/** Columns can be named on this many rows over the dots. */
export const LABEL_ROWS = 3;
/** Room for the strip's label over it, where there is none beside it. */
export const STRIP_LABEL = 18;
const SPACING = 9.4;
/** So many columns of those that met the target are named at most. */
const MOST_NAMED = 5;
const LEAST_HEIGHT = 24;
const BETWEEN = 14;

export interface Placed extends Dot {
  column: number;
  level: number;
  /** Pixels from the top of the plot to the middle of the dot. */
  y: number;
}

export interface NamedColumn {
  /** Its furthest unit; of those furthest behind the one with the least. */
  name: string;
  /** How many more units of the column have met the target; or have not, where none has. */
  others: number;
  column: number;
  /** The middle of its highest dot, in pixels from the top of the plot. */
  y: number;
}

export interface LaidStrip {
  label: string;
  placed: Placed[];
  names: NamedColumn[];
  /** Pixels from the top of the plot to the ground the dots stand on. */
  ground: number;
  top: number;
}

type Stacked = Omit<Placed, 'y'>;

/** Gives every dot its column and its place in it, the lowest figures at the bottom. */
function stack(dots: readonly Dot[]): Stacked[] {
  const levels = new Map<number, number>();
  return dots
    .toSorted((a, b) => a.value - b.value)
    .map((dot) => {
      const column = Math.min(LAST_COLUMN, Math.floor(dot.value / COLUMN_WIDTH + 1e-9));
      const level = levels.get(column) ?? 0;
      levels.set(column, level + 1);
      return { ...dot, column, level };
    });
}

/**
 * The column of those furthest behind, where none in it met the target, and the furthest of those that
 * did, from left to right. What finds no room is left out when the names are set.
 */
function columnsToName(placed: readonly Placed[], wide: boolean): NamedColumn[] {
  const columns = [...Map.groupBy(placed, ({ column }) => column)].sort(([a], [b]) => a - b);
  const isMet = ([, dots]: (typeof columns)[number]) => dots.some(({ met }) => met);
  const lowest = columns.slice(0, 1).filter((column) => !isMet(column));
  const furthest = columns.filter(isMet).slice(wide ? -MOST_NAMED : -1);
  return [...lowest, ...furthest].flatMap(([column, dots]) => {
    const met = dots.filter((dot) => dot.met);
    const named = met.at(-1) ?? dots[0];
    const others = (met.length || dots.length) - 1;
    const y = Math.min(...dots.map((dot) => dot.y));
    return named ? [{ name: named.name, others, column, y }] : [];
  });
}

/** The scale ends at a full ten per cent above every figure and the target. */
export const scaleEnd = (strips: readonly DotStrip[], target: number): number =>
  Math.min(
    1,
    Math.ceil(
      (Math.max(target, ...strips.flatMap(({ dots }) => dots.map((d) => d.value))) + 1e-9) * 10,
    ) / 10,
  ) || 1;

export function layStrips(strips: readonly DotStrip[], wide: boolean): LaidStrip[] {
  let top = 0;
  return strips.map(({ label, dots }) => {
    const stacked = stack(dots);
    const highest = Math.max(0, ...stacked.map((dot) => dot.level + 1)) * SPACING;
    const named =
      Math.max(0, ...stacked.filter(({ met }) => met).map((dot) => dot.level + 1)) * SPACING +
      (stacked.some(({ met }) => met) ? LABEL_LINE * (wide ? LABEL_ROWS : 1) : 0);
    const room = Math.max(highest, named, LEAST_HEIGHT) + (wide ? 10 : STRIP_LABEL + 6);
    const ground = top + room;
    const placed = stacked.map((dot) => ({ ...dot, y: ground - 5.8 - dot.level * SPACING }));
    const laid = { label, placed, names: columnsToName(placed, wide), ground, top };
    top = ground + BETWEEN;
    return laid;
  });
}
