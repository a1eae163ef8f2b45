// What became of the rows that units disputed, by the receipt of the list they were found in; the
// disputes themselves are in disputes.ts. What waits for a unit's reporter is made of it.
import type { Db } from '../db/client.ts';

export interface AnsweredComparison {
  /** The receipt's number. */
  number: string;
  unitId: string;
  period: string;
  /** Rows that nobody has answered yet. */
  open: number;
  /** Rows answered since the moment asked for. */
  answered: number;
}

/** Receipts at most; those with the latest news first. */
const MOST = 20;

/** The units' comparisons with rows that are open, or were answered since a moment. */
export async function readAnsweredComparisons(
  db: Db,
  units: readonly string[],
  since: Date,
): Promise<AnsweredComparison[]> {
  const rows = await db.sql<AnsweredComparison[]>`
    select i.number, d.unit_id as "unitId", i.period,
      count(*) filter (where d.state = 'open')::int as open,
      count(*) filter (where d.state <> 'open')::int as answered
    from dispute d join intake i on i.unit_id = d.unit_id and i.id = d.intake_id
    where d.unit_id = any(${[...units]}::text[])
      and (d.state = 'open' or d.decided_at >= ${since.toISOString()})
    group by i.number, d.unit_id, i.period
    order by max(coalesce(d.decided_at, d.raised_at)) desc limit ${MOST}`;
  return [...rows];
}
