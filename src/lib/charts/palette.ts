// The colours of charts. At most four at once, 3:1 against white, apart on a photocopy. Pure; charts,
// components and pages may import it.

export const INK = '#14213d';
export const MUTED = '#566072';
export const LINE = '#c9d0da';
export const BLUE = '#12436d';
export const MID = '#2073bc';
export const TEAL = '#1d7a72';
export const PLUM = '#801650';
export const RUST = '#b3440f';
export const GREY = '#6b7888';

/** One blue, from least to most, with the ink that reads on it. */
export const BLUES = [
  { fill: '#e3ecf4', ink: INK },
  { fill: '#bcd2e6', ink: INK },
  { fill: '#86afd3', ink: INK },
  { fill: '#2e6da4', ink: '#ffffff' },
  { fill: BLUE, ink: '#ffffff' },
] as const;

export const FONT = "'Be Vietnam Pro', 'Noto Sans', system-ui, sans-serif";
