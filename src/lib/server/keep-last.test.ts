import { describe, expect, it } from 'vitest';
import { BusyError, keepLast, type KeepLimits } from './keep-last.ts';

/** Work that is done when the test says so, and ends where nobody waits. */
function slowWork() {
  const begun: string[] = [];
  const stopped: string[] = [];
  const doors = new Map<string, () => void>();
  const work = (key: string, signal: AbortSignal): Promise<string> => {
    begun.push(key);
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    doors.set(key, () => resolve(`made of ${key}`));
    signal.addEventListener('abort', () => {
      stopped.push(key);
      reject(signal.reason as Error);
    });
    return promise;
  };
  return { begun, stopped, work, finish: (key: string) => doors.get(key)?.() };
}

const staying = () => new AbortController().signal;
/** All that is due now has happened. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A question by key with its reader's signal, one worked on at a time. */
function inTurn(
  work: (key: string, signal: AbortSignal) => Promise<string>,
  limits: KeepLimits = { atOnce: 1 },
) {
  const keep = keepLast<string>(2, limits);
  return (key: string, signal?: AbortSignal) => keep(key, (gone) => work(key, gone), signal);
}

describe('keepLast', () => {
  it('asks once, and again for what fell out or failed', async () => {
    const keep = keepLast<string>(2);
    const asked: string[] = [];
    const ask = (key: string) =>
      keep(key, () => {
        asked.push(key);
        return asked.length === 1 ? Promise.reject(new Error('away')) : Promise.resolve(key);
      });
    await expect(ask('a')).rejects.toThrow('away');
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) expect(await ask(key)).toBe(key);
    expect(asked).toEqual(['a', 'a', 'b', 'c', 'b']);
  });

  it('works once for all who ask, and for the last few keys that were asked for', async () => {
    const { begun, work, finish } = slowWork();
    const ask = inTurn(work);
    const both = Promise.all([ask('a', staying()), ask('a', staying())]);
    await settled();
    finish('a');
    expect(await both).toEqual(['made of a', 'made of a']);
    for (const key of ['b', 'a', 'c', 'a', 'b']) {
      const answer = ask(key, staying());
      await settled();
      finish(key);
      expect(await answer).toBe(`made of ${key}`);
    }
    expect(begun).toEqual(['a', 'b', 'c', 'b']);
  });

  it('works on one key at a time', async () => {
    const { begun, work, finish } = slowWork();
    const ask = inTurn(work);
    const both = [ask('a', staying()), ask('b', staying())];
    await settled();
    expect(begun).toEqual(['a']);
    finish('a');
    await both[0];
    await settled();
    expect(begun).toEqual(['a', 'b']);
    finish('b');
    await both[1];
  });

  it('goes on while one reader waits, and stops as the last one goes away', async () => {
    const { begun, stopped, work, finish } = slowWork();
    const ask = inTurn(work);
    const [first, second] = [new AbortController(), new AbortController()];
    const answers = [ask('a', first.signal), ask('a', second.signal)];
    await settled();
    first.abort(new Error('gone'));
    await expect(answers[0]).rejects.toThrow('gone');
    expect(stopped).toEqual([]);
    second.abort(new Error('gone too'));
    await expect(answers[1]).rejects.toThrow('gone too');
    expect(stopped).toEqual(['a']);
    const again = ask('a', staying());
    await settled();
    finish('a');
    expect(await again).toBe('made of a');
    expect(begun).toEqual(['a', 'a']);
  });

  it('never begins what everybody stopped waiting for in the queue', async () => {
    const { begun, work, finish } = slowWork();
    const ask = inTurn(work);
    const reader = new AbortController();
    const [first, queued] = [ask('a', staying()), ask('b', reader.signal)];
    await settled();
    reader.abort(new Error('gone'));
    await expect(queued).rejects.toThrow('gone');
    finish('a');
    await first;
    await settled();
    expect(begun).toEqual(['a']);
  });

  it('asks again for what failed', async () => {
    let tries = 0;
    const ask = inTurn(() => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error('away')) : Promise.resolve('there');
    });
    await expect(ask('a', staying())).rejects.toThrow('away');
    expect(await ask('a', staying())).toBe('there');
  });

  it('takes in no more than may wait, and whoever comes when there is room again', async () => {
    const { begun, work, finish } = slowWork();
    const ask = inTurn(work, { atOnce: 1, mostWaiting: 1 });
    const reader = new AbortController();
    const [first, second] = [ask('a'), ask('b', reader.signal)];
    await settled();
    await expect(ask('c')).rejects.toThrow(BusyError);
    const again = ask('a');
    reader.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    const third = ask('c');
    finish('a');
    expect(await Promise.all([first, again])).toEqual(['made of a', 'made of a']);
    await settled();
    finish('c');
    expect(await third).toBe('made of c');
    expect(begun).toEqual(['a', 'c']);
  });

  it('tells without asking what is kept and what is under way', async () => {
    const { work, finish } = slowWork();
    const keep = keepLast<string>(2);
    expect([keep.known('a'), keep.isUnderWay('a')]).toEqual([undefined, false]);
    const answer = keep('a', (gone) => work('a', gone));
    await settled();
    expect([keep.known('a'), keep.isUnderWay('a')]).toEqual([undefined, true]);
    finish('a');
    await answer;
    expect([keep.known('a'), keep.isUnderWay('a')]).toEqual(['made of a', false]);
  });
});
