// A figure beside its own history, and beside what another source says of the same. Everything here
// marks and nothing refuses. Pure; anyone may import it.
import type { Measure } from '../indicator.ts';
import { compareTexts } from '../order.ts';
import type { WideFinding } from './rule.ts';
import { UNIT_RULES } from './unit-rules.ts';

/** A figure that is there; shares as fractions from 0 to 1. */
export interface KnownFigure {
  /** Code of the indicator. */
  indicator: string;
  measure: Measure;
  value: number;
}

export interface PastFigure {
  period: string;
  value: number;
}

/** Earlier figures without which no jump can be told. */
export const HISTORY_LEAST = 4;
/** Periods looked back upon. */
export const HISTORY_PERIODS = 8;
/** Modified z-score above which a change is odd. */
export const JUMP_SCORE = 3.5;
/** Changes up to here are never odd: shares in fractions, counts in natural logarithms (a doubling). */
const FLOOR: Readonly<Record<'share' | 'count' | 'score', number>> = {
  share: 0.2,
  count: Math.LN2,
  score: Math.LN2,
};
/** Turns a median absolute deviation into a standard deviation where values are normal. */
const NORMAL_MAD = 0.6745;
/** How far apart two sources may lie: shares in fractions, all others as a part of the larger. */
export const DISAGREE_SHARE = 0.005;
export const DISAGREE_PART = 0.01;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Counts and scores are compared by their ratio: what grows, grows by parts of itself. */
const onScale = (measure: Measure, value: number): number =>
  measure === 'share' ? value : Math.log1p(Math.max(0, value));

const changes = (values: readonly number[]): number[] =>
  values.slice(1).map((value, at) => value - (values[at] ?? Number.NaN));

/**
 * Whether a change lies further from the median of earlier changes than `JUMP_SCORE` modified
 * z-scores, and is larger than the floor of its measure. Robust: one odd period in the past neither
 * hides the next nor makes the ordinary ones look odd. Method: B. Iglewicz and D. Hoaglin, How to
 * Detect and Handle Outliers, ASQC 1993, as in the NIST/SEMATECH e-Handbook of Statistical Methods,
 * 1.3.5.17 (https://www.itl.nist.gov/div898/handbook/eda/section3/eda35h.htm).
 *
 * @param past oldest first; fewer than `HISTORY_LEAST` tell nothing
 */
export function isJump(measure: Measure, value: number, past: readonly number[]): boolean {
  if (measure === 'flag' || past.length < HISTORY_LEAST) return false;
  const scaled = past.map((each) => onScale(measure, each));
  const change = onScale(measure, value) - (scaled.at(-1) ?? Number.NaN);
  if (Math.abs(change) <= FLOOR[measure]) return false;
  const earlier = changes(scaled);
  const centre = median(earlier);
  const spread = median(earlier.map((each) => Math.abs(each - centre)));
  return NORMAL_MAD * Math.abs(change - centre) > JUMP_SCORE * spread;
}

/** A figure beside those of earlier periods, in any order. */
export function checkHistory(now: KnownFigure, past: readonly PastFigure[]): WideFinding[] {
  const ordered = [...past].sort((a, b) => compareTexts(a.period, b.period));
  const last = ordered.at(-1);
  if (!last) return [];
  const { indicator: field, measure, value } = now;
  const evidence = {
    value,
    before: last.value,
    periodBefore: last.period,
    history: ordered.map((each) => each.value),
  };
  if (measure === 'flag') {
    const isWithdrawn = last.value === 1 && value === 0;
    return isWithdrawn ? [{ rule: UNIT_RULES.flagWithdrawn, field, evidence }] : [];
  }
  const isOdd = isJump(measure, value, evidence.history);
  return isOdd ? [{ rule: UNIT_RULES.jump, field, evidence }] : [];
}

/** Whether two figures of one thing are further apart than counting on two days explains. */
function disagree(measure: Measure, one: number, other: number): boolean {
  const apart = Math.abs(one - other);
  if (measure === 'share') return apart > DISAGREE_SHARE;
  return apart > Math.max(Math.abs(one), Math.abs(other)) * DISAGREE_PART;
}

/** A figure beside what other sources say of the same unit, indicator and period. */
export function compareSources(
  now: KnownFigure,
  others: readonly { sourceId: string; value: number }[],
): WideFinding[] {
  return others
    .filter(({ value }) => disagree(now.measure, now.value, value))
    .sort((a, b) => compareTexts(a.sourceId, b.sourceId))
    .map(({ sourceId, value }) => ({
      rule: UNIT_RULES.disagree,
      field: now.indicator,
      evidence: { value: now.value, otherSource: sourceId, otherValue: value },
    }));
}
