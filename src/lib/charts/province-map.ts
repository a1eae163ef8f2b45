// The provinces twice: as equal tiles, where each can be read, and by their boundaries, where each is
// known. Hoàng Sa (Đà Nẵng) and Trường Sa (Khánh Hòa) are on both, always. Pure; loads of pages import it.
import {
  isPatterned,
  keyOf,
  linkOf,
  MAP_PATTERNS,
  paintOf,
  type MapKey,
  type MapPlace,
} from './map-looks.ts';
import { INK, LINE, MUTED, PAPER } from './palette.ts';
import { projectionOf, provincePaths, type Edition, type Projection } from './province-shapes.ts';
import { PROVINCE_TILES, PROVINCE_TILES_34, type Tile } from './province-tiles.ts';
import { px, textOf } from './svg-text.ts';
import type { MapDrawing } from './types.ts';

/** An archipelago as it is written beside its province, in full and for a tile. */
export interface IslandWords {
  name: string;
  /** The province that it belongs to, in brackets. */
  of: string;
  /** The same on three lines. */
  short: readonly [string, string, string];
}

export interface ProvinceMapOptions {
  edition: Edition;
  /** In a picture the two maps stand beside each other, or one below the other. */
  wide: boolean;
  keys: readonly MapKey[];
  /** What each of the two maps is called. */
  titles: { tiles: string; boundaries: string };
  hoangSa: IslandWords;
  truongSa: IslandWords;
}

const TILE = { width: 43, height: 26, stepX: 45, stepY: 28, size: 10.5, line: 11 };
/** Of the archipelagos beside the tiles of their provinces, clear of them. */
const ISLAND_SIZE = 9.5;
/** From the middle of a word in a tile down to its foot. */
const TO_BASELINE = 3.7;
const TILES_WIDTH = 380;
const GAP = 40;
const HEAD = 22;
const MAINLAND = 250;
/** For the mark, under the words of the southern inset. */
const FOOT = 44;

/** Islands of each archipelago, to a tenth of a degree: where they lie within its inset. */
const ISLANDS = {
  hoangSa: [
    [111.6, 16.5],
    [111.7, 16.4],
    [111.2, 15.8],
    [112.3, 16.8],
    [112.7, 16.7],
  ],
  truongSa: [
    [111.9, 8.6],
    [112.9, 7.9],
    [113.7, 9.0],
    [114.3, 9.9],
    [114.4, 10.2],
    [114.4, 10.4],
    [114.3, 11.1],
    [114.3, 11.4],
  ],
} as const;

const TILES: Readonly<Record<Edition, readonly Tile[]>> = {
  63: PROVINCE_TILES,
  34: PROVINCE_TILES_34,
};

/** Keeps hatching and dots off the letters. */
const RIM = `stroke="${PAPER}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"`;

type Places = ReadonlyMap<string, MapPlace>;

/** Lines about a middle height. */
const linesAt = (lines: readonly string[], middle: number) =>
  lines.map((text, at) => ({ text, y: middle + (at - (lines.length - 1) / 2) * TILE.line }));

function tileOf(tile: Tile, place: MapPlace): string {
  const { fill, ink } = paintOf(place.look);
  const [left, top] = [tile.column * TILE.stepX, tile.row * TILE.stepY];
  const frame = typeof place.look === 'number' ? '' : ` stroke="${MUTED}"`;
  const box = `<rect x="${left}" y="${top}" width="${TILE.width}" height="${TILE.height}" rx="3" fill="${fill}"${frame}/>`;
  const middle = left + TILE.width / 2;
  const lines = linesAt(tile.short.split(' '), top + TILE.height / 2);
  // One text, its words parted, so that a reader of screens hears the name that is seen.
  const words =
    `<text font-size="${TILE.size}" text-anchor="middle" fill="${ink}">` +
    lines
      .map(({ text, y }) => `<tspan x="${middle}" y="${px(y + TO_BASELINE)}">${text}</tspan>`)
      .join(' ') +
    '</text>';
  const rimmed = isPatterned(place.look) ? `<g ${RIM}>${words}</g>` : words;
  // Begins with what the tile shows, so that it can be called by it; then the whole name.
  const name = tile.short === place.name ? tile.short : `${tile.short}, ${place.name}`;
  return linkOf(place, box + rimmed, { label: `${name}: ${place.text}`, isStop: true });
}

/** Columns west of the middle of the country: the key stands there. */
const KEY_COLUMNS = 4;

/** Where the longest stretch of rows without a tile so far west begins: nothing but sea and neighbours. */
function keyTop(tiles: readonly Tile[]): number {
  const inWest = tiles.filter(({ column }) => column < KEY_COLUMNS).map(({ row }) => row);
  const rows = [...new Set(inWest)].toSorted((a, b) => a - b);
  const gapBelow = (at: number) => (rows[at + 1] ?? 0) - (rows[at] ?? 0);
  const [last = 0] = [...rows.keys()].toSorted((a, b) => gapBelow(b) - gapBelow(a));
  return ((rows[last] ?? 0) + 1) * TILE.stepY + 8;
}

