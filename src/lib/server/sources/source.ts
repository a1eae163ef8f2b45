// What a source is: who answers where, when it is asked, and how its replies are read. `SourceConfig`
// is checked once at the edge and trusted inside. Imported by the jobs, the stores and the kinds of
// source beside it.
import { isIP } from 'node:net';
import { CronExpressionParser } from 'cron-parser';
import * as v from 'valibot';
import { ORIGINS } from '#lib/domain/indicator.ts';
import { UsageError } from '../errors.ts';
import {
  csvMapping,
  packageMapping,
  portalMapping,
  pushMapping,
  reportMapping,
  sheetMapping,
} from './source-mapping.ts';

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

const isIpAddress = (address: string): boolean => isIP(address) !== 0;

const text = v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'));

const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));
const address = v.pipe(text, v.check(isIpAddress, 'must be an IP address such as 10.20.30.40'));

/**
 * A host and port that may be asked. Left out, the address's own. Only public addresses count, unless
 * `addresses` names those that the host stands for: portals of the government's own network live in
 * private ranges, and are let in by name, never by range.
 */
const allowed = v.strictObject({
  host: text,
  port,
  addresses: v.optional(v.pipe(v.array(address), v.minLength(1))),
});

/**
 * A header sent with every request; `{secret:NAME}` stands for the environment's TIENDO_SECRET_NAME,
 * which goes to the hosts that TIENDO_SECRET_NAME_HOSTS lists and to no other.
 */
const auth = v.strictObject({
  header: v.pipe(text, v.regex(/^[A-Za-z0-9-]+$/, 'must be the name of a header')),
  value: v.pipe(
    text,
    v.regex(/\{secret:[A-Z0-9_]+\}/, 'must hold its secret as {secret:NAME}, never in plain text'),
  ),
});

const common = {
  id: v.pipe(text, v.regex(/^[a-z0-9-]+$/, 'must be of a–z, 0–9 and "-"')),
  /** Permanent id of the unit that answers; `vn` where one source answers for all. */
  unit: text,
  series: v.optional(text, 'dvc'),
  origin: v.picklist(ORIGINS),
  nameVi: text,
  nameEn: text,
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
};

/** Where a source is asked, and how it is let in. */
const asked = {
  /** Scheme, host and port; a request's path is put behind it. */
  address: v.pipe(text, v.url(), v.regex(/^https?:/, 'must be http or https')),
  allow: v.optional(v.array(allowed), []),
  auth: v.optional(v.nullable(auth), null),
};

/** Nobody is asked: the unit sends. Its schedule says by when each period is expected. */
const handedIn = {
  address: v.optional(v.null(), null),
  allow: v.optional(v.pipe(v.array(allowed), v.length(0)), []),
  auth: v.optional(v.null(), null),
};

/** One source of any kind. Its faults in words, and what its fields mean, stand in config-faults.ts. */
export const sourceConfig = v.variant('kind', [
  v.strictObject({
    kind: v.literal('portal-json'),
    ...common,
    ...asked,
    mapping: portalMapping,
  }),
  v.strictObject({ kind: v.literal('csv'), ...common, ...asked, mapping: csvMapping }),
  v.strictObject({ kind: v.literal('xlsx'), ...common, ...asked, mapping: sheetMapping }),
  v.strictObject({ kind: v.literal('push'), ...common, ...handedIn, mapping: pushMapping }),
  v.strictObject({
    kind: v.literal('xlsx-report'),
    ...common,
    ...handedIn,
    mapping: reportMapping,
  }),
  v.strictObject({
    kind: v.literal('package'),
    ...common,
    ...asked,
    /** A .zip at an address, or a folder of this machine: `file:///srv/packages/papi`. */
    address: v.pipe(text, v.url(), v.regex(/^(https?|file):/, 'must be http, https or file')),
    mapping: packageMapping,
  }),
]);

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
export type SourceKindName = SourceConfig['kind'];
/** The sources of one kind. */
export type SourceOf<K extends SourceKindName> = Extract<SourceConfig, { kind: K }>;
export type SourceInputOf<K extends SourceKindName> = Extract<SourceConfigInput, { kind: K }>;
/** Sources that somebody is asked for, as against those whose figures are handed in. */
export type AskedSource = Extract<SourceConfig, { address: string }>;
export type Allowed = v.InferOutput<typeof allowed>;

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
