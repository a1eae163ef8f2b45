// The progress of runs as server-sent events, for staff. Ends with the session, and at shutdown.
import { problemResponse } from '#lib/server/http.ts';
import { requirePerson } from '#lib/server/access/guard.ts';
import { isStaff } from '#lib/server/access/person.ts';
import { readPersonAgain } from '#lib/server/access/session.ts';
import { getAuth, getDb, getRunEvents } from '#lib/server/web.ts';
import type { RequestHandler } from './$types';

const HEADERS = { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' };

/** Without a body: a stream that nobody reads would hold a place for ever. */
export const HEAD: RequestHandler = (event) => {
  requirePerson(event, 'see-gathering');
  return new Response(null, { headers: HEADERS });
};

export const GET: RequestHandler = async (event) => {
  requirePerson(event, 'see-gathering');
  const { request, url } = event;
  const isAllowed = async () => isStaff(await readPersonAgain(request, getAuth(), getDb()));
  const stream = await getRunEvents().follow(isAllowed);
  if (stream) return new Response(stream, { headers: HEADERS });
  const problem = {
    status: 503,
    code: 'too-many-followers',
    title: 'Too many follow the runs',
    detail: 'Reload the page now and then instead, or try again later.',
    headers: { 'retry-after': '60' },
  } as const;
  return problemResponse(problem, url.pathname);
};
