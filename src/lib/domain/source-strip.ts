// The recent past of a source as a row of marks. A source that is asked by the month or the quarter has
// one mark a slot, twelve of them: ninety days would hold one to three. One that is asked more often has
// one mark a day, ninety of them. Pure; the pages and the API of sources import it.
import { type DueSlot, runsOf, type WatchedSource } from './incidents.ts';
import { hanoiDay } from './format.ts';

/**
 * `answered` · `failed` given up, or returned · `waiting` it goes on, or was due just now · `let-go`
 * our policy did not have it asked · `none-due` a day without a slot · `unknown` a slot passed of which
 * the ledger knows nothing: not measured, which is not the same as failed.
 */
export const STRIP_MARKS = [
  'answered',
  'failed',
  'waiting',
  'let-go',
  'none-due',
  'unknown',
] as const;
export type StripMark = (typeof STRIP_MARKS)[number];

export interface Strip {
  by: 'slot' | 'day';
  /** Oldest first; `of` is the slot's period, or the ISO day in Hà Nội. */
  marks: { of: string; mark: StripMark }[];
}

export const STRIP_DAYS = 90;
export const STRIP_SLOTS = 12;
const DAY_MS = 86_400_000;

/** What came of one slot. */
export function markOf(source: WatchedSource, slot: DueSlot, now: Date): StripMark {
  const runs = runsOf(source, slot);
  const has = (...states: string[]): boolean => runs.some(({ state }) => states.includes(state));
  if (has('done')) return 'answered';
  if (has('running', 'waiting')) return 'waiting';
  if (has('failed')) return 'failed';
  if (has('skipped')) return 'let-go';
  return now.getTime() - slot.at.getTime() < DAY_MS ? 'waiting' : 'unknown';
}

/** Of several slots of a day the gravest is shown. */
const GRAVITY: Record<StripMark, number> = {
  failed: 5,
  waiting: 4,
  unknown: 3,
  'let-go': 2,
  answered: 1,
  'none-due': 0,
};

const dayOf = (at: Date): string => hanoiDay(at.toISOString());

function byDay(source: WatchedSource, now: Date): Strip {
  const slots = Map.groupBy(source.slots, ({ at }) => dayOf(at));
  const marks = Array.from({ length: STRIP_DAYS }, (_, back) => {
    const of = dayOf(new Date(now.getTime() - (STRIP_DAYS - 1 - back) * DAY_MS));
    const found = (slots.get(of) ?? []).map((slot) => markOf(source, slot, now));
    const mark = found.reduce<StripMark>((a, b) => (GRAVITY[b] > GRAVITY[a] ? b : a), 'none-due');
    return { of, mark };
  });
  return { by: 'day', marks };
}

/**
 * The strip of a source whose slots of the last ninety days, or the last twelve where those are more,
 * are given.
 *
 * @param now the last day that is shown
 */
export function stripOf(source: WatchedSource, now: Date): Strip {
  const from = now.getTime() - STRIP_DAYS * DAY_MS;
  const recent = source.slots.filter(({ at }) => at.getTime() > from);
  if (recent.length > STRIP_SLOTS) return byDay(source, now);
  const marks = source.slots
    .slice(-STRIP_SLOTS)
    .map((slot) => ({ of: slot.period, mark: markOf(source, slot, now) }));
  return { by: 'slot', marks };
}
