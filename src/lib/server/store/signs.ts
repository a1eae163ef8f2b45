// Signs of formality: raised once for a unit, kind and period, answered by the unit, withdrawn by staff.
// Rows are only ever added; what was asked is read in asked-signs.ts. The job that raises them and the
// page on which they are answered import it.
import { and, eq, isNull, sql } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import type { Sign, SignKind } from '#lib/domain/explain/sign-limits.ts';
import type { Db } from '../db/client.ts';
import {
  releasePointer,
  series,
  sign,
  signAnswer,
  signFinding,
  signReading,
  signWithdrawal,
} from '../db/schema/index.ts';
import { recordEvent } from './audit.ts';

/** A current release that was not looked through yet. */
export interface UnreadRelease {
  releaseId: string;
  seriesId: string;
}

/** The current releases of what is gathered that nobody looked through, the oldest period first. */
export async function readUnreadReleases(db: Db): Promise<UnreadRelease[]> {
  return db.orm
    .select({ releaseId: releasePointer.releaseId, seriesId: releasePointer.seriesId })
    .from(releasePointer)
    .innerJoin(series, eq(series.id, releasePointer.seriesId))
    .leftJoin(signReading, eq(signReading.releaseId, releasePointer.releaseId))
    .where(sql`${series.kind} = 'gathered' and ${isNull(signReading.releaseId)}`)
    .orderBy(releasePointer.seriesId, releasePointer.period);
}

export interface Found {
  release: { id: string; seriesId: string; period: string; illustrative: boolean };
  signs: readonly Sign[];
  raisedAt: Date;
  /** ISO day: the last one to answer before readers see it. */
  dueOn: string;
}

/**
 * Raises what was found in a release, writes down its evidence and notes that it was looked through.
 * What a unit was asked about the same period already is not asked again. Must be called inside a
 * transaction.
 *
 * @returns the units that are asked anew, each with the kinds
 */
export async function raiseFound(
  tx: Db,
  { release, signs, raisedAt, dueOn }: Found,
): Promise<Map<string, SignKind[]>> {
  const { id: releaseId, seriesId, period, illustrative } = release;
  const read = await tx.orm
    .insert(signReading)
    .values({ releaseId, readAt: raisedAt })
    .onConflictDoNothing()
    .returning({ releaseId: signReading.releaseId });
  // Somebody else looked it through meanwhile.
  if (read.length === 0 || signs.length === 0) return new Map();
  const asked = { seriesId, period, illustrative, raisedAt, dueOn };
  const raised = await tx.orm
    .insert(sign)
    .values(signs.map(({ unitId, kind }) => ({ ...asked, unitId, kind, id: newId() })))
    .onConflictDoNothing()
    .returning({ unitId: sign.unitId, kind: sign.kind });
  await recordFindings(tx, release, signs);
  const byUnit = Map.groupBy(raised, ({ unitId }) => unitId);
  return new Map([...byUnit].map(([unit, own]) => [unit, own.map(({ kind }) => kind as SignKind)]));
}

/** The evidence of signs that are raised, now or before, as one release shows it. */
async function recordFindings(
  tx: Db,
  { id: releaseId, seriesId, period }: Found['release'],
  signs: readonly Sign[],
): Promise<void> {
  const raised = await tx.orm
    .select({ unitId: sign.unitId, kind: sign.kind, signId: sign.id })
    .from(sign)
    .where(and(eq(sign.seriesId, seriesId), eq(sign.period, period)));
  const found = new Map(signs.map((each) => [`${each.unitId} ${each.kind}`, each]));
  const findings = raised.flatMap(({ unitId, kind, signId }) => {
    const shown = found.get(`${unitId} ${kind}`);
    if (!shown) return [];
    return { unitId, signId, releaseId, measure: shown.measure, evidence: shown.evidence };
  });
  await tx.orm.insert(signFinding).values(findings).onConflictDoNothing();
}

interface Said {
  unitId: string;
  id: string;
  text: string;
  /** Id of the person. */
  by: string;
  at: Date;
}

const isOpen = async (tx: Db, { unitId, id }: Said): Promise<boolean> => {
  const found = await tx.sql`
    select from sign s where s.unit_id = ${unitId} and s.id = ${id}
      and not exists (select from sign_withdrawal w where w.unit_id = s.unit_id and w.sign_id = s.id)
    for update`;
  return found.count > 0;
};

/**
 * Answers a sign in the name of its unit; a later answer takes the place of an earlier one, which is
 * kept. Must be called inside a transaction.
 *
 * @returns false where the unit has no such sign, or it was withdrawn
 */
export async function answerSign(tx: Db, said: Said): Promise<boolean> {
  if (!(await isOpen(tx, said))) return false;
  const { unitId, id: signId, text: answer, by: personId, at: answeredAt } = said;
  await tx.orm
    .insert(signAnswer)
    .values({ unitId, id: newId(), signId, personId, answer, answeredAt });
  const event = { unitId, personId, action: 'sign.answer', subject: signId } as const;
  await recordEvent(tx, { ...event, details: { answer } }, answeredAt);
  return true;
}

/**
 * Withdraws a sign with a reason: readers do not see it any more. Must be called inside a transaction.
 *
 * @returns false where there is no such sign, or it was withdrawn before
 */
export async function withdrawSign(tx: Db, said: Said): Promise<boolean> {
  if (!(await isOpen(tx, said))) return false;
  const { unitId, id: signId, text: reason, by: personId, at: withdrawnAt } = said;
  await tx.orm.insert(signWithdrawal).values({ unitId, signId, personId, reason, withdrawnAt });
  const event = { unitId, personId, action: 'sign.withdraw', subject: signId } as const;
  await recordEvent(tx, { ...event, details: { reason } }, withdrawnAt);
  return true;
}
