import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { MapLook, MapPlace } from './map-looks.ts';
import { drawProvinceMap } from './province-map.ts';
import { projectionOf, provincePaths, type Edition } from './province-shapes.ts';
import { PROVINCE_TILES, PROVINCE_TILES_34 } from './province-tiles.ts';
import { drawChart, drawSvg } from './render.ts';

const TILES = { 63: PROVINCE_TILES, 34: PROVINCE_TILES_34 };
const LOOKS: MapLook[] = [0, 1, 2, 3, 4, 'zero', 'not-connected', 'none'];

const placesOf = (edition: Edition): Map<string, MapPlace> =>
  new Map(
    TILES[edition].map(({ code, short }, at) => [
      code,
      {
        name: short,
        text: `${at}%`,
        look: LOOKS[at % LOOKS.length] ?? 'none',
        href: `/units/p-${code}`,
      },
    ]),
  );
const islands = (name: string, of: string) => ({
  name: `Quần đảo ${name}`,
  of,
  short: ['QĐ.', name, of] as const,
});
const draw = (edition: Edition, places = placesOf(edition), wide = true) =>
  drawProvinceMap(places, {
    edition,
    wide,
    keys: LOOKS.map((look) => ({ look, text: String(look) })),
    titles: { tiles: 'Ô bằng nhau', boundaries: 'Theo địa giới' },
    hoangSa: islands('Hoàng Sa', '(Đà Nẵng)'),
    truongSa: islands('Trường Sa', '(Khánh Hòa)'),
  });

describe.each([63, 34] as const)('the map of %i provinces', (edition) => {
  it('has a tile and an outline for each, and nothing else', () => {
    const paths = provincePaths(edition, projectionOf(250));
    expect([...paths.keys()].toSorted()).toEqual(TILES[edition].map(({ code }) => code).toSorted());
    expect(new Set(TILES[edition].map(({ column, row }) => `${column} ${row}`)).size).toBe(edition);
    const svg = drawSvg(draw(edition), 'm', null);
    expect(svg.match(/<a href/g)).toHaveLength(2 * edition);
    expect(svg.match(/<title>/g)).toHaveLength(2 * edition);
  });

  it('always shows and names both archipelagos with their provinces, on both maps', () => {
    for (const part of draw(edition, new Map()).parts) {
      for (const text of ['Hoàng Sa', '(Đà Nẵng)', 'Trường Sa', '(Khánh Hòa)']) {
        expect(part.body).toContain(text);
      }
    }
  });

  it('has its key once, with the tiles and on none of them', () => {
    const [tiles, boundaries] = draw(edition).parts.map(({ body }) => body);
    const boxes = [
      ...(tiles ?? '').matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="(22|43)" height="(\d+)"/g),
    ].map(([, x, y, width, height]) => ({
      ...{ left: Number(x), top: Number(y), isKey: width === '22' },
      // Words of the key are shorter than this.
      right: Number(x) + (width === '22' ? 170 : Number(width)),
      bottom: Number(y) + Number(height),
    }));
    const keys = boxes.filter(({ isKey }) => isKey);
    expect(keys).toHaveLength(LOOKS.length);
    expect(boxes.length - keys.length).toBe(edition);
    expect(boundaries).not.toContain('width="22"');
    const covered = keys.flatMap((key) =>
      boxes.filter(
        (each) =>
          !each.isKey &&
          each.left < key.right &&
          key.left < each.right &&
          each.top < key.bottom &&
          key.top < each.bottom,
      ),
    );
    expect(covered).toEqual([]);
  });

  it('keeps every outline inside the picture', () => {
    const { width, height } = projectionOf(250);
    for (const path of provincePaths(edition, { ...projectionOf(250) }).values()) {
      const [xs, ys] = [/[ML](-?[\d.]+) /g, / (-?[\d.]+)(?=[LZ])/g].map((each) =>
        [...path.matchAll(each)].map(([, number]) => Number(number)),
      );
      expect(Math.min(...(xs ?? []), ...(ys ?? []))).toBeGreaterThanOrEqual(0);
      expect(Math.max(...(xs ?? []))).toBeLessThanOrEqual(width);
      expect(Math.max(...(ys ?? []))).toBeLessThanOrEqual(height);
    }
  });

  it('weighs 25 kB at most, compressed, both maps together', () => {
    const { wide } = drawChart({
      id: 'm',
      wide: draw(edition),
      narrow: draw(edition, undefined, false),
      label: 'x',
      mark: 'Bản minh họa',
    });
    expect(gzipSync(wide).length).toBeLessThan(25_000);
  });
});

describe('the map', () => {
  it('tells nothing, not connected and no figure apart without colour', () => {
    const fillOf = (look: MapLook) => {
      const places = new Map([['01', { name: 'Hà Nội', text: '', look, href: null }]]);
      return /<rect x="180"[^>]* fill="([^"]+)"/.exec(draw(63, places).parts[0]?.body ?? '')?.[1];
    };
    const fills = LOOKS.map(fillOf);
    expect(new Set(fills).size).toBe(LOOKS.length);
    expect(fillOf('none')).toContain('hatch');
    expect(fillOf('not-connected')).toContain('dots');
  });

  it('stops the Tab key once a province, at its tile', () => {
    const [tiles, boundaries] = draw(63).parts;
    expect(tiles?.body).not.toContain('tabindex');
    expect(boundaries?.body.match(/tabindex="-1"/g)).toHaveLength(63);
  });

  it('bears the mark on each of its parts, and is sent once for every width', () => {
    const drawn = drawChart({
      id: 'm',
      wide: draw(63),
      narrow: draw(63),
      label: '',
      mark: 'Bản minh họa',
    });
    expect(drawn.wide.match(/Bản minh họa/g)).toHaveLength(2);
    expect(drawn.narrow).toBe('');
  });

  it('writes names that hold markup as text', () => {
    const look: MapLook = 0;
    const places = new Map([['01', { name: '<script>"&', text: '1%', look, href: '/a?b&c' }]]);
    const svg = drawSvg(draw(63, places), 'm', null);
    expect(svg).not.toContain('<script>');
    expect(svg).toContain('href="/a?b&amp;c"');
  });
});
