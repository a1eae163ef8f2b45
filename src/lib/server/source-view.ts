// Every source as readers meet it: how it stands, since when, what happens next, and its recent past.
// The pages of sources and the API of sources import it.
import { type DueSlot, findTrouble, type WatchedRun } from '#lib/domain/incidents.ts';
import { type Strip, stripOf } from '#lib/domain/source-strip.ts';
import type { Db } from './db/client.ts';
import { type Cause, type Standing, standsAs, STANDINGS } from './source-standing.ts';
import { recentSlots } from './sources/recent-slots.ts';
import { isHandedIn, runsFrom, watchedOf } from './sources/watched.ts';
import { type Incident, readOpenIncidents, readWatchedRuns } from './store/incidents.ts';
import { readAllSeries } from './store/rules.ts';
import { readSourceStates, type SourceState } from './store/source-state.ts';
import { readSources, type RegisteredSource } from './store/sources.ts';

/** What happens next by itself, and when; null where nothing does. */
export type NextStep = { kind: 'retry' | 'slot'; at: Date } | null;

export interface SourceView extends SourceState {
  seriesId: string;
  standing: Standing;
  cause: Cause | null;
  incident: Incident | null;
  isHandedIn: boolean;
  pausedAt: Date | null;
  pausedReason: string | null;
  next: NextStep;
  strip: Strip;
  /** Whether its schedule holds no slot any more. */
  isOver: boolean;
  /** The moment that it is told as of: now, or when its schedule was over. */
  asOf: Date;
}

const NO_STRIP: Strip = { by: 'slot', marks: [] };
/**
 * Whether something is wrong with a source that goes on. A sending that was returned is no fault of
 * the source; of one whose schedule is over nobody expects anything once its incident is closed.
 */
export const isFailing = ({ standing, isOver, incident }: SourceView): boolean =>
  (standing === 'down' || standing === 'overdue') && (!isOver || incident !== null);

function nextOf({ lastRun }: SourceState, source: RegisteredSource, now: Date): NextStep {
  if (source.pausedAt !== null) return null;
  // What waits to be read for the first time is not tried again.
  if (lastRun?.state === 'waiting' && lastRun.nextAttemptAt && lastRun.errorCode !== null) {
    return { kind: 'retry', at: lastRun.nextAttemptAt };
  }
  const at = recentSlots(source, now).next;
  return at && { kind: 'slot', at };
}

/** Told as of now: it was no schedule of its own that ended. */
const retired = (state: SourceState, seriesId: string, asOf: Date): SourceView => ({
  ...state,
  ...{ seriesId, standing: 'retired', cause: null, incident: null },
  ...{ isHandedIn: isHandedIn(state), pausedAt: null, pausedReason: null, next: null },
  ...{ strip: NO_STRIP, isOver: false, asOf },
});

/**
 * The moment that the last schedule which is over ended: what is told of such sources is told as of
 * then. In a demonstration that is the end of its history.
 */
function endOf(sources: readonly RegisteredSource[], now: Date): Date {
  const ends = sources
    .filter((source) => source.lastSlot !== null && recentSlots(source, now).next === null)
    .map(({ lastSlot }) => Date.parse(lastSlot ?? ''));
  return ends.length === 0 ? now : new Date(Math.max(...ends));
}

/** A source in use, with the slots and the moment that it is seen from. */
interface Seen {
  source: RegisteredSource;
  isOver: boolean;
  asOf: Date;
  slots: DueSlot[];
}

/** By id. */
function seeSources(sources: readonly RegisteredSource[], now: Date): Map<string, Seen> {
  const end = endOf(sources, now);
  return new Map(
    sources.map((source) => {
      const { slots, next } = recentSlots(source, now);
      const isOver = next === null;
      return [source.id, { source, isOver, asOf: isOver ? end : now, slots }];
    }),
  );
}

/** What the database says beside the state itself. */
interface Beside {
  now: Date;
  runs: readonly WatchedRun[];
  incident: Incident | null;
}

function viewOf(
  state: SourceState,
  seriesId: string,
  { source, isOver, asOf, slots }: Seen,
  { now, runs, incident }: Beside,
): SourceView {
  const watched = watchedOf(source, { slots, runs, now: asOf });
  // What has just happened is told before the watch has looked.
  const trouble = findTrouble(watched, asOf) ?? incident;
  return {
    ...state,
    seriesId,
    ...standsAs(state, watched, trouble),
    incident,
    isHandedIn: watched.isHandedIn,
    pausedAt: source.pausedAt,
    pausedReason: source.pausedReason,
    next: nextOf(state, source, now),
    strip: stripOf(watched, asOf),
    isOver,
    asOf,
  };
}

/**
 * Sources as they stand, those at fault first.
 *
 * @param now the real time
 * @param seriesIds those of these series; of all where it is left out
 */
export async function readSourceViews(
  db: Db,
  now: Date,
  seriesIds?: readonly string[],
): Promise<SourceView[]> {
  const wanted = seriesIds ?? (await readAllSeries(db)).map(({ id }) => id);
  const [registered, incidents, ...states] = await Promise.all([
    readSources(db),
    readOpenIncidents(db),
    ...wanted.map((id) => readSourceStates(db, id)),
  ]);
  const seen = seeSources(registered, now);
  const since = [...seen.values()].flatMap(({ source, slots }) => {
    const from = runsFrom(source, slots);
    return from ? { sourceId: source.id, from } : [];
  });
  const runs = await readWatchedRuns(db, since);
  const views = wanted.flatMap((seriesId, at) =>
    (states[at] ?? []).map((state) => {
      const one = seen.get(state.id);
      if (!one) return retired(state, seriesId, now);
      const incident = incidents.find(({ sourceId }) => sourceId === state.id) ?? null;
      return viewOf(state, seriesId, one, { now, runs: runs.get(state.id) ?? [], incident });
    }),
  );
  return views.toSorted((a, b) => STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing));
}
