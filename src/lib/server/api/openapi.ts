// The API as an OpenAPI 3.1 document: the listing of addresses, the structure of the answers and the
// words for their fields put together. Written in English, as the names of the API are.
import { ADDRESSES, type Address } from './addresses.ts';
import { ANSWERS, fieldMeaning, listOf, type Schema, valueMeaning } from './reference.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

function described(name: string, schema: Schema): string {
  const values = listOf(schema).map(
    (value) => `"${value}": ${valueMeaning(name, value, 'en') ?? ''}`,
  );
  return [fieldMeaning(name, 'en') ?? '', ...(values.length > 0 ? [values.join('; ')] : [])].join(
    '. ',
  );
}

/** The schema with what each of its fields means. */
function withWords({ properties, items, additionalProperties, anyOf, ...rest }: Schema): Schema {
  const fields = Object.entries(properties ?? {}).map(([name, own]): [string, Schema] => [
    name,
    { ...withWords(own), description: described(name, own) },
  ]);
  return {
    ...rest,
    ...(properties ? { properties: Object.fromEntries(fields) } : {}),
    ...(items ? { items: withWords(items) } : {}),
    ...(additionalProperties ? { additionalProperties: withWords(additionalProperties) } : {}),
    ...(anyOf ? { anyOf: anyOf.map(withWords) } : {}),
  };
}

const columnsTold = (columns: string): string =>
  columns
    .split(' ')
    .map((column) => `- \`${column}\`: ${fieldMeaning(column, 'en') ?? ''}`)
    .join('\n');

/** What an address answers, by its kind of content. */
function contentOf({ href, columns }: Address): Record<string, { schema: object }> {
  if (href.endsWith('.csv')) {
    return { 'text/csv': { schema: { type: 'string', description: columnsTold(columns ?? '') } } };
  }
  const binary = { schema: { type: 'string', format: 'binary' } };
  if (href.endsWith('.xlsx')) return { [XLSX]: binary };
  if (href.endsWith('.zip')) return { 'application/zip': binary };
  const answer = ANSWERS.answers[href];
  return { 'application/json': { schema: answer ? withWords(answer) : { type: 'object' } } };
}

const parameter = (
  name: string,
  where: 'path' | 'query',
  description: string,
  required = where === 'path',
) => ({
  name,
  in: where,
  required,
  description,
  schema: { type: 'string' },
});

const PROBLEM = { $ref: '#/components/responses/Problem' };

function operation(address: Address) {
  const { href, parameters, required = [], what } = address;
  const inPath = [...href.matchAll(/\{(\w+)\}/g)].map(([, name = '']) =>
    parameter(name, 'path', fieldMeaning(name, 'en') ?? name),
  );
  const inQuery = Object.entries(parameters).map(([name, words]) =>
    parameter(name, 'query', words, required.includes(name)),
  );
  return {
    summary: what({}, { locale: 'en' }),
    parameters: [...inPath, ...inQuery],
    ...(href.includes('/intakes/') ? { security: [{ token: [] }] } : {}),
    responses: {
      '200': { description: 'The answer', content: contentOf(address) },
      '4XX': PROBLEM,
      '5XX': PROBLEM,
    },
  };
}

const problem: Schema = {
  type: 'object',
  required: ['type', 'status', 'title', 'detail', 'instance'],
  properties: {
    type: { type: 'string', description: 'urn:tiendo:problem: and a short, stable code' },
    status: { type: 'integer' as const, description: 'The HTTP status' },
    title: { type: 'string', description: 'What is wrong, in short' },
    detail: { type: 'string', description: 'What was wrong with this request, and what to do' },
    instance: { type: 'string', description: 'The path that was asked for' },
    parameter: { type: 'string', description: 'The parameter at fault' },
    allowed: { type: 'array', items: { type: 'string' }, description: 'What it may be' },
    see: { type: 'string', description: 'Where to find what may be asked for' },
  },
};

const openApi = () => ({
  openapi: '3.1.0',
  info: {
    title: 'Tiến Độ API',
    version: '1',
    description:
      'Open and read-only. Shares, their changes and their targets are fractions from 0 to 1; days ' +
      'are those of Hà Nội; a unit without a figure stands under "unranked" with the reason, and is ' +
      'never 0. Where "illustrative" is true the units are real and the figures are not.',
    license: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
  },
  externalDocs: { description: 'How a portal pushes its figures', url: '/data/push' },
  servers: [{ url: '/' }],
  paths: Object.fromEntries(
    ADDRESSES.map((address) => [address.href, { get: operation(address) }]),
  ),
  components: {
    schemas: {
      ...Object.fromEntries(
        Object.entries(ANSWERS.types).map(([name, schema]) => [name, withWords(schema)]),
      ),
      Problem: problem,
    },
    responses: {
      Problem: {
        description: 'What is wrong, as RFC 9457 has it',
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      },
    },
    securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
  },
});

/** The document, as JSON. */
export const openApiText = (): string => JSON.stringify(openApi());
