// What a sender is told of a trial that comes to no end for a reason of ours, or that is too much: real
// children that crash or are too slow, and bodies that must not be read.
import { expect, it } from 'vitest';
import { api, ProblemError } from '#lib/server/http.ts';
import { createPushGate, PUSH_LIMITS } from '#lib/server/push/limits.ts';
import type { Admitted } from '#lib/server/push/receive.ts';
import { tryPush } from '#lib/server/push/try.ts';
import { parseSources } from '#lib/server/sources/source.ts';
import { pushBody, pushSource } from '../helpers/push-source.ts';
import { poisonousFile } from '../helpers/poisonable-tasks.ts';

const TASKS = new URL('../helpers/poisonable-tasks.ts', import.meta.url);
const NOW = new Date('2020-04-15T00:00:00Z');
const [SOURCE] = parseSources([pushSource('p-68')]);

function admitted(): Admitted {
  if (!SOURCE) throw new Error('there is no source');
  const times = { createdAt: NOW, expiresAt: NOW, revokedAt: null, lastUsedAt: null };
  const of = { sourceId: SOURCE.id, unitId: 'p-68', scopes: ['push' as const] };
  const token = { id: 'a', name: 'test', ...of, ...times };
  const about = { period: '2020-Q1', unitCode: '68', contentType: 'application/json' };
  const length = { isShorterMeant: false, lastListed: null };
  return { token, source: SOURCE, ...about, isCheck: true, ...length };
}

function requestOf(body: BodyInit, change: RequestInit = {}): Request {
  // A stream as a body is half a conversation; the types of the browser do not know that.
  const init = { method: 'POST', body, duplex: 'half', ...change } as RequestInit;
  return new Request('http://tiendo.test/', init);
}

/** A body of which nothing is ever sent; `pulls` tells how often it was asked for. */
function silentBody() {
  const asked = { pulls: 0 };
  const body = new ReadableStream({ pull: () => void (asked.pulls += 1) }, { highWaterMark: 0 });
  return { asked, body };
}

const problemOf = async (trial: Promise<unknown>) => {
  const refused = await trial.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(refused instanceof ProblemError)) throw refused;
  const { status, code, headers } = refused.problem;
  return { status, code, wait: Number(headers?.['retry-after']) };
};

const AGAIN = { status: 503, code: 'check-failed', wait: PUSH_LIMITS.checkAgainSeconds };

it.each([
  ['whose reader crashed', poisonousFile('throw'), {}],
  ['that was too slow to read', poisonousFile('loop'), { timeoutMs: 300 }],
  ['that got no process in time', pushBody(), { wholeMs: 1 }],
])('a trial %s says nothing about the body: 503, to be sent again', async (_, body, limits) => {
  const request = requestOf(body as Uint8Array<ArrayBuffer> | string);
  const trial = tryPush(createPushGate(), request, admitted(), { tasks: TASKS, ...limits });
  expect(await problemOf(trial)).toEqual(AGAIN);
});

it('too many bytes are refused by what the request announces, before one of them is read', async () => {
  const gate = createPushGate();
  await gate.checks.countBytes('a', PUSH_LIMITS.checkBytesPerHour);
  const { asked, body } = silentBody();
  const request = requestOf(body, { headers: { 'content-length': '1000' } });
  const refused = await problemOf(tryPush(gate, request, admitted()));
  expect(refused).toMatchObject({ status: 429, code: 'too-many-bytes' });
  expect(asked.pulls).toBe(0);
});

it('whoever hangs up leaves no failure of ours behind', async () => {
  const hangUp = new AbortController();
  const request = requestOf(silentBody().body, { signal: hangUp.signal });
  const answer = api(async (event) => {
    await tryPush(createPushGate(), event.request, admitted());
    return new Response();
  });
  const url = new URL(request.url);
  const answered = answer({ request, url } as Parameters<typeof answer>[0]);
  hangUp.abort();
  expect((await answered).status).toBe(499);
});