function tilesOf(places: Places, { edition, hoangSa, truongSa, keys }: ProvinceMapOptions) {
  const tiles = TILES[edition].toSorted((a, b) => a.row - b.row || a.column - b.column);
  const rowOf = (code: string) => tiles.find((tile) => tile.code === code)?.row ?? 0;
  const islands = [
    { lines: hoangSa.short, row: rowOf('48') },
    { lines: truongSa.short, row: rowOf('56') },
  ].flatMap(({ lines, row }) =>
    linesAt(lines, row * TILE.stepY + TILE.height / 2).map(({ text, y }) =>
      textOf({ text, x: TILES_WIDTH, y, align: 'right', size: ISLAND_SIZE, colour: MUTED }),
    ),
  );
  const body = tiles.map((tile) => {
    const place = places.get(tile.code);
    return place ? tileOf(tile, place) : '';
  });
  const rows = Math.max(...tiles.map(({ row }) => row)) + 1;
  // With the tiles, which phones show first and paper shows alone.
  const key = keyOf(keys, 0, keyTop(tiles));
  return { body: body.join('') + islands.join('') + key, height: rows * TILE.stepY };
}

/** An archipelago in an outlined inset at its own height, its islands where they lie within it. */
function insetOf(
  islands: readonly (readonly [number, number])[],
  { name, of }: IslandWords,
  { place }: Projection,
): string {
  const [width, height, edge] = [118, 52, 9];
  const spread = (axis: 0 | 1) => {
    const values = islands.map((each) => each[axis]);
    return [Math.min(...values), Math.max(...values)] as const;
  };
  const [[west, east], [south, north]] = [spread(0), spread(1)];
  const [left, top] = [TILES_WIDTH - width - 1, place(east, (south + north) / 2)[1] - height / 2];
  const dots = islands.map(([longitude, latitude]) => {
    const x = left + edge + ((longitude - west) / (east - west)) * (width - 2 * edge);
    const y = top + edge + ((north - latitude) / (north - south)) * (height - 2 * edge);
    return `<circle cx="${px(x)}" cy="${px(y)}" r="1.8" fill="${INK}"/>`;
  });
  const word = { x: left + width / 2, align: 'center' as const, size: 11, colour: INK };
  return (
    `<rect x="${px(left)}" y="${px(top)}" width="${width}" height="${height}" fill="none" stroke="${LINE}"/>` +
    dots.join('') +
    textOf({ ...word, text: name, y: top + height + 10 }) +
    textOf({ ...word, text: of, y: top + height + 24, colour: MUTED })
  );
}

function boundariesOf(places: Places, { edition, hoangSa, truongSa }: ProvinceMapOptions) {
  const projection = projectionOf(MAINLAND);
  const paths = [...provincePaths(edition, projection)].map(([code, d]) => {
    const place = places.get(code);
    const fill = place ? paintOf(place.look).fill : PAPER;
    const rim = place && typeof place.look === 'number' ? PAPER : MUTED;
    const path = `<path d="${d}" fill="${fill}" stroke="${rim}" stroke-width="0.6" stroke-linejoin="round"/>`;
    if (!place) return path;
    // The tile of the same province is the stop of the Tab key.
    return linkOf(place, path, { label: `${place.name}: ${place.text}`, isStop: false });
  });
  const insets =
    insetOf(ISLANDS.hoangSa, hoangSa, projection) + insetOf(ISLANDS.truongSa, truongSa, projection);
  return { body: paths.join('') + insets, height: projection.height };
}

/** @param places by official code of the edition; a province without one is drawn empty */
export function drawProvinceMap(places: Places, options: ProvinceMapOptions): MapDrawing {
  const { wide, titles } = options;
  const [tiles, boundaries] = [tilesOf(places, options), boundariesOf(places, options)];
  const parts = [partOf(tiles, titles.tiles), partOf(boundaries, titles.boundaries)];
  const [first = 0, second = 0] = parts.map(({ height }) => height);
  const at = wide ? { x: TILES_WIDTH + GAP, y: 0 } : { x: 0, y: first + GAP / 2 };
  return {
    width: wide ? at.x + TILES_WIDTH : TILES_WIDTH,
    height: wide ? Math.max(first, second) : at.y + second,
    parts: parts.map((part, i) => ({ ...part, ...(i === 0 ? { x: 0, y: 0 } : at) })),
  };
}

const partOf = ({ body, height }: { body: string; height: number }, title: string) => ({
  width: TILES_WIDTH,
  height: Math.ceil(HEAD + height + FOOT),
  body:
    MAP_PATTERNS +
    textOf({ text: title, x: 0, y: 9, align: 'left', size: 12, colour: MUTED }) +
    `<g transform="translate(0 ${HEAD})">${body}</g>`,
});
