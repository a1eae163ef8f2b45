// Outlines of provinces as SVG paths, in the two editions of their boundaries (geo/README.md). Pure;
// drawings import it, never what runs in a browser.
import provinces34 from './geo/provinces-34.json' with { type: 'json' };
import provinces63 from './geo/provinces-63.json' with { type: 'json' };
import { px } from './svg-text.ts';

/** As many provinces as there were: 63 until 30/6/2025, 34 from 1/7/2025. */
export type Edition = 63 | 34;

interface Topology {
  transform: { scale: number[]; translate: number[] };
  objects: { provinces: { geometries: { properties: { code: string }; arcs: number[][][] }[] } };
  arcs: number[][][];
}

const TOPOLOGIES: Readonly<Record<Edition, Topology>> = { 63: provinces63, 34: provinces34 };

/** Degrees: the corner of the mainland in the north-west, and how far it reaches. */
const WEST = 102.1;
const NORTH = 23.4;
const EAST = 109.5;
const SOUTH = 8.5;
/** A degree of longitude is as much shorter in the middle of the country, at 16° N. */
const SHORTER = Math.cos((16 * Math.PI) / 180);

export interface Projection {
  width: number;
  height: number;
  place: (longitude: number, latitude: number) => [x: number, y: number];
}

/** The mainland in so many CSS pixels of width. */
export function projectionOf(width: number): Projection {
  const perDegree = width / ((EAST - WEST) * SHORTER);
  return {
    width,
    height: (NORTH - SOUTH) * perDegree,
    place: (longitude, latitude) => [
      (longitude - WEST) * SHORTER * perDegree,
      (NORTH - latitude) * perDegree,
    ],
  };
}

type Point = [number, number];

/** Points of an arc in the picture; the file keeps steps from one to the next. */
function pointsOf(
  arc: readonly number[][],
  { transform }: Topology,
  projection: Projection,
): Point[] {
  const [scaleX = 1, scaleY = 1] = transform.scale;
  const [fromX = 0, fromY = 0] = transform.translate;
  let [x, y] = [0, 0];
  return arc.map(([stepX = 0, stepY = 0]) => {
    x += stepX;
    y += stepY;
    return projection.place(x * scaleX + fromX, y * scaleY + fromY);
  });
}

/** A ring of arcs, each of which begins where the one before ended; `~at` is an arc walked backwards. */
function ringOf(ring: readonly number[], arcs: readonly Point[][]): string {
  const points = ring.flatMap((at, i) => {
    const arc = at < 0 ? (arcs[~at] ?? []).toReversed() : (arcs[at] ?? []);
    return i === 0 ? arc : arc.slice(1);
  });
  return `M${points
    .slice(0, -1)
    .map(([x, y]) => `${px(x)} ${px(y)}`)
    .join('L')}Z`;
}

/** The path of every province by its code. */
export function provincePaths(edition: Edition, projection: Projection): Map<string, string> {
  const topology = TOPOLOGIES[edition];
  const arcs = topology.arcs.map((arc) => pointsOf(arc, topology, projection));
  return new Map(
    topology.objects.provinces.geometries.map(({ properties, arcs: polygons }) => [
      properties.code,
      polygons
        .flat()
        .map((ring) => ringOf(ring, arcs))
        .join(''),
    ]),
  );
}
