// The gatherer is killed at each of its named steps, in turn, and the publisher after it.
import { createLog } from '#lib/server/log.ts';
import type { Db } from '#lib/server/db/client.ts';
import { hashOf } from '#lib/server/publish/build.ts';
import { findReleaseId, readRelease } from '#lib/server/store/releases.ts';
import { readGatheredSeries } from '#lib/server/store/sources.ts';
import { periodsToPublish } from '../../../jobs/publish.ts';
import type { FaultCase } from '../case.ts';
import { killGatherer } from '../kill-gatherer.ts';

/** fetch, store raw, parse, merge (with its insert), figures, ledger, commit, what follows it, publish. */
const STEPS = [
  ...['fetch', 'store-reply', 'parse', 'validate', 'merge', 'observe'],
  ...['finish', 'commit', 'acknowledge', 'publish:write', 'publish:point'],
];
const KILLS_A_STEP = { slice: 2, full: 10 };
const UNITS = { slice: 3, full: 12 };

/** What is wrong with what was published: a period left out or published twice, a release not whole. */
async function publishingFaults(db: Db): Promise<string[]> {
  const now = new Date();
  const ctx = {
    ...{ db, now: () => now, log: createLog('error'), trace: () => undefined },
    signal: new AbortController().signal,
  };
  const faults: string[] = [];
  for (const seriesId of await readGatheredSeries(db)) {
    const left = await periodsToPublish(ctx, seriesId);
    faults.push(...left.map((period) => `${seriesId} ${period} is not published`));
  }
  const periods = await db.sql<{ seriesId: string; period: string; releases: number }[]>`
    select series_id as "seriesId", period, count(*)::int as releases from release group by 1, 2`;
  if (periods.length === 0) faults.push('nothing is published');
  for (const { releases, ...of } of periods) {
    const id = await findReleaseId(db, of);
    const release = id === null ? null : await readRelease(db, id);
    const isWhole = release !== null && hashOf(release) === release.hash;
    if (releases !== 1) faults.push(`${of.seriesId} ${of.period}: ${releases} releases`);
    if (!isWhole) faults.push(`${of.seriesId} ${of.period}: the release is not whole`);
  }
  return faults;
}

export const faultCase: FaultCase = {
  id: 'F2',
  title: 'kill -9 at each step of taking a reply in, and of publishing',
  limit: 'every step hit; violations 0; taken up again once a kill at most',
  async run(world, { full, seed }) {
    const { db, url, close } = await world.openDatabase('kill_at_steps');
    try {
      const each = full ? KILLS_A_STEP.full : KILLS_A_STEP.slice;
      const { violations, hits, inside } = await killGatherer({
        db,
        databaseUrl: url,
        portals: await world.portals(),
        kills: STEPS.length * each,
        seed,
        units: full ? UNITS.full : UNITS.slice,
        aims: STEPS,
        halts: true,
        maxDelayMs: 2,
        onKill: world.print,
      });
      violations.push(...(await publishingFaults(db)));
      violations.forEach((violation) => world.print(`  ${violation}`));
      const [row] = await db.sql<{ replays: number }[]>`
        select coalesce(sum(fence - 1), 0)::int as replays from job_run`;
      const replays = row?.replays ?? Number.NaN;
      const byStep = STEPS.map((step) => hits.filter((hit) => hit === step).length);
      return {
        ok: violations.length === 0 && replays <= inside && byStep.every((count) => count >= each),
        figure:
          `violations ${violations.length}; ${replays} tries again after ${hits.length} kills: ` +
          STEPS.map((step, place) => `${step} ${byStep[place]}`).join(', '),
      };
    } finally {
      await close();
    }
  },
};
