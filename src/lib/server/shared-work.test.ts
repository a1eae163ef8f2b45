import { describe, expect, it } from 'vitest';
import { shareWork } from './shared-work.ts';

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

describe('shareWork', () => {
  it('works once for all who ask, and for the last few keys that were asked for', async () => {
    const { begun, work, finish } = slowWork();
    const ask = shareWork(2, work);
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
    const ask = shareWork(2, work);
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
    const ask = shareWork(2, work);
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
    const ask = shareWork(2, work);
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
    const ask = shareWork(2, () => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error('away')) : Promise.resolve('there');
    });
    await expect(ask('a', staying())).rejects.toThrow('away');
    expect(await ask('a', staying())).toBe('there');
  });
});
