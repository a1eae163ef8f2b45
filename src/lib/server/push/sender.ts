// Who sends: the token of a request, and whether it may do what the request wants. Only the routes of
// the API that take tokens import it.
import type { Db } from '../db/client.ts';
import { findToken, type PushToken, type TokenScope } from '../store/tokens.ts';
import { pushProblem } from './problems.ts';

const BEARER = /^Bearer +([\x21-\x7e]{1,200}) *$/i;

/**
 * The token that a request shows.
 *
 * @throws ProblemError 401 where it shows none that is in use; 403 where it may not do this
 */
export async function requireToken(
  db: Db,
  request: Request,
  scope: TokenScope,
  now: Date,
): Promise<PushToken> {
  const header = request.headers.get('authorization');
  if (header === null) throw pushProblem(request, 'no-token');
  const secret = BEARER.exec(header)?.[1];
  const token = secret === undefined ? null : await findToken(db, secret, now);
  if (token === null) throw pushProblem(request, 'bad-token');
  if (!token.scopes.includes(scope)) throw pushProblem(request, 'no-scope', { scope });
  return token;
}
