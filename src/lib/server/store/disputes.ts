// Rows that a unit says we hold wrongly: raised from a comparison, decided by staff who did not raise
// them. An accepted one becomes a decision on our row. Pages of comparisons and disputes import it.
import { isDeepStrictEqual } from 'node:util';
import { v7 as newId } from 'uuid';
import type { ListedService } from '#lib/domain/listed-services.ts';
import { disputedRow } from '#lib/domain/validate/disputed.ts';
import { checkService, type ServiceRecord } from '#lib/domain/validate/service.ts';
import type { Db } from '../db/client.ts';
import { recordEvent } from './audit.ts';
import type { ComparedText } from './comparisons.ts';
import { decide, openCorrection } from './decisions.ts';
import type { Receipt } from './intakes.ts';
import { takeTurn } from './late.ts';
import { putMail } from './outbox.ts';
import { readStandingService } from './quarantine-views.ts';
import { readLastRun } from './replies.ts';

export type DisputeState = 'open' | 'accepted' | 'declined';

export interface Dispute {
  unitId: string;
  id: string;
  intakeId: string;
  sourceId: string;
  period: string;
  serviceCode: string;
  ours: ServiceRecord | null;
  theirs: ListedService | null;
  note: string;
  raisedBy: string;
  raiserName: string;
  raisedAt: Date;
  state: DisputeState;
  answer: string | null;
  /** Null while it is open. */
  deciderName: string | null;
  decidedAt: Date | null;
  unitNameVi: string;
  unitNameEn: string;
}

/** The text of a row, and the reply that it stood in: what a decision on the row is about. */
export type RowText = Pick<ComparedText, 'originalHash' | 'replyHash'>;

/** The source and period of a dispute, and the unit that raised it. */
type DisputedAt = Pick<Dispute, 'unitId' | 'sourceId' | 'period'>;

/** The replies that the source was last heard by, by hash. */
async function saidLast(tx: Db, at: DisputedAt): Promise<Set<string | null>> {
  const last = await readLastRun(tx, at, at.period);
  return new Set(last?.replies.map(({ hash }) => hash));
}

/**
 * Disputes rows of a comparison in the name of its unit. A row that is disputed already, and open, is
 * left as it is. Where the source has spoken since the comparison, a run is opened that finds the texts
 * of the rows in what it said. Must be called inside a transaction.
 *
 * @returns how many were raised
 */
export async function raiseDisputes(
  tx: Db,
  intake: Receipt,
  rows: readonly ComparedText[],
  said: { note: string; by: string; at: Date },
): Promise<number> {
  await takeTurn(tx, intake);
  const known = await saidLast(tx, intake);
  let raised = 0;
  let isStale = false;
  for (const { code, ours, theirs, originalHash, replyHash = null } of rows) {
    const id = newId();
    const { count } = await tx.sql`
      insert into dispute (unit_id, id, intake_id, source_id, period, service_code, ours, theirs,
        original_hash, reply_hash, note, raised_by, raised_at, state)
      select ${intake.unitId}, ${id}, ${intake.id}, ${intake.sourceId}, ${intake.period}, ${code},
        ${ours && JSON.stringify(ours)}::text::jsonb,
        ${theirs && JSON.stringify(theirs)}::text::jsonb, ${originalHash}, ${replyHash}, ${said.note}, ${said.by},
        ${said.at.toISOString()}, 'open'
      where not exists (select from dispute where unit_id = ${intake.unitId}
        and source_id = ${intake.sourceId} and period = ${intake.period}
        and service_code = ${code} and state = 'open')`;
    if (count === 0) continue;
    raised += 1;
    isStale ||= ours !== null && !known.has(replyHash);
    const event = { unitId: intake.unitId, personId: said.by, action: 'dispute.raise' } as const;
    const details = { service: code, period: intake.period, note: said.note };
    await recordEvent(tx, { ...event, subject: id, details }, said.at);
  }
  if (isStale) await openCorrection(tx, { ...intake, by: said.by, at: said.at });
  return raised;
}

/**
 * Notes for every open dispute of a source and period where its row stands in what the source says now.
 * A row that is not there keeps its older text, and the dispute is overtaken. Must be called inside the
 * transaction that records what was said.
 *
 * @param textOf the text of a service's row by its code; null where no row of it counts
 */
