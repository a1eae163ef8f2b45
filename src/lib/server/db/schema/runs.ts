// Tables of gathering: sources, the run ledger, replies and quarantine. The ledger decides what has
// run; a timer only proposes. Meanings stand as COMMENT ON in the migrations.
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
    address: text().notNull(),
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
  },
  (t) => [index('source_by_unit').on(t.unitId)],
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
    state: text().notNull(),
    attempt: integer().notNull(),
    /** Rises with every claim; a write that carries an older one is refused. */
    fence: bigint({ mode: 'number' }).notNull(),
    leaseUntil: instant(),
    heartbeatAt: instant(),
    nextAttemptAt: instant(),
    /** What "now" was for the run: recorded and released times are taken from it. */
    asOf: instant().notNull(),
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

/** A reply's bytes, once, however often they come. Compressed with gzip. */
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
    original: text().notNull(),
    messageVi: text().notNull(),
    messageEn: text().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.unitId, t.id] }),
    index('quarantine_by_source').on(t.sourceId, t.period),
  ],
);
