// Tables of gathering: sources, the run ledger, replies and quarantine. The ledger decides what has
// run; a timer only proposes. Meanings stand as COMMENT ON in the migrations.
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { indicator, series, unit } from './catalogue.ts';

const bytea = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => 'bytea',
});
const instant = () => timestamp({ withTimezone: true, mode: 'date' });

export const source = pgTable(
  'source',
  {
    id: text().primaryKey(),
    /** The unit that answers; the nation `vn` where one source answers for all. */
    unitId: text()
      .notNull()
      .references(() => unit.id),
    seriesId: text()
      .notNull()
      .references(() => series.id),
    kind: text().notNull(),
    origin: text().notNull(),
    nameVi: text().notNull(),
    nameEn: text().notNull(),
    /** Null where nobody is asked: the unit pushes or uploads. */
    address: text(),
    /** Hosts and ports that may be asked, with the addresses they may stand for. */
    allow: jsonb().notNull(),
    /** A header that lets us in, its secret by name only; null where none is asked for. */
    auth: jsonb(),
    /** How the replies are read; its shape is checked by the kind's own schema. */
    mapping: jsonb().notNull(),
    schedule: text().notNull(),
    timeZone: text().notNull(),
    missedPolicy: text().notNull(),
    firstSlot: instant().notNull(),
    lastSlot: instant(),
    frequency: text().notNull(),
    reckoning: text().notNull(),
    timeoutMs: integer().notNull(),
    maxAttempts: integer().notNull(),
    illustrative: boolean().notNull(),
    active: boolean().notNull(),
    /** Rises with every change; `source_version` holds each. */
    version: integer().notNull(),
    /** Not asked while this is set, and why. */
    pausedAt: instant(),
    pausedReason: text(),
  },
  (t) => [index('source_by_unit').on(t.unitId)],
);

/** What a source was told to do, since when, by whom and why. */
export const sourceVersion = pgTable(
  'source_version',
  {
    sourceId: text()
      .notNull()
      .references(() => source.id),
    version: integer().notNull(),
    config: jsonb().notNull(),
    /** Null where a file was read at the start. */
    changedBy: text(),
    changedAt: instant().notNull(),
    reason: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.sourceId, t.version] })],
);

/** Which indicators a source feeds: what is missing when it stays silent, and what it is trusted for. */
export const sourceIndicator = pgTable(
  'source_indicator',
  {
    sourceId: text()
      .notNull()
      .references(() => source.id),
    indicatorId: text()
      .notNull()
      .references(() => indicator.id),
  },
  (t) => [primaryKey({ columns: [t.sourceId, t.indicatorId] })],
);

export const jobRun = pgTable(
  'job_run',
  {
    id: uuid().primaryKey(),
    job: text().notNull(),
    /** The source that is gathered. */
    sourceId: text().notNull(),
    unitId: text().notNull(),
    slotAt: instant().notNull(),
    period: text().notNull(),
    trigger: text().notNull(),
    /** The person who asked for it; null for the schedule's own. */
    requestedBy: text(),
    state: text().notNull(),
    /** Tries that were made; one whose runner was lost is none. */
    attempt: integer().notNull(),
    /** Runners that took the slot and were not heard of again; null where none was. */
    lostRunners: integer(),
    /** Rises with every claim; a write that carries an older one is refused. */
    fence: bigint({ mode: 'number' }).notNull(),
    leaseUntil: instant(),
    heartbeatAt: instant(),
    nextAttemptAt: instant(),
    /** What "now" was for the run: recorded and released times are taken from it. */
    asOf: instant().notNull(),
    /** When what it took in was said; null where that is `asOf`. */
    saidAt: instant(),
    /** What read it: the version of its source, and of our rules; null before it was read. */
    sourceVersion: integer(),
    rulesVersion: integer(),
    startedAt: instant(),
    finishedAt: instant(),
    repliesStored: integer().notNull(),
    rowsAccepted: integer().notNull(),
    rowsQuarantined: integer().notNull(),
    versionsWritten: integer().notNull(),
    errorCode: text(),
    errorText: text(),
  },
  (t) => [
    uniqueIndex('job_run_slot').on(t.job, t.sourceId, t.slotAt),
    index('job_run_by_state').on(t.state, t.nextAttemptAt),
    index('job_run_by_source').on(t.sourceId, t.period),
  ],
);

