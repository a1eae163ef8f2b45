// Tables of fact: procedures, services, service rows and observations. Append-only and bitemporal:
// period says what a figure is about, recorded_at to superseded_at when it was ours. Both fact
// tables are partitioned by period_end (see the migration). unit_id is in every key, so that they
// can be spread over machines by it.
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { indicator, series } from './catalogue.ts';

const instant = () => timestamp({ withTimezone: true, mode: 'date' });

export const procedure = pgTable('procedure', {
  code: text().primaryKey(),
  nameVi: text().notNull(),
  field: text().notNull(),
});

export const service = pgTable(
  'service',
  {
    unitId: text().notNull(),
    /** Numbers are taken by the hundred, for a unit's first reply brings a thousand services. */
    id: bigint({ mode: 'number' }).generatedAlwaysAsIdentity({ cache: 100 }).notNull(),
    seriesId: text()
      .notNull()
      .references(() => series.id),
    /** The unit's own code for the service. */
    code: text().notNull(),
    procedureCode: text()
      .notNull()
      .references(() => procedure.code),
    nameVi: text().notNull(),
    field: text().notNull(),
    office: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.unitId, t.id] }),
    uniqueIndex('service_by_code').on(t.unitId, t.seriesId, t.code),
  ],
);

export const serviceRow = pgTable(
  'service_row',
  {
    unitId: text().notNull(),
    serviceId: bigint({ mode: 'number' }).notNull(),
    periodEnd: date().notNull(),
    period: text().notNull(),
    sourceId: text().notNull(),
    version: smallint().notNull(),
    /** False in the version that says: the source no longer lists this service. */
    inForce: boolean().notNull(),
    level: smallint().notNull(),
    eligible: boolean().notNull(),
    received: integer().notNull(),
    filedOnline: integer().notNull(),
    handledOnline: integer().notNull(),
    onTime: integer().notNull(),
    reason: text(),
    runId: uuid().notNull(),
    /** Null in the version that says "gone": no one reply proves that, all of the run's together do. */
    replyOrdinal: smallint(),
    recordedAt: instant().notNull(),
    supersededAt: instant(),
  },
  (t) => [
    primaryKey({
      columns: [t.unitId, t.serviceId, t.period, t.sourceId, t.version, t.periodEnd],
    }),
    uniqueIndex('service_row_current')
      .on(t.unitId, t.period, t.serviceId, t.sourceId, t.periodEnd)
      .where(sql`superseded_at is null`),
  ],
);

export const observation = pgTable(
  'observation',
  {
    unitId: text().notNull(),
    indicatorId: text()
      .notNull()
      .references(() => indicator.id),
    period: text().notNull(),
    periodStart: date().notNull(),
    periodEnd: date().notNull(),
    sourceId: text().notNull(),
    version: integer().notNull(),
    origin: text().notNull(),
    value: doublePrecision(),
    numerator: doublePrecision(),
    denominator: doublePrecision(),
    missing: text(),
    missingNote: text(),
    status: text().notNull(),
    qualifier: text(),
    illustrative: boolean().notNull(),
    reason: text(),
    runId: uuid().notNull(),
    /** When the source counted it, where it says so. */
    observedAt: instant(),
    recordedAt: instant().notNull(),
    supersededAt: instant(),
  },
  (t) => [
    primaryKey({
      columns: [t.unitId, t.indicatorId, t.period, t.sourceId, t.version, t.periodEnd],
    }),
    uniqueIndex('observation_current')
      .on(t.unitId, t.indicatorId, t.period, t.sourceId, t.periodEnd)
      .where(sql`superseded_at is null`),
    index('observation_by_indicator').on(t.indicatorId, t.period),
  ],
);
