// What became of something that a portal sent: for the token of its source alone.
import { api, readParameters, READ_ONLY } from '#lib/server/http.ts';
import { otherPushMethods, pushProblem } from '#lib/server/push/problems.ts';
import { outcomeOf } from '#lib/server/push/receipt.ts';
import { requireToken } from '#lib/server/push/sender.ts';
import { readIntake } from '#lib/server/store/intakes.ts';
import { getDb } from '#lib/server/web.ts';

export const GET = api(async ({ request, params, url }) => {
  readParameters(url, []);
  const token = await requireToken(getDb(), request, 'read', new Date());
  const intake = await readIntake(getDb(), params.number ?? '');
  // That another unit has such a receipt is nobody else's to know.
  if (intake === null || intake.sourceId !== token.sourceId || intake.unitId !== token.unitId) {
    throw pushProblem(request, 'unknown-receipt');
  }
  return new Response(JSON.stringify(outcomeOf(intake, url.origin)), {
    headers: { 'cache-control': 'no-store', 'content-type': 'application/json' },
  });
});

export const fallback = otherPushMethods(READ_ONLY);
