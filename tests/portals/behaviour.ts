// How a portal behaves towards one request: the only place that decides whether it answers at all.
// Every stand-in asks here before it replies, so a choice of another kind (seeded faults by portal and
// time) replaces `chooseBehaviour` and touches nothing else.
import type { Figures } from './figures.ts';
import { hashOf } from './seeded.ts';

export type Behaviour =
  | 'answer'
  /** Closes the connection without a word. */
  | 'hang-up'
  /** HTTP 503. */
  | 'unavailable'
  /** Takes the request and never replies. */
  | 'silent';

/** What a portal was asked. */
export interface Asked {
  portal: string;
  period: string;
}

export type ChooseBehaviour = (asked: Asked) => Behaviour;

/** Every portal answers, but where the file says that a unit sent no report. */
export function behaviourOfFile(figures: Figures): ChooseBehaviour {
  const missing = new Set(
    figures.units
      .flatMap((unit) => figures.quartersOf(unit.code))
      .filter((quarter) => !quarter.reported)
      .map((quarter) => `portal-${quarter.unit} ${quarter.period}`),
  );
  return ({ portal, period }) => {
    if (!missing.has(`${portal} ${period}`)) return 'answer';
    // Of the thirteen, one never answers: each try there costs its whole time-out.
    const lot = hashOf('missing', portal, period) % 12;
    if (lot === 0) return 'silent';
    return lot % 2 === 0 ? 'hang-up' : 'unavailable';
  };
}
