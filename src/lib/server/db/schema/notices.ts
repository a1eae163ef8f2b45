// Tables of what is told to people: faults of sources, from their first sign to their end, and the
// outbox of mail. Meanings stand as COMMENT ON in the migrations.
import { sql } from 'drizzle-orm';
import {
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

const instant = () => timestamp({ withTimezone: true, mode: 'date' });

export const sourceIncident = pgTable(
  'source_incident',
  {
    unitId: text().notNull(),
    id: uuid().notNull(),
    sourceId: text().notNull(),
    kind: text().notNull(),
    /** The period that is lacking. */
    period: text().notNull(),
    since: instant().notNull(),
    detectedAt: instant().notNull(),
    closedAt: instant(),
    /** Why it was over; null while it goes on. */
    endedBy: text(),
    errorCode: text(),
  },
  (t) => [
    primaryKey({ columns: [t.unitId, t.id] }),
    uniqueIndex('source_incident_open')
      .on(t.unitId, t.sourceId, t.kind)
      .where(sql`closed_at is null`),
    index('source_incident_by_time').on(t.detectedAt),
  ],
);

export const outbox = pgTable(
  'outbox',
  {
    id: uuid().primaryKey(),
    /** What the message is about: the same key is never sent twice. */
    key: text().notNull(),
    toAddress: text().notNull(),
    subject: text().notNull(),
    body: text().notNull(),
    createdAt: instant().notNull(),
    attempt: integer().notNull(),
    nextAttemptAt: instant().notNull(),
    leaseUntil: instant(),
    sentAt: instant(),
    givenUpAt: instant(),
    errorText: text(),
  },
  (t) => [uniqueIndex('outbox_by_key').on(t.key), index('outbox_by_attempt').on(t.nextAttemptAt)],
);
