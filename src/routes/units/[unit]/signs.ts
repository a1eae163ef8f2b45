// What the unit was asked about its figures up to the period shown. Only the load of the unit page
// imports it.
import type { Release } from '#lib/domain/release.ts';
import type { Db } from '#lib/server/db/client.ts';
import { readPublicSigns, type PublicSign } from '#lib/server/explain/signs.ts';

export async function readSigns(
  db: Db,
  release: Release | null,
  unit: string,
): Promise<PublicSign[]> {
  const signs = await readPublicSigns(db, unit, new Date());
  return signs.filter(({ period }) => !release || period <= release.period);
}
