// The mapping language: how the rows of a portal, a table, a push or a report become services or
// observations. It is the contract with everybody who sends figures, and is checked with the source
// that it belongs to. Imported by source.ts, mapping.ts and the kinds of source beside them.
import * as v from 'valibot';
import { expressionFault } from './reshape.ts';

/** `a.b.0.c`: object keys and array places from the value at hand inwards. */
const path = v.pipe(
  v.string(),
  v.regex(/^[^.\s]+(\.[^.\s]+)*$/, 'must be a dotted path such as "result.rows"'),
);

/** The header of a table's column, as it stands there. */
const column = v.pipe(v.string(), v.trim(), v.minLength(1, 'must name a column'));

const scalar = v.union([v.string(), v.number(), v.boolean(), v.null()]);

type Place = typeof path | typeof column;

/**
 * A place to read from. With `values`, what stands there must be one of the words listed (spelled as
 * the source spells it) and is replaced by ours: `{ "Mức độ 4": 4 }`. A word that is not listed is
 * kept as it is, so that the rules can name it.
 */
const fieldAt = (place: Place) =>
  v.union([
    place,
    v.strictObject({ path: place, values: v.optional(v.record(v.string(), scalar)) }),
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
const oneRequest = {
  path: v.pipe(v.string(), v.startsWith('/', 'must start with "/"')),
  headers: v.optional(v.record(v.string(), v.string()), {}),
};
const pagedRequest = v.strictObject({
  ...oneRequest,
  /** Rows asked for at a time. */
  size: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)), 500),
  /** What the source calls its first page: 1 or 0. */
  firstPage: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 1),
});

/** `total` counts rows, not pages; a run whose pages do not add up to it is refused as incomplete. */
const paging = v.variant('kind', [
  v.strictObject({ kind: v.literal('page'), total: path }),
  v.strictObject({ kind: v.literal('offset'), total: path }),
  /** Ends where `next` is absent, null or empty. */
  v.strictObject({ kind: v.literal('cursor'), next: path, total: v.optional(path) }),
  v.strictObject({ kind: v.literal('none') }),
]);

/** Is refused with the place of its fault, as a person must mend it there. */
const expression = v.pipe(
  v.string(),
  v.rawCheck(({ dataset, addIssue }) => {
    const fault = dataset.typed ? expressionFault(dataset.value) : null;
    if (fault !== null) addIssue({ message: `is no JSONata expression: ${fault}` });
  }),
);

const portalReading = {
  request: pagedRequest,
  paging,
  /**
   * A JSONata expression that makes of each page the JSON that all paths here are read from, such as
   * `{"total": $count(a.b), "rows": [a.b.{"code": c & "-" & d}]}`. Left out, they are read from the
   * page as it came. Brackets keep a list of one a list.
   */
  reshape: v.optional(expression),
  /** The array of rows in each reply. */
  rows: path,
  expect: v.optional(
    v.strictObject({ period: v.optional(expected), unit: v.optional(expected) }),
    {},
  ),
};

/** A header row (from 1) and the rows beneath it; those that are empty throughout are skipped. */
const tableReading = {
  request: v.strictObject(oneRequest),
  headerRow: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 1),
  /** Columns whose every cell must hold the period's code, or the unit's, else nothing is taken. */
  expect: v.optional(v.strictObject({ period: v.optional(column), unit: v.optional(column) }), {}),
};
const csvReading = {
  ...tableReading,
  /** Left out, it is told from the line of headers. */
  delimiter: v.optional(v.picklist([',', ';', '\t'])),
};
const sheetReading = {
  ...tableReading,
  /** Name of the sheet; the first one where it is left out. */
  sheet: v.optional(v.nullable(column), null),
};

const SERVICE_FIELDS = [
  'code',
  'procedure',
  'name',
  'field',
  'office',
  'level',
  'eligible',
  'received',
  'filedOnline',
  'handledOnline',
  'onTime',
] as const;

