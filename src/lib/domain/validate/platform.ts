// What a national platform says of one unit in one period, and the rules it must keep to. Anyone may
// import it; the gatherer applies it to every row of a platform's reply.
import type { Measure } from '../indicator.ts';
import { shareOf } from '../observation.ts';
import type { MissingReason } from '../missing.ts';
import { PLATFORM_RULES } from './platform-rules.ts';
import { readCount } from './read.ts';
import { type Fault, isRejected } from './rule.ts';

/** One figure as it came, unchecked: two counts, or a value as such. */
export interface RawFigure {
  indicator: string;
  measure: Measure;
  counts: { numerator: unknown; denominator: unknown } | null;
  value: unknown;
  qualifier: unknown;
}

/** A figure that may be recorded: a value, or the reason why there is none. */
export interface Figure {
  indicator: string;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  missing: MissingReason | null;
  qualifier: string | null;
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null;

function readValue(raw: RawFigure, faults: Fault[]): number {
  const { value, measure, indicator: field } = raw;
  if (measure === 'count') return readCount(value, field, faults);
  if (measure === 'flag') {
    if (value === 0 || value === 1) return value;
    if (typeof value === 'boolean') return value ? 1 : 0;
    faults.push({ rule: PLATFORM_RULES.flag, field });
    return Number.NaN;
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    faults.push({ rule: PLATFORM_RULES.number, field });
    return Number.NaN;
  }
  if (measure === 'share' && (value < 0 || value > 1)) {
    faults.push({ rule: PLATFORM_RULES.share, field });
  }
  return value;
}

function readQualifier(raw: RawFigure, faults: Fault[]): string | null {
  if (isAbsent(raw.qualifier) || raw.qualifier === '') return null;
  if (raw.qualifier === '>') return '>';
  faults.push({ rule: PLATFORM_RULES.qualifier, field: raw.indicator });
  return null;
}

const NOTHING = {
  value: null,
  numerator: null,
  denominator: null,
  missing: null,
  qualifier: null,
} as const;

function readShare(
  raw: RawFigure,
  counts: { numerator: unknown; denominator: unknown },
  faults: Fault[],
): Figure {
  const numerator = readCount(counts.numerator, raw.indicator, faults);
  const denominator = readCount(counts.denominator, raw.indicator, faults);
  if (numerator > denominator) {
    faults.push({ rule: PLATFORM_RULES.partAboveWhole, field: raw.indicator });
  }
  return {
    ...NOTHING,
    indicator: raw.indicator,
    ...shareOf(numerator, denominator),
    numerator,
    denominator,
    qualifier: readQualifier(raw, faults),
  };
}

/**
 * Checks one figure. What the reply leaves out is missing, `not-reported`; what breaks a rule is
 * null, with the rules it broke.
 *
 * @returns `value` as a fraction for shares, 0 or 1 for flags, else the number itself
 */
export function checkFigure(raw: RawFigure): { figure: Figure | null; faults: Fault[] } {
  const { counts, indicator } = raw;
  const faults: Fault[] = [];
  if (counts) {
    const lacking = [counts.numerator, counts.denominator].filter(isAbsent).length;
    if (lacking === 2)
      return { figure: { ...NOTHING, indicator, missing: 'not-reported' }, faults };
    if (lacking === 1) {
      return { figure: null, faults: [{ rule: PLATFORM_RULES.halfShare, field: indicator }] };
    }
    const figure = readShare(raw, counts, faults);
    return { figure: isRejected(faults) ? null : figure, faults };
  }
  if (isAbsent(raw.value))
    return { figure: { ...NOTHING, indicator, missing: 'not-reported' }, faults };
  const value = readValue(raw, faults);
  const qualifier = readQualifier(raw, faults);
  const figure = { ...NOTHING, indicator, value, qualifier };
  return { figure: isRejected(faults) ? null : figure, faults };
}
