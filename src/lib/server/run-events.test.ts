// Following runs: everybody is told, nobody holds up the others, and it ends when it must.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunProgress } from '#lib/domain/run-progress.ts';
import { createRunEvents, FOLLOW_DEFAULTS } from './run-events.ts';

const PROGRESS: RunProgress = {
  runId: 'r',
  sourceId: 's',
  period: '2020-Q1',
  step: 'fetch',
  pages: 1,
  rows: 2,
  at: '2020-04-15T00:00:00Z',
};
const yes = () => Promise.resolve(true);

function world(limits: Partial<typeof FOLLOW_DEFAULTS> = {}) {
  const told: ((progress: RunProgress) => void)[] = [];
  const ended = vi.fn(() => Promise.resolve());
  const events = createRunEvents(
    (onProgress) => {
      told.push(onProgress);
      return Promise.resolve(ended);
    },
    { ...FOLLOW_DEFAULTS, ...limits },
  );
  const follow = async (isAllowed = yes) => {
    const stream = await events.follow(isAllowed);
    if (!stream) throw new Error('nobody may follow');
    const reader = stream.getReader();
    const decoder = new TextDecoder();
    const read = async () => {
      const { done, value } = await reader.read();
      return { done, value: decoder.decode(value) };
    };
    await read();
    return { read, cancel: () => reader.cancel() };
  };
  return { events, follow, ended, told, tell: () => told[0]?.(PROGRESS) };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('following runs', () => {
  it('tells everybody over one listening connection', async () => {
    const { follow, told, tell } = world();
    const readers = [await follow(), await follow(), await follow()];
    expect(told).toHaveLength(1);
    tell();
    for (const reader of readers) {
      const { value } = await reader.read();
      expect(value).toBe(`event: progress\ndata: ${JSON.stringify(PROGRESS)}\n\n`);
    }
  });

  it('is for a bounded number, and a place that is left is free again', async () => {
    const { events, follow } = world({ mostFollowers: 2 });
    const first = await follow();
    await follow();
    expect(await events.follow(yes)).toBeNull();
    await first.cancel();
    await expect(follow()).resolves.toBeDefined();
  });

  it('gives a sign of life, and ends for whoever may not follow any more', async () => {
    const { follow } = world({ heartbeatMs: 1_000 });
    const may = vi.fn(yes);
    const [staying, leaving] = [await follow(), await follow(may)];
    await vi.advanceTimersByTimeAsync(1_000);
    for (const reader of [staying, leaving]) {
      expect(await reader.read()).toMatchObject({ value: ': alive\n\n' });
    }
    may.mockRejectedValue(new Error('the database is away'));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await staying.read()).toMatchObject({ done: false });
    await leaving.read();
    expect(await leaving.read()).toMatchObject({ done: true });
  });

  it('cuts off who does not read, so that nothing piles up', async () => {
    const { events, tell } = world({ mostWaiting: 3, mostFollowers: 1 });
    const stream = await events.follow(yes);
    for (let at = 0; at < 5; at += 1) tell();
    const chunks: unknown[] = [];
    for await (const chunk of stream ?? []) chunks.push(chunk);
    expect(chunks).toHaveLength(3);
    expect(await events.follow(yes)).not.toBeNull();
  });

  it('tries to listen again after it could not', async () => {
    const listen = vi
      .fn()
      .mockRejectedValueOnce(new Error('away'))
      .mockResolvedValue(() => Promise.resolve());
    const events = createRunEvents(listen);
    await expect(events.follow(yes)).rejects.toThrow('away');
    expect(await events.follow(yes)).not.toBeNull();
  });

  it('ends for all at shutdown, and for good', async () => {
    const { events, follow, ended } = world();
    const reader = await follow();
    await events.close();
    expect(await reader.read()).toMatchObject({ done: true });
    expect(ended).toHaveBeenCalledOnce();
    expect(await events.follow(yes)).toBeNull();
  });
});
