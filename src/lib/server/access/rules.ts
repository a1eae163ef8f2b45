// The one table of who may reach what, by route and method. The hook refuses every request that
// writes, and every page of the back rooms, for which no line stands here; a test walks src/routes and
// fails for a route without a line and for a line without a route.
//
// A new route is one line: its id as SvelteKit names it (the folder), each method that it answers
// besides public reading, and what that needs. All form actions of a page are its POST: an action that
// needs more than its page asks for it itself (requirePerson). Whether a person may act for *this*
// unit only the route knows, once it has found the unit: requirePerson(event, action, unitId).
import type { Action } from './person.ts';

/** `fallback` is SvelteKit's word for "all other methods". */
export type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'fallback';

/**
 * What a request needs: an act of the GRANTS, or
 * `anyone` nothing · `signed-in` any person · `push-token` a token, which the route checks itself ·
 * `only-refuses` nothing, since the route merely says that this method does not exist.
 */
export type Need = Action | 'anyone' | 'signed-in' | 'push-token' | 'only-refuses';

type Line = Readonly<Partial<Record<Verb, Need>>>;

/** Routes whose reading, too, needs a line. */
export const GUARDED = ['/admin', '/report', '/compare-list'];

const READ_ONLY: Line = { fallback: 'only-refuses' };

export const RULES: Readonly<Record<string, Line>> = {
  '/api': READ_ONLY,
  '/api/v1': READ_ONLY,
  '/api/v1/[...rest]': READ_ONLY,
  '/api/v1/compare': READ_ONLY,
  '/api/v1/compare.csv': READ_ONLY,
  '/api/v1/corrections': READ_ONLY,
  '/api/v1/indicators': READ_ONLY,
  '/api/v1/intakes/[number]': { GET: 'push-token', fallback: 'only-refuses' },
  '/api/v1/push/[source]': { POST: 'push-token', fallback: 'only-refuses' },
  '/api/v1/openapi.json': READ_ONLY,
  '/api/v1/procedures': READ_ONLY,
  '/api/v1/procedures/[procedure]': READ_ONLY,
  '/api/v1/promises': READ_ONLY,
  '/api/v1/promises.csv': READ_ONLY,
  '/api/v1/rankings/[measure]': READ_ONLY,
  '/api/v1/rankings/[measure]/editions': READ_ONLY,
  '/api/v1/rankings/[measure].csv': READ_ONLY,
  '/api/v1/rankings/[measure].xlsx': READ_ONLY,
  '/api/v1/releases': READ_ONLY,
  '/api/v1/releases/[release].zip': READ_ONLY,
  '/api/v1/releases/difference': READ_ONLY,
  '/api/v1/releases/difference.csv': READ_ONLY,
  '/api/v1/search': READ_ONLY,
  '/api/v1/signs': READ_ONLY,
  '/api/v1/signs.csv': READ_ONLY,
  '/api/v1/sources': READ_ONLY,
  '/api/v1/sources/[source]': READ_ONLY,
  '/api/v1/units': READ_ONLY,
  '/api/v1/units/[unit]': READ_ONLY,
  '/api/v1/units/[unit]/bridge': READ_ONLY,
  '/api/v1/units/[unit]/explanation': READ_ONLY,
  '/api/v1/units/[unit]/figures/[indicator]': READ_ONLY,
  '/api/v1/units/[unit]/figures/[indicator]/services.csv': READ_ONLY,
  '/api/v1/units/[unit]/forecast': READ_ONLY,
  '/api/v1/units/[unit]/gap': READ_ONLY,
  '/api/v1/units/[unit]/gap.csv': READ_ONLY,
  '/api/v1/units/[unit]/interval': READ_ONLY,
  '/api/v1/units/[unit]/past': READ_ONLY,
  '/api/v1/units/[unit]/plan': READ_ONLY,
  '/api/v1/units/[unit]/services': READ_ONLY,
  '/api/v1/units/[unit]/services.csv': READ_ONLY,
  '/api/v1/units/[unit]/services.xlsx': READ_ONLY,
  '/api/v1/units/[unit]/signs': READ_ONLY,
  '/api/v1/units/[unit]/twins': READ_ONLY,
  '/charts/[name].[format]': READ_ONLY,
  '/cards/[...page].png': READ_ONLY,
  '/corrections.csv': READ_ONLY,
  '/corrections/feed.xml': READ_ONLY,
  '/healthz': READ_ONLY,
  '/sources.csv': READ_ONLY,
  '/sources/feed.xml': READ_ONLY,

  '/compare-list': { GET: 'compare-list', POST: 'compare-list' },
  '/compare-list/recorded': { GET: 'compare-list' },
  '/compare-list/[number]': { GET: 'compare-list', POST: 'raise-dispute' },
  '/report': { GET: 'see-report', POST: 'hand-in-report' },
  '/report/[number]': { GET: 'see-report' },
  '/report/[number]/findings.csv': { GET: 'see-report' },
  '/report/[number]/original': { GET: 'see-gathering' },
  '/report/form': { GET: 'see-report' },

  '/sign-in': { POST: 'anyone' },
  '/sign-out': { POST: 'anyone' },
  '/invitations/[token]': { POST: 'anyone' },

  '/admin': { GET: 'enter-admin' },
  '/admin/disputes': { GET: 'decide-disputes', POST: 'decide-disputes' },
  '/admin/mail': { GET: 'manage-mail', POST: 'manage-mail' },
  '/admin/people': { GET: 'manage-people', POST: 'manage-people' },
  '/admin/quarantine': { GET: 'see-gathering', POST: 'decide-rows' },
  '/admin/quarantine/[finding]': { GET: 'see-gathering', POST: 'decide-rows' },
  '/admin/releases': { GET: 'decide-releases', POST: 'decide-releases' },
  '/admin/replies/[source]/[hash]': { GET: 'see-gathering' },
  '/admin/runs': { GET: 'see-gathering' },
  '/admin/runs/[run]': { GET: 'see-gathering', POST: 'steer-gathering' },
  '/admin/runs/events': { GET: 'see-gathering' },
  '/admin/signs': { GET: 'see-signs', POST: 'see-signs' },
  '/admin/sources': { GET: 'see-gathering' },
  '/admin/sources/[source]': { GET: 'see-gathering', POST: 'steer-gathering' },
  '/admin/sources/new': { GET: 'manage-sources', POST: 'manage-sources' },
  '/admin/trials/[run]': { GET: 'see-gathering' },
  '/admin/tokens': { GET: 'see-tokens', POST: 'manage-tokens' },
};

export const isGuarded = (route: string): boolean =>
  GUARDED.some((prefix) => route === prefix || route.startsWith(`${prefix}/`));

/**
 * What a request to a route needs; null where no line allows it, so that it is refused.
 *
 * @param rules the table; tests bring their own
 */
export function needOf(
  route: string,
  method: string,
  rules: Readonly<Record<string, Line>> = RULES,
): Need | null {
  const verb = method === 'HEAD' ? 'GET' : method;
  const line = Object.hasOwn(rules, route) ? rules[route] : undefined;
  const named = line && Object.hasOwn(line, verb) ? line[verb as Verb] : undefined;
  if (named) return named;
  if (verb === 'GET') return isGuarded(route) ? null : 'anyone';
  // A question about what is allowed; no route of ours does anything on it.
  if (verb === 'OPTIONS') return 'anyone';
  return line?.fallback ?? null;
}
