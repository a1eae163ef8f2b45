// The reference of the API: its OpenAPI document is sound and made of the one listing of addresses; the
// structure of the answers is that of the code's types; every field and value is described in both
// languages; and what is really answered holds nothing that is not described. Where the code answers
// otherwise than before, `vitest run tests/contract/reference.test.ts --update` tells the structure anew.
import { Validator } from '@seriousme/openapi-schema-validator';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { ADDRESSES, exampleOf } from '#lib/server/api/addresses.ts';
import {
  ANSWERS,
  fieldMeaning,
  fieldWords,
  listOf,
  type Schema,
  valueMeaning,
  visitFields,
} from '#lib/server/api/reference.ts';
import { REVISED } from '../helpers/seed-revision.ts';
import { readAnswerTypes } from './answer-types.ts';
import { explainedWorld } from './explained.ts';

const LANGUAGES = ['vi', 'en'] as const;
const LONG_MS = 180_000;

/** One line an entry, so that a change of the API is seen where it is. */
function writtenOut({ answers, types }: ReturnType<typeof readAnswerTypes>): string {
  const lines = (of: object) =>
    Object.entries(of)
      .map(([name, schema]) => `${JSON.stringify(name)}: ${JSON.stringify(schema)}`)
      .join(',\n');
  return `{"answers": {\n${lines(answers)}\n}, "types": {\n${lines(types)}\n}}\n`;
}

describe('the reference', () => {
  it(
    'tells the structure of the answers as the code’s types have it',
    async () => {
      const told = readAnswerTypes(new Set(ADDRESSES.map(({ href }) => href)));
      await expect(writtenOut(told)).toMatchFileSnapshot('../../src/lib/server/api/answers.json');
    },
    LONG_MS,
  );

  it('means something by every field, every value of a closed list and every column', () => {
    const silent: string[] = [];
    const need = (words: string | null, what: string) => {
      if (!words) silent.push(what);
    };
    for (const language of LANGUAGES) {
      visitFields((name, schema) => {
        need(fieldMeaning(name, language), `${language} ${name}`);
        for (const value of listOf(schema)) {
          need(valueMeaning(name, value, language), `${language} ${name}=${value}`);
        }
      });
      const columns = ADDRESSES.flatMap(({ columns: own }) => own?.split(' ') ?? []);
      for (const column of columns) need(fieldMeaning(column, language), `${language} ${column}`);
    }
    expect([...new Set(silent)]).toEqual([]);
  });

  it('describes no field, column or value that the API does not know', () => {
    const known = new Set(ADDRESSES.flatMap(({ columns: own }) => own?.split(' ') ?? []));
    visitFields((name) => known.add(name));
    const words = fieldWords('vi');
    expect(words.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
    expect(words.find(({ name }) => name === 'targetState')?.values).toContainEqual({
      value: 'met_late',
      meaning: 'đạt sau hạn',
    });
  });
});

/** Places of a value that its schema does not describe, or describes otherwise. */
function undescribed(value: unknown, schema: Schema, path: string): string[] {
  if (schema.$ref !== undefined) {
    const named = ANSWERS.types[schema.$ref.split('/').at(-1) ?? ''];
    return named ? undescribed(value, named, path) : [`${path}: ${schema.$ref} is not there`];
  }
  if (schema.anyOf) {
    const tried = schema.anyOf.map((each) => undescribed(value, each, path));
    return tried.toSorted((a, b) => a.length - b.length)[0] ?? [];
  }
  const isListed = schema.enum?.includes(value) ?? schema.const === value;
  if ((schema.enum ?? schema.const) !== undefined) {
    return isListed ? [] : [`${path}: ${JSON.stringify(value)} is not in its list`];
  }
  const kinds = [schema.type ?? []].flat();
  const kind = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  if (kinds.length > 0 && !kinds.includes(kind)) return [`${path}: ${kind}, not ${kinds.join()}`];
  if (Array.isArray(value)) {
    return value.flatMap((each) => undescribed(each, schema.items ?? {}, `${path}[]`));
  }
  if (kind !== 'object') return [];
  const lacking = (schema.required ?? []).filter((name) => !Object.hasOwn(value as object, name));
  const own = Object.entries(value as object).flatMap(([name, each]) => {
    const described = schema.properties?.[name] ?? schema.additionalProperties;
    const place = `${path}.${name}`;
    return described ? undescribed(each, described, place) : [`${place} is not described`];
  });
  return [...lacking.map((name) => `${path}.${name} is missing`), ...own];
}

describe('what is really answered', () => {
  const { get, json, problem } = explainedWorld();

  const named = async (href: string): Promise<string | null> => {
    if (href.endsWith('{procedure}')) return '/api/v1/procedures/1.001001';
    if (!href.endsWith('{source}')) return null;
    const { sources } = await json<{ sources: { id: string }[] }>('/api/v1/sources');
    return `/api/v1/sources/${sources[0]?.id ?? ''}`;
  };

  it('is a document that an OpenAPI reader understands, of every address', async () => {
    const document = await json<{ paths: Record<string, unknown> }>('/api/v1/openapi.json');
    const { valid, errors } = await new Validator().validate(document);
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
    expect(Object.keys(document.paths)).toEqual(ADDRESSES.map(({ href }) => href));
    const text = JSON.stringify(document);
    expect(text).toContain('\\"met_late\\": met after the due day');
    expect(await problem('/api/v1/openapi.json?x=1')).toMatchObject({ parameter: 'x' });
  });

  it.each(ADDRESSES.filter(({ href }) => href in ANSWERS.answers && !href.includes('{number}')))(
    'holds nothing that is not described: $href',
    async (address) => {
      const { href } = address;
      const now = { period: REVISED.period, release: null };
      const path = (await named(href)) ?? exampleOf(address, now);
      const paths = path?.includes('/units/p-48/')
        ? [path, path.replace('p-48', REVISED.unit), path.replace('p-48', 'm-bnv')]
        : [path];
      for (const each of paths) {
        const response = await get(each ?? '');
        expect([each, response.status]).toEqual([each, 200]);
        const found = undescribed(await response.json(), ANSWERS.answers[href] ?? {}, '');
        expect([each, [...new Set(found)]]).toEqual([each, []]);
      }
    },
  );

  it.each(ADDRESSES.filter(({ columns }) => columns !== undefined))(
    'has the columns that are listed: $href',
    async (address) => {
      const path = exampleOf(address, { period: REVISED.period, release: null });
      const response = await get(path ?? '');
      const [heads] = parse(await response.text(), { bom: true, relax_column_count: true });
      expect(heads).toEqual(address.columns?.split(' '));
    },
  );
});
