// Keeps the last few answers that are dear to work out and never change, works each out once for all who
// ask, and stops where nobody waits any more. The server and loads of pages import it.
import pLimit from 'p-limit';

/** So many wait already that nobody else is taken in; whoever asks later may be. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
}

/** Left out, nothing is held back. */
export interface KeepLimits {
  /** Answers worked on at once; others wait in turn. */
  atOnce?: number;
  /** Questions that may wait beside those; `BusyError` for the next. */
  mostWaiting?: number;
}

/** What one key is worked on for. */
interface UnderWay<Answer> {
  answer: Promise<Answer>;
  readers: number;
  stop: AbortController;
}

export interface Keep<Answer> {
  /**
   * The answer to a key, from `ask` where it is neither kept nor being worked out.
   *
   * @param ask may end where its signal says that nobody waits any more
   * @param signal of the one who asks; rejects with its reason where they go away
   * @throws BusyError where too many wait, and what `ask` throws: what failed is asked again
   */
  (key: string, ask: (gone: AbortSignal) => Promise<Answer>, signal?: AbortSignal): Promise<Answer>;
  /** What is kept already, without asking. */
  known: (key: string) => Answer | undefined;
  /** Whether it waits or is being worked out. */
  isUnderWay: (key: string) => boolean;
  /** Lets go of an answer, so that it is asked for again. */
  forget: (key: string) => void;
}

/** Asks once for each key while somebody waits or its answer is among the last `most` asked for. */
export function keepLast<Answer>(most: number, limits: KeepLimits = {}): Keep<Answer> {
  const { atOnce = Infinity, mostWaiting = Infinity } = limits;
  const lane = pLimit(atOnce);
  const kept = new Map<string, Answer>();
  const underWay = new Map<string, UnderWay<Answer>>();

  const store = (key: string, answer: Answer): Answer => {
    kept.delete(key);
    kept.set(key, answer);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return answer;
  };

  const begin = (key: string, ask: (gone: AbortSignal) => Promise<Answer>): UnderWay<Answer> => {
    if (underWay.size >= atOnce + mostWaiting) throw new BusyError('too many wait for answers');
    const stop = new AbortController();
    const answer = lane(async () => {
      // Whoever waited may have gone while others' work was done.
      stop.signal.throwIfAborted();
      return store(key, await ask(stop.signal));
    });
    const begun = { answer, readers: 0, stop };
    underWay.set(key, begun);
    const end = (): unknown => underWay.get(key) === begun && underWay.delete(key);
    answer.then(end, end);
    return begun;
  };

  const keep = async (...[key, ask, signal]: Parameters<Keep<Answer>>): Promise<Answer> => {
    signal?.throwIfAborted();
    if (kept.has(key)) return store(key, kept.get(key) as Answer);
    const one = underWay.get(key) ?? begin(key, ask);
    one.readers += 1;
    try {
      return await (signal ? unlessGone(one.answer, signal) : one.answer);
    } finally {
      one.readers -= 1;
      if (one.readers === 0) {
        // Who asks from now on is not answered by what is being stopped.
        if (underWay.get(key) === one) underWay.delete(key);
        one.stop.abort();
      }
    }
  };
  return Object.assign(keep, {
    known: (key: string) => kept.get(key),
    isUnderWay: (key: string) => underWay.has(key),
    forget: (key: string) => void kept.delete(key),
  });
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
