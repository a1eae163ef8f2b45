// The outbox: mail is written in the transaction of what it is about, and sent afterwards by whoever
// claims it. Whatever makes mail calls `putMail`; jobs/mail.ts sends; the page of mail looks on.
import { and, count, desc, eq, isNotNull, isNull, like, ne, sql, type SQL } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import { v7 as newId } from 'uuid';
import type { Db } from '../db/client.ts';
import { outbox } from '../db/schema/index.ts';

export interface NewMail {
  /** What it is about, e.g. `incident:ID:down`: the same key is never sent twice. */
  key: string;
  to: string;
  /** One line. */
  subject: string;
  /** Plain text. */
  body: string;
}

/** A mail that one sender holds for a while. */
export interface ClaimedMail {
  id: string;
  /** Which try this is, from 1; also the fence: a sender that was overtaken writes nothing. */
  attempt: number;
  to: string;
  subject: string;
  body: string;
}

/**
 * The key of the mail that brings an invitation. Its text holds the address that opens an account, so
 * that it is not kept once it is given up either: an invitation is then made anew.
 */
export const invitationMailKey = (invitationId: string): string => INVITATION + invitationId;
const INVITATION = 'invitation:';

/** Longer than any server may take to accept a mail. */
const LEASE_S = 300;
/** 1, 4, 16, 64 minutes and so on, a day at most. */
const FIRST_PAUSE_MS = 60_000;
const PAUSE_GROWS_BY = 4;
const LONGEST_PAUSE_MS = 86_400_000;
/** Some three days in all. */
const MAX_ATTEMPTS = 8;
const MAX_ERROR_LENGTH = 500;

/** Puts a mail into the outbox; does nothing where one with this key is there already. */
export async function putMail(
  tx: Db,
  { key, to, subject, body }: NewMail,
  now: Date,
): Promise<void> {
  await tx.orm
    .insert(outbox)
    .values({
      id: newId(),
      key,
      toAddress: to,
      subject: subject.replaceAll(/\s+/g, ' ').trim(),
      body,
      createdAt: now,
      attempt: 0,
      nextAttemptAt: now,
    })
    .onConflictDoNothing({ target: outbox.key });
}

/**
 * Claims the mail that has waited longest, for five minutes by the clock of the database. Senders that
 * ask at the same time get different ones.
 *
 * @returns null where none is due
 */
export async function claimMail(db: Db, now: Date): Promise<ClaimedMail | null> {
  const [claimed] = await db.sql<ClaimedMail[]>`
    update outbox set attempt = attempt + 1,
      lease_until = clock_timestamp() + make_interval(secs => ${LEASE_S})
    where id = (select id from outbox
      where sent_at is null and given_up_at is null and next_attempt_at <= ${now.toISOString()}
        and (lease_until is null or lease_until < clock_timestamp())
      order by next_attempt_at, id limit 1 for update skip locked)
    returning id, attempt, to_address as "to", subject, body`;
  return claimed ?? null;
}

/** What became of a try, written only while the mail is still this sender's. */
async function settle(
  db: Db,
  { id, attempt }: Pick<ClaimedMail, 'id' | 'attempt'>,
  outcome: PgUpdateSetSource<typeof outbox>,
): Promise<void> {
  await db.orm
    .update(outbox)
    .set({ ...outcome, leaseUntil: null })
    .where(and(eq(outbox.id, id), eq(outbox.attempt, attempt), isNull(outbox.sentAt)));
}

/** What is left of a text that nobody needs any more. */
const REMOVED = { body: '' };

/** The mail server took it; its text is removed. */
export const markSent = (db: Db, mail: ClaimedMail, now: Date): Promise<void> =>
  settle(db, mail, { sentAt: now, errorText: null, ...REMOVED });

/** One line without control characters, of bearable length. */
const plain = (text: string): string =>
  text.replaceAll(/\p{Cc}+/gu, ' ').slice(0, MAX_ERROR_LENGTH);

/**
 * The try failed: it is tried again after a pause that grows to a day, or given up where the refusal is
 * for good or the tries are used up.
 */
export async function markFailed(
  db: Db,
  mail: ClaimedMail,
  { why, isFinal }: { why: string; isFinal: boolean },
  now: Date,
): Promise<void> {
  const errorText = plain(why);
  if (isFinal || mail.attempt >= MAX_ATTEMPTS) {
    const body = sql`case when ${like(outbox.key, `${INVITATION}%`)} then '' else ${outbox.body} end`;
    return settle(db, mail, { givenUpAt: now, errorText, body });
  }
  const pauseMs = Math.min(FIRST_PAUSE_MS * PAUSE_GROWS_BY ** (mail.attempt - 1), LONGEST_PAUSE_MS);
  return settle(db, mail, { nextAttemptAt: new Date(now.getTime() + pauseMs), errorText });
}

/**
 * Sends a mail that was given up once more, with all its tries; false where it was not given up, or its
 * text is removed.
 */
export async function retryMail(db: Db, id: string, now: Date): Promise<boolean> {
  const again = await db.orm
    .update(outbox)
    .set({ attempt: 0, nextAttemptAt: now, givenUpAt: null, leaseUntil: null })
    .where(and(eq(outbox.id, id), isNotNull(outbox.givenUpAt), ne(outbox.body, '')))
    .returning({ id: outbox.id });
  return again.length > 0;
}

export interface Mail {
  id: string;
  to: string;
  subject: string;
  createdAt: Date;
  attempt: number;
  nextAttemptAt: Date;
  sentAt: Date | null;
  givenUpAt: Date | null;
  errorText: string | null;
  /** False once its text is removed: it was sent, or held an address that opens something. */
  hasText: boolean;
}

/** The newest mails, those given up first; never their texts, which may hold addresses that open. */
export async function readMails(db: Db, limit: number): Promise<Mail[]> {
  return db.orm
    .select({
      id: outbox.id,
      to: outbox.toAddress,
      subject: outbox.subject,
      createdAt: outbox.createdAt,
      attempt: outbox.attempt,
      nextAttemptAt: outbox.nextAttemptAt,
      sentAt: outbox.sentAt,
      givenUpAt: outbox.givenUpAt,
      errorText: outbox.errorText,
      hasText: sql<boolean>`${outbox.body} <> ''`,
    })
    .from(outbox)
    .orderBy(isNull(outbox.givenUpAt), desc(outbox.createdAt))
    .limit(limit);
}

const countWhere = async (db: Db, which: SQL | undefined): Promise<number> => {
  const [row] = await db.orm.select({ mails: count() }).from(outbox).where(which);
  return row?.mails ?? 0;
};

/** Mails that wait to be sent, and those that were given up. */
export async function countMails(db: Db): Promise<{ waiting: number; givenUp: number }> {
  const [waiting, givenUp] = await Promise.all([
    countWhere(db, and(isNull(outbox.sentAt), isNull(outbox.givenUpAt))),
    countWhere(db, isNotNull(outbox.givenUpAt)),
  ]);
  return { waiting, givenUp };
}
