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
  serviceRow,
  smallSource,
  type Answer,
  type SmallPortal,
} from '../helpers/small-portal.ts';

const DAY_START = Date.parse('2020-04-15T00:00:00Z');
const MINUTE_MS = 60_000;
/** A healthy portal answers in so many pages, of one row each. */
const PAGES = 6;

export interface DeadDay {
  /** Requests that the dead received, by those that as many healthy ones received. */
  deadShare: number;
  /** Requests that were quick tries, by all requests. */
  retryShare: number;
  /** Slots of the healthy that were not done in the look in which they fell due. */
  staleSlots: number;
  healthySlots: number;
}

export interface DeadDayOptions {
  db: Db;
  /** Codes of units; the first `dead` of them have dead portals. */
  units: readonly string[];
  dead: number;
  /** A slot falls due every so many minutes, all day. */
  everyMinutes: number;
  hours: number;
}

interface Stand {
  portal: SmallPortal;
  source: SourceConfig;
}

const answerPages: Answer = (request, response) => {
  const { searchParams } = new URL(request.url ?? '', 'http://portal');
  const rows = [serviceRow(searchParams.get('page') ?? '')];
  sendJson(response, { period: searchParams.get('period'), total: PAGES, rows });
};

async function openStands({ units, dead, everyMinutes }: DeadDayOptions): Promise<Stand[]> {
  return Promise.all(
    units.map(async (unit, place) => {
      const portal = await openSmallPortal(
        place < dead ? (_request, response) => void response.destroy() : answerPages,
      );
      const source = smallSource(`stand-${unit}`, `p-${unit}`, portal.url, {
        schedule: `*/${everyMinutes} * * * *`,
        missedPolicy: 'latest',
        firstSlot: new Date(DAY_START).toISOString(),
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

/** Runs the day and tells what the dead cost. The database holds a catalogue and nothing else. */
export async function runDeadDay(options: DeadDayOptions): Promise<DeadDay> {
  const { db, dead, everyMinutes, hours } = options;
  const stands = await openStands(options);
  await upsertSources(db, parseSources(stands.map(({ source }) => source)));
  let now = new Date(DAY_START);
  const client = createPortalClient({ now: () => now, random: () => 0 });
  const ctx = {
    ...{ db, now: () => now, log: createLog('silent'), trace: () => undefined },
    signal: new AbortController().signal,
  };
  try {
    for (let minute = 0; minute < hours * 60; minute += everyMinutes) {
      now = new Date(DAY_START + minute * MINUTE_MS);
      await runDueSlots(ctx, { until: now, client, concurrency: 16 });
    }
    const asked = stands.map(({ portal }) => portal.asked.length);
    const healthy = asked.slice(dead);
    const deadRequests = sum(asked.slice(0, dead));
    const [staleSlots, healthySlots] = await countStale(db, stands.slice(dead));
    const deadTries = await countTries(db, stands.slice(0, dead));
    return {
      deadShare: deadRequests / ((sum(healthy) / healthy.length) * dead),
      retryShare: (deadRequests - deadTries) / sum(asked),
      staleSlots,
      healthySlots,
    };
  } finally {
    await Promise.all(stands.map(({ portal }) => portal.close()));
  }
}

/** Tries of the dead's slots, each of which gets no further than its first page. */
async function countTries(db: Db, stands: readonly Stand[]): Promise<number> {
  const ids = stands.map(({ source }) => source.id);
  const [row] = await db.sql<{ tries: number }[]>`
    select coalesce(sum(attempt), 0)::int as tries from job_run where source_id = any(${ids})`;
  return row?.tries ?? 0;
}
