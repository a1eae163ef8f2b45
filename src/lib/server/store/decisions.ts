// What persons decided of rows that were set aside or marked: append-only, the latest of source,
// period and text stands. A decision holds for that very text, whichever reply brings it; a text that
// changed is looked at anew. The pages of quarantine and an accepted dispute write here, the gather
// job reads.
import { v7 as uuidv7 } from 'uuid';
import { type DecisionKind, RIVAL_RULES, type RowDecision } from '#lib/domain/validate/decision.ts';
import type { Db } from '../db/client.ts';
import { quarantineDecision } from '../db/schema/index.ts';
import { invariant } from '../errors.ts';
import { recordEvent } from './audit.ts';
import { takeTurn } from './late.ts';
import { lockSource, openWaitingRun } from './waiting-runs.ts';

/** Which text, of whom. */
export interface DecidedText {
  unitId: string;
  sourceId: string;
  period: string;
  originalHash: string;
}

export interface NewDecision extends DecidedText {
  decision: DecisionKind;
  /** The fields as corrected, by our names; for `correct` alone. */
  corrected?: Readonly<Record<string, unknown>>;
  /** Why, in their words; never blank. */
  reason: string;
  /** Id of the person. */
  by: string;
  at: Date;
  /** False where figures stay as they are, as when a mark is confirmed. */
  changesFigures: boolean;
}

/** Who answers for the source: the run is opened in that unit's name. */
async function unitOfSource(tx: Db, sourceId: string): Promise<string> {
  const [row] = await tx.sql<{ unit: string }[]>`
    select unit_id as unit from source where id = ${sourceId}`;
  invariant(row, `source ${sourceId} is not registered`);
  return row.unit;
}

/**
 * Opens a run that reads again what a source said last, with what was decided of it: one that waits
 * already does for any number of decisions. Must be called inside a transaction.
 *
 * @returns the run's id
 */
export async function openCorrection(
  tx: Db,
  { sourceId, period, by, at }: Pick<NewDecision, 'sourceId' | 'period' | 'by' | 'at'>,
): Promise<string> {
  await lockSource(tx, sourceId);
  // Held until we are done, so that nobody claims it in between and misses this decision.
  const [waiting] = await tx.sql<{ id: string }[]>`
    select id from job_run
    where job = 'gather' and source_id = ${sourceId} and period = ${period}
      and trigger = 'correction' and state = 'waiting' and attempt = 0
    for update`;
  if (waiting) return waiting.id;
  const source = { id: sourceId, unit: await unitOfSource(tx, sourceId) };
  const asked = { job: 'gather', trigger: 'correction' } as const;
  return openWaitingRun(tx, { ...asked, source, period, personId: by, now: at });
}

/**
 * Whether a row is contradicted by another, by the reading that stands; or was when it was rejected, if
 * that rejection stands.
 */
async function isRival(tx: Db, text: DecidedText): Promise<boolean> {
  const { unitId, sourceId, period, originalHash } = text;
  const [row] = await tx.sql<{ isRival: boolean }[]>`
    select exists (select from quarantine
        where source_id = ${sourceId} and period = ${period} and superseded_at is null
          and original_hash = ${originalHash} and rule = any(${[...RIVAL_RULES]}::text[]))
      or coalesce((select decision = 'reject' and was_rival from quarantine_decision
        where unit_id = ${unitId} and source_id = ${sourceId} and period = ${period}
          and original_hash = ${originalHash}
        order by decided_at desc, id desc limit 1), false) as "isRival"`;
  return row?.isRival ?? false;
}

/**
 * Keeps a decision, who made it and why, and opens the run that reads the stored reply again with it.
 * What is decided must have been checked before: a correction that breaks a rule would only be refused
 * by that run. Must be called inside a transaction.
 *
 * @returns the run that takes it in; null where figures stay as they are
 */
export async function decide(tx: Db, decision: NewDecision): Promise<string | null> {
  invariant(decision.reason.trim() !== '', 'a decision needs a reason');
  await takeTurn(tx, decision);
  const wasRival = await isRival(tx, decision);
  const runId = decision.changesFigures ? await openCorrection(tx, decision) : null;
  const { unitId, sourceId, period, originalHash, corrected, reason, by, at } = decision;
  const id = uuidv7();
  await tx.orm.insert(quarantineDecision).values({
    unitId,
    id,
    sourceId,
    period,
    originalHash,
    decision: decision.decision,
    corrected: corrected ?? null,
    reason,
    decidedBy: by,
    decidedAt: at,
    wasRival,
    runId,
  });
  const event = { unitId, personId: by, action: `row.${decision.decision}` as const };
  const details = { sourceId, period, originalHash, reason, corrected: corrected ?? null, runId };
  await recordEvent(tx, { ...event, subject: id, details }, at);
  return runId;
}

interface StandingDecision {
  hash: string;
  decision: DecisionKind;
  corrected: Record<string, unknown> | null;
  wasLetIn: boolean;
  wasRival: boolean;
}

function toRowDecision({ decision, corrected, ...was }: StandingDecision): RowDecision {
  if (decision === 'correct') return { kind: decision, fields: corrected ?? {} };
  const { wasLetIn, wasRival } = was;
  return decision === 'reject' ? { kind: decision, wasLetIn, wasRival } : { kind: decision };
}

/** The decisions that stand for a source and period, by the hash of the text. */
export async function readRowDecisions(
  db: Db,
  { sourceId, period }: { sourceId: string; period: string },
): Promise<Map<string, RowDecision>> {
  const rows = await db.sql<StandingDecision[]>`
    select distinct on (original_hash) original_hash as hash, decision, corrected,
      was_rival as "wasRival", bool_or(decision <> 'reject') over (partition by original_hash) as "wasLetIn"
    from quarantine_decision
    where source_id = ${sourceId} and period = ${period}
    order by original_hash, decided_at desc, id desc`;
  return new Map(rows.map((row) => [row.hash, toRowDecision(row)]));
}

/** A decision as it is told: with the name of who made it. */
export interface DecisionRecord {
  decision: DecisionKind;
  corrected: Record<string, unknown> | null;
  reason: string;
  /** Name of the person; their id where they are no longer known. */
  by: string;
  at: Date;
  runId: string | null;
  /** State of that run; null without one. */
  runState: string | null;
}

/** Every decision on a text, newest first. */
export async function readDecisions(db: Db, text: DecidedText): Promise<DecisionRecord[]> {
  const rows = await db.sql<(Omit<DecisionRecord, 'at'> & { at: string })[]>`
    select d.decision, d.corrected, d.reason, coalesce(p.name, d.decided_by) as by,
      to_json(d.decided_at) #>> '{}' as at, d.run_id as "runId", r.state as "runState"
    from quarantine_decision d
    left join person p on p.id = d.decided_by
    left join job_run r on r.id = d.run_id
    where d.unit_id = ${text.unitId} and d.source_id = ${text.sourceId}
      and d.period = ${text.period} and d.original_hash = ${text.originalHash}
    order by d.decided_at desc, d.id desc`;
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}
