// What waits for a person: rows set aside that nobody has decided, disputes, sources that are down,
// mail that was given up. The first page of the back rooms imports it.
import { and, count, eq, isNull, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Db } from '../db/client.ts';
import { dispute, sourceIncident } from '../db/schema/index.ts';
import { countMails } from './outbox.ts';
import { countFoundTexts } from './quarantine-views.ts';

export interface Waiting {
  /** Rows kept out that nobody has decided on, each text of a source and period once. */
  rows: number;
  /** Points that rules marked and nobody has looked at: their figures count already. */
  marks: number;
  disputes: number;
  /** Sources with a fault that has not ended. */
  sourcesDown: number;
  mailGivenUp: number;
}

async function countIn(db: Db, table: PgTable, which: SQL | undefined): Promise<number> {
  const [row] = await db.orm.select({ rows: count() }).from(table).where(which);
  return row?.rows ?? 0;
}

/** How much waits for a person, all units together. */
export async function countWaiting(db: Db): Promise<Waiting> {
  const [found, disputes, sourcesDown, { givenUp }] = await Promise.all([
    countFoundTexts(db, { state: 'waiting' }),
    countIn(db, dispute, eq(dispute.state, 'open')),
    countIn(db, sourceIncident, and(isNull(sourceIncident.closedAt))),
    countMails(db),
  ]);
  return { rows: found.refuse, marks: found.flag, disputes, sourcesDown, mailGivenUp: givenUp };
}
