// An answer that may be none, with the reason beside it. Types only; the gap's files import it.

/** What was asked, or null and why. */
export type Answered<Answer, Reason> =
  { answer: Answer; reason: null } | { answer: null; reason: Reason };

/** There is no answer. */
export const none = <Reason>(reason: Reason): { answer: null; reason: Reason } => ({
  answer: null,
  reason,
});
