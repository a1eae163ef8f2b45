// Tables of signs of formality: the questions that units are asked about a release, their answers, and
// what staff withdrew. Rows are only ever added. Meanings stand as COMMENT ON in the migrations.
import {
  boolean,
  date,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { release } from './releases.ts';

const instant = () => timestamp({ withTimezone: true, mode: 'date' });

export const sign = pgTable(
  'sign',
  {
    unitId: text().notNull(),
    id: uuid().notNull(),
    kind: text().notNull(),
    seriesId: text().notNull(),
    period: text().notNull(),
    illustrative: boolean().notNull(),
    raisedAt: instant().notNull(),
    /** The last day to answer before readers see it. */
    dueOn: date().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.unitId, t.id] }),
    uniqueIndex('sign_once').on(t.unitId, t.kind, t.seriesId, t.period),
    index('sign_by_time').on(t.raisedAt),
  ],
);

/** In which releases of its period a sign was found; it stands while the last that was looked through has it. */
export const signFinding = pgTable(
  'sign_finding',
  {
    unitId: text().notNull(),
    signId: uuid().notNull(),
    releaseId: uuid()
      .notNull()
      .references(() => release.id),
    /** Null where it is about several indicators. */
    measure: text(),
    evidence: jsonb().notNull(),
  },
  (t) => [primaryKey({ columns: [t.unitId, t.signId, t.releaseId] })],
);

/** What a unit said to a sign; the latest stands. */
export const signAnswer = pgTable(
  'sign_answer',
  {
    unitId: text().notNull(),
    id: uuid().notNull(),
    signId: uuid().notNull(),
    personId: text().notNull(),
    answer: text().notNull(),
    answeredAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.unitId, t.id] }),
    index('sign_answer_by_sign').on(t.unitId, t.signId),
  ],
);

export const signWithdrawal = pgTable(
  'sign_withdrawal',
  {
    unitId: text().notNull(),
    signId: uuid().notNull(),
    personId: text().notNull(),
    reason: text().notNull(),
    withdrawnAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.unitId, t.signId] })],
);

/** Releases that were looked through for signs, so that each is once. */
export const signReading = pgTable('sign_reading', {
  releaseId: uuid()
    .primaryKey()
    .references(() => release.id),
  readAt: instant().notNull(),
});
