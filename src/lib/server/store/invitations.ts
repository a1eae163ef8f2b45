// Invitations: an address that may be used once, to join with a role or to set a password anew. Only
// the SHA-256 of its token is kept. The access pages and the start of an installation import it.
import { and, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import { EVERYWHERE, type HeldRole } from '../access/person.ts';
import { drawToken, hashToken } from '../access/token-text.ts';
import { inTransaction, type Db } from '../db/client.ts';
import { invitation, personRole } from '../db/schema/index.ts';
import { recordEvent } from './audit.ts';
import { grantRole, setPassword } from './people.ts';

/** The first administrator sits before the machine; others read their mail within days. */
const FIRST_MINUTES = 30;
const INVITED_DAYS = 7;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export interface Invitation extends HeldRole {
  id: string;
  /** Null for the first administrator, who names their own. */
  email: string | null;
  /** Null for the first administrator. */
  createdBy: string | null;
}

const isOpen = (tokenHash: string, now: Date) =>
  and(
    eq(invitation.tokenHash, tokenHash),
    isNull(invitation.usedAt),
    gt(invitation.expiresAt, now),
  );

const anybodyIsAdministrator = (db: Db) =>
  db.orm
    .select({ personId: personRole.personId })
    .from(personRole)
    .where(eq(personRole.role, 'administrator'))
    .limit(1)
    .then((rows) => rows.length > 0);

/**
 * The token that makes the first administrator, valid for half an hour; those made before are void.
 * Null where somebody is administrator already.
 */
export async function inviteFirstAdministrator(db: Db, now: Date): Promise<string | null> {
  return inTransaction(db, async (tx) => {
    if (await anybodyIsAdministrator(tx)) return null;
    await tx.orm
      .update(invitation)
      .set({ expiresAt: now })
      .where(and(isNull(invitation.createdBy), isNull(invitation.usedAt)));
    const token = drawToken();
    await tx.orm.insert(invitation).values({
      id: newId(),
      tokenHash: hashToken(token),
      role: 'administrator',
      unitId: EVERYWHERE,
      createdAt: now,
      expiresAt: new Date(now.getTime() + FIRST_MINUTES * MINUTE_MS),
    });
    return token;
  });
}

/**
 * Invites somebody by e-mail; their earlier invitations that are still open are void.
 *
 * @param by the administrator
 * @returns the token, which is not kept
 */
export async function invitePerson(
  tx: Db,
  invited: HeldRole & { email: string },
  by: string,
  now: Date,
): Promise<{ id: string; token: string }> {
  const id = newId();
  const token = drawToken();
  await tx.orm
    .update(invitation)
    .set({ expiresAt: now })
    .where(and(eq(invitation.email, invited.email), isNull(invitation.usedAt)));
  await tx.orm.insert(invitation).values({
    ...invited,
    id,
    tokenHash: hashToken(token),
    createdBy: by,
    createdAt: now,
    expiresAt: new Date(now.getTime() + INVITED_DAYS * DAY_MS),
  });
  const { email, role, unitId } = invited;
  const event = { unitId, personId: by, action: 'person.invite', subject: id } as const;
  await recordEvent(tx, { ...event, details: { email, role } }, now);
  return { id, token };
}

const columns = {
  id: invitation.id,
  email: invitation.email,
  role: invitation.role,
  unitId: invitation.unitId,
  createdBy: invitation.createdBy,
};

/** The invitation that a token opens; null where there is none, or it was used, or its time is over. */
export async function findInvitation(db: Db, token: string, now: Date): Promise<Invitation | null> {
  const [found] = await db.orm
    .select(columns)
    .from(invitation)
    .where(isOpen(hashToken(token), now));
  if (!found) return null;
  // The first address is void once somebody is administrator, however they became one.
  if (found.createdBy === null && (await anybodyIsAdministrator(db))) return null;
  return found as Invitation;
}

/** Whether this token was an invitation once: it was used, withdrawn, or its time is over. */
export async function wasInvitation(db: Db, token: string): Promise<boolean> {
  const found = await db.orm
    .select({ id: invitation.id })
    .from(invitation)
    .where(eq(invitation.tokenHash, hashToken(token)));
  return found.length > 0;
}

/** Takes back an invitation that is open. False where it is none any more. */
export async function withdrawInvitation(
  tx: Db,
  id: string,
  by: string,
  now: Date,
): Promise<boolean> {
  const [taken] = await tx.orm
    .update(invitation)
    .set({ expiresAt: now })
    .where(and(eq(invitation.id, id), isNull(invitation.usedAt), gt(invitation.expiresAt, now)))
    .returning({ email: invitation.email, unitId: invitation.unitId });
  if (!taken) return false;
  const { email, unitId } = taken;
  const event = { unitId, personId: by, action: 'invitation.withdraw', subject: id } as const;
  await recordEvent(tx, { ...event, details: { email } }, now);
  return true;
}

export interface Accepted {
  name: string;
  /** Taken only where the invitation names none. */
  email: string;
  passwordHash: string;
}

/**
 * Uses an invitation up: makes the person or sets the password of the one with this e-mail anew, ends
 * their sessions, and grants the role.
 *
 * @returns the e-mail to sign in with; null where the invitation cannot be used (any more)
 */
export async function acceptInvitation(
  db: Db,
  token: string,
  accepted: Accepted,
  now: Date,
): Promise<string | null> {
  return inTransaction(db, async (tx) => {
    // One first administrator, however many ask at once.
    await tx.orm.execute(sql`lock table ${personRole} in share row exclusive mode`);
    const open = await findInvitation(tx, token, now);
    if (!open) return null;
    const claimed = await tx.orm
      .update(invitation)
      .set({ usedAt: now })
      .where(isOpen(hashToken(token), now))
      .returning({ id: invitation.id });
    if (claimed.length === 0) return null;
    const email = (open.email ?? accepted.email).toLowerCase();
    const personId = await setPassword(tx, { ...accepted, email }, now);
    await grantRole(tx, personId, open, open.createdBy, now);
    await tx.orm.update(invitation).set({ personId }).where(eq(invitation.id, open.id));
    const { unitId, role } = open;
    const event = { unitId, personId, action: 'person.join', subject: open.id } as const;
    await recordEvent(tx, { ...event, details: { email, role } }, now);
    return email;
  });
}

/** Of a person, by an administrator: the first administrator's own is on no list. */
export interface OpenInvitation extends Invitation {
  email: string;
  createdAt: Date;
  expiresAt: Date;
}

/** Invitations of people that nobody has used yet, newest first, of those that are still good. */
export async function readOpenInvitations(db: Db, now: Date): Promise<OpenInvitation[]> {
  const rows = await db.orm
    .select({ ...columns, createdAt: invitation.createdAt, expiresAt: invitation.expiresAt })
    .from(invitation)
    .where(
      and(isNotNull(invitation.email), isNull(invitation.usedAt), gt(invitation.expiresAt, now)),
    )
    .orderBy(sql`${invitation.createdAt} desc`);
  return rows as OpenInvitation[];
}
