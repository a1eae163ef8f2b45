// The settings of a real installation, read once from the environment. jobs/main.ts and the command
// line import it; the web process is handed what it needs.
import * as v from 'valibot';
import { UsageError } from './errors.ts';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** A whole number within bounds, written in digits. */
const whole = (min: number, max: number) => {
  const wanted = `must be a whole number from ${min} to ${max}`;
  return v.pipe(
    v.string(),
    v.regex(/^\d+$/, wanted),
    v.transform(Number),
    v.minValue(min, wanted),
    v.maxValue(max, wanted),
  );
};

const isOrigin = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;

const isDatabaseUrl = (text: string): boolean =>
  URL.canParse(text) &&
  /^postgres(ql)?:$/.test(new URL(text).protocol) &&
  new URL(text).pathname.length > 1;

const ORIGIN_WANTED =
  'must be set to the address that readers use, such as https://tiendo.example.gov.vn';

const settings = {
  ORIGIN: v.pipe(
    v.string(),
    v.check(isOrigin, 'must be scheme and host alone, such as https://tiendo.example.gov.vn'),
  ),
  HOST: v.optional(
    v.pipe(v.string(), v.regex(/^\S+$/, 'must be an address, such as 0.0.0.0')),
    '127.0.0.1',
  ),
  PORT: v.optional(whole(1, 65_535), '3000'),
  DATABASE_URL: v.optional(
    v.pipe(
      v.string(),
      v.check(isDatabaseUrl, 'must look like postgres://user:password@host:5432/database'),
    ),
  ),
  TIENDO_DATA: v.optional(v.string()),
  TIENDO_SOURCES: v.optional(v.string()),
  TIENDO_LOG: v.optional(v.picklist(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`)),
  TIENDO_GATHER_CONCURRENCY: v.optional(whole(1, 32), '8'),
  TIENDO_PUBLISHER: v.optional(v.string()),
  TIENDO_CONTACT: v.optional(v.string()),
};

type SettingName = keyof typeof settings;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** Where an installation's database is. */
export interface Place {
  /** A PostgreSQL of yours; null for our own server in `folder`. */
  databaseUrl: string | null;
  /** Where our own server keeps its files; null for the default place. */
  folder: string | null;
}

export interface Config extends Place {
  /** What readers type: scheme and host. Pages, links and checks of forms go by it. */
  origin: string;
  /** Where the web listens. */
  host: string;
  port: number;
  /** A JSON file that lists the sources to gather; null where they stand in the database already. */
  sourcesFile: string | null;
  logLevel: LogLevel;
  /** Sources gathered at once. */
  gatherConcurrency: number;
}

/** Names that begin like ours but are none: a slip of the pen must not pass for a default. */
function findUnknown(env: NodeJS.ProcessEnv): string[] {
  return Object.keys(env)
    .filter((name) => name.startsWith('TIENDO_') && !(name in settings))
    .map((name) => {
      const known = Object.keys(settings).filter((each) => each.startsWith('TIENDO_'));
      return `${name}: is no setting. Known: ${known.join(', ')}`;
    });
}

/** An empty setting counts as one that is not there. */
function present(env: NodeJS.ProcessEnv): Partial<Record<SettingName, string>> {
  const names = Object.keys(settings) as SettingName[];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = env[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
}

/**
 * Reads the settings that `schema` names.
 *
 * @throws UsageError that names every fault at once, each with what would be right
 */
function readSettings<const S extends v.ObjectEntries>(
  env: NodeJS.ProcessEnv,
  schema: S,
): v.InferOutput<v.ObjectSchema<S, undefined>> {
  const given = present(env);
  const result = v.safeParse(v.object(schema), given);
  const faults = (result.issues ?? []).map((issue) => {
    const name = String(issue.path?.[0]?.key) as SettingName;
    // A password may stand in an address.
    const shown = name === 'DATABASE_URL' ? '' : `, not "${given[name] ?? ''}"`;
    return given[name] === undefined
      ? `${name}: ${ORIGIN_WANTED}`
      : `${name}: ${issue.message}${shown}`;
  });
  faults.push(...findUnknown(env));
  if (!result.success || faults.length > 0) {
    throw new UsageError(
      `The settings are not right:\n${[...new Set(faults)].map((fault) => `  ${fault}`).join('\n')}`,
    );
  }
  return result.output;
}

/**
 * Reads all settings. Their list, meanings and defaults stand in the README.
 *
 * @throws UsageError that names every fault at once, each with what would be right
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const read = readSettings(env, settings);
  return {
    origin: read.ORIGIN,
    host: read.HOST,
    port: read.PORT,
    databaseUrl: read.DATABASE_URL ?? null,
    folder: read.TIENDO_DATA ?? null,
    sourcesFile: read.TIENDO_SOURCES ?? null,
    logLevel: read.TIENDO_LOG ?? 'info',
    gatherConcurrency: read.TIENDO_GATHER_CONCURRENCY,
  };
}

/**
 * Where `npm start` keeps its database, for commands that work on it without serving anybody.
 *
 * @throws UsageError as readConfig
 */
export function readPlace(env: NodeJS.ProcessEnv): Place {
  const { DATABASE_URL, TIENDO_DATA } = settings;
  const read = readSettings(env, { DATABASE_URL, TIENDO_DATA });
  return { databaseUrl: read.DATABASE_URL ?? null, folder: read.TIENDO_DATA ?? null };
}

/**
 * How much a command that speaks to a person logs beside: errors alone, unless TIENDO_LOG says more.
 *
 * @throws UsageError as readConfig
 */
export function readLogLevel(env: NodeJS.ProcessEnv): LogLevel {
  const { TIENDO_LOG } = settings;
  return readSettings(env, { TIENDO_LOG }).TIENDO_LOG ?? 'error';
}
