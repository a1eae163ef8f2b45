// The watch over sources: opens an incident where one is down or overdue, closes it when that is over,
// and writes to those who can do something about it. The scheduler looks once a minute.
import {
  endingOf,
  findTrouble,
  type Patience,
  type Trouble,
  type WatchedSource,
} from '#lib/domain/incidents.ts';
import type { JobContext } from '#lib/server/context.ts';
import { type Db, inTransaction } from '#lib/server/db/client.ts';
import { latestSlots, runsFrom, watchedOf } from '#lib/server/sources/watched.ts';
import {
  closeIncident,
  type Incident,
  openIncident,
  readOpenIncidents,
  readWatchedRuns,
} from '#lib/server/store/incidents.ts';
import { putMail } from '#lib/server/store/outbox.ts';
import { readPeople } from '#lib/server/store/people.ts';
import { type RegisteredSource, readSources } from '#lib/server/store/sources.ts';
import { closedMail, openedMail, type MailText } from './incident-mail.ts';

export interface WatchOptions {
  /** Scheme and host that people type; mail leads there. */
  origin: string;
  patience?: Patience;
}

export interface WatchReport {
  opened: number;
  closed: number;
}

interface Watched {
  source: RegisteredSource;
  state: WatchedSource;
  trouble: Trouble | null;
}

/** Sources with their latest slots; one whose schedule cannot be read is left out. */
function withSlots(sources: readonly RegisteredSource[], { now, log }: JobContext) {
  return sources.flatMap((source) => {
    try {
      return { source, slots: latestSlots(source, now()) };
    } catch (err) {
      log.error({ err, source: source.id }, 'a schedule cannot be read');
      return [];
    }
  });
}

/** The sources in use, with what is wrong with each. */
async function readWatched(ctx: JobContext, patience?: Patience): Promise<Watched[]> {
  const now = ctx.now();
  const found = withSlots(await readSources(ctx.db), ctx);
  const wanted = found.flatMap(({ source, slots }) => {
    const from = runsFrom(source, slots);
    return from ? { sourceId: source.id, from } : [];
  });
  const runs = await readWatchedRuns(ctx.db, wanted);
  return found.map(({ source, slots }) => {
    const state = watchedOf(source, { slots, runs: runs.get(source.id) ?? [], now });
    return { source, state, trouble: findTrouble(state, now, patience) };
  });
}

/** Those who can do something about it: administrators, and who speaks for the unit. */
async function writeTo(
  tx: Db,
  { source, key, text }: { source: RegisteredSource; key: string; text: MailText },
  now: Date,
): Promise<void> {
  const concerned = (await readPeople(tx)).filter(({ roles }) =>
    roles.some(
      ({ role, unitId }) =>
        role === 'administrator' || (role === 'unit_reporter' && unitId === source.unit),
    ),
  );
  for (const person of concerned) {
    await putMail(tx, { ...text, key: `${key}:${person.id}`, to: person.email }, now);
  }
}

/** Opens an incident and writes of it; false where another scheduler was faster. */
async function open(
  { db, now }: JobContext,
  { source }: Watched,
  trouble: Trouble,
  origin: string,
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const id = await openIncident(tx, source, trouble, now());
    if (id === null) return false;
    const text = openedMail(source, trouble, origin);
    await writeTo(tx, { source, key: `incident:${id}:opened`, text }, now());
    return true;
  });
}

/** Closes an incident. That another fault took its place is told by the mail about that one. */
async function close(
  { db, now }: JobContext,
  { source, state, trouble }: Watched,
  incident: Incident,
  origin: string,
): Promise<boolean> {
  const ending = endingOf(state, trouble);
  return inTransaction(db, async (tx) => {
    if (!(await closeIncident(tx, incident, ending, now()))) return false;
    if (ending !== 'other-fault') {
      const text = closedMail(source, { incident, ending, at: now() }, origin);
      await writeTo(tx, { source, key: `incident:${incident.id}:closed`, text }, now());
    }
    return true;
  });
}

/**
 * Looks at every source once. Two schedulers that look at the same time open and close each incident
 * once, and write each mail once.
 */
export async function watchSources(
  ctx: JobContext,
  { origin, patience }: WatchOptions,
): Promise<WatchReport> {
  const report = { opened: 0, closed: 0 };
  const known = Map.groupBy(await readOpenIncidents(ctx.db), ({ sourceId }) => sourceId);
  for (const watched of await readWatched(ctx, patience)) {
    ctx.signal.throwIfAborted();
    const { source, trouble } = watched;
    const standing = known.get(source.id) ?? [];
    for (const incident of standing.filter(({ kind }) => kind !== trouble?.kind)) {
      if (await close(ctx, watched, incident, origin)) report.closed += 1;
    }
    if (trouble === null || standing.some(({ kind }) => kind === trouble.kind)) continue;
    if (await open(ctx, watched, trouble, origin)) report.opened += 1;
  }
  if (report.opened + report.closed > 0) ctx.log.info({ report }, 'incidents of sources changed');
  return report;
}
