// Who a request is from: the session behind its cookie, with the person's roles of this moment, so
// that a role that was withdrawn is gone with the next request. The hook imports it.
import { parseSetCookieHeader } from 'better-auth/cookies';
import type { Cookies } from '@sveltejs/kit';
import type { Db } from '../db/client.ts';
import { readRoles } from '../store/people.ts';
import { isSessionCookie, type Auth } from './auth.ts';
import type { Person } from './person.ts';

/** Puts the cookies of an answer of better-auth into ours. */
export function passOnCookies(from: Headers, cookies: Cookies): void {
  for (const text of from.getSetCookie()) {
    for (const [name, cookie] of parseSetCookieHeader(text)) {
      cookies.set(name, decodeURIComponent(cookie.value), {
        path: cookie.path ?? '/',
        httpOnly: cookie.httponly ?? true,
        secure: cookie.secure ?? false,
        sameSite: cookie.samesite ?? 'lax',
        ...(cookie['max-age'] === undefined ? {} : { maxAge: cookie['max-age'] }),
      });
    }
  }
}

/** What of a request tells who it is from. */
interface Caller {
  request: Request;
  cookies: Cookies;
}

/**
 * The person whose session the request's cookie names; null where there is none or it has ended. A
 * session that is prolonged gets its new cookie.
 *
 * @param getAuth asked for only where there is a cookie, so that readers cost nothing
 */
export async function readPerson(
  { request, cookies }: Caller,
  getAuth: () => Auth,
  db: () => Db,
): Promise<Person | null> {
  if (!cookies.getAll().some(({ name }) => isSessionCookie(name))) return null;
  const { headers, response } = await getAuth().api.getSession({
    headers: request.headers,
    returnHeaders: true,
  });
  passOnCookies(headers, cookies);
  if (!response) return null;
  const { id, name, email } = response.user;
  return { id, name, email, roles: await readRoles(db(), id) };
}

/**
 * The person of a request that is answered over a long time, asked again meanwhile; null once the
 * session has ended. Prolongs nothing: a page left open is nobody working.
 */
export async function readPersonAgain(
  request: Request,
  auth: Auth,
  db: Db,
): Promise<Person | null> {
  const { headers } = request;
  const found = await auth.api.getSession({ headers, query: { disableRefresh: true } });
  if (!found) return null;
  const { id, name, email } = found.user;
  return { id, name, email, roles: await readRoles(db, id) };
}
