// A unit is a body that is measured: ministry, agency, province, and below them departments and
// districts. Pure types and the rule that turns an official code into a unit. Anyone may import it.

/** Permanent identity of a unit, e.g. `p-48`, `p25-48`, `m-bnv`. Codes change meaning; ids never do. */
export type UnitId = string & { readonly __brand: 'UnitId' };

/** Marks a text as a unit's permanent id. The text is not checked against the catalogue. */
export const unitId = (text: string): UnitId => text as UnitId;

/** The nation itself, owner of every source that answers for all units at once. */
export const NATION = unitId('vn');

export interface Unit {
  id: UnitId;
  nameVi: string;
  nameEn: string;
  /** Short form for charts: "Đà Nẵng", "BNV". */
  shortVi: string;
  kind: string;
  regionId: string | null;
  /** Residents of the census year (2019), or null where it has no meaning. */
  population: number | null;
}

/** A unit as it stood in one release: the code it bore on the period's last day, and its group. */
export interface MemberUnit extends Unit {
  code: string;
  groupId: string;
  /** False where the catalogue knows that the unit offers no public services. */
  providesServices: boolean;
}

/** How much of a unit went over into another: all of it, or one field of its work. */
export const TRANSFER_SCOPES = [
  'all',
  'drug-rehabilitation',
  'network-security',
  'poverty-reduction',
  'press-publishing',
  'social-protection',
  'vocational-education',
] as const;
export type TransferScope = (typeof TRANSFER_SCOPES)[number];

export interface Group {
  id: string;
  nameVi: string;
  nameEn: string;
  sort: number;
  /** Whether its units count in the national figure (ministries and provinces do). */
  inNational: boolean;
}

/** A code that a unit bore for a span of days. Dates are ISO days; null means unbounded. */
export interface DatedCode {
  unitId: UnitId;
  code: string;
  validFrom: string | null;
  validTo: string | null;
}

/** Whether an ISO day falls in a span whose ends may be open. Both ends belong to it. */
export function isWithin(
  day: string,
  span: { validFrom: string | null; validTo: string | null },
): boolean {
  return (
    (span.validFrom === null || span.validFrom <= day) &&
    (span.validTo === null || day <= span.validTo)
  );
}

/**
 * The unit that bore `code` on `day`, or null where nobody did. Codes are not identities: since
 * 2025-07-01 code 15 is Lào Cai, before it was Yên Bái (Decision 19/2025/QĐ-TTg).
 *
 * @example resolveCode(codes, '15', '2020-12-31') // p-15, Yên Bái
 */
export function resolveCode(codes: readonly DatedCode[], code: string, day: string): UnitId | null {
  return codes.find((entry) => entry.code === code && isWithin(day, entry))?.unitId ?? null;
}
