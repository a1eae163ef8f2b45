// The colours of charts: tokens of src/theme.css, so that a drawing follows the look of its page, each
// with its light colour for pictures that leave it. At most four at once, 3:1 against the paper, apart
// on a photocopy. Pure; charts, components and pages may import it.

const token = (name: string, light: string): string => `var(--${name}, ${light})`;

export const PAPER = token('paper', '#ffffff');
export const INK = token('ink', '#14213d');
export const MUTED = token('muted', '#566072');
export const LINE = token('axis', '#c9d0da');
export const BLUE = token('blue', '#12436d');
export const MID = token('mid', '#2073bc');
export const TEAL = token('teal', '#1d7a72');
export const PLUM = token('plum', '#801650');
export const RUST = token('rust', '#b3440f');
export const GREY = token('grey', '#6b7888');

/** One blue, from least to most, with the ink that reads on it. */
export const BLUES = [
  { fill: token('map-1', '#e3ecf4'), ink: token('map-1-ink', '#14213d') },
  { fill: token('map-2', '#bcd2e6'), ink: token('map-2-ink', '#14213d') },
  { fill: token('map-3', '#86afd3'), ink: token('map-3-ink', '#14213d') },
  { fill: token('map-4', '#2e6da4'), ink: token('map-4-ink', '#ffffff') },
  { fill: token('map-5', '#12436d'), ink: token('map-5-ink', '#ffffff') },
] as const;

const TOKEN = /var\(--[a-z0-9-]+, (#[0-9a-f]{6})\)/g;

/** A drawing in its light colours alone, for where no page gives the tokens: files, embeds, Word. */
export const inLightColours = (svg: string): string => svg.replaceAll(TOKEN, '$1');

export const FONT = "'Be Vietnam Pro', 'Noto Sans', system-ui, sans-serif";