/** What a run of job `try` tries, and what it found; of what was gathered nothing is kept. */
export const sourceTrial = pgTable('source_trial', {
  runId: uuid()
    .primaryKey()
    .references(() => jobRun.id),
  config: jsonb().notNull(),
  /** Null until it was tried. */
  report: jsonb(),
});

/**
 * A reply's bytes, once, however often they come. Compressed with Zstandard, the older ones with gzip;
 * PostgreSQL does not try once more (STORAGE EXTERNAL) but for those written before that was said.
 */
export const reply = pgTable(
  'reply',
  {
    unitId: text().notNull(),
    sourceId: text().notNull(),
    hash: text().notNull(),
    body: bytea().notNull(),
    bytes: integer().notNull(),
    contentType: text().notNull(),
    firstSeenAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.unitId, t.sourceId, t.hash] })],
);

/** Which replies a run received, in order. */
export const runReply = pgTable(
  'run_reply',
  {
    unitId: text().notNull(),
    runId: uuid()
      .notNull()
      .references(() => jobRun.id),
    ordinal: integer().notNull(),
    sourceId: text().notNull(),
    hash: text().notNull(),
    url: text().notNull(),
    status: integer().notNull(),
    /** What the source calls this version of the reply, where it says so. */
    etag: text(),
    lastModified: text(),
    receivedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.unitId, t.runId, t.ordinal] })],
);

export const quarantine = pgTable(
  'quarantine',
  {
    id: uuid().notNull(),
    unitId: text().notNull(),
    sourceId: text().notNull(),
    runId: uuid()
      .notNull()
      .references(() => jobRun.id),
    period: text().notNull(),
    periodEnd: date().notNull(),
    replyHash: text(),
    rule: text().notNull(),
    severity: text().notNull(),
    /** Where the row stood: page and JSON path, or file, line and column. */
    place: text().notNull(),
    /** The field at fault, as our records call it; null for the whole row. */
    field: text(),
    original: text().notNull(),
    /** SHA-256 of `original`, hex: what a decision is about. */
    originalHash: text().notNull(),
    messageVi: text().notNull(),
    messageEn: text().notNull(),
    recordedAt: instant().notNull(),
    /** When a later reading of the same source and period took its place; null while it stands. */
    supersededAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.unitId, t.id] }),
    index('quarantine_by_source').on(t.sourceId, t.period),
    index('quarantine_standing')
      .on(t.sourceId, t.period)
      .where(sql`superseded_at is null`),
  ],
);

/** What a person decided of a row set aside; the latest of (source, period, text) stands. */
export const quarantineDecision = pgTable(
  'quarantine_decision',
  {
    unitId: text().notNull(),
    id: uuid().notNull(),
    sourceId: text().notNull(),
    period: text().notNull(),
    originalHash: text().notNull(),
    decision: text().notNull(),
    /** The row's fields as corrected, by our names; null unless the decision is `correct`. */
    corrected: jsonb(),
    reason: text().notNull(),
    decidedBy: text().notNull(),
    decidedAt: instant().notNull(),
    /** Whether another row contradicted it when it was decided on: then neither counted. */
    wasRival: boolean().notNull(),
    /** The run that took it in. */
    runId: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.unitId, t.id] }),
    index('quarantine_decision_by_row').on(t.unitId, t.sourceId, t.period, t.originalHash),
    index('quarantine_decision_by_run').on(t.runId),
  ],
);

/** When each timer of the scheduler last did its work, by the clock of the database. */
export const schedulerLook = pgTable('scheduler_look', {
  timer: text().primaryKey(),
  at: instant().notNull(),
});
