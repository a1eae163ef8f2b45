// Receipts of what units hand in: pushes, reports and lists to compare. Taking something in is one
// transaction that parses nothing, so that a receipt never depends on what is in it; the run that it
// opens reads it later. The routes that receive, the pages that show receipts and the gather job may
// import it.
import { createHash, randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { intakeState, type IntakeState, SENT_AGAIN } from '#lib/domain/intake.ts';
import { isOurFault } from '#lib/domain/our-faults.ts';
import type { Severity } from '#lib/domain/validate/rule.ts';
import { type Db, inTransaction } from '../db/client.ts';
import { storeReplies } from './replies.ts';
import { lockSource, openWaitingRun, retryRun } from './waiting-runs.ts';

export type IntakeKind = 'push' | 'report' | 'compare';

/** What is handed in, and by whom: either a person who signed in or a token. */
export type Delivery = {
  source: { id: string; unit: string };
  period: string;
  kind: IntakeKind;
  /** Two deliveries with one key are one. */
  idempotencyKey: string;
  body: Uint8Array;
  contentType: string;
  /** As the sender called it; null for a push. */
  fileName: string | null;
  /** Whether its sender said that a list far shorter than the last is meant. */
  isShorterMeant?: boolean;
  now: Date;
} & ({ personId: string; tokenId?: null } | { personId?: null; tokenId: string });

export interface Receipt {
  id: string;
  /** `20201015-7K3M9Q`: what a person reads out on the telephone. */
  number: string;
  kind: IntakeKind;
  unitId: string;
  sourceId: string;
  period: string;
  /** SHA-256 of the bytes, hex, and how many they are. */
  hash: string;
  bytes: number;
  contentType: string;
  fileName: string | null;
  isShorterMeant: boolean;
  personId: string | null;
  tokenId: string | null;
  receivedAt: Date;
  /** The run that takes it in. */
  runId: string;
}

/** The key came before, with other bytes or another address: which is meant cannot be known. */
export class KeyReused extends Error {
  override readonly name = 'KeyReused';
  readonly receipt: Receipt;

  constructor(receipt: Receipt) {
    super(`the key was used for ${receipt.number}, for something else`);
    this.receipt = receipt;
  }
}

/** Crockford's base 32: no I, L, O or U, which are misheard and misread. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SIGNS_OF_A_NUMBER = 6;

function drawNumber(now: Date): string {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(now);
  const signs = [...randomBytes(SIGNS_OF_A_NUMBER)].map((byte) => SIGNS[byte % SIGNS.length]);
  return `${day.replaceAll('-', '')}-${signs.join('')}`;
}

async function findByKey(db: Db, { source, idempotencyKey }: Delivery): Promise<Receipt | null> {
  const [row] = await db.sql<Receipt[]>`
    select ${receiptColumns(db)} from intake i
    where i.unit_id = ${source.unit} and i.source_id = ${source.id}
      and i.idempotency_key = ${idempotencyKey}`;
  return row ? { ...row, receivedAt: new Date(row.receivedAt) } : null;
}

const receiptColumns = ({ sql }: Db) => sql`
  i.id, i.number, i.kind, i.unit_id as "unitId", i.source_id as "sourceId", i.period, i.hash, i.bytes,
  i.content_type as "contentType", i.file_name as "fileName",
  i.shorter_meant as "isShorterMeant", i.person_id as "personId",
  i.token_id as "tokenId", to_json(i.received_at) #>> '{}' as "receivedAt", i.run_id as "runId"`;

/** The receipt of a key that came before; what failed for our fault is then tried once more. */
async function known(
  tx: Db,
  receipt: Receipt,
  { now, personId, period, isShorterMeant = false }: Delivery,
  hash: string,
): Promise<{ intake: Receipt; isNew: false }> {
  const isSame = receipt.hash === hash && receipt.period === period;
  if (!isSame || receipt.isShorterMeant !== isShorterMeant) throw new KeyReused(receipt);
  const [run] = await tx.sql<{ state: string; code: string | null }[]>`
    select state, error_code as code from job_run where id = ${receipt.runId}`;
  if (run?.state === 'failed' && isOurFault(run.code)) {
    await retryRun(tx, receipt.runId, { by: personId ?? null, reason: SENT_AGAIN, now });
  }
  return { intake: receipt, isNew: false };
}

const TRIGGERS = { push: 'push', report: 'report', compare: 'manual' } as const;

/** Opens the run that will read it. */
const openRun = (tx: Db, { source, kind, period, now, personId }: Delivery): Promise<string> =>
  openWaitingRun(tx, {
    job: kind === 'compare' ? 'compare' : 'gather',
    source,
    period,
    trigger: TRIGGERS[kind],
    personId: personId ?? null,
    now,
  });

async function freeNumber(tx: Db, now: Date): Promise<string> {
  for (;;) {
    const number = drawNumber(now);
    const taken = await tx.sql`select from intake where number = ${number}`;
    if (taken.length === 0) return number;
  }
}

async function writeIntake(tx: Db, delivery: Delivery, hash: string): Promise<Receipt> {
  const { source, body, contentType, fileName, kind, now } = delivery;
  const runId = await openRun(tx, delivery);
  const url = fileName === null ? `${kind}:` : `upload:${fileName}`;
  const reply = { url, status: 200, contentType, body, hash, etag: null, lastModified: null };
  await storeReplies(tx, { runId, unitId: source.unit, sourceId: source.id }, [
    { ...reply, receivedAt: now },
  ]);
  const receipt: Receipt = {
    id: uuidv7(),
    number: await freeNumber(tx, now),
    kind,
    unitId: source.unit,
    sourceId: source.id,
    period: delivery.period,
    hash,
    bytes: body.byteLength,
    contentType,
    fileName,
    isShorterMeant: delivery.isShorterMeant ?? false,
    personId: delivery.personId ?? null,
    tokenId: delivery.tokenId ?? null,
    receivedAt: now,
    runId,
  };
  await tx.sql`
    insert into intake (unit_id, id, number, kind, source_id, run_id, period, idempotency_key, hash,
      bytes, content_type, file_name, shorter_meant, person_id, token_id, received_at)
    values (${receipt.unitId}, ${receipt.id}, ${receipt.number}, ${kind}, ${receipt.sourceId},
      ${runId}, ${receipt.period}, ${delivery.idempotencyKey}, ${hash}, ${receipt.bytes},
      ${contentType}, ${fileName}, ${receipt.isShorterMeant}, ${receipt.personId}, ${receipt.tokenId}, ${now.toISOString()})`;
  return receipt;
}

/**
 * Takes in what was handed in: its bytes, a run that waits for the scheduler, and the receipt, all or
 * nothing. The same key with the same bytes is the same delivery, however often and at once it comes;
 * its receipt is given again, and where we failed to read it, it is tried once more.
 *
 * @throws KeyReused where the key came before for something else; nothing is kept then
 */
export async function receiveIntake(
  db: Db,
  delivery: Delivery,
): Promise<{ intake: Receipt; isNew: boolean }> {
  const hash = createHash('sha256').update(delivery.body).digest('hex');
  return inTransaction(db, async (tx) => {
    await lockSource(tx, delivery.source.id);
    const before = await findByKey(tx, delivery);
    if (before) return known(tx, before, delivery, hash);
    return { intake: await writeIntake(tx, delivery, hash), isNew: true };
  });
}

/** Whether the sender of what a run takes in said that a list far shorter than the last is meant. */
export async function isShorterMeant(
  db: Db,
  { unitId, runId }: { unitId: string; runId: string },
): Promise<boolean> {
  const [row] = await db.sql<{ isMeant: boolean }[]>`
    select shorter_meant as "isMeant" from intake where unit_id = ${unitId} and run_id = ${runId}`;
  return row?.isMeant ?? false;
}

/** A rule that a row or the whole broke, with the text as it came and where it stood. */
export interface IntakeFinding {
  rule: string;
  severity: Severity;
  place: string;
  field: string | null;
  original: string;
  messageVi: string;
  messageEn: string;
}

/** What became of something handed in. */
export interface IntakeOutcome extends Receipt {
  state: IntakeState;
  /** Code and words of what ended or delayed its run; null where nothing did. */
  errorCode: string | null;
  errorText: string | null;
  rowsAccepted: number;
  rowsQuarantined: number;
  /** 0 of a recorded one: it said nothing new. */
  versionsWritten: number;
  finishedAt: Date | null;
  /** In the order in which they were found; at most 1,000. */
  findings: IntakeFinding[];
}

const MOST_FINDINGS = 1_000;

/** What became of the delivery of this number; null where there is none. */
export async function readIntake(db: Db, number: string): Promise<IntakeOutcome | null> {
  const [row] = await db.sql<(Omit<IntakeOutcome, 'state' | 'findings'> & { run: string })[]>`
    select ${receiptColumns(db)}, r.state as run, r.error_code as "errorCode",
      r.error_text as "errorText", r.rows_accepted as "rowsAccepted",
      r.rows_quarantined as "rowsQuarantined", r.versions_written as "versionsWritten",
      to_json(r.finished_at) #>> '{}' as "finishedAt"
    from intake i join job_run r on r.id = i.run_id
    where i.number = ${number}`;
  if (!row) return null;
  const findings = await db.sql<IntakeFinding[]>`
    select rule, severity, place, field, original, message_vi as "messageVi",
      message_en as "messageEn"
    from quarantine
    where unit_id = ${row.unitId} and source_id = ${row.sourceId} and period = ${row.period}
      and run_id = ${row.runId}
    order by id limit ${MOST_FINDINGS}`;
  const { run, ...outcome } = row;
  return {
    ...outcome,
    receivedAt: new Date(row.receivedAt),
    finishedAt: row.finishedAt && new Date(row.finishedAt),
    state: intakeState({ state: run, errorCode: row.errorCode }),
    findings: [...findings],
  };
}
