// How a place on a map looks: a step of the scale, or why it has none. Nothing, not connected and no
// figure are told apart without colour. Pure; drawings of maps import it.
import { BLUES, INK, LINE, MUTED, PAPER } from './palette.ts';
import { escapeXml, px, textOf } from './svg-text.ts';

/** Which of the five steps, from 0; or what stands in a figure's place. */
export type MapLook = number | 'zero' | 'not-connected' | 'none';

const PATTERNS = { 'not-connected': 'dots', none: 'hatch' } as const;

export const isPatterned = (look: MapLook): boolean => typeof look === 'string' && look !== 'zero';

/** What a place is filled with, and the ink that reads on it. `%id%` becomes the picture's own. */
export function paintOf(look: MapLook): { fill: string; ink: string } {
  if (look === 'zero') return { fill: PAPER, ink: INK };
  if (typeof look === 'string') return { fill: `url(#%id%-${PATTERNS[look]})`, ink: INK };
  return BLUES[look] ?? BLUES[0];
}

/** Hatching for no figure, dots for what is not connected. */
export const MAP_PATTERNS =
  '<defs>' +
  '<pattern id="%id%-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
  `<rect width="5" height="5" fill="${PAPER}"/><rect width="1.6" height="5" fill="${LINE}"/></pattern>` +
  '<pattern id="%id%-dots" width="6" height="6" patternUnits="userSpaceOnUse">' +
  `<rect width="6" height="6" fill="${PAPER}"/><circle cx="3" cy="3" r="1.1" fill="${MUTED}"/></pattern>` +
  '</defs>';

export interface MapKey {
  look: MapLook;
  text: string;
}

const SWATCH = { width: 22, height: 12 };
const KEY_STEP = 19;
const KEY_SIZE = 11;

/** The key, one look a line. */
export function keyOf(keys: readonly MapKey[], left: number, top: number): string {
  return keys
    .map(({ look, text }, at) => {
      const y = top + at * KEY_STEP;
      return (
        `<rect x="${px(left)}" y="${px(y)}" width="${SWATCH.width}" height="${SWATCH.height}"` +
        ` fill="${paintOf(look).fill}" stroke="${LINE}"/>` +
        textOf({
          text,
          x: left + SWATCH.width + 7,
          y: y + SWATCH.height / 2,
          align: 'left',
          size: KEY_SIZE,
          colour: MUTED,
        })
      );
    })
    .join('');
}

export interface MapPlace {
  /** In full. */
  name: string;
  /** Its figure as text, or why there is none. */
  text: string;
  look: MapLook;
  /** Its page; null where the picture leaves the site. */
  href: string | null;
}

/** A place as a link or a group that says what it is. @param isStop whether the Tab key stops at it */
export function linkOf(
  place: MapPlace,
  body: string,
  options: { label: string; isStop: boolean },
): string {
  const title = `<title>${escapeXml(`${place.name}: ${place.text}`)}</title>`;
  if (place.href === null) return `<g>${title}${body}</g>`;
  const stop = options.isStop ? '' : ' tabindex="-1"';
  return (
    `<a href="${escapeXml(place.href)}" aria-label="${escapeXml(options.label)}"${stop}>` +
    `${title}${body}</a>`
  );
}
