// Tells which permanent unit a code of the package means on a day: first by units.csv, then by the
// catalogue. A row of the package that bears code and Vietnamese name of the catalogue's unit of
// that day is that unit; any other row is a unit of the package's own. Pure.
import {
  isWithin,
  NATION,
  resolveCode,
  unitId,
  type DatedCode,
  type Group,
  type Unit,
  type UnitId,
} from '../unit.ts';
import type { PackageUnit } from './units.ts';

export interface CatalogueUnit extends Unit {
  providesServices: boolean;
}

interface Membership {
  groupId: string;
  unitId: UnitId;
  validFrom: string | null;
  validTo: string | null;
}

/** What a package may refer to without bringing it. */
export interface PackageCatalogue {
  codes: readonly DatedCode[];
  units: ReadonlyMap<UnitId, CatalogueUnit>;
  groups: readonly Group[];
  /** Groups of the catalogue's units, used for those that units.csv does not name. */
  members: readonly Membership[];
  regionIds: ReadonlySet<string>;
  /** Series that jobs gather; no package may take their names. */
  gatheredSeries: ReadonlySet<string>;
}

export interface FoundUnit {
  unitId: UnitId;
  /** The row of units.csv, or null where the catalogue alone knows the code. */
  row: PackageUnit | null;
  /** Whether the package brings the unit itself. */
  own: boolean;
}

export interface UnitBook {
  units: readonly PackageUnit[];
  /** The unit that bears `code` on an ISO day, or null where none does. */
  find(code: string, day: string): FoundUnit | null;
  /** Whether the code was borne on any day. */
  isKnown(code: string): boolean;
}

/**
 * The id of a row as a unit of the package's own: `SERIES:CODE`; where the code has passed on to a
 * unit of another name, with the day it did.
 */
function ownId(series: string, row: PackageUnit, sameCode: readonly PackageUnit[]): UnitId {
  const isFirst = row.nameVi === sameCode[0]?.nameVi;
  return unitId(`${series}:${row.code}${isFirst ? '' : `@${row.validFrom ?? ''}`}`);
}

/** Unit names are compared in one Unicode form. */
const isSameName = (a: string, b: string): boolean => a.normalize('NFC') === b.normalize('NFC');

/**
 * The book of a package's units.
 *
 * @param day the one day on which codes are resolved, where all figures stand under the codes of that
 * day, as in an exported release; by default that of each figure
 *
 * @example openUnitBook('papi', units, catalogue).find('15', '2020-12-31') // p-15, Yên Bái
 */
export function openUnitBook(
  series: string,
  units: readonly PackageUnit[],
  catalogue: PackageCatalogue,
  day: string | null = null,
): UnitBook {
  const rowsByCode = Map.groupBy(units, (unit) => unit.code);
  const codesByCode = Map.groupBy(catalogue.codes, (entry) => entry.code);
  const found = new Map<string, FoundUnit | null>();

  const look = (code: string, on: string): FoundUnit | null => {
    const rows = rowsByCode.get(code) ?? [];
    const row = rows.find((unit) => isWithin(on, unit));
    const listed = resolveCode(codesByCode.get(code) ?? [], code, on);
    // An exported release writes the nation under its permanent id.
    if (row && day !== null && code === NATION) return { unitId: NATION, row, own: false };
    if (!row) return listed === null ? null : { unitId: listed, row: null, own: false };
    const name = listed === null ? undefined : catalogue.units.get(listed)?.nameVi;
    return listed !== null && name !== undefined && isSameName(name, row.nameVi)
      ? { unitId: listed, row, own: false }
      : { unitId: ownId(series, row, rows), row, own: true };
  };
  return {
    units,
    isKnown: (code) => rowsByCode.has(code) || codesByCode.has(code),
    find: (code, asked) => {
      const on = day ?? asked;
      const key = `${on} ${code}`;
      let unit = found.get(key);
      if (unit === undefined) found.set(key, (unit = look(code, on)));
      return unit;
    },
  };
}
