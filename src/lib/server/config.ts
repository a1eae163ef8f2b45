// The settings of a real installation, read once from the environment. jobs/main.ts and the command
// line import it; the web process is handed what it needs.
import * as v from 'valibot';
import { isBlockedPort } from './blocked-ports.ts';
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

/** What the settings without a default must be set to. */
const WANTED: Partial<Record<string, string>> = {
  ORIGIN: 'must be set to the address that readers use, such as https://tiendo.example.gov.vn',
  TIENDO_SECRET:
    'must be set to 32 characters or more of chance; openssl rand -base64 32 makes some',
};

const MIN_SECRET_LENGTH = 32;
/** Below this a text was typed, not drawn: 32 random characters have some 24 different ones. */
const MIN_SECRET_VARIETY = 10;
/** What stands in examples, so that attackers try it first. */
const WELL_KNOWN = /change.?me|secret|password|example|default|your.?key/i;

const isDrawnByChance = (text: string): boolean =>
  !WELL_KNOWN.test(text) && new Set(text).size >= MIN_SECRET_VARIETY;

const isSmtpUrl = (text: string): boolean =>
  URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol) && new URL(text).hostname !== '';

/** `name@host` or `Name <name@host>`. */
const MAIL_SENDER = /^([^<>\r\n]+<)?[^\s<>@]+@[^\s<>@]+>?$/;

/** Settings that hold a password or may: what was given is never repeated. */
const HIDDEN: readonly string[] = ['DATABASE_URL', 'TIENDO_SECRET', 'TIENDO_SMTP_URL'];
/** Secrets of sources, named by their own settings: TIENDO_SECRET_NAME. */
const SOURCE_SECRET = 'TIENDO_SECRET_';

const settings = {
  ORIGIN: v.pipe(
    v.string(),
    v.check(isOrigin, 'must be scheme and host alone, such as https://tiendo.example.gov.vn'),
  ),
  HOST: v.optional(
    v.pipe(v.string(), v.regex(/^\S+$/, 'must be an address, such as 0.0.0.0')),
    '127.0.0.1',
  ),
  PORT: v.optional(
    v.pipe(
      whole(1, 65_535),
      v.check(
        (port) => !isBlockedPort(port),
        'must be a port that browsers call; they block this one',
      ),
    ),
    '3000',
  ),
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
  TIENDO_RUN_LIMIT_MINUTES: v.optional(whole(1, 120), '10'),
  TIENDO_SECRET: v.pipe(
    v.string(),
    v.minLength(MIN_SECRET_LENGTH, `must be ${MIN_SECRET_LENGTH} characters or more`),
    v.check(isDrawnByChance, 'must be drawn by chance, by openssl rand -base64 32 or the like'),
  ),
  TIENDO_SMTP_URL: v.optional(
    v.pipe(v.string(), v.check(isSmtpUrl, 'must look like smtp://user:password@host:587')),
  ),
  TIENDO_MAIL_FROM: v.optional(
    v.pipe(v.string(), v.regex(MAIL_SENDER, 'must look like Tiến Độ <tiendo@example.gov.vn>')),
  ),
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

export interface MailSettings {
  /** `smtp://` or `smtps://`, with user and password where the server asks for them. */
  smtpUrl: string;
  from: string;
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
  /** How long a source has for all pages of one try. */
  runLimitMs: number;
  /** Signs the cookies of those who sign in. */
  secret: string;
  /** Null where mail waits in the outbox. */
  mail: MailSettings | null;
}

/** Names that begin like ours but are none: a slip of the pen must not pass for a default. */
function findUnknown(env: NodeJS.ProcessEnv): string[] {
  return Object.keys(env)
    .filter((name) => name.startsWith('TIENDO_') && !name.startsWith(SOURCE_SECRET))
    .filter((name) => !(name in settings))
    .map((name) => {
      const known = Object.keys(settings).filter((each) => each.startsWith('TIENDO_'));
      return `${name}: is no setting. Known: ${known.join(', ')}`;
    });
}

/** Mail needs both a server and a sender. */
function findHalfGiven(given: Partial<Record<SettingName, string>>): string[] {
  const pair = ['TIENDO_SMTP_URL', 'TIENDO_MAIL_FROM'] as const;
  const [lacking] = pair.filter((name) => given[name] === undefined);
  const [there] = pair.filter((name) => given[name] !== undefined);
  return lacking && there ? [`${lacking}: must be set where ${there} is`] : [];
}

const mailOf = (smtpUrl: string | undefined, from: string | undefined): MailSettings | null =>
  smtpUrl === undefined || from === undefined ? null : { smtpUrl, from };

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
    const shown = HIDDEN.includes(name) ? '' : `, not "${given[name] ?? ''}"`;
    const missing = given[name] === undefined ? WANTED[name] : undefined;
    return `${name}: ${missing ?? issue.message + shown}`;
  });
  faults.push(...findUnknown(env), ...findHalfGiven(given));
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
    runLimitMs: read.TIENDO_RUN_LIMIT_MINUTES * 60_000,
    secret: read.TIENDO_SECRET,
    mail: mailOf(read.TIENDO_SMTP_URL, read.TIENDO_MAIL_FROM),
  };
}

/**
 * How mail is sent; null where nothing is said of it, so that it waits.
 *
 * @throws UsageError as readConfig
 */
export function readMailSettings(env: NodeJS.ProcessEnv): MailSettings | null {
  const { TIENDO_SMTP_URL, TIENDO_MAIL_FROM } = settings;
  const read = readSettings(env, { TIENDO_SMTP_URL, TIENDO_MAIL_FROM });
  return mailOf(read.TIENDO_SMTP_URL, read.TIENDO_MAIL_FROM);
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
