// A unit's services beside those of the period before: levels that fell, counts that were copied,
// denominators that shrink while the share rises. Everything here marks, nothing refuses: each can be
// true. Pure; anyone may import it. The limits are our own judgement, chosen so that routine change
// passes; the page on the method states them.
import { compareTexts } from '../order.ts';
import type { ServiceFigures } from '../service-count.ts';
import type { Finding, Rule, WideFinding } from './rule.ts';
import type { ServiceRecord } from './service.ts';
import { SERVICE_RULES } from './service-rules.ts';
import { UNIT_RULES } from './unit-rules.ts';

/** What is compared of a service: all but its texts. */
export type ServiceBefore = ServiceFigures & Pick<ServiceRecord, 'code'>;

/** Part of the services with dossiers that may repeat every count of the period before. */
export const COPIED_PART = 0.95;
/** With fewer services than that, equal counts are chance. */
export const COPIED_LEAST = 5;
/** Dossiers of a period after which none at all is odd. */
export const BUSY_DOSSIERS = 50;
/** By how much of itself, and by how many, a denominator may fall in one period. */
export const SHRINKING_PART = 0.1;
export const SHRINKING_LEAST = 5;
/** Levels gained in one period that are worth a note. */
const LEAP = 2;

/** Codes named in a note; how many there are is told in full. */
const MOST_CODES = 20;

type Pair = readonly [now: ServiceBefore, before: ServiceFigures];

/** One note for all services of which something holds, so that a busy period is no flood of them. */
function noteOf(
  rule: Rule,
  pairs: readonly Pair[],
  holds: (...pair: Pair) => boolean,
): WideFinding[] {
  const codes = pairs.filter((pair) => holds(...pair)).map(([{ code }]) => code);
  if (codes.length === 0) return [];
  const named = codes.sort(compareTexts).slice(0, MOST_CODES).join(', ');
  return [{ rule, field: null, evidence: { services: codes.length, codes: named } }];
}

const notesOf = (pairs: readonly Pair[]): WideFinding[] => [
  ...noteOf(UNIT_RULES.levelsLeapt, pairs, (now, before) => now.level - before.level >= LEAP),
  ...noteOf(UNIT_RULES.eligibleWithdrawn, pairs, (now, before) => before.eligible && !now.eligible),
];

const hasDossiers = ({ received }: ServiceFigures): boolean => received > 0;

const countsEqual = (a: ServiceFigures, b: ServiceFigures): boolean =>
  a.received === b.received &&
  a.filedOnline === b.filedOnline &&
  a.handledOnline === b.handledOnline &&
  a.onTime === b.onTime;

interface Tally {
  services: number;
  eligible: number;
  atLevel4: number;
  received: number;
}

function tally(services: Iterable<ServiceFigures>): Tally {
  const sum: Tally = { services: 0, eligible: 0, atLevel4: 0, received: 0 };
  for (const { eligible, level, received } of services) {
    sum.services += 1;
    sum.eligible += eligible ? 1 : 0;
    sum.atLevel4 += level === 4 ? 1 : 0;
    sum.received += received;
  }
  return sum;
}

/** Findings of the period before that nobody has decided on yet: their evidence, by the rule's id. */
export type Doubted = ReadonlyMap<string, WideFinding['evidence']>;
/** Rules that go on comparing with what stood before they first found anything. */
export const DOUBTING_RULES: readonly string[] = [
  UNIT_RULES.shrinkingWhole.id,
  UNIT_RULES.shrinkingEligible.id,
];

interface Counts {
  denominator: number;
  numerator: number;
}

/** The counts to compare with: of the period before, or what that one was compared with itself. */
function countsBefore(counts: Counts, doubted: WideFinding['evidence'] | undefined): Counts {
  const { denominatorBefore: denominator, numeratorBefore: numerator } = doubted ?? {};
  const isKnown = typeof denominator === 'number' && typeof numerator === 'number';
  return isKnown ? { denominator, numerator } : counts;
}

const countsOf = (whole: 'services' | 'eligible', tallied: Tally): Counts => ({
  denominator: tallied[whole],
  numerator: tallied.atLevel4,
});

function shrinking(rule: Rule, field: string, now: Counts, before: Counts): WideFinding[] {
  const lost = before.denominator - now.denominator;
  const isSteep = lost >= SHRINKING_LEAST && lost > before.denominator * SHRINKING_PART;
  // Crosswise, so that no share is formed of a denominator that is 0.
  const rises = now.numerator * before.denominator > before.numerator * now.denominator;
  if (!isSteep || !rises) return [];
  const { denominator: denominatorBefore, numerator: numeratorBefore } = before;
  return [{ rule, field, evidence: { ...now, denominatorBefore, numeratorBefore } }];
}

/** A unit's denominators beside those of the period before, or beside the last that nobody doubts. */
function shrinkingWholes(now: Tally, before: Tally, doubted: Doubted): WideFinding[] {
  const { shrinkingWhole, shrinkingEligible } = UNIT_RULES;
  const compare = (rule: Rule, field: string, whole: 'services' | 'eligible') => {
    const then = countsBefore(countsOf(whole, before), doubted.get(rule.id));
    return shrinking(rule, field, countsOf(whole, now), then);
  };
  return [
    ...compare(shrinkingWhole, 'share_l4', 'services'),
    ...compare(shrinkingEligible, 'share_l4_eligible', 'eligible'),
  ];
}

/** How many services have dossiers now or had them before, and how many of them count alike. */
function compareCounts(pairs: readonly Pair[]): { compared: number; equal: number } {
  const busy = pairs.filter(([now, before]) => hasDossiers(now) || hasDossiers(before));
  return { compared: busy.length, equal: busy.filter((pair) => countsEqual(...pair)).length };
}

/**
 * What is odd about a unit's services beside the period before; nothing where there is none.
 *
 * @param accepted the rows that count, each with its place among the rows of the reply
 * @param before services in force in the period before, by code
 * @param doubted what was found in that period and waits for a person: a denominator that collapsed is
 * no measure for the next one before somebody has said that it is right
 */
export function compareWithBefore(
  accepted: readonly { record: ServiceBefore; row: number }[],
  before: ReadonlyMap<string, ServiceFigures>,
  doubted: Doubted = new Map(),
): { rows: Finding[]; wide: WideFinding[] } {
  if (before.size === 0 || accepted.length === 0) return { rows: [], wide: [] };
  const rows: Finding[] = [];
  const pairs: Pair[] = [];
  for (const { record, row } of accepted) {
    const then = before.get(record.code);
    if (!then) continue;
    pairs.push([record, then]);
    if (record.level < then.level)
      rows.push({ rule: SERVICE_RULES.levelFell, field: 'level', row });
  }
  const services = accepted.map(({ record }) => record);
  const [now, then] = [tally(services), tally(before.values())];
  const wide: WideFinding[] = [...shrinkingWholes(now, then, doubted), ...notesOf(pairs)];
  const { compared, equal } = compareCounts(pairs);
  if (compared >= COPIED_LEAST && equal >= compared * COPIED_PART) {
    wide.push({ rule: UNIT_RULES.copiedForward, field: null, evidence: { compared, equal } });
  }
  if (now.received === 0 && then.received >= BUSY_DOSSIERS) {
    const evidence = { received: 0, receivedBefore: then.received };
    wide.push({ rule: UNIT_RULES.zeroAfterBusy, field: null, evidence });
  }
  return { rows, wide };
}
