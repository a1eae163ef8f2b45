// The mapping language compiled: paths, word lists and address templates become plain closures once
// a source, so that a row costs a few property reads. Imported by the kinds of source beside it.
import type { RawService } from '#lib/domain/validate/service.ts';
import type { Period } from '#lib/domain/period.ts';
import type { FieldMapping, ServiceMapping } from './source-mapping.ts';
import type { SourceKindName } from './source.ts';

export type Reader = (from: unknown) => unknown;
export type PathCompiler = (path: string) => Reader;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Reads a dotted path; undefined where any step of it is absent. */
export function compilePath(path: string): Reader {
  const keys = path.split('.');
  const [first = ''] = keys;
  if (keys.length === 1) return (from) => (isObject(from) ? from[first] : undefined);
  return (from) => {
    let at = from;
    for (const key of keys) at = isObject(at) ? at[key] : undefined;
    return at;
  };
}

/** Reads the column of a table by its header, whatever signs stand in that. */
const compileColumn: PathCompiler = (name) => (row) => (isObject(row) ? row[name] : undefined);

/** How the places that a mapping names are read in the rows of a kind. */
export const placesOf = (kind: SourceKindName): PathCompiler =>
  kind === 'csv' || kind === 'xlsx' ? compileColumn : compilePath;

/** The path that a field is read from, for the place of a finding. */
export const pathOf = (field: FieldMapping): string =>
  typeof field === 'string' ? field : field.path;

/** Reads a field and replaces the words it lists; a word it does not list stays as it came. */
export function compileField(field: FieldMapping, compile: PathCompiler): Reader {
  const read = compile(pathOf(field));
  const values = typeof field === 'string' ? undefined : field.values;
  if (!values) return read;
  const ours = new Map(Object.entries(values));
  return (from) => {
    const theirs = read(from);
    const isWord = theirs !== undefined && !isObject(theirs);
    const word = isWord ? String(theirs) : '';
    return isWord && ours.has(word) ? ours.get(word) : theirs;
  };
}

/** Reads a service's fields from a row as the source writes it; null where the row is no object. */
export function compileService(
  fields: ServiceMapping['fields'],
  compile: PathCompiler,
): (row: unknown) => RawService | null {
  const at = (field: FieldMapping): Reader => compileField(field, compile);
  const code = at(fields.code);
  const procedure = at(fields.procedure);
  const name = at(fields.name);
  const field = at(fields.field);
  const office = at(fields.office);
  const level = at(fields.level);
  const eligible = at(fields.eligible);
  const received = at(fields.received);
  const filedOnline = at(fields.filedOnline);
  const handledOnline = at(fields.handledOnline);
  const onTime = at(fields.onTime);
  return (row) =>
    isObject(row)
      ? {
          code: code(row),
          procedure: procedure(row),
          name: name(row),
          field: field(row),
          office: office(row),
          level: level(row),
          eligible: eligible(row),
          received: received(row),
          filedOnline: filedOnline(row),
          handledOnline: handledOnline(row),
          onTime: onTime(row),
        }
      : null;
}

/** What stands for `{period}`, `{year}`, … in the templates of one request. */
export type Tokens = Record<string, string>;

/** The tokens that a period and a unit give; a year has no quarter, a quarter no month of its own. */
export function tokensOf(period: Period, unitCode: string): Tokens {
  return {
    period: period.code,
    year: period.code.slice(0, 4),
    quarter: period.frequency === 'quarter' ? period.code.slice(-1) : '',
    month: period.frequency === 'month' ? period.code.slice(-2) : '',
    start: period.start,
    end: period.end,
    unit: unitCode,
  };
}

/** Puts tokens into a template, each through `encode`; a token that nobody knows stays as it is. */
export function fillTemplate(
  template: string,
  tokens: Tokens,
  encode: (text: string) => string = (text) => text,
): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(tokens, name) ? encode(tokens[name] ?? '') : whole,
  );
}
