// What a source is: who answers where, when it is asked, and how its replies are read. The mapping
// language is the contract with every portal; `SourceConfig` is checked once at the edge and trusted
// inside. Imported by the jobs, the stores and the kinds of source beside it.
import { CronExpressionParser } from 'cron-parser';
import * as v from 'valibot';
import { ORIGINS } from '#lib/domain/indicator.ts';
import { UsageError } from '../errors.ts';

/** `a.b.0.c`: object keys and array places from the value at hand inwards. */
const path = v.pipe(
  v.string(),
  v.regex(/^[^.\s]+(\.[^.\s]+)*$/, 'must be a dotted path such as "result.rows"'),
);

const scalar = v.union([v.string(), v.number(), v.boolean(), v.null()]);

/**
 * A place to read from. With `values`, what stands there must be one of the words listed (spelled as
 * the source spells it) and is replaced by ours: `{ "Mức độ 4": 4 }`. A word that is not listed is
 * kept as it is, so that the rules can name it.
 */
const field = v.union([
  path,
  v.strictObject({ path, values: v.optional(v.record(v.string(), scalar)) }),
]);

/**
 * A place that must hold a known text, else the whole reply is refused. `is` is that text with the
 * tokens of a request; left out, it is the period's code, or the unit's official code on the period's
 * last day.
 */
const expected = v.union([path, v.strictObject({ path, is: v.string() })]);

/**
 * How one page is asked for. Tokens of `path`: {period} 2020-Q1, {year} 2020, {quarter} 1, {month} 03,
 * {start} and {end} ISO days, {unit} official code, {page}, {offset}, {size}, {cursor} (empty at first).
 * Values are percent-encoded.
 */
const request = v.strictObject({
  path: v.pipe(v.string(), v.startsWith('/', 'must start with "/"')),
  /** Rows asked for at a time. */
  size: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)), 500),
  /** What the source calls its first page: 1 or 0. */
  firstPage: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 1),
  headers: v.optional(v.record(v.string(), v.string()), {}),
});

/** `total` counts rows, not pages; a run whose pages do not add up to it is refused as incomplete. */
const paging = v.variant('kind', [
  v.strictObject({ kind: v.literal('page'), total: path }),
  v.strictObject({ kind: v.literal('offset'), total: path }),
  /** Ends where `next` is absent, null or empty. */
  v.strictObject({ kind: v.literal('cursor'), next: path, total: v.optional(path) }),
  v.strictObject({ kind: v.literal('none') }),
]);

const reading = {
  request,
  paging,
  /** The array of rows in each reply. */
  rows: path,
  expect: v.optional(
    v.strictObject({ period: v.optional(expected), unit: v.optional(expected) }),
    {},
  ),
};

const serviceMapping = v.strictObject({
  produces: v.literal('services'),
  ...reading,
  fields: v.strictObject({
    code: field,
    procedure: field,
    name: field,
    field: field,
    office: field,
    level: field,
    eligible: field,
    received: field,
    filedOnline: field,
    handledOnline: field,
    onTime: field,
  }),
});

const measured = {
  /** An indicator's code in the series. */
  indicator: v.pipe(v.string(), v.minLength(1)),
  /** Where `>` may stand for "more than". */
  qualifier: v.optional(path),
  /** Whether the rows of units or the row of the nation (`vn`) carry it. */
  scope: v.optional(v.picklist(['units', 'nation']), 'units'),
};

const observationMapping = v.strictObject({
  produces: v.literal('observations'),
  ...reading,
  /** The unit's official code on the period's last day; `vn` is the nation. */
  unitCode: field,
  measures: v.pipe(
    v.array(
      v.union([
        v.strictObject({ ...measured, numerator: path, denominator: path }),
        v.strictObject({ ...measured, value: field }),
      ]),
    ),
    v.minLength(1),
  ),
});

