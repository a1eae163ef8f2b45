// All portals at once: they fall due at one moment, and another time all are due in one look, as after
// a long silence. The test and the case beside import it.
import type { Db } from '#lib/server/db/client.ts';
import { createLog } from '#lib/server/log.ts';
import { createPortalClient } from '#lib/server/sources/fetch.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { runDueSlots } from '../../jobs/ledger.ts';
import { answerRows, openSmallPortal, serviceRow, smallSource } from '../helpers/small-portal.ts';

const SLOT_AT = Date.parse('2020-04-14T23:00:00Z');
const NEXT_SLOT_AT = Date.parse('2020-07-14T23:00:00Z');
const LOOK_MS = 5_000;

export interface AllBack {
  /** Time between the first and the last start, by the window that starts are spread over. */
  spreadShare: number;
  /** Requests under way at once, as the portals see it, when all are due in one look. */
  peak: number;
  requests: number;
}

/** @param units ids of units, each with a portal of its own; @param spreadMs the window */
export async function bringAllBack(
  db: Db,
  units: readonly string[],
  spreadMs: number,
): Promise<AllBack> {
  let now = new Date(SLOT_AT);
  let underWay = 0;
  const found: AllBack = { spreadShare: 0, peak: 0, requests: 0 };
  const starts: number[] = [];
  const portals = await Promise.all(
    units.map(() =>
      openSmallPortal((request, response) => {
        starts.push(now.getTime());
        underWay += 1;
        found.peak = Math.max(found.peak, underWay);
        response.once('close', () => (underWay -= 1));
        setImmediate(() => answerRows([serviceRow('1')])(request, response));
      }),
    ),
  );
  const sources = units.map((unit, place) =>
    smallSource(`back-${place}`, unit, portals[place]?.url ?? ''),
  );
  await upsertSources(db, sources);
  const client = createPortalClient({ now: () => now, random: () => 0 });
  const ctx = {
    ...{ db, now: () => now, log: createLog('silent'), trace: () => undefined },
    signal: new AbortController().signal,
  };
  const look = (): Promise<unknown> =>
    runDueSlots(ctx, { until: now, client, spreadMs, concurrency: 100 });
  try {
    for (let afterMs = 0; afterMs <= spreadMs; afterMs += LOOK_MS) {
      now = new Date(SLOT_AT + afterMs);
      await look();
    }
    found.spreadShare = (Math.max(...starts) - Math.min(...starts)) / spreadMs;
    found.peak = 0;
    now = new Date(NEXT_SLOT_AT + spreadMs);
    await look();
    return { ...found, requests: starts.length };
  } finally {
    await Promise.all(portals.map((portal) => portal.close()));
  }
}
