// Rows that broke a rule, kept with the rule, the place and the original text. Only the gather job
// writes here; nothing is ever removed.
import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Rule } from '#lib/domain/validate/rule.ts';
import type { Period } from '#lib/domain/period.ts';
import type { Db } from '../db/client.ts';
import type { Claim } from './runs.ts';

export interface QuarantinedRow {
  rule: Rule;
  /** Where it stood: page and JSON path. */
  place: string;
  /** The row as the source wrote it. */
  original: string;
  replyHash: string;
}

/** Rows of one statement; at some 500 bytes a row, half a megabyte. */
const CHUNK = 1_000;
/** Longest text kept of one row. */
const MAX_ORIGINAL = 10_000;

/** Sets rows aside under their run, as of `at`. Flags are kept here too, with their severity. */
export async function quarantineRows(
  tx: Db,
  claim: Claim,
  period: Period,
  rows: readonly QuarantinedRow[],
  at: Date,
): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) {
    const values = rows.slice(from, from + CHUNK).map(({ rule, place, original, replyHash }) => ({
      id: uuidv7(),
      unit_id: claim.unitId,
      source_id: claim.sourceId,
      run_id: claim.runId,
      period: period.code,
      period_end: period.end,
      reply_hash: replyHash,
      rule: rule.id,
      severity: rule.severity,
      place,
      original: original.slice(0, MAX_ORIGINAL),
      original_hash: createHash('sha256').update(original).digest('hex'),
      message_vi: rule.messageVi,
      message_en: rule.messageEn,
      recorded_at: at.toISOString(),
    }));
    await tx.sql`insert into quarantine ${tx.sql(values)}`;
  }
}
