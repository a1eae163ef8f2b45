// The demo's own world: stand-ins for the portals of all units, and three years of quarters gathered
// from them with a clock of its own. demo and dev import it.
import { fileURLToPath } from 'node:url';
import type { JobContext } from '#lib/server/context.ts';
import { parseSources, type SourceConfig } from '#lib/server/sources/source.ts';
import { listReleases } from '#lib/server/store/releases.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { startChild } from './children.ts';
import { decideExpectedHold } from './demo-holds.ts';
import { makeCast } from './demo-people.ts';
import { findDueSlots, periodsInGathering } from './due.ts';
import { runDueSlots, type GatherProgress, type GatherReport } from './ledger.ts';
import { startProgress } from './progress.ts';
import { periodsToPublish, publishPeriod } from './publish.ts';
import { slotsUntil } from '#lib/server/sources/slots.ts';
import type { Stopping } from './stopping.ts';
import { watchSources } from './watch.ts';

const SERIES = 'dvc';
const PORTALS = fileURLToPath(new URL('../tests/portals/main.ts', import.meta.url));
/** A quarter is published ten days after it was gathered. */
const DAYS_TO_PUBLISH = 10;
const DAY_MS = 86_400_000;
/** What the guard holds is decided on the next morning. */
const DECIDED_AFTER_MS = DAY_MS / 2;

export interface DemoSources {
  /** Where the stand-ins list themselves and let a service be raised. */
  controlUrl: string;
  sources: SourceConfig[];
}

/**
 * Starts the stand-ins in a process of their own and registers them under today's addresses.
 *
 * @param faulty whether fifteen provinces get a second address that misbehaves
 */
export async function startPortals(
  ctx: JobContext,
  stopping: Stopping,
  faulty: boolean,
): Promise<DemoSources> {
  const portals = await startChild({
    name: 'the stand-ins of the portals',
    args: [PORTALS, '--mistakes', ...(faulty ? ['--faulty'] : [])],
    readyLine: /^Portals ready: /,
  });
  stopping.onStop(portals.stop);
  void portals.ended.then(stopping.stop);
  const controlUrl = portals.ready.replace(/^Portals ready: /, '').trim();
  const response = await fetch(new URL('sources', controlUrl), { signal: ctx.signal });
  const sources = parseSources(await response.json());
  await upsertSources(ctx.db, sources);
  return { controlUrl, sources };
}

/** The moments at which anything was due, oldest first. */
function momentsOf(sources: readonly SourceConfig[], until: Date): Date[] {
  const times = sources.flatMap((source) =>
    slotsUntil(source, { until }).map((at) => at.getTime()),
  );
  return [...new Set(times)].sort((a, b) => a - b).map((time) => new Date(time));
}

export interface GatherFigures {
  runs: number;
  rows: number;
  gatherMs: number;
}

/**
 * Gathers every quarter that is due as if it were the day on which it fell due, and publishes it ten
 * days later. Quarters that are there already are not asked for again, and nothing is published as of a
 * day before the last release: what a person gathered by hand meanwhile, and what a later version of the
 * demo brings into quarters that are long out, is published as of today. Sources are watched with the
 * same clock: who was silent, and until when, is part of the history.
 */
export async function gatherHistory(
  ctx: JobContext,
  sources: readonly SourceConfig[],
  origin: string,
): Promise<GatherFigures> {
  const total = { runs: 0, rows: 0, gatherMs: 0 };
  const releasedUntil = await lastReleasedAt(ctx);
  const { due } = await findDueSlots(ctx.db, { until: ctx.now(), graceMs: 0, spreadMs: 0 });
  const progress = startProgress(process.stderr);
  const show = ({ finished, rows, last }: GatherProgress): void =>
    progress.show({
      finished: total.runs + finished,
      due: due.length,
      rows: total.rows + rows,
      last,
    });
  try {
    for (const at of momentsOf(sources, ctx.now())) {
      if (due.some(({ slot }) => slot.slotAt.getTime() <= at.getTime())) {
        add(total, await gatherAt({ ...ctx, now: () => at }, show));
        await watchSources({ ...ctx, now: () => at }, { origin });
      }
      const published = new Date(at.getTime() + DAYS_TO_PUBLISH * DAY_MS);
      if (published > releasedUntil) await publishStale({ ...ctx, now: () => published });
      await decideHeld(ctx, new Date(published.getTime() + DECIDED_AFTER_MS));
    }
    await publishStale(ctx);
  } finally {
    progress.stop();
  }
  return total;
}

/** When the latest of the releases that are there became current; long ago where there is none. */
async function lastReleasedAt({ db }: JobContext): Promise<Date> {
  const releases = await listReleases(db, SERIES);
  return new Date(Math.max(0, ...releases.map(({ releasedAt }) => Date.parse(releasedAt))));
}

/** The person of the demo who decides has been there from its first day. */
async function decideHeld(ctx: JobContext, at: Date): Promise<void> {
  const { publisher } = await makeCast(ctx.db, at);
  await decideExpectedHold({ ...ctx, now: () => at }, publisher);
}

const gatherAt = (ctx: JobContext, onProgress: (progress: GatherProgress) => void) =>
  runDueSlots(ctx, { until: ctx.now(), clock: 'simulated', onProgress });

function add(total: GatherFigures, report: GatherReport): void {
  total.runs += report.due;
  total.rows += report.rows;
  total.gatherMs += report.durationMs;
}

/** Publishes what has changed as of a day of the past; as of today where something is out since. */
export async function publishPast(ctx: JobContext, at: Date): Promise<void> {
  const isOver = (await lastReleasedAt(ctx)) > at;
  await publishStale(isOver ? ctx : { ...ctx, now: () => at });
}

/** Publishes what has changed, but no quarter of which months are still to come. */
async function publishStale(ctx: JobContext): Promise<void> {
  const stale = await periodsToPublish(ctx, SERIES);
  const growing = stale.length === 0 ? null : await periodsInGathering(ctx.db, SERIES, ctx.now());
  for (const period of stale.filter((code) => !growing?.has(code))) {
    await publishPeriod(ctx, { seriesId: SERIES, period });
  }
}
