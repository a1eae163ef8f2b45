// Which slots are due: what the schedules say, less what the ledger says has run, by each source's
// policy for slots it missed. ledger.ts runs them; the scheduler asks whether a period is complete.
import type { Db } from '#lib/server/db/client.ts';
import type { SourceConfig } from '#lib/server/sources/source.ts';
import { readSlots, type RunTrigger, type Slot, type SlotState } from '#lib/server/store/runs.ts';
import { readSources } from '#lib/server/store/sources.ts';
import { nextSlot, periodOfSlot, slotsUntil } from './slots.ts';

/** A slot with the source that it asks. */
export interface DueSlot {
  source: SourceConfig;
  slot: Slot;
}

export interface DueQuestion {
  /** Slots up to this moment are due. */
  until: Date;
  /** A slot this much older than `until` is a missed one. */
  graceMs: number;
  /** What the slots are said to be set off by; by default `schedule`, or `missed`. */
  trigger?: RunTrigger;
  /** Only these sources; all that are in use by default. */
  sources?: readonly string[];
}

const isUnfinished = ({ state }: SlotState): boolean => state === 'waiting' || state === 'running';

/** Which of the slots that never ran are run, and which are let go. */
function applyPolicy(slots: DueSlot[], source: SourceConfig, isMissed: (slot: Slot) => boolean) {
  const missed = slots.filter(({ slot }) => isMissed(slot));
  if (source.missedPolicy === 'all' || missed.length === 0) return { run: slots, letGo: [] };
  // The latest of all is run even when it was missed; a slot that is due now makes the missed stale.
  const latest = source.missedPolicy === 'latest' ? slots.at(-1) : undefined;
  const letGo = missed.filter((entry) => entry !== latest);
  return { run: slots.filter((entry) => !letGo.includes(entry)), letGo };
}

function scheduledSlots(source: SourceConfig, question: DueQuestion): DueSlot[] {
  return slotsUntil(source, question.until).map((slotAt) => {
    const isLate = question.until.getTime() - slotAt.getTime() > question.graceMs;
    const trigger = question.trigger ?? (isLate ? 'missed' : 'schedule');
    const period = periodOfSlot(source, slotAt);
    const { id: sourceId, unit: unitId } = source;
    return { source, slot: { job: 'gather', sourceId, unitId, slotAt, period, trigger } };
  });
}

function dueOfSource(source: SourceConfig, known: readonly SlotState[], question: DueQuestion) {
  const begun = new Set(known.map((row) => row.slotAt.getTime()));
  const fresh = scheduledSlots(source, question).filter(
    ({ slot }) => !begun.has(slot.slotAt.getTime()),
  );
  const isMissed = (slot: Slot): boolean =>
    question.until.getTime() - slot.slotAt.getTime() > question.graceMs;
  const { run, letGo } = applyPolicy(fresh, source, isMissed);
  // Slots begun include those that a person asked for, which stand in no schedule.
  const unfinished = known.filter(isUnfinished).map((row): DueSlot => ({ source, slot: row }));
  return { due: [...unfinished, ...run], letGo: letGo.map(({ slot }) => slot) };
}

/**
 * The slots that are due and unfinished, oldest first: those that never ran (as the source's policy
 * has it), those that wait for another try, and those that somebody holds. `letGo` are slots that the
 * policy does not run any more.
 */
export async function findDueSlots(
  db: Db,
  question: DueQuestion,
): Promise<{ due: DueSlot[]; letGo: Slot[] }> {
  const sources = await readSources(db, question.sources);
  const ids = sources.map((source) => source.id);
  const known = Map.groupBy(await readSlots(db, 'gather', ids), (row) => row.sourceId);
  const found = sources.map((source) => dueOfSource(source, known.get(source.id) ?? [], question));
  return {
    due: found
      .flatMap(({ due }) => due)
      .sort((a, b) => a.slot.slotAt.getTime() - b.slot.slotAt.getTime()),
    letGo: found.flatMap(({ letGo }) => letGo),
  };
}

/**
 * Periods of a series that more is to come for: a slot that asks for them is unfinished, or is the
 * next of its source. They are not published by themselves yet.
 */
export async function periodsInGathering(
  db: Db,
  seriesId: string,
  now: Date,
): Promise<Set<string>> {
  const { due } = await findDueSlots(db, { until: now, graceMs: Number.MAX_SAFE_INTEGER });
  const periods = new Set(
    due.filter(({ source }) => source.series === seriesId).map(({ slot }) => slot.period),
  );
  for (const source of await readSources(db)) {
    const next = source.series === seriesId ? nextSlot(source, now) : null;
    if (next) periods.add(periodOfSlot(source, next));
  }
  return periods;
}
