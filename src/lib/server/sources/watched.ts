// A source as its watch sees it: the latest slots of its schedule and what the ledger says of them.
// The scheduler's watch imports it.
import type { DueSlot, WatchedRun, WatchedSource } from '#lib/domain/incidents.ts';
import type { RegisteredSource } from '../store/sources.ts';
import { recentSlots } from './recent-slots.ts';

/** Slots looked back at: silence that lasts longer is told from the first of them. */
const SLOTS = 8;
const DAY_MS = 86_400_000;
/** Handed in this long before its slot at most: a year's report as soon as the year is over. */
const EARLY_MS = 400 * DAY_MS;
/** The last slot of a schedule is worth an incident like any other, but not for ever. */
const OVER_AFTER_MS = 30 * DAY_MS;

/** Kinds that nobody is asked for. */
export const isHandedIn = ({ kind }: { kind: string }): boolean =>
  kind === 'push' || kind === 'xlsx-report';

/** The latest slots of a schedule up to now, oldest first. */
export const latestSlots = (source: RegisteredSource, now: Date): DueSlot[] =>
  recentSlots(source, now).slots.slice(-SLOTS);

/** From when on runs may have met these slots; null where there is no slot. */
export function runsFrom(source: RegisteredSource, slots: readonly DueSlot[]): Date | null {
  const [first] = slots;
  if (!first) return null;
  return isHandedIn(source) ? new Date(first.at.getTime() - EARLY_MS) : first.at;
}

const isOver = ({ lastSlot }: RegisteredSource, now: Date): boolean =>
  lastSlot !== null && now.getTime() - Date.parse(lastSlot) > OVER_AFTER_MS;

export const watchedOf = (
  source: RegisteredSource,
  { slots, runs, now }: { slots: readonly DueSlot[]; runs: readonly WatchedRun[]; now: Date },
): WatchedSource => ({
  isHandedIn: isHandedIn(source),
  isPaused: source.pausedAt !== null,
  isOver: isOver(source, now),
  slots,
  runs,
});