export async function keepDisputedTexts(
  tx: Db,
  { unitId, sourceId, period }: DisputedAt,
  textOf: (code: string) => RowText | null,
): Promise<void> {
  const open = await tx.sql<{ id: string; code: string }[]>`
    select id, service_code as code from dispute
    where unit_id = ${unitId} and source_id = ${sourceId} and period = ${period}
      and state = 'open' and ours is not null`;
  for (const { id, code } of open) {
    const text = textOf(code);
    if (text === null) continue;
    await tx.sql`
      update dispute set original_hash = ${text.originalHash}, reply_hash = ${text.replyHash}
      where unit_id = ${unitId} and id = ${id}`;
  }
}

/** What a list of disputes is narrowed to. */
export const DISPUTE_FILTERS = ['open', 'decided'] as const;
export type DisputeFilter = (typeof DISPUTE_FILTERS)[number];

/** Most disputes of one list. */
export const MOST_DISPUTES = 500;

/**
 * Disputes of one receipt, or all that are open, the oldest first; or all that are decided, the latest
 * decision first. `MOST_DISPUTES` at most.
 */
export async function readDisputes(
  db: Db,
  wanted: { unitId: string; intakeId: string } | { state: DisputeFilter },
): Promise<Dispute[]> {
  const isDecided = 'state' in wanted && wanted.state === 'decided';
  const condition =
    'state' in wanted
      ? db.sql`(d.state <> 'open') = ${isDecided}`
      : db.sql`d.unit_id = ${wanted.unitId} and d.intake_id = ${wanted.intakeId}`;
  const latest = isDecided ? db.sql`d.decided_at desc,` : db.sql``;
  const rows = await db.sql<
    (Omit<Dispute, 'raisedAt' | 'decidedAt'> & { raisedAt: string; decidedAt: string | null })[]
  >`
    select d.unit_id as "unitId", d.id, d.intake_id as "intakeId", d.source_id as "sourceId",
      d.period, d.service_code as "serviceCode", d.ours, d.theirs, d.note,
      d.raised_by as "raisedBy", coalesce(p.name, d.raised_by) as "raiserName",
      to_json(d.raised_at) #>> '{}' as "raisedAt", d.state, d.answer,
      coalesce(j.name, d.decided_by) as "deciderName", to_json(d.decided_at) #>> '{}' as "decidedAt", u.name_vi as "unitNameVi",
      u.name_en as "unitNameEn"
    from dispute d join unit u on u.id = d.unit_id left join person p on p.id = d.raised_by
    left join person j on j.id = d.decided_by
    where ${condition}
    order by ${latest} d.raised_at, d.service_code limit ${MOST_DISPUTES}`;
  return rows.map((row) => ({
    ...row,
    raisedAt: new Date(row.raisedAt),
    decidedAt: row.decidedAt === null ? null : new Date(row.decidedAt),
  }));
}

/** How many disputes each filter names. */
export async function countDisputes(db: Db): Promise<Record<DisputeFilter, number>> {
  const [counts] = await db.sql<Record<DisputeFilter, number>[]>`
    select count(*) filter (where state = 'open')::int as open,
      count(*) filter (where state <> 'open')::int as decided from dispute`;
  return counts ?? { open: 0, decided: 0 };
}

const mailKey = (id: string, accept: boolean): string =>
  `dispute:${id}:${accept ? 'accepted' : 'declined'}`;

/** Whether the decision was put into the outbox; not where whoever raised it has no address any more. */
export async function isAnswerMailed(
  db: Db,
  { id, accept }: Pick<DisputeDecision, 'id' | 'accept'>,
): Promise<boolean> {
  const found = await db.sql`select from outbox where key = ${mailKey(id, accept)}`;
  return found.count > 0;
}

/** Why a dispute was not decided. */
export type DecisionFault = 'gone' | 'own' | 'no-text' | 'overtaken' | 'breaks-rule';

export interface DisputeDecision {
  unitId: string;
  id: string;
  accept: boolean;
  answer: string;
  by: string;
  at: Date;
}

type OpenDispute = Pick<
  Dispute,
  'unitId' | 'sourceId' | 'period' | 'serviceCode' | 'ours' | 'theirs' | 'raisedBy'
