// Signs of formality: raised once for a unit, kind and period, answered by the unit, withdrawn by staff.
// A sign stands while the newest look at its period still finds it. Rows are only ever added. The job that raises them, the pages of staff and units, and what readers
// see import it.
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

/** More than a person reads; the latest come first. */
const MOST_SIGNS = 500;

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

export interface AskedSign {
  unitId: string;
  unitNameVi: string;
  unitNameEn: string;
  id: string;
  /** The kind with its evidence, as the release shows it. */
  found: Pick<Sign, 'kind' | 'evidence'>;
  measure: string | null;
  measureNameVi: string | null;
  measureNameEn: string | null;
  seriesId: string;
  period: string;
  /** The last release that it was found in. */
  releaseId: string;
  /** Whether the newest release that was looked through still shows it; corrections may end a sign. */
  stands: boolean;
  illustrative: boolean;
  raisedAt: Date;
  dueOn: string;
  answer: { text: string; by: string; at: Date } | null;
  withdrawal: { reason: string; by: string; at: Date } | null;
}

interface SignLine extends Omit<AskedSign, 'found' | 'raisedAt' | 'answer' | 'withdrawal'> {
  kind: SignKind;
  evidence: Sign['evidence'];
  raisedAt: string;
  answer: string | null;
  answeredBy: string;
  answeredAt: string;
  reason: string | null;
  withdrawnBy: string;
  withdrawnAt: string;
}

function askedOf(line: SignLine): AskedSign {
  const { kind, evidence, answer, answeredBy, answeredAt, ...rest } = line;
  const { reason, withdrawnBy, withdrawnAt, raisedAt, ...sign } = rest;
  return {
    ...sign,
    found: { kind, evidence },
    raisedAt: new Date(raisedAt),
    answer: answer === null ? null : { text: answer, by: answeredBy, at: new Date(answeredAt) },
    withdrawal: reason === null ? null : { reason, by: withdrawnBy, at: new Date(withdrawnAt) },
  };
}

/**
 * Signs, the latest period first; 500 at most.
 *
 * @param wanted.units of these units alone; of all where it is left out
 * @param wanted.publicOn an ISO day: only what readers see on it, which is what stands, was to be
 *   answered before that day and was not withdrawn
 */
export async function readSigns(
  db: Db,
  wanted: { units?: readonly string[]; publicOn?: string },
): Promise<AskedSign[]> {
  const { units, publicOn } = wanted;
  const ofUnits = units ? db.sql`s.unit_id = any(${[...units]})` : db.sql`true`;
  const isPublic = publicOn
    ? db.sql`f.stands and s.due_on < ${publicOn}::date and w.sign_id is null`
    : db.sql`true`;
  const lines = await db.sql<SignLine[]>`
    select s.unit_id as "unitId", u.name_vi as "unitNameVi", u.name_en as "unitNameEn", s.id, s.kind,
      f.measure, i.name_vi as "measureNameVi", i.name_en as "measureNameEn",
      s.series_id as "seriesId", s.period, f.release_id as "releaseId", f.stands, s.illustrative,
      f.evidence,
      to_json(s.raised_at) #>> '{}' as "raisedAt", s.due_on::text as "dueOn",
      a.answer, coalesce(p.name, a.person_id) as "answeredBy",
      to_json(a.answered_at) #>> '{}' as "answeredAt",
      w.reason, coalesce(q.name, w.person_id) as "withdrawnBy",
      to_json(w.withdrawn_at) #>> '{}' as "withdrawnAt"
    from sign s join unit u on u.id = s.unit_id
    left join lateral (select d.release_id from sign_reading d join release r on r.id = d.release_id
      where r.series_id = s.series_id and r.period = s.period
      order by r.number desc limit 1) newest on true
    join lateral (select e.*, e.release_id is not distinct from newest.release_id as stands
      from sign_finding e join release r on r.id = e.release_id
      where e.unit_id = s.unit_id and e.sign_id = s.id
      order by r.number desc limit 1) f on true
    left join indicator i on i.series_id = s.series_id and i.code = f.measure
    left join lateral (select * from sign_answer l
      where l.unit_id = s.unit_id and l.sign_id = s.id
      order by l.answered_at desc, l.id desc limit 1) a on true
    left join person p on p.id = a.person_id
    left join sign_withdrawal w on w.unit_id = s.unit_id and w.sign_id = s.id
    left join person q on q.id = w.person_id
    where ${ofUnits} and ${isPublic}
    order by s.period desc, u.name_vi, s.kind limit ${MOST_SIGNS}`;
  return lines.map(askedOf);
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
