// Tables of what units hand in: receipts of pushes, reports and lists to compare, what only a report
// can tell, and the rows that a unit disputes. Meanings stand as COMMENT ON in the migrations.
import {
  boolean,
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
import { jobRun } from './runs.ts';

const instant = () => timestamp({ withTimezone: true, mode: 'date' });

/** The receipt of what was handed in. What became of it stands in its run. */
export const intake = pgTable(
  'intake',
  {
    unitId: text().notNull(),
    id: uuid().notNull(),
    /** What a person reads out on the telephone. */
    number: text().notNull(),
    kind: text().notNull(),
    sourceId: text().notNull(),
    runId: uuid()
      .notNull()
      .references(() => jobRun.id),
    period: text().notNull(),
    idempotencyKey: text().notNull(),
    hash: text().notNull(),
    bytes: integer().notNull(),
    contentType: text().notNull(),
    fileName: text(),
    /** Whether a push said that a list far shorter than the last is meant. */
    shorterMeant: boolean().notNull(),
    /** Who signed in, or which token; exactly one of the two. */
    personId: text(),
    tokenId: uuid(),
    receivedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.unitId, t.id] }),
    uniqueIndex('intake_by_number').on(t.unitId, t.number),
    uniqueIndex('intake_by_key').on(t.unitId, t.sourceId, t.idempotencyKey),
    index('intake_by_run').on(t.runId),
  ],
);

/** A duty as one report tells of it; the latest finished run of unit, source and period stands. */
export const reportDuty = pgTable(
  'report_duty',
  {
    unitId: text().notNull(),
    runId: uuid()
      .notNull()
      .references(() => jobRun.id),
    duty: text().notNull(),
    sourceId: text().notNull(),
    period: text().notNull(),
    state: text().notNull(),
    doneOn: date(),
    document: text().notNull(),
    note: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.unitId, t.runId, t.duty] })],
);

/** "Vướng mắc, kiến nghị": what blocks, by which rule, and who can remove it. */
export const reportObstacle = pgTable(
  'report_obstacle',
  {
    unitId: text().notNull(),
    runId: uuid()
      .notNull()
      .references(() => jobRun.id),
    ordinal: integer().notNull(),
    sourceId: text().notNull(),
    period: text().notNull(),
    what: text().notNull(),
    rule: text().notNull(),
    remover: text().notNull(),
    proposal: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.unitId, t.runId, t.ordinal] })],
);

/** What differs between a unit's own list of services and ours, row by row. */
export const comparison = pgTable(
  'comparison',
  {
    unitId: text().notNull(),
    intakeId: uuid().notNull(),
    /** The source that it was compared with. */
    sourceId: text().notNull(),
    period: text().notNull(),
    result: jsonb().notNull(),
    madeAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.unitId, t.intakeId] })],
);

export const dispute = pgTable(
  'dispute',
  {
    unitId: text().notNull(),
    id: uuid().notNull(),
    intakeId: uuid().notNull(),
    sourceId: text().notNull(),
    period: text().notNull(),
    serviceCode: text().notNull(),
    /** The row as we hold it, and as the unit does; null where one side has none. */
    ours: jsonb(),
    theirs: jsonb(),
    /**
     * The text that our row was last read from, and the reply that it stood in, kept up by the runs of
     * the source while the dispute is open; null where that is not known.
     */
    originalHash: text(),
    replyHash: text(),
    note: text().notNull(),
    raisedBy: text().notNull(),
    raisedAt: instant().notNull(),
    state: text().notNull(),
    decidedBy: text(),
    decidedAt: instant(),
    answer: text(),
  },
  (t) => [
    primaryKey({ columns: [t.unitId, t.id] }),
    index('dispute_by_state').on(t.state, t.raisedAt),
  ],
);
