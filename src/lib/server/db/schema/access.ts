// Tables of access: persons and their sign-ins (the shapes that better-auth asks for), what each may
// do, invitations, the push tokens of portals, and who did what. Meanings stand as COMMENT ON in the
// migrations.
import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { unit } from './catalogue.ts';

const instant = () => timestamp({ withTimezone: true, mode: 'date' });

export const person = pgTable(
  'person',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    email: text().notNull(),
    emailVerified: boolean().notNull(),
    image: text(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [uniqueIndex('person_by_email').on(t.email)],
);

export const personSession = pgTable(
  'person_session',
  {
    id: text().primaryKey(),
    token: text().notNull(),
    userId: text('person_id')
      .notNull()
      .references(() => person.id),
    expiresAt: instant().notNull(),
    ipAddress: text(),
    userAgent: text(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('person_session_by_token').on(t.token),
    index('person_session_by_person').on(t.userId),
  ],
);

export const personAccount = pgTable('person_account', {
  id: text().primaryKey(),
  accountId: text().notNull(),
  providerId: text().notNull(),
  userId: text('person_id')
    .notNull()
    .references(() => person.id),
  accessToken: text(),
  refreshToken: text(),
  idToken: text(),
  accessTokenExpiresAt: instant(),
  refreshTokenExpiresAt: instant(),
  scope: text(),
  password: text(),
  createdAt: instant().notNull(),
  updatedAt: instant().notNull(),
});

export const personVerification = pgTable('person_verification', {
  id: text().primaryKey(),
  identifier: text().notNull(),
  value: text().notNull(),
  expiresAt: instant().notNull(),
  createdAt: instant().notNull(),
  updatedAt: instant().notNull(),
});

export const personRole = pgTable(
  'person_role',
  {
    personId: text()
      .notNull()
      .references(() => person.id),
    role: text().notNull(),
    /** The unit that a reporter speaks for; `vn` for roles that hold everywhere. */
    unitId: text()
      .notNull()
      .references(() => unit.id),
    /** Null for the first administrator. */
    grantedBy: text(),
    grantedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.role, t.unitId] })],
);

/** One use of an address with a token: makes a person, or sets the password of one anew. */
export const invitation = pgTable(
  'invitation',
  {
    id: uuid().primaryKey(),
    tokenHash: text().notNull(),
    /** Null for the first administrator, who names their own. */
    email: text(),
    role: text().notNull(),
    unitId: text()
      .notNull()
      .references(() => unit.id),
    createdBy: text(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
    personId: text().references(() => person.id),
  },
  (t) => [uniqueIndex('invitation_by_token').on(t.tokenHash)],
);

/** What a unit's portal shows when it posts rows. */
export const pushToken = pgTable(
  'push_token',
  {
    unitId: text()
      .notNull()
      .references(() => unit.id),
    id: uuid().notNull(),
    sourceId: text().notNull(),
    name: text().notNull(),
    tokenHash: text().notNull(),
    scopes: text().array().notNull(),
    createdBy: text().notNull(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    revokedAt: instant(),
    lastUsedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.unitId, t.id] }),
    uniqueIndex('push_token_by_hash').on(t.unitId, t.tokenHash),
  ],
);

export const auditEvent = pgTable(
  'audit_event',
  {
    unitId: text().notNull(),
    id: uuid().notNull(),
    at: instant().notNull(),
    /** Null where the product itself did it. */
    personId: text(),
    action: text().notNull(),
    subject: text().notNull(),
    details: jsonb().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.unitId, t.id] }),
    index('audit_event_by_time').on(t.at),
    index('audit_event_by_run')
      .on(sql`coalesce(details ->> 'newRunId', subject)`)
      .where(sql`action in ('run.retry', 'run.reread')`),
  ],
);
