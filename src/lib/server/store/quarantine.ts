// What rules found in replies, kept with the rule, the place and the original text. Only the gather job
// writes here; nothing is ever removed. A finding stands until its source and period are read again.
import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Period } from '#lib/domain/period.ts';
import type { Rule, Severity } from '#lib/domain/validate/rule.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import type { Db } from '../db/client.ts';
import type { Claim } from './runs.ts';

export interface QuarantinedRow {
  rule: Rule;
  /** Whose row it is; left out where that is the unit that answered, or cannot be told. */
  unitId?: UnitId;
  /** Where it stood, in words that lead a person there. */
  place: string;
  /** The field at fault, by our name or as the source calls it; null for the whole row. */
  field: string | null;
  /** The row as the source wrote it. */
  original: string;
  replyHash: string | null;
}

/** Rows of one statement; at some 500 bytes a row, half a megabyte. */
const CHUNK = 1_000;
/** Longest text kept of one row. */
const MAX_ORIGINAL = 10_000;

/** SHA-256 of a row's text, hex: what a decision is about. */
export const hashOriginal = (original: string): string =>
  createHash('sha256').update(original).digest('hex');

async function insertFindings(
  tx: Db,
  claim: Claim,
  period: Period,
  rows: readonly QuarantinedRow[],
  { at, endedAt }: { at: Date; endedAt: Date | null },
): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) {
    const values = rows.slice(from, from + CHUNK).map(({ rule, original, ...row }) => ({
      id: uuidv7(),
      unit_id: row.unitId ?? claim.unitId,
      source_id: claim.sourceId,
      run_id: claim.runId,
      period: period.code,
      period_end: period.end,
      reply_hash: row.replyHash,
      rule: rule.id,
      severity: rule.severity,
      place: row.place,
      field: row.field,
      original: original.slice(0, MAX_ORIGINAL),
      original_hash: hashOriginal(original),
      message_vi: rule.messageVi,
      message_en: rule.messageEn,
      recorded_at: at.toISOString(),
      superseded_at: endedAt?.toISOString() ?? null,
    }));
    await tx.sql`insert into quarantine ${tx.sql(values)}`;
  }
}

/**
 * Keeps what a reading of a source and period found, as of `at`, in place of what the reading before
 * it had found. Flags and notes are kept here too, with their severity; their rows count.
 */
export async function keepFindings(
  tx: Db,
  claim: Claim,
  period: Period,
  rows: readonly QuarantinedRow[],
  at: Date,
): Promise<void> {
  await tx.sql`
    update quarantine set superseded_at = ${at.toISOString()}
    where source_id = ${claim.sourceId} and period = ${period.code} and superseded_at is null`;
  await insertFindings(tx, claim, period, rows, { at, endedAt: null });
}

/**
 * Keeps what was found in a lot that is returned whole. It never stands: nothing of the lot counts,
 * and it is the sender who mends it.
 */
export async function keepReturned(
  tx: Db,
  claim: Claim,
  period: Period,
  rows: readonly QuarantinedRow[],
  at: Date,
): Promise<void> {
  await insertFindings(tx, claim, period, rows, { at, endedAt: at });
}

/** How often a rule marked what stands of a unit and period. */
export interface FindingCount {
  rule: string;
  severity: Severity;
  sourceId: string;
  findings: number;
}

/**
 * What the rules found in the standing figures of a unit and period, by source and rule: for the
 * public, so counts only, without the texts. Decided findings are counted like others: a row that was
 * corrected or released carries a note that says so.
 */
export async function readFindings(
  db: Db,
  { unitId, period }: { unitId: string; period: string },
): Promise<FindingCount[]> {
  return db.sql<FindingCount[]>`
    select source_id as "sourceId", rule, severity, count(*)::int as findings
    from quarantine
    where unit_id = ${unitId} and period = ${period} and superseded_at is null
    group by source_id, rule, severity order by source_id, rule`;
}
