// The tree of bodies: which unit of the catalogue the units of a package stand below, and whether a
// whole series is that unit's own. Pure; anyone may import it.
import type { UnitId } from './unit.ts';
import { GATHERED_SERIES } from './usual-measures.ts';

/** The unit above each unit that a package brought; units of the catalogue are not in it. */
export type Parents = ReadonlyMap<UnitId, UnitId | null>;

/** Whether an id is that of a package's own unit, `SERIES:CODE`; ids of the catalogue have no colon. */
export const isPackageUnit = (id: string): boolean => id.includes(':');

/** The series that the page of a unit is of: the package's that brought it, else the gathered one. */
export const seriesOfUnit = (id: string): string =>
  isPackageUnit(id) ? id.slice(0, id.indexOf(':')) : GATHERED_SERIES;

/**
 * The units above one, the nearest first. The line ends with a unit of the catalogue, with one that
 * stands below nobody, or, where the line closes into a circle, before it would repeat itself.
 */
export function unitsAbove(unit: UnitId, parents: Parents): UnitId[] {
  const above: UnitId[] = [];
  let next = parents.get(unit) ?? null;
  while (next !== null && next !== unit && !above.includes(next)) {
    above.push(next);
    next = parents.get(next) ?? null;
  }
  return above;
}

/** The unit of the catalogue that a package's unit stands below; null where it stands below none. */
function catalogueUnitAbove(unit: UnitId, parents: Parents): UnitId | null {
  const top = unitsAbove(unit, parents).at(-1);
  return top === undefined || parents.has(top) ? null : top;
}

/**
 * The unit that a series belongs to: the one of the catalogue below which everybody stands whom the
 * series ranks. Null where there is no such one, as for every series that ranks units of the catalogue
 * itself.
 *
 * @param ranked units that the series ranks, in any group and period
 */
export function ownerOf(ranked: readonly UnitId[], parents: Parents): UnitId | null {
  const owners = new Set(ranked.map((unit) => catalogueUnitAbove(unit, parents)));
  const [owner] = owners;
  return owners.size === 1 && owner !== undefined ? owner : null;
}
