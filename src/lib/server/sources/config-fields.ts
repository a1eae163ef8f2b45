// The fields that a source of a kind may have, read off the schema that checks it, so that what a page
// lists is what is checked; and an example of each kind to begin with. The pages of sources import it.
import * as v from 'valibot';
import { parseSources, sourceConfig, type SourceConfig, type SourceKindName } from './source.ts';

export interface ConfigField {
  /** `mapping.request.path`; the places of a list are written `allow[].host`. */
  path: string;
  isRequired: boolean;
  /** Words that may stand there, where only some may. */
  choices: string[];
  /** What stands where it is left out, as JSON; null where that is nothing. */
  fallback: string | null;
}

/** Fields whose parts are named in the documentation of mappings and would swamp the list. */
const CLOSED = /^mapping\.(fields|measures|unitCode|totals)$/;

/** What of any schema of valibot's is read here. */
interface Schema {
  type: string;
  wrapped?: Schema;
  default?: unknown;
  entries?: Record<string, Schema>;
  item?: Schema;
  options?: readonly unknown[];
  literal?: unknown;
}

/** The schema within what may be left out or null. */
function unwrap(schema: Schema): Schema {
  return schema.wrapped ? unwrap(schema.wrapped) : schema;
}

const isSchema = (option: unknown): option is Schema =>
  typeof option === 'object' && option !== null && 'type' in option;

function choicesOf(schema: Schema): string[] {
  if (schema.type === 'literal') return [String(schema.literal)];
  if (schema.type !== 'picklist') return [];
  return (schema.options ?? []).map((option) => JSON.stringify(option).replaceAll('"', ''));
}

/** The same field of several variants is one: required where all require it. */
function merge(fields: readonly ConfigField[], variants: number): ConfigField[] {
  return [...Map.groupBy(fields, ({ path }) => path)].map(([path, same]) => ({
    path,
    isRequired: same.length === variants && same.every(({ isRequired }) => isRequired),
    choices: [...new Set(same.flatMap(({ choices }) => choices))],
    fallback: same[0]?.fallback ?? null,
  }));
}

function partsOf(schema: Schema, path: string): ConfigField[] {
  const inner = unwrap(schema);
  if (CLOSED.test(path)) return [];
  if (inner.entries) {
    return Object.entries(inner.entries).flatMap(([name, entry]) =>
      fieldsAt(entry, path === '' ? name : `${path}.${name}`),
    );
  }
  if (inner.item) return partsOf(inner.item, `${path}[]`);
  if (inner.type !== 'variant') return [];
  const variants = (inner.options ?? []).filter(isSchema);
  return merge(
    variants.flatMap((variant) => partsOf(variant, path)),
    variants.length,
  );
}

function fieldsAt(schema: Schema, path: string): ConfigField[] {
  const isRequired = schema.type !== 'optional';
  const fallback =
    isRequired || schema.default === undefined ? null : JSON.stringify(schema.default);
  return [
    { path, isRequired, choices: choicesOf(unwrap(schema)), fallback },
    ...partsOf(schema, path),
  ];
}

/** Kinds of source, in the order of the schema. */
export const SOURCE_KINDS: readonly SourceKindName[] = sourceConfig.options.map(
  ({ entries }) => entries.kind.literal,
);

/** The fields of a kind, in the order of the schema. */
export function fieldsOf(kind: SourceKindName): ConfigField[] {
  const variant = sourceConfig.options.find(({ entries }) => entries.kind.literal === kind);
  return variant ? partsOf(variant, '') : [];
}

/** Every sentence of the schema's own, such as "must not be empty": pages know each in two languages. */
export function ruleSentences(): string[] {
  const found = new Set<string>();
  const seen = new Set<unknown>();
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null || seen.has(node)) return;
    seen.add(node);
    if ('kind' in node && node.kind === 'validation' && 'message' in node) {
      if (typeof node.message === 'string') found.add(node.message);
    }
    Object.values(node).forEach(walk);
  };
  walk(sourceConfig);
  return [...found];
}

const COMMON = {
  id: 'ma-nguon',
  unit: 'p-01',
  series: 'dvc',
  nameVi: 'Tên nguồn bằng tiếng Việt',
  nameEn: 'Name of the source in English',
  schedule: '0 6 15 1,4,7,10 *',
  timeZone: 'Asia/Ho_Chi_Minh',
  missedPolicy: 'all',
  firstSlot: '2026-01-15T06:00+07:00',
  lastSlot: null,
  frequency: 'quarter',
  reckoning: 'calendar',
  timeoutMs: 30_000,
  maxAttempts: 3,
  illustrative: false,
  indicators: ['share_l4'],
};
const SERVICE_NAMES = [
  ...['code', 'procedure', 'name', 'field', 'office', 'level', 'eligible', 'received'],
  ...['filedOnline', 'handledOnline', 'onTime'],
];
const ADDRESS = 'https://dichvucong.example.gov.vn';
const FIELDS = Object.fromEntries(SERVICE_NAMES.map((name) => [name, name]));
const TABLE = { produces: 'services', request: { path: '/services?period={period}' } };
const EXAMPLES: Record<SourceKindName, object> = {
  'portal-json': {
    origin: 'counted',
    address: ADDRESS,
    mapping: {
      produces: 'services',
      request: { path: '/api/services?period={period}&page={page}&size={size}', size: 500 },
      paging: { kind: 'page', total: 'total' },
      rows: 'rows',
      expect: { period: 'period' },
      fields: FIELDS,
    },
  },
  csv: { origin: 'counted', address: ADDRESS, mapping: { ...TABLE, fields: FIELDS } },
  xlsx: { origin: 'counted', address: ADDRESS, mapping: { ...TABLE, fields: FIELDS } },
  push: { origin: 'push', mapping: { produces: 'services' } },
  'xlsx-report': { origin: 'report', mapping: { produces: 'services' } },
  package: {
    origin: 'package',
    address: `${ADDRESS}/packages/`,
    mapping: { produces: 'package', path: 'papi.zip' },
  },
};

/** A sound source of a kind, made up, as text to be changed. */
export const exampleText = (kind: SourceKindName): string =>
  configText({ kind, ...COMMON, ...EXAMPLES[kind] });

/** A source as its field on the page shows it. */
export const configText = (config: object): string => JSON.stringify(config, null, 2);

/** The example as it is checked; throws where it is no sound source. */
export function parseExample(kind: SourceKindName): SourceConfig {
  const [config] = parseSources([JSON.parse(exampleText(kind))]);
  if (!config) throw new Error(`no example of ${kind}`);
  return config;
}

/** A kind as an address names it; null for any other word. */
export const toKind = (word: string | null): SourceKindName | null =>
  v.is(v.picklist(SOURCE_KINDS), word) ? word : null;
