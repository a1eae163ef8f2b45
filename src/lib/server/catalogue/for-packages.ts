// What index packages may refer to, from the catalogue's files: units, the codes they bore, groups
// and regions. The database is filled from the same files at every start, so that a package can be
// checked without one. For jobs/load-package.ts and tests.
import type { PackageCatalogue } from '#lib/domain/package/unit-book.ts';
import { unitId } from '#lib/domain/unit.ts';
import { readCatalogue } from './read.ts';
import { tableRows } from './rows.ts';

/**
 * Reads the catalogue in `folder` for the checking of packages.
 *
 * @throws UsageError listing every fault of the catalogue's files
 */
export async function readPackageCatalogue(folder: string): Promise<PackageCatalogue> {
  const catalogue = await readCatalogue(folder);
  const spanOf = (row: { valid_from: string; valid_to: string | null }) => ({
    validFrom: row.valid_from,
    validTo: row.valid_to,
  });
  const units = catalogue['units.csv'].map((row) => ({
    id: unitId(row.id),
    nameVi: row.name_vi,
    nameEn: row.name_en,
    shortVi: row.short_vi,
    kind: row.kind,
    regionId: row.region,
    population: row.population_2019,
    providesServices: row.provides_services !== 'no',
  }));
  return {
    codes: catalogue['unit_codes.csv'].map((row) => ({
      unitId: unitId(row.unit),
      code: row.code,
      ...spanOf(row),
    })),
    units: new Map(units.map((unit) => [unit.id, unit])),
    groups: catalogue['groups.csv'].map((row) => ({
      id: row.id,
      nameVi: row.name_vi,
      nameEn: row.name_en,
      sort: row.sort,
      inNational: row.in_national,
    })),
    members: catalogue['group_members.csv'].map((row) => ({
      groupId: row.group,
      unitId: unitId(row.unit),
      ...spanOf(row),
    })),
    regionIds: new Set(catalogue['regions.csv'].map((row) => row.id)),
    gatheredSeries: new Set((tableRows(catalogue)['series'] ?? []).map((row) => String(row['id']))),
  };
}
