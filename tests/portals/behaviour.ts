// How a portal behaves towards one request: the only place that decides whether it answers at all.
// Every stand-in asks here before it replies. What a behaviour looks like on the wire is misbehave.ts.
import type { Figures } from './figures.ts';
import { hashOf } from './seeded.ts';

/** Every behaviour, and what a gatherer meets. */
export const BEHAVIOURS = {
  answer: 'the reply that was asked for',
  'hang-up': 'the connection is closed without a word',
  unavailable: 'status 503',
  silent: 'the request is taken and never answered',
  reset: 'the connection is reset in the middle of the reply',
  drip: 'the reply comes at one byte a second',
  broken: 'status 500',
  'rate-limited': 'status 429 with Retry-After',
  'wrong-type': 'the reply as a table instead of JSON',
  endless: 'a body of 2 GB',
  bomb: 'a body of 2 MB that unpacks to 2 GB',
  'sign-in-page': 'a web page with status 200 that says it is JSON',
  truncated: 'JSON that ends in the middle',
  redirect: 'a redirect to the inside of the network',
  'wrong-period': 'the reply about the quarter before',
  'changing-totals': 'pages that disagree about how many rows there are',
  /** Only of a portal that was opened so: its address begins with https. */
  'bad-certificate': 'a certificate that nobody vouches for',
} as const;

export type Behaviour = keyof typeof BEHAVIOURS;

export const isBehaviour = (text: unknown): text is Behaviour =>
  typeof text === 'string' && Object.hasOwn(BEHAVIOURS, text);

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

/** Faults that any portal may show from one request to the next. */
export const FAULTS: readonly Behaviour[] = (Object.keys(BEHAVIOURS) as Behaviour[]).filter(
  (name) => name !== 'answer' && name !== 'bad-certificate',
);

/** Which of the faulty portals has the bad certificate: every fifteenth. */
export const hasBadCertificate = (place: number): boolean => place % 15 === 14;

/**
 * Faults of the faulty portals, drawn by portal and period: the same seed gives the same faults. In
 * one period the portals go through the faults one after the other, so that fourteen show them all.
 *
 * @param faulty ids of the faulty portals; all others behave as `otherwise` says
 */
export function behaviourOfSeed(
  faulty: readonly string[],
  seed: number,
  otherwise: ChooseBehaviour,
): ChooseBehaviour {
  const places = new Map(faulty.map((id, place) => [id, place]));
  return (asked) => {
    const place = places.get(asked.portal);
    if (place === undefined) return otherwise(asked);
    if (hasBadCertificate(place)) return 'bad-certificate';
    const turn = place + (hashOf('fault', seed, asked.period) % FAULTS.length);
    return FAULTS[turn % FAULTS.length] ?? 'answer';
  };
}

/** Behaviours that a person chose at the control address, over those that were planned. */
export interface Overrides {
  choose: ChooseBehaviour;
  /** Null takes the choice back. A choice without a period holds for every period. */
  set(portal: string, period: string | null, behaviour: Behaviour | null): void;
}

export function withOverrides(planned: ChooseBehaviour): Overrides {
  const chosen = new Map<string, Behaviour>();
  const keyOf = (portal: string, period: string | null): string => `${portal} ${period ?? ''}`;
  return {
    choose: (asked) =>
      chosen.get(keyOf(asked.portal, asked.period)) ??
      chosen.get(keyOf(asked.portal, null)) ??
      planned(asked),
    set(portal, period, behaviour) {
      if (behaviour === null) chosen.delete(keyOf(portal, period));
      else chosen.set(keyOf(portal, period), behaviour);
    },
  };
}
