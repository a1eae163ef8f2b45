// Work that is dear, never changes and several readers may ask for at once: done once for all of them,
// kept, and stopped when the last of them has gone.
import pLimit from 'p-limit';

/** What one key is worked on for. */
interface UnderWay<Answer> {
  answer: Promise<Answer>;
  readers: number;
  stop: AbortController;
}

/**
 * Asks `work` once for a key while somebody waits for it or its answer is among the last `most` that were
 * asked for. One key is worked on at a time. What failed is asked again.
 *
 * @param work must end where its signal says that nobody waits any more
 * @returns a question by key, which rejects with the signal's reason where its reader goes away
 */
export function shareWork<Answer>(
  most: number,
  work: (key: string, signal: AbortSignal) => Promise<Answer>,
): (key: string, signal: AbortSignal) => Promise<Answer> {
  const lane = pLimit(1);
  const kept = new Map<string, Answer>();
  const underWay = new Map<string, UnderWay<Answer>>();

  const keep = (key: string, answer: Answer): Answer => {
    kept.delete(key);
    kept.set(key, answer);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return answer;
  };

  const begin = (key: string): UnderWay<Answer> => {
    const stop = new AbortController();
    const answer = lane(async () => {
      // Whoever waited may have gone while others' work was done.
      stop.signal.throwIfAborted();
      return keep(key, await work(key, stop.signal));
    });
    const begun = { answer, readers: 0, stop };
    underWay.set(key, begun);
    const end = (): unknown => underWay.get(key) === begun && underWay.delete(key);
    answer.then(end, end);
    return begun;
  };

  return async (key, signal) => {
    signal.throwIfAborted();
    const done = kept.get(key);
    if (done !== undefined) return keep(key, done);
    const one = underWay.get(key) ?? begin(key);
    one.readers += 1;
    try {
      return await unlessGone(one.answer, signal);
    } finally {
      one.readers -= 1;
      if (one.readers === 0) {
        // Who asks from now on is not answered by what is being stopped.
        if (underWay.get(key) === one) underWay.delete(key);
        one.stop.abort();
      }
    }
  };
}

async function unlessGone<Answer>(answer: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  const gone = Promise.withResolvers<never>();
  const leave = (): void => gone.reject(signal.reason as Error);
  signal.addEventListener('abort', leave);
  try {
    return await Promise.race([answer, gone.promise]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
