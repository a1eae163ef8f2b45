// When a host is left in peace, and when it is tried again, on a clock that the test moves.
import { beforeEach, describe, expect, it } from 'vitest';
import { SourceError } from '../errors.ts';
import { BREAKER_DEFAULTS, createBreaker, type Breaker } from './breaker.ts';
import { failure, statusFailure } from './failures.ts';

const MINUTE_MS = 60_000;

let nowMs: number;
let breaker: Breaker;
beforeEach(() => {
  nowMs = Date.parse('2020-04-15T00:00:00Z');
  breaker = createBreaker(() => new Date(nowMs), BREAKER_DEFAULTS);
});

let asked = 0;
const fail = (error: Error = failure('refused')) =>
  breaker
    .run(() => {
      asked += 1;
      return Promise.reject(error);
    })
    .catch((thrown: unknown) => (thrown instanceof SourceError ? thrown.code : 'other'));
const succeed = () => breaker.run(() => Promise.resolve('reply'));
const leftMs = () =>
  succeed().then(
    () => 0,
    (error: unknown) => (error as SourceError).retryAfterMs,
  );

async function failTimes(times: number, error?: Error): Promise<void> {
  for (let i = 0; i < times; i += 1) await fail(error);
}

describe('a host', () => {
  it('is left in peace for half a minute after five failures in a row', async () => {
    await failTimes(5);
    asked = 0;
    expect(await fail()).toBe('breaker-open');
    expect(asked).toBe(0);
    nowMs += 29_000;
    expect(await leftMs()).toBe(30_000);
    nowMs += 1_000;
    expect(await succeed()).toBe('reply');
  });

  it('is not left in peace while an answer comes in between', async () => {
    await failTimes(4);
    await succeed();
    await failTimes(4);
    expect(await succeed()).toBe('reply');
  });

  it.each([
    ['an address that is not there', statusFailure(404, null)],
    ['a redirect', failure('redirect')],
    ['a web page in place of figures', failure('html')],
    ['what is no JSON', failure('not-json')],
    ['a file of another kind', failure('wrong-type')],
    ['a reply that is too large', failure('too-large')],
    ['a reply that swells beyond measure', failure('bomb')],
    ['a reply that cannot be unpacked', failure('bad-encoding')],
    ['an address that it may not be asked at', failure('not-allowed')],
    ['a stop of our own', new Error('stop')],
  ])('is not blamed for %s', async (_what, error) => {
    for (let i = 0; i < 20; i += 1) await fail(error);
    expect(await succeed()).toBe('reply');
  });

  it.each([
    ...(['connect-timeout', 'timeout', 'slow', 'refused', 'unknown-host', 'unreachable'] as const),
    ...(['tls', 'closed', 'bad-http', 'network', 'rate-limited'] as const),
  ])('is left in peace where each request ends with %s', async (code) => {
    await failTimes(5, failure(code));
    expect(await leftMs()).toBe(30_000);
  });

  it('is left in peace where it only says that it is broken', async () => {
    await failTimes(5, statusFailure(503, null));
    expect(await leftMs()).toBe(30_000);
  });

  it('stays on trial where the request that tries it never reaches it', async () => {
    await failTimes(5);
    nowMs += 30_000;
    await fail(failure('not-allowed'));
    expect(breaker.isOnTrial()).toBe(true);
  });

  it('is tried by one request at a time', async () => {
    await failTimes(5);
    nowMs += 30_000;
    const trial = Promise.withResolvers<string>();
    const first = breaker.run(() => trial.promise);
    expect(await fail()).toBe('breaker-open');
    trial.resolve('back');
    expect(await first).toBe('back');
    expect(await succeed()).toBe('reply');
  });

  it('may be tried again where the trial was stopped by us', async () => {
    await failTimes(5);
    nowMs += 30_000;
    await fail(new Error('stop'));
    expect(await succeed()).toBe('reply');
  });

  it('rests twice as long after each trial in vain, up to an hour', async () => {
    await failTimes(5);
    const rests: number[] = [];
    for (let minute = 0; minute < 60 * 6; minute += 0.5) {
      nowMs += 0.5 * MINUTE_MS;
      if ((await fail()) === 'refused') rests.push(minute + 0.5);
    }
    const pauses = rests.map((at, place) => at - (rests[place - 1] ?? 0));
    expect(pauses).toEqual([0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
  });

  it('is found on trial a quarter later, and starts afresh once it answers', async () => {
    await failTimes(5);
    nowMs += 91 * 24 * 60 * MINUTE_MS;
    expect(breaker.isOnTrial()).toBe(true);
    await succeed();
    expect(breaker.isOnTrial()).toBe(false);
    await failTimes(4);
    expect(await succeed()).toBe('reply');
  });
});
