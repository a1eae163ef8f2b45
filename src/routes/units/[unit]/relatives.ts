// What a unit came from and went into, by the catalogue. Only the load of the unit page imports it.
import type { Db } from '#lib/server/db/client.ts';
import { readLineage, type LineageLink } from '#lib/server/store/facts.ts';
import { unitId } from '#lib/domain/unit.ts';
import type { CatalogueUnit, Relative, UnitPage } from './unit-page.ts';

export type Relatives = Pick<UnitPage, 'beganAfter' | 'predecessors' | 'successors'>;

/** @param units of the catalogue; links to a unit that is not among them are left out */
export async function readRelatives(
  db: Db,
  unit: CatalogueUnit,
  units: readonly CatalogueUnit[],
): Promise<Relatives> {
  const lineage = await readLineage(db, unitId(unit.id));
  const relative = (id: string, link: LineageLink): Relative[] => {
    const found = units.find((other) => other.id === id && id !== unit.id);
    return found ? [{ ...link, unit: pickUnit(found) }] : [];
  };
  const from = lineage.filter(({ toUnitId }) => toUnitId === unit.id);
  const to = lineage.filter(({ fromUnitId }) => fromUnitId === unit.id);
  return {
    beganAfter: from.some(({ onDay }) => onDay === unit.validFrom) ? unit.validFrom : null,
    predecessors: from.flatMap((link) => relative(link.fromUnitId, link)),
    successors: to.flatMap((link) => relative(link.toUnitId, link)),
  };
}

/** A unit without what the page does not show. */
export const pickUnit = ({
  id,
  nameVi,
  nameEn,
  validFrom,
  validTo,
  providesServices,
}: CatalogueUnit): CatalogueUnit => ({
  ...{ id, nameVi, nameEn },
  ...{ validFrom, validTo, providesServices },
});
