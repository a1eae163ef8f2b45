// What waits for a person: rows set aside that nobody has decided, disputes, releases that are held,
// mail that was given up. The first page of the back rooms imports it.
import { count, eq } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import { dispute } from '../db/schema/index.ts';
import { countHeld } from './holds.ts';
import { countMails } from './outbox.ts';
import { countFoundTexts } from './quarantine-views.ts';

export interface Waiting {
  /** Rows kept out that nobody has decided on, each text of a source and period once. */
  rows: number;
  /** Points that rules marked and nobody has looked at: their figures count already. */
  marks: number;
  disputes: number;
  /** Releases that the guard held. */
  held: number;
  mailGivenUp: number;
}

async function countOpenDisputes(db: Db): Promise<number> {
  const [row] = await db.orm
    .select({ rows: count() })
    .from(dispute)
    .where(eq(dispute.state, 'open'));
  return row?.rows ?? 0;
}

/** How much waits for a person, all units together. */
export async function countWaiting(db: Db): Promise<Waiting> {
  const [found, disputes, held, { givenUp }] = await Promise.all([
    countFoundTexts(db, { state: 'waiting' }),
    countOpenDisputes(db),
    countHeld(db),
    countMails(db),
  ]);
  return { rows: found.refuse, marks: found.flag, disputes, held, mailGivenUp: givenUp };
}
