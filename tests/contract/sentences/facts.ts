// What the API says of one unit and quarter, which sentences are held against. Imports nothing of the
// product.
export interface Name {
  vi: string;
  en: string;
}
export interface Ranked {
  unitId: string;
  name: Name;
  numerator: number | null;
  denominator: number | null;
  score: number;
  rank: number | null;
}
export interface Ranking {
  rows: Ranked[];
  unranked: { unitId: string; name: Name; reason: string | null }[];
}
/** A ranking by measure, quarter and group. */
export type Rankings = (measure: string, period: string, group: string) => Promise<Ranking>;

interface Part {
  factor: string;
  places: number;
  exact: { numerator: number; denominator: number };
}
export interface Explanation {
  from: { period: string } | null;
  to: { period: string };
  reason: string | null;
  move: { places: number; parts: Part[]; knownRank: number | null } | null;
  contributions:
    | {
        code: string;
        parent: string | null;
        depth: number;
        indicator: string | null;
        name: Name;
        score: number | null;
        weight: number;
        points: number;
        most: number | null;
        reason: string | null;
      }[]
    | null;
}

interface End {
  place: number;
  exact: boolean;
}
export interface Bounds {
  best: End;
  worst: End;
}
interface Span {
  low: number;
  median: number;
  high: number;
}
export interface Interval {
  interval:
    | (Span & {
        rank: number;
        shares: number[];
        byNormalisation: (Span & { normalisation: 'given' | 'minmax' | 'zscore' })[];
      })
    | null;
  reason: string | null;
  ranked: number;
  tier: { number: number; of: number; units: string[] } | null;
  bounds: Bounds | null;
  boundsReason: string | null;
  draws: { seed: number; count: number; weights: { assumed: boolean }[] } | null;
}

export interface Move {
  name: Name;
  path: { name: Name }[];
  counted: string;
  room: number;
  services: number | null;
  moving: number | null;
  movingRoom: number | null;
  cheapestOfPillar: boolean;
  sharesServices: boolean;
}
export interface Gap {
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  pace: { periods: number; numerator: number } | null;
  candidates: number | null;
  toTarget: {
    services: number;
    due: string;
    demand: number;
    state: string;
    retiring: number | null;
    onTrend: {
      services: number;
      denominator: number;
      perPeriod: number;
      overPeriods: number;
    } | null;
  } | null;
  toTargetReason: string | null;
  toNextRank: {
    services: number | null;
    rank: number;
    unit: { unitId: string; name: Name } | null;
    level: { unitId: string; name: Name }[];
    heldRank: number;
    moving: {
      services: number | null;
      period: string;
      unit: { name: Name } | null;
      heldRank: number;
    };
    moves: Move[] | null;
    raising: {
      services: number | null;
      moving: number | null;
      candidates: number;
      /** Codes of what is counted from services. */
      indicators: string[];
      /** Those to be raised, in their order. */
      named: { name: string }[];
    } | null;
    raisingReason: string | null;
  } | null;
  toNextRankReason: string | null;
}

interface Pace {
  pacePerPeriod: number;
  unitId: string;
  name: Name;
  from: string;
  to: string;
  lastDay: string;
  reachable: boolean;
  openSign: boolean;
}
export interface Forecast {
  value: number | null;
  target: { demand: number | null; due: string; duePeriod: string | null } | null;
  reason: string | null;
  forecast: {
    basis: 'trials' | 'pace';
    method: string;
    periodsAhead: number;
    value: number;
    pace: { perPeriod: number; periods: number };
    interval: { low: number; high: number } | null;
    probability: { value: number | null; bound: string } | null;
    backTest: {
      releases: number;
      forecasts: number;
      meanAbsoluteErrors: { method: string; meanError: number }[];
      coverage: { inside: number; of: number } | null;
    } | null;
  } | null;
  reach: { fastestOfGroup: Pace | null; fastestOfUnit: Pace | null } | null;
  past: {
    from: string;
    duePeriod: string;
    basis: 'trials' | 'pace';
    value: number;
    interval: { low: number; high: number } | null;
    came: number;
  }[];
}

export interface Signs {
  signs: {
    kind: string;
    period: string;
    measure: string | null;
    evidence: Record<string, number>;
    question: Name;
    dueOn: string;
    answer: { text: string; answeredAt: string } | null;
  }[];
}

interface Counted {
  value: number;
  numerator: number;
  denominator: number;
}
export interface Twins {
  since: string | null;
  demand: number | null;
  own: Counted | null;
  reason: string | null;
  twins: { unitId: string; name: Name | null; then: Counted; now: Counted; metIn: string }[];
  raised: {
    services: number;
    units: number;
    fields: { field: string; services: number }[];
  } | null;
}

/** The steps of the target on the share, and since when the unit is behind. */
export interface Promised {
  steps: {
    operator: string;
    value: number;
    baseline: string | null;
    due: string;
    state: string;
    judges: boolean;
    demand: number | null;
  }[];
  behindSince: { period: string; orBefore: boolean; unmeasured: number } | null;
}

export interface OwnFigure {
  measure: string;
  targetState: string;
  target: Promised | null;
  lastKnown: {
    period: string;
    value: number;
    numerator: number | null;
    denominator: number | null;
  } | null;
}
export interface Indicator {
  code: string;
  measure: string;
  name: Name;
}

/** What the first sentences of its page are made of. */
export interface TopFacts {
  unitId: string;
  name: Name;
  group: string;
  period: string;
  rankings: Rankings;
  gap: Gap;
  forecast: Forecast;
  promised: Promised | null;
  figures: OwnFigure[];
  indicators: Indicator[];
}

/** Everything told of a unit in a quarter. */
export interface Facts extends TopFacts {
  why: { share: Explanation; index: Explanation };
  interval: Interval;
  indexGap: Gap;
  signs: Signs;
  twins: Twins;
}
