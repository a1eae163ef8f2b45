// People who can sign in, and the roles they hold. The access room and the pages of administrators
// import it. What changes here is recorded with it (audit.ts).
import { and, eq, gt, inArray, isNull, or } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import type { HeldRole, Person, Role } from '../access/person.ts';
import { inTransaction, type Db } from '../db/client.ts';
import {
  invitation,
  person,
  personAccount,
  personRole,
  personSession,
} from '../db/schema/index.ts';
import { recordEvent } from './audit.ts';

/** What better-auth calls a person's password. */
const PASSWORD = 'credential';

/** The roles of one person; none where there is no such person. */
export async function readRoles(db: Db, personId: string): Promise<HeldRole[]> {
  const rows = await db.orm
    .select({ role: personRole.role, unitId: personRole.unitId })
    .from(personRole)
    .where(eq(personRole.personId, personId))
    .orderBy(personRole.role, personRole.unitId);
  return rows.map(({ role, unitId }) => ({ role: role as Role, unitId }));
}

/** Everybody, by name, with their roles. */
export async function readPeople(db: Db): Promise<Person[]> {
  const people = await db.orm
    .select({ id: person.id, name: person.name, email: person.email })
    .from(person)
    .orderBy(person.name, person.email);
  const held = await db.orm.select().from(personRole).orderBy(personRole.role, personRole.unitId);
  const byPerson = Map.groupBy(held, ({ personId }) => personId);
  return people.map((each) => ({
    ...each,
    roles: (byPerson.get(each.id) ?? []).map(({ role, unitId }) => ({
      role: role as Role,
      unitId,
    })),
  }));
}

/** Ends every sign-in of a person at once. */
async function endSessions(tx: Db, personId: string): Promise<void> {
  await tx.orm.delete(personSession).where(eq(personSession.userId, personId));
}

/**
 * Makes whoever has this e-mail, or gives them this name. Without a password nobody can sign in.
 *
 * @returns the person's id
 */
export async function findOrAddPerson(
  tx: Db,
  { name, email }: { name: string; email: string },
  now: Date,
): Promise<string> {
  const added = { id: newId(), name, email, emailVerified: true, createdAt: now, updatedAt: now };
  const [row] = await tx.orm
    .insert(person)
    .values(added)
    .onConflictDoUpdate({ target: person.email, set: { name, updatedAt: now } })
    .returning({ id: person.id });
  return row?.id ?? added.id;
}

/**
 * Gives whoever has this e-mail a password, in place of any before, and ends their sessions. Makes the
 * person where nobody has it.
 *
 * @returns the person's id
 */
export async function setPassword(
  tx: Db,
  given: { name: string; email: string; passwordHash: string },
  now: Date,
): Promise<string> {
  const personId = await findOrAddPerson(tx, given, now);
  await endSessions(tx, personId);
  const ofPerson = and(eq(personAccount.userId, personId), eq(personAccount.providerId, PASSWORD));
  await tx.orm.delete(personAccount).where(ofPerson);
  await tx.orm.insert(personAccount).values({
    id: newId(),
    accountId: personId,
    providerId: PASSWORD,
    userId: personId,
    password: given.passwordHash,
    createdAt: now,
    updatedAt: now,
  });
  return personId;
}

/** Grants a role; one that is held already stays as it is. */
export async function grantRole(
  tx: Db,
  personId: string,
  { role, unitId }: HeldRole,
  grantedBy: string | null,
  now: Date,
): Promise<void> {
  await tx.orm
    .insert(personRole)
    .values({ personId, role, unitId, grantedBy, grantedAt: now })
    .onConflictDoNothing();
}

/**
 * Voids the invitations that are open to somebody who loses a role, and, of an administrator, those
 * that they made: neither may open what was just closed.
 *
 * @returns how many
 */
async function voidInvitations(tx: Db, personId: string, role: Role, now: Date): Promise<number> {
  const own = tx.orm.select({ email: person.email }).from(person).where(eq(person.id, personId));
  const isTheirs = inArray(invitation.email, own);
  const isOfTheirMaking = role === 'administrator' ? eq(invitation.createdBy, personId) : undefined;
  const voided = await tx.orm
    .update(invitation)
    .set({ expiresAt: now })
    .where(
      and(or(isTheirs, isOfTheirMaking), isNull(invitation.usedAt), gt(invitation.expiresAt, now)),
    )
    .returning({ id: invitation.id });
  return voided.length;
}

/**
 * Withdraws a role and ends the person's sessions.
 *
 * @param by the administrator
 * @returns `last-administrator` where nobody would be left to invite anybody, so that nothing was done;
 *   `not-held` where there was nothing to withdraw
 */
export async function withdrawRole(
  db: Db,
  personId: string,
  { role, unitId }: HeldRole,
  by: string,
  now: Date,
): Promise<'withdrawn' | 'last-administrator' | 'not-held'> {
  return inTransaction(db, async (tx) => {
    // Two administrators who withdraw each other come one after the other.
    const administrators = await tx.orm
      .select({ personId: personRole.personId })
      .from(personRole)
      .where(eq(personRole.role, 'administrator'))
      .for('update');
    const others = administrators.filter((each) => each.personId !== personId);
    if (role === 'administrator' && others.length === 0) return 'last-administrator';
    const withdrawn = await tx.orm
      .delete(personRole)
      .where(
        and(
          eq(personRole.personId, personId),
          eq(personRole.role, role),
          eq(personRole.unitId, unitId),
        ),
      )
      .returning({ personId: personRole.personId });
    if (withdrawn.length === 0) return 'not-held';
    await endSessions(tx, personId);
    const voided = await voidInvitations(tx, personId, role, now);
    const event = { unitId, personId: by, action: 'role.withdraw', subject: personId } as const;
    await recordEvent(tx, { ...event, details: { role, voided } }, now);
    return 'withdrawn';
  });
}
