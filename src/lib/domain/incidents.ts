// Whether something is wrong with a source that people must be told of: it is down, or overdue. Pure;
// the scheduler's watch and the pages of sources import it.

/** A moment at which figures were due, and the period that they are about. */
export interface DueSlot {
  at: Date;
  period: string;
}

/** A run of the source, as the ledger has it. */
export interface WatchedRun {
  /** The slot it belongs to; of what is handed in, when it was received. */
  slotAt: Date;
  period: string;
  state: 'running' | 'waiting' | 'done' | 'failed' | 'skipped';
  trigger: string;
  /** The run's "now". */
  at: Date;
  errorCode: string | null;
}

export interface WatchedSource {
  /** The unit sends by itself; nobody is asked. */
  isHandedIn: boolean;
  isPaused: boolean;
  /** The schedule holds no slot any more. */
  isOver: boolean;
  /** The latest slots up to now, oldest first. */
  slots: readonly DueSlot[];
  /** Its runs since the first of these slots, in any order. */
  runs: readonly WatchedRun[];
}

/** How long after a slot nobody worries yet. */
export interface Patience {
  askedMs: number;
  /** For what units hand in themselves: people need days. */
  handedInMs: number;
}

const HOUR_MS = 3_600_000;
export const PATIENCE: Patience = { askedMs: 24 * HOUR_MS, handedInMs: 72 * HOUR_MS };

/**
 * `down` the source was asked and the slot was given up, or was tried in vain until then · `overdue`
 * nothing good has come, long after it was due: nobody sent it, or nobody asked.
 */
export type TroubleKind = 'down' | 'overdue';

export interface Trouble {
  kind: TroubleKind;
  /** The latest period that is lacking. */
  period: string;
  /** The first of the slots without a good reply. */
  since: Date;
  /** When it last answered well, among the runs at hand. */
  lastGoodAt: Date | null;
  /** What went wrong last, by the run's code; null where nothing was tried. */
  errorCode: string | null;
}

/** What is read again after a person's decision says nothing of the source itself. */
const isOfSource = ({ trigger }: WatchedRun): boolean => trigger !== 'correction';

/** Runs that may have met a slot: what is handed in counts for its period, however early it came. */
export const runsOf = (source: WatchedSource, slot: DueSlot): WatchedRun[] =>
  source.runs.filter(
    (run) =>
      isOfSource(run) && run.period === slot.period && (source.isHandedIn || run.slotAt >= slot.at),
  );

const byTime = (a: WatchedRun, b: WatchedRun): number => a.at.getTime() - b.at.getTime();

/** `pending` it is not known yet · `let-go` our own policy did not have it asked. */
type SlotOutcome = 'answered' | 'given-up' | 'late' | 'pending' | 'let-go';

function outcomeOf(
  source: WatchedSource,
  slot: DueSlot,
  { now, patience }: { now: Date; patience: Patience },
): SlotOutcome {
  const runs = runsOf(source, slot);
  if (runs.some(({ state }) => state === 'done')) return 'answered';
  if (!source.isHandedIn && runs.some(isGivenUp)) return 'given-up';
  if (runs.length > 0 && runs.every(({ state }) => state === 'skipped')) return 'let-go';
  const patienceMs = source.isHandedIn ? patience.handedInMs : patience.askedMs;
  return now.getTime() - slot.at.getTime() > patienceMs ? 'late' : 'pending';
}

/** A person who has a given-up slot tried again does not make it answer. */
const isGivenUp = ({ state, trigger }: WatchedRun): boolean =>
  state === 'failed' || (trigger === 'retry' && state !== 'done');

const lastGood = (source: WatchedSource): Date | null =>
  source.runs
    .filter((run) => isOfSource(run) && run.state === 'done')
    .toSorted(byTime)
    .at(-1)?.at ?? null;

/**
 * What is wrong with a source, or null where nothing is, or where it is not known yet. The latest slot
 * that is settled decides: a source that answers again is well, whatever it owes of old. One that is
 * paused, or whose schedule is over, has nothing wrong, since nobody expects anything of it.
 *
 * @example a slot given up in April and one answered in July: null in July; `down` since April before
 */
export function findTrouble(
  source: WatchedSource,
  now: Date,
  patience: Patience = PATIENCE,
): Trouble | null {
  if (source.isPaused || source.isOver) return null;
  const settled = source.slots
    .map((slot) => ({ slot, outcome: outcomeOf(source, slot, { now, patience }) }))
    .filter(({ outcome }) => outcome !== 'pending' && outcome !== 'let-go');
  const last = settled.at(-1);
  if (!last || last.outcome === 'answered') return null;
  const lastAnswered = settled.findLastIndex(({ outcome }) => outcome === 'answered');
  const first = settled[lastAnswered + 1] ?? last;
  return {
    kind: last.outcome === 'given-up' ? 'down' : 'overdue',
    period: last.slot.period,
    since: first.slot.at,
    lastGoodAt: lastGood(source),
    errorCode: runsOf(source, last.slot).toSorted(byTime).at(-1)?.errorCode ?? null,
  };
}

/** Why an incident is over. */
export const ENDINGS = ['answered', 'paused', 'schedule-over', 'other-fault'] as const;
export type Ending = (typeof ENDINGS)[number];

/** Why a source that was in trouble no longer is. */
export function endingOf(source: WatchedSource, trouble: Trouble | null): Ending {
  if (source.isPaused) return 'paused';
  if (source.isOver) return 'schedule-over';
  return trouble === null ? 'answered' : 'other-fault';
}
