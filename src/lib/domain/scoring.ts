// What the engine's parts hand to each other while one release is built. Internal to them.
import type { FigureBook } from './figures.ts';
import type { MeasureCode } from './indicator.ts';
import type { Period } from './period.ts';
import type { ReleaseContent, Rules, ScoreRow } from './release.ts';
import type { MemberUnit } from './unit.ts';

/** Everything one release is built from; no part of the engine looks at anything else. */
export interface Scoring {
  rules: Rules;
  period: Period;
  book: FigureBook;
  previous: ReleaseContent | null;
  /** ISO day. */
  releasedOn: string;
}

/**
 * Whether nothing is expected of a member: it offers no public services, and the series gathers
 * figures about them. A package's members are its owner's choice, and so are its reasons.
 */
export const isOutside = ({ rules }: Scoring, member: MemberUnit): boolean =>
  rules.series.kind === 'gathered' && !member.providesServices;

/** A row that says nothing yet: no figure, no score, no target. */
export const blankRow = (measure: MeasureCode, member: MemberUnit): ScoreRow => ({
  measure,
  groupId: member.groupId,
  unitId: member.id,
  value: null,
  numerator: null,
  denominator: null,
  score: null,
  rank: null,
  previousRank: null,
  change: null,
  changeReason: null,
  targetState: 'no_target',
  targetId: null,
  demand: null,
  missing: null,
  missingNote: null,
  periodsMissed: 0,
  lastKnown: null,
  status: null,
  qualifier: null,
  sourceId: null,
  runId: null,
  version: null,
  reason: null,
});
