// Publishing that a person asks for, told line by line. The command line imports it.
import type { JobContext } from '#lib/server/context.ts';
import { UsageError } from '#lib/server/errors.ts';
import { readRunningSources } from '#lib/server/store/runs.ts';
import { readGatheredSeries } from '#lib/server/store/sources.ts';
import { periodsToPublish, publishPeriod } from './publish.ts';

export interface PublishRequest {
  /** By default every period that has changed since its last release. */
  period: string | undefined;
  print: (line: string) => void;
}

interface Subject {
  seriesId: string;
  period: string;
}

async function publishOrLeave(
  ctx: JobContext,
  { seriesId, period }: Subject,
  { period: asked, print }: PublishRequest,
): Promise<void> {
  const running = (await readRunningSources(ctx.db, { seriesId, period })).join(', ');
  if (running && asked !== undefined) {
    throw new UsageError(
      `${seriesId} ${period} is being gathered from ${running}. ` +
        'Publish it when that is over: "npm run jobs -- list" shows it.',
    );
  }
  if (running)
    return print(`${seriesId} ${period}: left for later, being gathered from ${running}`);
  const { outcome, rows } = await publishPeriod(ctx, { seriesId, period });
  print(`${seriesId} ${period}: ${outcome}, ${rows} rows`);
}

/**
 * Publishes, series by series, what has changed, or the one period that is asked for. A period that
 * is being gathered right now would be published by halves: it is left for later, or refused where
 * it was asked for.
 *
 * @throws UsageError where the period that is asked for cannot be published
 */
export async function publishByHand(ctx: JobContext, request: PublishRequest): Promise<void> {
  for (const seriesId of await readGatheredSeries(ctx.db)) {
    const periods =
      request.period === undefined ? await periodsToPublish(ctx, seriesId) : [request.period];
    if (periods.length === 0) request.print(`${seriesId}: nothing has changed`);
    for (const period of periods) await publishOrLeave(ctx, { seriesId, period }, request);
  }
}
