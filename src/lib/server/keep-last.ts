// Keeps the last few answers that are dear to work out and never change. The server and loads of pages import it.

/**
 * Asks once for each key while its answer is among the last `most` that were asked for. What failed is
 * asked again.
 */
export function keepLast<Answer>(
  most: number,
): (key: string, ask: () => Promise<Answer>) => Promise<Answer> {
  const kept = new Map<string, Promise<Answer>>();
  return (key, ask) => {
    const answer = kept.get(key) ?? ask();
    kept.delete(key);
    kept.set(key, answer);
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    answer.catch(() => kept.get(key) === answer && kept.delete(key));
    return answer;
  };
}
