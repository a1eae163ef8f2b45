// Sign-in by better-auth over our own tables: e-mail and password only. None of its HTTP endpoints is
// mounted; our form actions call it on the server. web.ts makes it once for the web process.
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { v7 as newId } from 'uuid';
import type { Db } from '../db/client.ts';
import { person, personAccount, personSession, personVerification } from '../db/schema/index.ts';

/** Shorter passwords are refused; longer ones than this would only cost time to hash. */
export const PASSWORD_LENGTH = { min: 12, max: 128 };

/** A working day; it is prolonged by the hour while somebody works. */
const SESSION_S = 12 * 3600;
const PROLONG_AFTER_S = 3600;

const COOKIE_PREFIX = 'tiendo';

/** Whether a request may be somebody's: without this cookie nobody is looked up. */
export const isSessionCookie = (name: string): boolean =>
  name.endsWith(`${COOKIE_PREFIX}.session_token`);

/**
 * @param options.secret signs the cookies; changing it ends all sessions
 * @param options.origin what readers type; cookies are for HTTPS alone where it says https
 */
export function createAuth({ db, secret, origin }: { db: Db; secret: string; origin: string }) {
  return betterAuth({
    appName: 'Tiến Độ',
    baseURL: origin,
    secret,
    database: drizzleAdapter(db.orm, {
      provider: 'pg',
      schema: {
        user: person,
        session: personSession,
        account: personAccount,
        verification: personVerification,
      },
    }),
    emailAndPassword: {
      enabled: true,
      // People come by invitation alone.
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
    },
    account: { accountLinking: { enabled: false } },
    session: { expiresIn: SESSION_S, updateAge: PROLONG_AFTER_S, cookieCache: { enabled: false } },
    // We count tries ourselves (limits.ts): its own counter knows only its own endpoints.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // It would log every mistyped password as a warning.
    logger: { disabled: true },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: origin.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      database: { generateId: () => newId() },
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;
