// Signing in and out: better-auth's answers without their differences, so that nobody learns from them
// who has an account. The pages of access import it.
import { APIError } from 'better-auth/api';
import type { Cookies } from '@sveltejs/kit';
import type { Auth } from './auth.ts';
import { passOnCookies } from './session.ts';

interface Caller {
  request: Request;
  cookies: Cookies;
}

/**
 * Signs in and sets the session's cookie; a session that the browser had before is left behind, never
 * taken on.
 *
 * @returns false for an unknown e-mail and for a wrong password alike
 */
export async function signIn(
  auth: Auth,
  { request, cookies }: Caller,
  given: { email: string; password: string },
): Promise<boolean> {
  try {
    const { headers } = await auth.api.signInEmail({
      body: given,
      headers: request.headers,
      returnHeaders: true,
    });
    passOnCookies(headers, cookies);
    return true;
  } catch (cause) {
    if (cause instanceof APIError && cause.statusCode < 500) return false;
    throw cause;
  }
}

/** Ends the session and takes its cookie back. */
export async function signOut(auth: Auth, { request, cookies }: Caller): Promise<void> {
  const { headers } = await auth.api.signOut({ headers: request.headers, returnHeaders: true });
  passOnCookies(headers, cookies);
}

/** What is stored of a password: scrypt's hash, as better-auth compares it. */
export const hashPassword = async (auth: Auth, password: string): Promise<string> =>
  (await auth.$context).password.hash(password);
