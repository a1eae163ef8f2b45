// The last answers of the database, for while it is away. What public pages cannot do without asks
// through it.
import { setTimeout as pause } from 'node:timers/promises';
import { isDatabaseAway } from './db/client.ts';

/** Questions whose last answers are kept for when the database is away. */
const ANSWERS_KEPT = 200;

/** Nobody waits longer for the database where the last answer is at hand. */
const PATIENCE_MS = 2_000;
/** While the database is away, one asks it this often, and nobody else waits for it. */
const ASK_AGAIN_MS = 500;

/** Whether the database answered last, shared by all that ask it. */
interface Standing {
  /** By `performance.now()`; until then the last answers are given. 0 while it answers. */
  awayUntilMs: number;
  lapses: number;
}

export interface LastKnown {
  /** A question that is asked every time, and answered as the last time while the database is away. */
  <Question, Answer>(
    ask: (question: Question) => Promise<Answer>,
  ): (question: Question) => Promise<Answer>;
  /** How often so far a last answer stood in for a new one. */
  lapses: () => number;
}

/** Resolves with null where the database does not answer within our patience, or is away. */
async function unlessAway<Answer>(asked: Promise<Answer>): Promise<{ answer: Answer } | null> {
  const answered = asked.then(
    (answer) => ({ answer }),
    (error: unknown) => {
      if (isDatabaseAway(error)) return null;
      throw error;
    },
  );
  // What comes after we have turned away concerns nobody.
  answered.catch(() => undefined);
  return Promise.race([answered, pause(PATIENCE_MS, null, { ref: false })]);
}

/**
 * Makes questions that share one judgement of whether the database answers. Each asks it every time,
 * and gives the last answer while it is away: what was published stays published. Whoever asks while it
 * is known to be away waits for nothing, since a pool that cannot connect refuses those that wait one by
 * one. Rejects where nothing was answered before.
 */
export function createLastKnown(): LastKnown {
  const standing: Standing = { awayUntilMs: 0, lapses: 0 };
  return Object.assign(
    <Question, Answer>(ask: (question: Question) => Promise<Answer>) => lastKnown(ask, standing),
    { lapses: () => standing.lapses },
  );
}

function lastKnown<Question, Answer>(
  ask: (question: Question) => Promise<Answer>,
  standing: Standing,
): (question: Question) => Promise<Answer> {
  const answers = new Map<string, { answer: Answer }>();
  const keep = (key: string, found: { answer: Answer }): void => {
    answers.delete(key);
    answers.set(key, found);
    for (const oldest of answers.keys()) {
      if (answers.size <= ANSWERS_KEPT) break;
      answers.delete(oldest);
    }
  };
  return async (question) => {
    const key = JSON.stringify([question]);
    const known = answers.get(key);
    if (known === undefined) {
      const answer = await ask(question);
      keep(key, { answer });
      return answer;
    }
    if (performance.now() < standing.awayUntilMs) {
      standing.lapses += 1;
      return known.answer;
    }
    if (standing.awayUntilMs > 0) standing.awayUntilMs = performance.now() + ASK_AGAIN_MS;
    const found = await unlessAway(ask(question));
    standing.awayUntilMs = found ? 0 : performance.now() + ASK_AGAIN_MS;
    if (!found) standing.lapses += 1;
    keep(key, found ?? known);
    return (found ?? known).answer;
  };
}
