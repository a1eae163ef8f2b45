// Where a unit's portal posts its rows. What is sent, and every answer, is documented at /data/push.
import { api } from '#lib/server/http.ts';
import { createPushGate, PUSH_LIMITS } from '#lib/server/push/limits.ts';
import { otherPushMethods } from '#lib/server/push/problems.ts';
import { receiptOf } from '#lib/server/push/receipt.ts';
import { receivePush } from '#lib/server/push/receive.ts';
import { getDb } from '#lib/server/web.ts';

const gate = createPushGate(PUSH_LIMITS.perMinute);

export const POST = api(async ({ request, params, url }) => {
  const world = { db: getDb(), gate, now: new Date() };
  const { intake, isNew } = await receivePush(world, request, params.source ?? '');
  const receipt = receiptOf(intake, url.origin);
  return new Response(JSON.stringify(receipt), {
    status: isNew ? 202 : 200,
    headers: {
      'cache-control': 'no-store',
      'content-type': 'application/json',
      location: receipt.statusUrl,
    },
  });
});

export const fallback = otherPushMethods(['POST', 'OPTIONS']);
