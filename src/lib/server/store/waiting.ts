// What waits for a person: rows set aside that nobody has decided, disputes, sources that are down,
// mail that was given up. The first page of the back rooms imports it.
import { and, count, eq, isNull, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Db } from '../db/client.ts';
import { dispute, sourceIncident } from '../db/schema/index.ts';
import { countMails } from './outbox.ts';

export interface Waiting {
  /** Rows refused by the latest runs, each text of a source and period once. */
  rows: number;
  disputes: number;
  /** Sources with a fault that has not ended. */
  sourcesDown: number;
  mailGivenUp: number;
}

async function countIn(db: Db, table: PgTable, which: SQL | undefined): Promise<number> {
  const [row] = await db.orm.select({ rows: count() }).from(table).where(which);
  return row?.rows ?? 0;
}

/** A row that came again with every run is one; so is one that a later run no longer brought. */
async function countUndecidedRows(db: Db): Promise<number> {
  const [row] = await db.sql<{ rows: number }[]>`
    select count(*)::int as rows from (
      select distinct q.source_id, q.period, q.original_hash from quarantine q
      where q.severity = 'refuse' and not exists (
        select from quarantine_decision d where d.unit_id = q.unit_id and d.source_id = q.source_id
          and d.period = q.period and d.original_hash = q.original_hash)) undecided`;
  return row?.rows ?? 0;
}

/** How much waits for a person, all units together. */
export async function countWaiting(db: Db): Promise<Waiting> {
  const [rows, disputes, sourcesDown, { givenUp }] = await Promise.all([
    countUndecidedRows(db),
    countIn(db, dispute, eq(dispute.state, 'open')),
    countIn(db, sourceIncident, and(isNull(sourceIncident.closedAt))),
    countMails(db),
  ]);
  return { rows, disputes, sourcesDown, mailGivenUp: givenUp };
}
