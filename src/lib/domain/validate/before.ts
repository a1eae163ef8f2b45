// A unit's services beside those of the period before: levels that fell, counts that were copied,
// denominators that shrink while the share rises. Everything here marks, nothing refuses: each can be
// true. Pure; anyone may import it. The limits are our own judgement, chosen so that routine change
// passes; the page on the method states them.
import { compareTexts } from '../order.ts';
import type { Finding, Rule, WideFinding } from './rule.ts';
import type { ServiceRecord } from './service.ts';
import { SERVICE_RULES } from './service-rules.ts';
import { UNIT_RULES } from './unit-rules.ts';

/** What is compared of a service: all but its texts. */
export type ServiceBefore = Pick<
  ServiceRecord,
  'code' | 'level' | 'eligible' | 'received' | 'filedOnline' | 'handledOnline' | 'onTime'
>;

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

type Pair = readonly [now: ServiceBefore, before: ServiceBefore];

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

const hasDossiers = ({ received }: ServiceBefore): boolean => received > 0;

const countsEqual = (a: ServiceBefore, b: ServiceBefore): boolean =>
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

function tally(services: Iterable<ServiceBefore>): Tally {
  const sum: Tally = { services: 0, eligible: 0, atLevel4: 0, received: 0 };
  for (const { eligible, level, received } of services) {
    sum.services += 1;
    sum.eligible += eligible ? 1 : 0;
    sum.atLevel4 += level === 4 ? 1 : 0;
    sum.received += received;
  }
  return sum;
}

function shrinking(rule: Rule, whole: 'services' | 'eligible', now: Tally, before: Tally) {
  const lost = before[whole] - now[whole];
  const isSteep = lost >= SHRINKING_LEAST && lost > before[whole] * SHRINKING_PART;
  // Crosswise, so that no share is formed of a denominator that is 0.
  const rises = now.atLevel4 * before[whole] > before.atLevel4 * now[whole];
  if (!isSteep || !rises) return [];
  const field = whole === 'services' ? 'share_l4' : 'share_l4_eligible';
  const evidence = {
    denominator: now[whole],
    denominatorBefore: before[whole],
    numerator: now.atLevel4,
    numeratorBefore: before.atLevel4,
  };
  return [{ rule, field, evidence }];
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
 */
export function compareWithBefore(
  accepted: readonly { record: ServiceBefore; row: number }[],
  before: ReadonlyMap<string, ServiceBefore>,
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
  const wide: WideFinding[] = [
    ...shrinking(UNIT_RULES.shrinkingWhole, 'services', now, then),
    ...shrinking(UNIT_RULES.shrinkingEligible, 'eligible', now, then),
    ...notesOf(pairs),
  ];
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
