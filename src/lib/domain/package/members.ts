// Who is ranked in a package, from when until when: rows of units.csv cut at the days on which the
// catalogue's unit behind a code changes, and units of the catalogue that the package only refers
// to. Pure.
import { isWithin, type UnitId } from '../unit.ts';
import type { PackageFigure } from './figures.ts';
import type { CatalogueUnit, PackageCatalogue, UnitBook } from './unit-book.ts';
import { compareTexts } from '../order.ts';
import { spansOverlap, type PackageUnit } from './units.ts';

/** A unit under the code it bears in the package, for a span of days; open ends are null. */
export interface PackageMember {
  unit: CatalogueUnit;
  code: string;
  /** Null where the unit is not ranked. */
  groupId: string | null;
  validFrom: string | null;
  validTo: string | null;
  /** The row of units.csv, where the package brings the unit itself. */
  ownRow: PackageUnit | null;
}

type Span = Pick<PackageMember, 'validFrom' | 'validTo'>;

const DAY_MS = 86_400_000;

/** The ISO day `days` after (or, negative, before) this one. */
const shiftDay = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The days that two spans share. */
function intersect(a: Span, b: Span): Span {
  const from = [a.validFrom, b.validFrom].filter((day) => day !== null).sort();
  const to = [a.validTo, b.validTo].filter((day) => day !== null).sort();
  return { validFrom: from.at(-1) ?? null, validTo: to[0] ?? null };
}

/** What is left of a span when others, in order and apart from each other, are taken out. */
function gapsOf(span: Span, taken: readonly Span[]): Span[] {
  const gaps: Span[] = [];
  let from = span.validFrom;
  let isOpen = true;
  for (const part of taken) {
    if (part.validFrom !== null && (from === null || from < part.validFrom)) {
      gaps.push({ validFrom: from, validTo: shiftDay(part.validFrom, -1) });
    }
    isOpen = part.validTo !== null && (span.validTo === null || part.validTo < span.validTo);
    from = part.validTo === null ? null : shiftDay(part.validTo, 1);
  }
  return isOpen ? [...gaps, { validFrom: from, validTo: span.validTo }] : gaps;
}

/** The row as a unit of the package's own. */
function ownUnit(row: PackageUnit, id: UnitId, catalogue: PackageCatalogue): CatalogueUnit {
  return {
    id,
    nameVi: row.nameVi,
    nameEn: row.nameEn,
    shortVi: row.nameVi,
    kind: row.kind,
    regionId: row.regionId !== null && catalogue.regionIds.has(row.regionId) ? row.regionId : null,
    population: row.population,
    providesServices: row.providesServices,
  };
}

/** A day of the span: any does, as the same unit stands behind the code on all of them. */
const dayIn = (span: Span): string => span.validFrom ?? span.validTo ?? '2000-01-01';

function membersOfRow(
  row: PackageUnit,
  book: UnitBook,
  catalogue: PackageCatalogue,
  periodEnds: readonly string[],
): PackageMember[] {
  const taken = catalogue.codes
    .filter((entry) => entry.code === row.code && spansOverlap(entry, row))
    .map((entry) => intersect(entry, row))
    .filter((span) => book.find(row.code, dayIn(span))?.own === false)
    .sort((a, b) => compareTexts(a.validFrom ?? '', b.validFrom ?? ''));
  const gaps = gapsOf(row, taken).filter(
    (span) => taken.length === 0 || periodEnds.some((day) => isWithin(day, span)),
  );
  return [...taken, ...gaps].flatMap((span): PackageMember[] => {
    const found = book.find(row.code, dayIn(span));
    if (!found) return [];
    const listed = catalogue.units.get(found.unitId);
    const unit = found.own || !listed ? ownUnit(row, found.unitId, catalogue) : listed;
    const ownRow = found.own ? row : null;
    return [{ unit, code: row.code, groupId: row.groupId, ...span, ownRow }];
  });
}

/** Units of the catalogue that figures name without a row in units.csv, in the catalogue's groups. */
function referredMembers(
  figures: readonly PackageFigure[],
  book: UnitBook,
  catalogue: PackageCatalogue,
): PackageMember[] {
  const members = new Map<string, PackageMember>();
  for (const { unitCode, unitId, period } of figures) {
    const unit = catalogue.units.get(unitId);
    if (!unit || book.find(unitCode, period.end)?.row !== null) continue;
    const membership = catalogue.members.find(
      (one) => one.unitId === unitId && isWithin(period.end, one),
    );
    const span = membership ?? { validFrom: null, validTo: null };
    const { validFrom, validTo } = span;
    const groupId = membership?.groupId ?? null;
    const member = { unit, code: unitCode, groupId, validFrom, validTo, ownRow: null };
    members.set(JSON.stringify([unitId, groupId, validFrom]), member);
  }
  return [...members.values()];
}

/**
 * All units of a package with the spans for which they stand in it.
 *
 * @param periodEnds last days of the package's periods; units of the package's own are kept only
 * where one of them falls into their span, unless the catalogue knows nothing of the row
 */
export function packageMembers(
  figures: readonly PackageFigure[],
  book: UnitBook,
  catalogue: PackageCatalogue,
  periodEnds: readonly string[],
): PackageMember[] {
  return [
    ...book.units.flatMap((row) => membersOfRow(row, book, catalogue, periodEnds)),
    ...referredMembers(figures, book, catalogue),
  ];
}
