// The rows of two releases, one beside the other. Types only; what is said of them is held in other files.
import type { Name } from './facts.ts';

/** A row of a release, as its rankings give it. */
export interface ReleasedRow {
  measure: string;
  group: string;
  unitId: string;
  score: number | null;
  numerator: number | null;
  denominator: number | null;
  qualifier: string;
  rank: number | null;
  state: string;
  target: string;
  reason: string;
  name: Name;
  /** Who said the figure, which version of it, and why it was revised. */
  source: string;
  version: string;
  revision: string;
}
export interface ReleasedRows {
  id: string;
  number: number;
  period: string;
  rows: readonly ReleasedRow[];
}
/** What can be ranked, in the order of the catalogue; nodes of indices behind. */
export interface Measure {
  code: string;
  name: Name;
  isNode: boolean;
  /** What it is: a share, a yes or no, a score. */
  kind: string;
}

export type Kind =
  'figure' | 'appeared' | 'silent' | 'entered' | 'left' | 'absence' | 'around' | 'same';

/** A unit on one measure in both releases. */
export interface Pair {
  measure: string;
  then: ReleasedRow | undefined;
  now: ReleasedRow | undefined;
  kind: Kind;
}
