// What differs between a list that a unit handed in and our rows: written by the job that compares,
// shown by the pages of it, and looked up where a dispute is decided.
import type { ComparedRow } from '#lib/domain/compare-lists.ts';
import type { ListedField } from '#lib/domain/listed-services.ts';
import type { Db } from '../db/client.ts';

/** A row that differs, with the text that our row was read from. */
export interface ComparedText extends ComparedRow {
  /** What a decision on our row is about; null where we have none, or its text cannot be told. */
  originalHash: string | null;
  /** The reply that the text stood in; null as above. */
  replyHash: string | null;
}

export interface ComparisonResult {
  same: number;
  /** What the unit's list has columns for. */
  fields: ListedField[];
  rowsWithoutCode: number;
  rows: ComparedText[];
}

export interface ComparisonOf {
  unitId: string;
  intakeId: string;
}

/** As JSON that PostgreSQL takes: a cell may hold U+0000, which it does not. */
const toJson = (result: ComparisonResult): string =>
  JSON.stringify(result, (_key, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\u0000', ' ') : value,
  );

/** Keeps what was found, as of `at`; a run that was tried again replaces its own. */
export async function writeComparison(
  tx: Db,
  of: ComparisonOf & { sourceId: string; period: string },
  result: ComparisonResult,
  at: Date,
): Promise<void> {
  await tx.sql`
    insert into comparison (unit_id, intake_id, source_id, period, result, made_at)
    values (${of.unitId}, ${of.intakeId}, ${of.sourceId}, ${of.period},
      ${toJson(result)}::text::jsonb, ${at.toISOString()})
    on conflict (unit_id, intake_id) do update set result = excluded.result,
      made_at = excluded.made_at`;
}

/** What was found; null before the job has run. */
export async function readComparison(db: Db, of: ComparisonOf): Promise<ComparisonResult | null> {
  const [row] = await db.sql<{ result: ComparisonResult }[]>`
    select result from comparison where unit_id = ${of.unitId} and intake_id = ${of.intakeId}`;
  return row?.result ?? null;
}

/** The receipt that a run of the job `compare` was opened for. */
export async function findIntakeOfRun(db: Db, runId: string): Promise<ComparisonOf | null> {
  const [row] = await db.sql<ComparisonOf[]>`
    select unit_id as "unitId", id as "intakeId" from intake where run_id = ${runId}`;
  return row ?? null;
}
