// Where a unit's portal posts its rows, or tries what would become of them. What is sent, and every
// answer, is documented at /data/push.
import { api } from '#lib/server/http.ts';
import { createPushGate } from '#lib/server/push/limits.ts';
import { otherPushMethods } from '#lib/server/push/problems.ts';
import { receiptOf, trialOf } from '#lib/server/push/receipt.ts';
import { admitPush, receivePush } from '#lib/server/push/receive.ts';
import { tryPush } from '#lib/server/push/try.ts';
import { getDb } from '#lib/server/web.ts';

const gate = createPushGate();

const answer = (body: object, status: number, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'cache-control': 'no-store', 'content-type': 'application/json', ...headers },
  });

export const POST = api(async ({ request, params, url }) => {
  const world = { db: getDb(), gate, now: new Date() };
  const admitted = await admitPush(world, request, params.source ?? '');
  if (admitted.isCheck) {
    return answer(trialOf(await tryPush(gate, request, admitted), admitted), 200);
  }
  const { intake, isNew } = await receivePush(world, request, admitted);
  const receipt = receiptOf(intake, url.origin);
  return answer(receipt, isNew ? 202 : 200, { location: receipt.statusUrl });
});

export const fallback = otherPushMethods(['POST', 'OPTIONS']);
