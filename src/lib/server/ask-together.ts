// Many askers, few questions: whoever asks while a question is under way shares the next one, so that
// none is told what was read before it asked. The server imports it.
import { setImmediate } from 'node:timers/promises';

/**
 * Asks one at a time; all who come meanwhile share the question that follows, as do those who come in the
 * same turn of the event loop.
 */
export function askTogether<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let underWay: Promise<unknown> = Promise.resolve();
  let next: Promise<Answer> | null = null;
  const turn = (): Promise<void> => setImmediate();
  const begin = (): Promise<Answer> => {
    next = null;
    const asked = ask();
    underWay = asked;
    return asked;
  };
  return () => {
    next ??= underWay.then(turn, turn).then(begin);
    return next;
  };
}