> &
  RowText & { email: string | null };

/** The dispute, with nobody else at it, and no run of its source at what it is about. */
async function lockOpen(tx: Db, { unitId, id }: DisputeDecision): Promise<OpenDispute | null> {
  const [at] = await tx.sql<{ sourceId: string; period: string }[]>`
    select source_id as "sourceId", period from dispute where unit_id = ${unitId} and id = ${id}`;
  if (!at) return null;
  // First, as runs do: they come to disputes in their turn.
  await takeTurn(tx, at);
  const [row] = await tx.sql<OpenDispute[]>`
    select d.unit_id as "unitId", d.source_id as "sourceId", d.period,
      d.service_code as "serviceCode", d.ours, d.theirs, d.original_hash as "originalHash",
      d.reply_hash as "replyHash", d.raised_by as "raisedBy",
      (select email from person where id = d.raised_by) as email
    from dispute d where d.unit_id = ${unitId} and d.id = ${id} and d.state = 'open' for update`;
  return row ?? null;
}

/**
 * Whether our row is no longer what the dispute is about: its source said something else of it since,
 * or somebody corrected it. A decision would then find no such text, or undo what came after. Where the
 * reply is not known, what stands has to tell.
 */
async function isOvertaken(tx: Db, dispute: OpenDispute): Promise<boolean> {
  const { unitId, sourceId, period, serviceCode: code, ours, replyHash } = dispute;
  const where = { unitId, sourceId, code, periods: [period] };
  const [standing] = await readStandingService(tx, where);
  if (!standing || !isDeepStrictEqual(standing.fields, ours)) return true;
  return replyHash !== null && !(await saidLast(tx, dispute)).has(replyHash);
}

/** Puts the unit's row in place of ours, or takes ours out; the next run of the source does it. */
async function applyToRow(
  tx: Db,
  dispute: OpenDispute,
  { answer, by, at }: DisputeDecision,
): Promise<DecisionFault | null> {
  const { unitId, sourceId, period, ours, theirs, originalHash } = dispute;
  if (originalHash === null || ours === null) return 'no-text';
  if (await isOvertaken(tx, dispute)) return 'overtaken';
  const text = { unitId, sourceId, period, originalHash };
  const said = { reason: answer, by, at, changesFigures: true };
  if (theirs === null) {
    await decide(tx, { ...text, ...said, decision: 'reject' });
    return null;
  }
  const corrected = disputedRow(ours, theirs);
  if (checkService(corrected).record === null) return 'breaks-rule';
  await decide(tx, { ...text, ...said, decision: 'correct', corrected });
  return null;
}

/**
 * Decides an open dispute. Whoever raised it cannot decide it. Accepted, the unit's row takes the place
 * of ours with reason C in a run of its own; the raiser is told by mail. Must be called inside a
 * transaction.
 *
 * @returns why it was not: it is no longer open, it is one's own, the text of our row is not known (a
 * service that the source does not list can only be added there), it is overtaken by what the source
 * said or somebody corrected since, or the row would break a rule
 */
export async function decideDispute(
  tx: Db,
  decision: DisputeDecision,
  mail: { subject: string; body: string },
): Promise<DecisionFault | null> {
  const { unitId, id, accept, answer, by, at } = decision;
  const dispute = await lockOpen(tx, decision);
  if (dispute === null) return 'gone';
  if (dispute.raisedBy === by) return 'own';
  const fault = accept ? await applyToRow(tx, dispute, decision) : null;
  if (fault) return fault;
  const state: DisputeState = accept ? 'accepted' : 'declined';
  await tx.sql`
    update dispute set state = ${state}, decided_by = ${by}, decided_at = ${at.toISOString()},
      answer = ${answer}
    where unit_id = ${unitId} and id = ${id}`;
  if (dispute.email !== null) {
    await putMail(tx, { key: mailKey(id, accept), to: dispute.email, ...mail }, at);
  }
  const action = accept ? 'dispute.accept' : 'dispute.decline';
  const details = { service: dispute.serviceCode, answer };
  await recordEvent(tx, { unitId, personId: by, action, subject: id, details }, at);
  return null;
}
