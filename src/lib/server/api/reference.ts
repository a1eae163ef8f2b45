// What the fields of the API's answers mean, and the values of those that hold one of a closed list. The
// structure of the answers (answers.json) is read from the types of the code that gives them, by
// tests/contract/reference.test.ts, which holds the words to it; only words are written by hand.
import answers from './answers.json' with { type: 'json' };
import fieldsEn from './words/fields.en.json' with { type: 'json' };
import fieldsVi from './words/fields.vi.json' with { type: 'json' };
import valuesEn from './words/values.en.json' with { type: 'json' };
import valuesVi from './words/values.vi.json' with { type: 'json' };

/** A schema as JSON Schema 2020-12 has it, as far as answers need it. */
export interface Schema {
  type?: string | string[];
  format?: string;
  const?: unknown;
  enum?: unknown[];
  description?: string;
  $ref?: string;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema;
  anyOf?: Schema[];
}

/** Of each address that answers JSON, and of each type with a name. */
export const ANSWERS = answers as unknown as {
  answers: Record<string, Schema>;
  types: Record<string, Schema>;
};

type Words = Readonly<Record<string, string>>;
const FIELDS: Record<'vi' | 'en', Words> = { vi: fieldsVi, en: fieldsEn };
const VALUES: Record<'vi' | 'en', Words> = { vi: valuesVi, en: valuesEn };

/** `target_state` → `targetState`. */
const asField = (column: string): string =>
  column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** What a field, or a column, means; null where nobody wrote it down. */
export const fieldMeaning = (name: string, language: 'vi' | 'en'): string | null =>
  FIELDS[language][name] ?? FIELDS[language][asField(name)] ?? null;

/** What a value of a field means; null as above. Most mean the same wherever they stand. */
export const valueMeaning = (field: string, value: string, language: 'vi' | 'en'): string | null =>
  VALUES[language][`${field}.${value}`] ?? VALUES[language][value] ?? null;

/** Visits every field of the answers, with its schema; a type that many point to once. */
export function visitFields(visit: (name: string, schema: Schema) => void): void {
  const walk = (schema: Schema): void => {
    for (const [name, own] of Object.entries(schema.properties ?? {})) {
      visit(name, own);
      walk(own);
    }
    const { items, additionalProperties, anyOf = [] } = schema;
    for (const part of [items, additionalProperties, ...anyOf]) if (part) walk(part);
  };
  for (const schema of Object.values({ ...ANSWERS.types, ...ANSWERS.answers })) walk(schema);
}

/** The closed list of a field; of a list of values that of its items; empty where it is open. */
export function listOf(schema: Schema): string[] {
  const own = (schema.enum ?? []).filter((value) => typeof value === 'string');
  const parts = [...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])];
  return [...own, ...parts.flatMap(listOf)];
}

export interface FieldWords {
  name: string;
  meaning: string;
  values: { value: string; meaning: string }[];
}

/** Every field of the answers and every other word of a column, by name, for people to read. */
export function fieldWords(language: 'vi' | 'en'): FieldWords[] {
  const lists = new Map<string, Set<string>>(
    Object.keys(FIELDS[language]).map((name) => [name, new Set()]),
  );
  visitFields((name, schema) => {
    for (const value of listOf(schema)) lists.get(name)?.add(value);
  });
  return [...lists].map(([name, values]) => ({
    name,
    meaning: fieldMeaning(name, language) ?? '',
    values: [...values]
      .toSorted()
      .map((value) => ({ value, meaning: valueMeaning(name, value, language) ?? '' })),
  }));
}
