// The course of a unit, or of the nation, across the break between levels 1 to 4 and services fully or
// partly online. Pages and API read it.
import { bridgeOf, LEVELS_TO_FULL, pointsOf, type Bridge } from '#lib/domain/bridge.ts';
import type { Release } from '#lib/domain/release.ts';
import { NATION, type UnitId } from '#lib/domain/unit.ts';
import type { Db } from '../db/client.ts';
import type { Published } from '../published.ts';
import { readUnitPast } from './boundaries.ts';

export interface UnitBridge extends Bridge {
  /** Whether figures before the break are sums over the parts that the unit came out of. */
  isSummed: boolean;
  /** Whether either side is made of illustrative figures. */
  illustrative: boolean;
  /** Ids of the releases on both sides, by period. */
  releases: Readonly<Record<string, string>>;
}

/**
 * Both sides of the break; null where either has no figure.
 *
 * @param course releases of the gathered series, oldest first
 */
export async function readBridge(
  db: Db,
  published: Published,
  course: readonly Release[],
  unit: { id: UnitId },
): Promise<UnitBridge | null> {
  const { before, after, day } = LEVELS_TO_FULL;
  const older = course.filter(({ periodEnd }) => periodEnd < day);
  const newer = (await published.history(after.series)).filter(({ periodEnd }) => periodEnd > day);
  if (older.length === 0 || newer.length === 0) return null;
  const id = unit.id === NATION ? null : unit.id;
  const past =
    id === null ? null : await readUnitPast(db, older, { unit: id, measure: before.measure });
  const summed = past?.periods.map(({ whole: { value, numerator, denominator }, period }) => ({
    period,
    value,
    numerator,
    denominator,
  }));
  const bridge = bridgeOf(
    summed ?? pointsOf(older, id, before.measure),
    pointsOf(newer, id, after.measure),
  );
  const both = [...older, ...newer];
  return (
    bridge && {
      ...bridge,
      isSummed: summed !== undefined,
      illustrative: both.some((release) => release.illustrative),
      releases: Object.fromEntries(both.map(({ period, id: release }) => [period, release])),
    }
  );
}
