// Tables of what is published. A release is written once, whole; one pointer a series and period
// says which is current. Public pages, API and exports read these tables and no others.
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  doublePrecision,
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
import { series } from './catalogue.ts';

const instant = () => timestamp({ withTimezone: true, mode: 'date' });

export const release = pgTable(
  'release',
  {
    id: uuid().primaryKey(),
    seriesId: text()
      .notNull()
      .references(() => series.id),
    period: text().notNull(),
    periodStart: date().notNull(),
    periodEnd: date().notNull(),
    number: integer().notNull(),
    status: text().notNull(),
    illustrative: boolean().notNull(),
    methodVersion: text().notNull(),
    /** Groups, units, indicators, indices and targets as they stood when it was built. */
    rules: jsonb().notNull(),
    hash: text().notNull(),
    knownAt: instant().notNull(),
    /** By the database's clock, like the end of a run. */
    builtAt: instant().notNull(),
    /** Null until it has been current. */
    releasedAt: instant(),
    previousReleaseId: uuid(),
  },
  (t) => [
    uniqueIndex('release_number').on(t.seriesId, t.period, t.number),
    check('release_status', sql`${t.status} in ('provisional', 'final', 'withdrawn')`),
  ],
);

export const releasePointer = pgTable(
  'release_pointer',
  {
    seriesId: text()
      .notNull()
      .references(() => series.id),
    period: text().notNull(),
    releaseId: uuid()
      .notNull()
      .references(() => release.id),
    /** What is known by then was built anew and said the same; null where that never was done. */
    verifiedKnownAt: instant(),
    /** When that was done, by the database's clock, like `built_at`. */
    verifiedAt: instant(),
    /** The release of the period before that it was built against then. */
    verifiedAgainst: uuid(),
  },
  (t) => [primaryKey({ columns: [t.seriesId, t.period] })],
);

/** Releases that the guard held, and what became of them. */
export const releaseHold = pgTable(
  'release_hold',
  {
    releaseId: uuid()
      .primaryKey()
      .references(() => release.id),
    /**
     * The first release that something was found beside; each finding names its own. Null for the first
     * of a series.
     */
    againstId: uuid().references(() => release.id),
    /** What the guard's rules found. */
    findings: jsonb().notNull(),
    heldAt: instant().notNull(),
    state: text().notNull(),
    /** Null while nobody decided, and where a newer draft took its place. */
    decidedBy: text(),
    /** When it was decided, or superseded. */
    decidedAt: instant(),
    reason: text(),
    /** As in `release_pointer`: until when it is known to say what would be drafted anew. */
    verifiedKnownAt: instant(),
    verifiedAt: instant(),
    verifiedAgainst: uuid(),
  },
  (t) => [
    index('release_hold_by_state').on(t.state),
    check('release_hold_state', sql`${t.state} in ('held', 'published', 'refused', 'superseded')`),
  ],
);

export const releaseRow = pgTable(
  'release_row',
  {
    releaseId: uuid()
      .notNull()
      .references(() => release.id),
    unitId: text().notNull(),
    measure: text().notNull(),
    groupId: text().notNull(),
    value: doublePrecision(),
    numerator: doublePrecision(),
    denominator: doublePrecision(),
    score: doublePrecision(),
    rank: integer(),
    previousRank: integer(),
    change: doublePrecision(),
    changeReason: text(),
    targetState: text().notNull(),
    targetId: text(),
    demand: doublePrecision(),
    missing: text(),
    missingNote: text(),
    periodsMissed: integer().notNull(),
    lastKnown: jsonb(),
    status: text(),
    qualifier: text(),
    sourceId: text(),
    runId: uuid(),
    version: integer(),
    /** Why that version replaced the one before: R1, R2, R3 or C; null for a first one. */
    reason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.releaseId, t.unitId, t.measure, t.groupId] }),
    index('release_row_by_unit').on(t.unitId, t.measure),
  ],
);

export const releaseSummary = pgTable(
  'release_summary',
  {
    releaseId: uuid()
      .notNull()
      .references(() => release.id),
    measure: text().notNull(),
    /** `''` for the nation. */
    groupId: text().notNull(),
    value: doublePrecision(),
    numerator: doublePrecision(),
    denominator: doublePrecision(),
    counted: integer().notNull(),
    expected: integer().notNull(),
    met: integer().notNull(),
    withTarget: integer().notNull(),
    previousValue: doublePrecision(),
    change: doublePrecision(),
    targetState: text().notNull(),
    targetId: text(),
    demand: doublePrecision(),
  },
  (t) => [primaryKey({ columns: [t.releaseId, t.measure, t.groupId] })],
);
