// The latest slots of a schedule and its next one, kept in memory until that next one comes: reading a
// cron text takes milliseconds, a page shows a hundred sources, and most of them share one schedule.
// The watch and the pages of sources import it.
import type { DueSlot } from '#lib/domain/incidents.ts';
import { STRIP_DAYS, STRIP_SLOTS } from '#lib/domain/source-strip.ts';
import { lastSlots, nextSlot, periodOfSlot } from './slots.ts';
import type { SourceConfig } from './source.ts';

export interface RecentSlots {
  /** All of the last ninety days, or the last twelve where those are more; oldest first. */
  slots: DueSlot[];
  /** Null where the schedule is over. */
  next: Date | null;
}

interface Kept extends RecentSlots {
  /** Good from this moment on, until the next slot. */
  from: Date;
}

const DAY_MS = 86_400_000;
/** A source that is asked every hour has this many slots in ninety days. */
const MOST_SLOTS = STRIP_DAYS * 24;
/** Schedules kept; far more than differ in any installation. */
const MOST_KEPT = 500;
const kept = new Map<string, Kept>();

/** Whatever slots and their periods hang on, and nothing else. */
const keyOf = (source: SourceConfig): string =>
  JSON.stringify([
    source.schedule,
    source.timeZone,
    source.firstSlot,
    source.lastSlot,
    source.frequency,
    source.reckoning,
  ]);

function readSlots(source: SourceConfig, now: Date): RecentSlots {
  const latest = lastSlots(source, { until: now }, STRIP_SLOTS + 1);
  const since = new Date(now.getTime() - STRIP_DAYS * DAY_MS);
  const [oldest] = latest;
  const isDense = latest.length > STRIP_SLOTS && oldest !== undefined && oldest > since;
  const slots = isDense
    ? lastSlots(source, { after: since, until: now }, MOST_SLOTS)
    : latest.slice(-STRIP_SLOTS);
  return {
    slots: slots.map((at) => ({ at, period: periodOfSlot(source, at) })),
    next: nextSlot(source, now),
  };
}

/** Throws where the schedule cannot be read. */
export function recentSlots(source: SourceConfig, now: Date): RecentSlots {
  const key = keyOf(source);
  const found = kept.get(key);
  if (found && found.from <= now && (found.next === null || now < found.next)) return found;
  const read = { ...readSlots(source, now), from: now };
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, read);
  return read;
}
