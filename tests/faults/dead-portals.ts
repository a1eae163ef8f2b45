// A simulated day in which some portals are dead: the same slots are run by the real ledger and client,
// look by look, on a clock that stands where it is put. The test and the case beside import it.
import type { Db } from '#lib/server/db/client.ts';
import { createLog } from '#lib/server/log.ts';
import { createPortalClient } from '#lib/server/sources/fetch.ts';
import { parseSources, type SourceConfig } from '#lib/server/sources/source.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { runDueSlots } from '../../jobs/ledger.ts';
import {
  openSmallPortal,
  sendJson,
  sendStatus,
  serviceRow,
  smallSource,
  type Answer,
  type SmallPortal,
} from '../helpers/small-portal.ts';

const DAY_START = Date.parse('2020-04-15T00:00:00Z');
const MINUTE_MS = 60_000;
/** Of the healthy, so many are as large as the dead; the others are small, so that the day is short. */
const LARGE = 3;
const SMALL_PAGES = 2;
/** What a silent portal is given, so that the day does not take a day. */
const SILENT_MS = 200;

export interface DeadDay {
  /** Requests that the dead received, by those that as many healthy ones of as many pages received. */
  deadShare: number;
  /** Requests that were quick tries, by all requests. */
  retryShare: number;
  /** Slots of the healthy that were not done in the look in which they fell due. */
  staleSlots: number;
  healthySlots: number;
  /** Time from when a slot of the healthy fell due until it was recorded, in ms: its mean over the day. */
  meanDelayMs: number;
}

export interface DeadDayOptions {
  db: Db;
  /** Codes of units, one a portal; the first `dead` of the portals are dead. */
  units: readonly string[];
  dead: number;
  /** A slot falls due every so many minutes, all day. */
  everyMinutes: number;
  /** The dead, and healthy ones as large, have so many pages, of one row each. */
  pages: number;
  hours: number;
}

interface Stand {
  portal: SmallPortal;
  source: SourceConfig;
}

/** The dead hang up, say nothing, or say that they are down. */
const DEATHS: readonly Answer[] = [
  (_request, response) => void response.destroy(),
  () => undefined,
  sendStatus(503),
];

const answerPages =
  (pages: number): Answer =>
  (request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://portal');
    const rows = [serviceRow(searchParams.get('page') ?? '')];
    sendJson(response, { period: searchParams.get('period'), total: pages, rows });
  };

function openStands({ units, dead, everyMinutes, pages }: DeadDayOptions): Promise<Stand[]> {
  return Promise.all(
    units.map(async (unit, place) => {
      const death = DEATHS[place % DEATHS.length];
      const isDead = place < dead && death !== undefined;
      const own = place < dead + LARGE ? pages : SMALL_PAGES;
      const portal = await openSmallPortal(isDead ? death : answerPages(own));
      const source = smallSource(`stand-${place}`, unit, portal.url, {
        schedule: everyMinutes === 60 ? '0 * * * *' : `*/${everyMinutes} * * * *`,
        missedPolicy: 'latest',
        firstSlot: new Date(DAY_START).toISOString(),
        ...(isDead && { timeoutMs: SILENT_MS }),
      });
      return { portal, source };
    }),
  );
}

const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);

/** Healthy slots that were finished as of a later look than the one in which they fell due. */
async function countStale(db: Db, healthy: readonly Stand[]): Promise<[number, number]> {
  const ids = healthy.map(({ source }) => source.id);
  const [row] = await db.sql<{ slots: number; stale: number }[]>`
    select count(*)::int as slots,
      count(*) filter (where state <> 'done' or as_of > slot_at)::int as stale
    from job_run where source_id = any(${ids})`;
  return [row?.stale ?? 0, row?.slots ?? 0];
}

/** Tries of the dead's slots, each of which gets no further than its first page. */
async function countTries(db: Db, stands: readonly Stand[]): Promise<number> {
  const ids = stands.map(({ source }) => source.id);
  const [row] = await db.sql<{ tries: number }[]>`
    select coalesce(sum(attempt), 0)::int as tries from job_run where source_id = any(${ids})`;
  return row?.tries ?? 0;
}

/** Works the day off, look by look; answers the delay of each slot of the healthy, in ms. */
async function runLooks(options: DeadDayOptions, healthy: ReadonlySet<string>): Promise<number[]> {
  const { db, everyMinutes, hours } = options;
  let now = new Date(DAY_START);
  const client = createPortalClient({ now: () => now, random: () => 0 });
  const ctx = {
    ...{ db, now: () => now, log: createLog('silent'), trace: () => undefined },
    signal: new AbortController().signal,
  };
  const delaysMs: number[] = [];
  for (let minute = 0; minute < hours * 60; minute += everyMinutes) {
    now = new Date(DAY_START + minute * MINUTE_MS);
    const begun = performance.now();
    await runDueSlots(ctx, {
      until: now,
      client,
      concurrency: 16,
      onProgress: ({ last }) => {
        if (healthy.has(last.subject)) delaysMs.push(performance.now() - begun);
      },
    });
  }
  return delaysMs;
}

/** Runs the day and tells what the dead cost. The database holds a catalogue and nothing else. */
export async function runDeadDay(options: DeadDayOptions): Promise<DeadDay> {
  const { db, dead } = options;
  const stands = await openStands(options);
  await upsertSources(db, parseSources(stands.map(({ source }) => source)));
  try {
    const ids = new Set(stands.slice(dead).map(({ source }) => source.id));
    const delaysMs = await runLooks(options, ids);
    const asked = stands.map(({ portal }) => portal.asked.length);
    const large = asked.slice(dead, dead + LARGE);
    const deadRequests = sum(asked.slice(0, dead));
    const [staleSlots, healthySlots] = await countStale(db, stands.slice(dead));
    const deadTries = await countTries(db, stands.slice(0, dead));
    return {
      deadShare: dead === 0 ? 0 : deadRequests / ((sum(large) / large.length) * dead),
      retryShare: (deadRequests - deadTries) / sum(asked),
      staleSlots,
      healthySlots,
      meanDelayMs: sum(delaysMs) / delaysMs.length,
    };
  } finally {
    await Promise.all(stands.map(({ portal }) => portal.close()));
  }
}
