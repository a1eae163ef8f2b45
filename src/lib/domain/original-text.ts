// What a finding keeps of a cell, a row or a comparison, read back for people: the text at fault alone,
// as it was typed. The database keeps the whole. Pure; anyone may import it.

/** A service that a row is about, as the row itself says. */
export interface NamedRow {
  code: string;
  name: string;
}

/** What a finding is about: one value with the row it stood in, or numbers that were compared. */
export type OriginalText =
  | { kind: 'value'; value: string | boolean | null; row: NamedRow | null }
  /** A formula whose value the spreadsheet never worked out. */
  | { kind: 'unworked' }
  | { kind: 'numbers'; numbers: readonly (readonly [name: string, value: string])[] };

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(original: string): unknown {
  try {
    return JSON.parse(original) as unknown;
  } catch {
    // Not JSON, or cut short: it is shown as it is.
    return original;
  }
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

function valueOf(value: unknown, row: NamedRow | null): OriginalText {
  if (value === undefined || value === null || value === '') {
    return { kind: 'value', value: null, row };
  }
  if (isFields(value)) {
    // How a form is read: an error of the spreadsheet, or a formula without a value, is an object.
    if ('formula' in value) return { kind: 'unworked' };
    if ('error' in value) return { kind: 'value', value: textOf(value.error), row };
  }
  return { kind: 'value', value: typeof value === 'boolean' ? value : textOf(value), row };
}

const rowOf = (fields: Fields): NamedRow | null =>
  'code' in fields ? { code: textOf(fields.code ?? ''), name: textOf(fields.name ?? '') } : null;

/**
 * The value at fault of what a finding keeps.
 *
 * @param original JSON of a cell's value, of a row by our names for its fields, or of what was compared
 * @param field the row's field that is at fault; null where the row as a whole is
 * @param isOfCell whether the finding names a place in the sheet, else it is about the whole
 */
export function readOriginal(
  original: string,
  field: string | null,
  isOfCell: boolean,
): OriginalText {
  const read = parse(original);
  if (!isFields(read) || 'formula' in read || 'error' in read) return valueOf(read, null);
  if (!isOfCell) {
    const numbers = Object.entries(read).map(([name, value]): [string, string] => [
      name,
      textOf(value),
    ]);
    return { kind: 'numbers', numbers };
  }
  return valueOf(read[field ?? 'code'], rowOf(read));
}
