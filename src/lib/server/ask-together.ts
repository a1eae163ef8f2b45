// Many askers, few questions: whoever asks while a question is under way shares the next one, so that
// none is told what was read before it asked. The server imports it.

/** Asks one at a time; all who come meanwhile share the question that follows. */
export function askTogether<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let underWay: Promise<unknown> = Promise.resolve();
  let next: Promise<Answer> | null = null;
  const begin = (): Promise<Answer> => {
    next = null;
    const asked = ask();
    underWay = asked;
    return asked;
  };
  return () => {
    next ??= underWay.then(begin, begin);
    return next;
  };
}
