// Push tokens: what a unit's portal shows when it posts rows. A token speaks for one source and so for
// one unit; only its SHA-256 is kept. The push API and the pages of tokens import it.
import { and, desc, eq, inArray, isNull, lt, or } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import { drawToken, hashToken } from '../access/token-text.ts';
import type { Db } from '../db/client.ts';
import { pushToken, source } from '../db/schema/index.ts';
import { recordEvent } from './audit.ts';

/** What a token may do: post rows; read back what became of them. */
export const SCOPES = ['push', 'read'] as const;
export type TokenScope = (typeof SCOPES)[number];

/** The kind of source that is posted to. */
const POSTED_TO = 'push';
/** Uses are noted once a minute, so that a busy portal costs no writes. */
const NOTE_USE_AFTER_MS = 60_000;
/** `td_UNIT_RANDOM`: the random part has 43 characters, of which `_` may be one. */
const TEXT = /^td_([^\s_]{1,60})_([\w-]{43})$/;

export interface PushToken {
  id: string;
  unitId: string;
  sourceId: string;
  name: string;
  scopes: TokenScope[];
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
}

const columns = {
  id: pushToken.id,
  unitId: pushToken.unitId,
  sourceId: pushToken.sourceId,
  name: pushToken.name,
  scopes: pushToken.scopes,
  createdAt: pushToken.createdAt,
  expiresAt: pushToken.expiresAt,
  revokedAt: pushToken.revokedAt,
  lastUsedAt: pushToken.lastUsedAt,
};

/**
 * The token of a text as a portal shows it; null where it is none of ours, or was revoked, or its time
 * is over. The look-up compares hashes, so that the time it takes tells nothing of the text.
 */
export async function findToken(db: Db, text: string, now: Date): Promise<PushToken | null> {
  const unitId = TEXT.exec(text)?.[1];
  if (unitId === undefined) return null;
  const isIt = and(eq(pushToken.unitId, unitId), eq(pushToken.tokenHash, hashToken(text)));
  const [found] = await db.orm.select(columns).from(pushToken).where(isIt);
  if (!found || found.revokedAt !== null || found.expiresAt <= now) return null;
  const longAgo = new Date(now.getTime() - NOTE_USE_AFTER_MS);
  if (found.lastUsedAt === null || found.lastUsedAt < longAgo) {
    const notNoted = or(isNull(pushToken.lastUsedAt), lt(pushToken.lastUsedAt, longAgo));
    await db.orm.update(pushToken).set({ lastUsedAt: now }).where(and(isIt, notNoted));
  }
  return found as PushToken;
}

export interface NewToken {
  sourceId: string;
  name: string;
  scopes: readonly TokenScope[];
  expiresAt: Date;
}

/**
 * Makes a token.
 *
 * @param by the administrator
 * @returns its text, which is kept nowhere; null where no rows can be posted to this source
 */
export async function createToken(
  tx: Db,
  { sourceId, name, scopes, expiresAt }: NewToken,
  by: string,
  now: Date,
): Promise<{ id: string; unitId: string; text: string } | null> {
  const [to] = await tx.orm
    .select({ unitId: source.unitId })
    .from(source)
    .where(and(eq(source.id, sourceId), eq(source.kind, POSTED_TO)));
  if (!to) return null;
  const { unitId } = to;
  const id = newId();
  const text = `td_${unitId}_${drawToken()}`;
  const kept = { sourceId, name, scopes: [...scopes], expiresAt };
  await tx.orm
    .insert(pushToken)
    .values({ ...kept, unitId, id, tokenHash: hashToken(text), createdBy: by, createdAt: now });
  const event = { unitId, personId: by, action: 'token.create', subject: id } as const;
  await recordEvent(
    tx,
    { ...event, details: { ...kept, expiresAt: expiresAt.toISOString() } },
    now,
  );
  return { id, unitId, text };
}

/** Revokes a token from now on; false where this unit has none with this id that still holds. */
export async function revokeToken(
  tx: Db,
  { unitId, id }: { unitId: string; id: string },
  by: string,
  now: Date,
): Promise<boolean> {
  const revoked = await tx.orm
    .update(pushToken)
    .set({ revokedAt: now })
    .where(and(eq(pushToken.unitId, unitId), eq(pushToken.id, id), isNull(pushToken.revokedAt)))
    .returning({ id: pushToken.id });
  if (revoked.length === 0) return false;
  await recordEvent(tx, { unitId, personId: by, action: 'token.revoke', subject: id }, now);
  return true;
}

/** Tokens of these units, or of all, newest first; never their texts. */
export async function readTokens(db: Db, units: 'all' | string[]): Promise<PushToken[]> {
  const rows = await db.orm
    .select(columns)
    .from(pushToken)
    .where(units === 'all' ? undefined : inArray(pushToken.unitId, units))
    .orderBy(desc(pushToken.createdAt));
  return rows as PushToken[];
}

/** Sources that rows can be posted to, by name. */
export const readPostedSources = (
  db: Db,
): Promise<{ id: string; unitId: string; nameVi: string; nameEn: string }[]> =>
  db.orm
    .select({
      id: source.id,
      unitId: source.unitId,
      nameVi: source.nameVi,
      nameEn: source.nameEn,
    })
    .from(source)
    .where(eq(source.kind, POSTED_TO))
    .orderBy(source.nameVi);
