// Which slots are due: what the schedules say, less what the ledger says has run, by each source's
// policy for slots it missed. ledger.ts runs them; the scheduler asks whether a period is complete.
import { publishedPeriod } from '#lib/domain/roll-up.ts';
import type { Db } from '#lib/server/db/client.ts';
import { createHash } from 'node:crypto';
import type { SourceConfig } from '#lib/server/sources/source.ts';
import {
  readSlots,
  SCHEDULED,
  type RunTrigger,
  type Slot,
  type SlotState,
} from '#lib/server/store/runs.ts';
import { readSources, type RegisteredSource } from '#lib/server/store/sources.ts';
import { lastSlots, nextSlot, periodOfSlot, slotsUntil } from '#lib/server/sources/slots.ts';

/** A slot with the source that it asks. */
export interface DueSlot {
  source: SourceConfig & Partial<Pick<RegisteredSource, 'version'>>;
  slot: Slot;
}

export interface DueQuestion {
  /** Slots up to this moment are due. */
  until: Date;
  /** A slot this much older than `until` is a missed one. */
  graceMs: number;
  /** Sources of one moment start within this time of it, each at its own; at once where it is 0. */
  spreadMs: number;
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

/** The latest slot that the schedule put into the ledger: those before it are there as well. */
function lastBegun(known: readonly SlotState[]): Date | null {
  const times = known
    .filter(({ trigger }) => SCHEDULED.includes(trigger))
    .map(({ slotAt }) => slotAt.getTime());
  return times.length === 0 ? null : new Date(times.reduce((a, b) => Math.max(a, b)));
}

/**
 * Slots that are not in the ledger yet, at most 1,000: the oldest where all of them are run (the next
 * look goes on from there), the newest where the policy lets most of them go.
 */
function scheduledSlots(
  source: SourceConfig,
  known: readonly SlotState[],
  question: DueQuestion,
): DueSlot[] {
  const begun = new Set(known.map((row) => row.slotAt.getTime()));
  const find = source.missedPolicy === 'all' ? slotsUntil : lastSlots;
  const slots = find(source, { after: lastBegun(known), until: question.until });
  return slots
    .filter((slotAt) => !begun.has(slotAt.getTime()))
    .map((slotAt) => {
      const isLate = question.until.getTime() - slotAt.getTime() > question.graceMs;
      const trigger = question.trigger ?? (isLate ? 'missed' : 'schedule');
      const period = periodOfSlot(source, slotAt);
      const { id: sourceId, unit: unitId } = source;
      return { source, slot: { job: 'gather', sourceId, unitId, slotAt, period, trigger } };
    });
}

/** How long after its moment a source starts: the same each time, and any part of the spread. */
export function startDelayMs(sourceId: string, spreadMs: number): number {
  if (spreadMs <= 0) return 0;
  return createHash('sha256').update(sourceId).digest().readUInt32BE() % spreadMs;
}

/**
 * Slots that wait for another try while one before and one after them ask for the same period. Of a
 * source that is silent for long the first is tried to its end, which tells that it is down, and the
 * latest finds out whether it is back; those between would only pile up, as many as its schedule has.
 */
function findSuperseded(source: SourceConfig, due: readonly DueSlot[], waiting: readonly Slot[]) {
  if (source.missedPolicy === 'all') return [];
  const scheduled = due
    .map(({ slot }) => slot)
    .filter(({ trigger }) => SCHEDULED.includes(trigger));
  const byPeriod = Map.groupBy(scheduled, ({ period }) => period);
  const isBetween = ({ period, slotAt }: Slot): boolean => {
    const times = (byPeriod.get(period) ?? []).map((slot) => slot.slotAt.getTime());
    const at = slotAt.getTime();
    return times.some((time) => time < at) && times.some((time) => time > at);
  };
  return waiting.filter((slot) => SCHEDULED.includes(slot.trigger) && isBetween(slot));
}

function dueOfSource(source: RegisteredSource, known: readonly SlotState[], asked: DueQuestion) {
  if (source.pausedAt !== null) return { due: [], letGo: [], superseded: [] };
  const until = new Date(asked.until.getTime() - startDelayMs(source.id, asked.spreadMs));
  const question = { ...asked, until };
  const fresh = scheduledSlots(source, known, question);
  const isMissed = (slot: Slot): boolean =>
    question.until.getTime() - slot.slotAt.getTime() > question.graceMs;
  const { run, letGo } = applyPolicy(fresh, source, isMissed);
  // Slots begun include those that a person asked for, which stand in no schedule.
  const unfinished = known.filter(isUnfinished).map((row): DueSlot => ({ source, slot: row }));
  const due = [...unfinished, ...run];
  const waiting = known.filter(({ state }) => state === 'waiting');
  const superseded = findSuperseded(source, due, waiting);
  return {
    due: due.filter(({ slot }) => !superseded.some((each) => each === slot)),
    letGo: letGo.map(({ slot }) => slot),
    superseded,
  };
}

/** A source whose slots cannot be told, with what was thrown. */
export interface ScheduleFault {
  sourceId: string;
  error: unknown;
}

export interface DueSlots {
  due: DueSlot[];
  /** Slots that the policy does not run any more. */
  letGo: Slot[];
  /** Slots that wait between others which ask for the same. */
  superseded: Slot[];
  faults: ScheduleFault[];
}

/**
 * The slots that are due and unfinished, oldest first: those that never ran (as the source's policy
 * has it), those that wait for another try, and those that somebody holds. A source that is paused
 * has none. One whose schedule cannot be read is among the faults, and holds up no other.
 */
export async function findDueSlots(db: Db, question: DueQuestion): Promise<DueSlots> {
  const sources = await readSources(db, question.sources);
  const ids = sources.map((source) => source.id);
  const known = Map.groupBy(await readSlots(db, 'gather', ids), (row) => row.sourceId);
  const found: DueSlots = { due: [], letGo: [], superseded: [], faults: [] };
  for (const source of sources) {
    try {
      const { due, letGo, superseded } = dueOfSource(source, known.get(source.id) ?? [], question);
      found.due.push(...due);
      found.letGo.push(...letGo);
      found.superseded.push(...superseded);
    } catch (error) {
      found.faults.push({ sourceId: source.id, error });
    }
  }
  found.due.sort((a, b) => a.slot.slotAt.getTime() - b.slot.slotAt.getTime());
  return found;
}

/** A month belongs to its quarter as well. */
const withQuarter = (code: string): string[] => [code, publishedPeriod(code, 'quarter')];

/**
 * Periods of a series that more is to come for: a slot that asks for them is unfinished, or is the
 * next of its source. They are not published by themselves yet.
 */
export async function periodsInGathering(
  db: Db,
  seriesId: string,
  now: Date,
): Promise<Set<string>> {
  const { due, faults } = await findDueSlots(db, {
    until: now,
    graceMs: Number.MAX_SAFE_INTEGER,
    spreadMs: 0,
  });
  const periods = new Set(
    due
      .filter(({ source }) => source.series === seriesId)
      .flatMap(({ slot }) => withQuarter(slot.period)),
  );
  const lost = new Set(faults.map(({ sourceId }) => sourceId));
  for (const source of await readSources(db)) {
    if (source.series !== seriesId || source.pausedAt !== null || lost.has(source.id)) continue;
    const next = nextSlot(source, now);
    for (const code of next ? withQuarter(periodOfSlot(source, next)) : []) periods.add(code);
  }
  return periods;
}
