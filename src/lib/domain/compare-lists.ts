// Sets a unit's own list of services beside ours, row by row. Pure; the job that compares lists and the
// pages that show what differs import it.
import type { ListedField, ListedService } from './listed-services.ts';
import type { ServiceRecord } from './validate/service.ts';

export interface FieldDifference {
  field: ListedField;
  ours: string | number | boolean;
  theirs: string | number | boolean;
}

/** `different` both have it · `only-ours` the unit's list lacks it · `only-theirs` ours does. */
export type RowDifference = 'different' | 'only-ours' | 'only-theirs';

export interface ComparedRow {
  kind: RowDifference;
  code: string;
  /** As we call it; as the unit does where we have none. */
  name: string;
  ours: ServiceRecord | null;
  theirs: ListedService | null;
  /** What differs, for a row that both have. */
  differences: FieldDifference[];
}

export interface ListComparison {
  same: number;
  /** Rows that differ, those that both have first, each kind in the order of codes. */
  rows: ComparedRow[];
}

/** Blanks and the form of marks say nothing. */
const plain = (value: string | number | boolean): string =>
  String(value).normalize('NFC').replace(/\s+/g, ' ').trim().toLocaleLowerCase('vi');

function differencesOf(ours: ServiceRecord, theirs: ListedService): FieldDifference[] {
  return Object.entries(theirs.fields).flatMap(([name, value]) => {
    const field = name as ListedField;
    return plain(value) === plain(ours[field]) ? [] : [{ field, ours: ours[field], theirs: value }];
  });
}

const KINDS: readonly RowDifference[] = ['different', 'only-theirs', 'only-ours'];

/**
 * Every row that differs. Only fields that the unit's list has are compared; an empty cell says
 * nothing, and differs from nothing.
 *
 * @param theirs each code once
 */
export function compareLists(
  ours: readonly ServiceRecord[],
  theirs: readonly ListedService[],
): ListComparison {
  const own = new Map(ours.map((record) => [record.code, record]));
  const listed = new Set(theirs.map(({ code }) => code));
  const rows: ComparedRow[] = [];
  let same = 0;
  for (const service of theirs) {
    const record = own.get(service.code) ?? null;
    const differences = record ? differencesOf(record, service) : [];
    if (record && differences.length === 0) {
      same += 1;
      continue;
    }
    const name = record?.name ?? String(service.fields.name ?? '');
    const kind = record ? 'different' : 'only-theirs';
    rows.push({ kind, code: service.code, name, ours: record, theirs: service, differences });
  }
  for (const record of ours.filter(({ code }) => !listed.has(code))) {
    const { code, name } = record;
    rows.push({ kind: 'only-ours', code, name, ours: record, theirs: null, differences: [] });
  }
  rows.sort(
    (a, b) =>
      KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
      (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  );
  return { same, rows };
}
