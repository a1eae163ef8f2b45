// Whether this process can answer: 200 where its database does, 503 where it does not. For whatever
// watches the process: also when the scheduler last did its work. Says nothing that is not public.
import { answers } from '#lib/server/db/client.ts';
import { api, otherMethods, ProblemError, readParameters } from '#lib/server/http.ts';
import { readLastLook } from '#lib/server/store/looks.ts';
import { getDb } from '#lib/server/web.ts';

const PATIENCE_MS = 2000;

/** A database that hangs is as good as none. */
async function answersInTime(): Promise<boolean> {
  const timeout = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => timeout.resolve(false), PATIENCE_MS);
  try {
    return await Promise.race([answers(getDb()), timeout.promise]);
  } finally {
    clearTimeout(timer);
  }
}

export const GET = api(async ({ url }) => {
  readParameters(url, []);
  if (await answersInTime()) {
    const scheduler = { lastLookAt: await readLastLook(getDb(), 'gathering') };
    return Response.json({ status: 'ok', scheduler }, { headers: { 'cache-control': 'no-store' } });
  }
  throw new ProblemError({
    status: 503,
    code: 'database-away',
    title: 'The database does not answer',
    detail: 'Pages cannot be served until it does.',
  });
});

export const fallback = otherMethods;