const instant = v.pipe(
  v.string(),
  v.regex(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/,
    'must be an ISO time with its offset, such as 2020-04-15T06:00+07:00',
  ),
  v.check((at) => !Number.isNaN(Date.parse(at)), 'is no time of the calendar'),
);

/** Whether slots can be told from it. `H` is refused: it is drawn anew each time that it is read. */
function isCron(text: string): boolean {
  if (text.trim().split(/\s+/).length !== 5 || /\bH/.test(text)) return false;
  try {
    CronExpressionParser.parse(text).next();
    return true;
  } catch {
    return false;
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const text = v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'));

const sourceConfig = v.strictObject({
  id: v.pipe(text, v.regex(/^[a-z0-9-]+$/, 'must be of a–z, 0–9 and "-"')),
  /** Permanent id of the unit that answers; `vn` where one source answers for all. */
  unit: text,
  series: v.optional(text, 'dvc'),
  kind: v.literal('portal-json'),
  origin: v.picklist(ORIGINS),
  nameVi: text,
  nameEn: text,
  /** Scheme, host and port; a request's path is put behind it. */
  address: v.pipe(text, v.url(), v.regex(/^https?:/, 'must be http or https')),
  mapping: v.variant('produces', [serviceMapping, observationMapping]),
  /** Cron in `timeZone`; a slot asks for the last period that had ended before it. */
  schedule: v.pipe(text, v.check(isCron, 'must be a cron expression of five fields')),
  timeZone: v.optional(
    v.pipe(text, v.check(isTimeZone, 'must be a time zone such as Asia/Ho_Chi_Minh')),
    'Asia/Ho_Chi_Minh',
  ),
  /** What becomes of slots missed while nothing ran: all of them, only the latest, or none. */
  missedPolicy: v.picklist(['all', 'latest', 'skip']),
  firstSlot: instant,
  lastSlot: v.optional(v.nullable(instant), null),
  frequency: v.picklist(['month', 'quarter', 'year']),
  reckoning: v.picklist(['calendar', 'administrative']),
  /** Time that one whole reply may take. */
  timeoutMs: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(600_000)),
  /** Tries of one slot before it is given up and its figures are recorded as missing. */
  maxAttempts: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10)),
  illustrative: v.boolean(),
  /** Codes of the indicators that are missing when the source stays silent. */
  indicators: v.pipe(v.array(text), v.minLength(1)),
});

/** Sources as one list: an id that stands twice would be two answers for one figure. */
const sourceList = v.pipe(
  v.array(sourceConfig),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const sources = dataset.value;
    for (const [place, source] of sources.entries()) {
      const first = sources.findIndex(({ id }) => id === source.id);
      if (first === place) continue;
      addIssue({
        message: `"${source.id}" is the id of source ${first} already`,
        path: [
          { type: 'array', origin: 'value', input: sources, key: place, value: source },
          { type: 'object', origin: 'value', input: source, key: 'id', value: source.id },
        ],
      });
    }
  }),
);

export type SourceConfig = v.InferOutput<typeof sourceConfig>;
export type SourceConfigInput = v.InferInput<typeof sourceConfig>;
export type SourceMapping = SourceConfig['mapping'];
export type ServiceMapping = v.InferOutput<typeof serviceMapping>;
export type ObservationMapping = v.InferOutput<typeof observationMapping>;
export type MeasureMapping = ObservationMapping['measures'][number];
export type FieldMapping = v.InferOutput<typeof field>;
export type Expectation = v.InferOutput<typeof expected>;

/**
 * Checks a list of sources, as a registry or a file gives it. Throws a UsageError that lists every
 * fault with the path to it (`3.mapping.fields.level: …`).
 */
export function parseSources(input: unknown): SourceConfig[] {
  const result = v.safeParse(sourceList, input);
  if (result.success) return result.output;
  const faults = result.issues.map(
    (issue) => `  ${v.getDotPath(issue) ?? '(the whole)'}: ${issue.message}`,
  );
  throw new UsageError(`These sources cannot be used:\n${faults.join('\n')}`);
}
