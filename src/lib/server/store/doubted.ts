// What findings that no person has decided on yet compared a source with. The gather job lays what
// comes next beside that, and not beside the figure in doubt.
import type { WideFinding } from '#lib/domain/validate/rule.ts';
import type { Db } from '../db/client.ts';

/**
 * The evidence of the findings that stand for a source and period and wait to be decided on, by the id
 * of their rule.
 *
 * @param rules ids of rules that are found at most once in a period
 */
export async function readDoubted(
  db: Db,
  { sourceId, period }: { sourceId: string; period: string },
  rules: readonly string[],
): Promise<Map<string, WideFinding['evidence']>> {
  const rows = await db.sql<{ rule: string; original: string }[]>`
    select rule, original from quarantine q
    where source_id = ${sourceId} and period = ${period} and superseded_at is null
      and rule = any(${[...rules]}::text[])
      and not exists (select from quarantine_decision d
        where d.unit_id = q.unit_id and d.source_id = q.source_id and d.period = q.period
          and d.original_hash = q.original_hash)`;
  return new Map(
    rows.map(({ rule, original }) => [rule, JSON.parse(original) as WideFinding['evidence']]),
  );
}