const serviceFields = (place: Place) => {
  const field = fieldAt(place);
  return v.strictObject({
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
  });
};

/** Rows that call every field as we do, such as those that a portal posts. */
const OWN_NAMES = Object.fromEntries(SERVICE_FIELDS.map((name) => [name, name])) as Record<
  (typeof SERVICE_FIELDS)[number],
  string
>;

const services = v.literal('services');
const observations = v.literal('observations');

const measures = (place: Place) => {
  const measured = {
    /** An indicator's code in the series. */
    indicator: v.pipe(v.string(), v.minLength(1)),
    /** Where `>` may stand for "more than". */
    qualifier: v.optional(place),
    /** Whether the rows of units or the row of the nation (`vn`) carry it. */
    scope: v.optional(v.picklist(['units', 'nation']), 'units'),
  };
  return v.pipe(
    v.array(
      v.union([
        v.strictObject({ ...measured, numerator: place, denominator: place }),
        v.strictObject({ ...measured, value: fieldAt(place) }),
      ]),
    ),
    v.minLength(1),
  );
};

const statedTotals = {
  received: v.optional(path),
  filedOnline: v.optional(path),
  handledOnline: v.optional(path),
  onTime: v.optional(path),
};

/** The unit's official code on the period's last day; `vn` is the nation. */
const unitCode = (place: Place) => fieldAt(place);

export const portalMapping = v.variant('produces', [
  v.strictObject({
    produces: services,
    ...portalReading,
    fields: serviceFields(path),
    /** Where the source states sums of its own over all its rows, to be laid beside ours. */
    totals: v.optional(v.strictObject(statedTotals), {}),
  }),
  v.strictObject({
    produces: observations,
    ...portalReading,
    unitCode: unitCode(path),
    measures: measures(path),
  }),
]);

export const csvMapping = v.variant('produces', [
  v.strictObject({ produces: services, ...csvReading, fields: serviceFields(column) }),
  v.strictObject({
    produces: observations,
    ...csvReading,
    unitCode: unitCode(column),
    measures: measures(column),
  }),
]);

export const sheetMapping = v.variant('produces', [
  v.strictObject({ produces: services, ...sheetReading, fields: serviceFields(column) }),
  v.strictObject({
    produces: observations,
    ...sheetReading,
    unitCode: unitCode(column),
    measures: measures(column),
  }),
]);

/** Rows of a push; where nothing else is said they call everything as we do. */
export const pushMapping = v.variant('produces', [
  v.strictObject({ produces: services, fields: v.optional(serviceFields(path), OWN_NAMES) }),
  v.strictObject({
    produces: observations,
    unitCode: v.optional(unitCode(path), 'unit'),
    measures: measures(path),
  }),
]);

/** The report's template is ours, and so are the names of its columns. */
export const reportMapping = v.strictObject({
  produces: services,
  fields: v.optional(serviceFields(path), OWN_NAMES),
});

/** A package says itself what it holds; `path` is put behind the address, and is empty for a folder. */
export const packageMapping = v.strictObject({
  produces: v.literal('package'),
  path: v.optional(v.string(), ''),
});

export type PortalMapping = v.InferOutput<typeof portalMapping>;
export type CsvMapping = v.InferOutput<typeof csvMapping>;
export type SheetMapping = v.InferOutput<typeof sheetMapping>;
export type PushMapping = v.InferOutput<typeof pushMapping>;

type AnyMapping = PortalMapping | PushMapping;
/** What every mapping of service rows says, whatever the kind of source. */
export type ServiceMapping = Pick<
  Extract<AnyMapping, { produces: 'services' }>,
  'produces' | 'fields'
>;
/** What every mapping of observation rows says. */
export type ObservationMapping = Pick<
  Extract<AnyMapping, { produces: 'observations' }>,
  'produces' | 'unitCode' | 'measures'
>;
export type MeasureMapping = ObservationMapping['measures'][number];
export type FieldMapping = ServiceMapping['fields']['code'];
export type Expectation = v.InferOutput<typeof expected>;
