// Which periods have something to publish, on a real PostgreSQL: what was never published, what came or
// was corrected since, and what that changes in later periods.
import { describe, expect, it } from 'vitest';
import { inTransaction } from '#lib/server/db/client.ts';
import { listReleases } from '#lib/server/store/releases.ts';
import { periodsToPublish } from '../../jobs/publish.ts';
import { APRIL, JULY, MAY, share, smallSeries } from '../helpers/small-series.ts';

describe.each(['18', '15'] as const)('periods to publish on PostgreSQL %s', (server) => {
  const series = smallSeries(server);

  const due = (now: string) => periodsToPublish(series.at(now), 'dvc');
  const three = ['2019-Q4', '2020-Q1', '2020-Q2'];
  const recordAll = () =>
    series.record(APRIL, ...three.map((period) => share('p-01', period, [1, 10])));
  const publishAll = async (now: string) => {
    for (const period of await due(now)) await series.publish(now, period);
  };

  it('names what was never published, oldest first, and then nothing', async () => {
    await recordAll();
    expect(await due(APRIL)).toEqual(three);
    await publishAll(APRIL);
    expect(await due(APRIL)).toEqual([]);
  });

  it('publishes a correction and the later periods whose content it changes, no others', async () => {
    await recordAll();
    await publishAll(APRIL);
    await series.record(MAY, share('p-01', '2019-Q4', [2, 10]));
    expect(await due(MAY)).toEqual(three);
    await publishAll(MAY);
    expect(
      (await listReleases(series.db, 'dvc')).map((head) => [head.period, head.number]),
    ).toEqual([
      ['2020-Q2', 1],
      ['2020-Q1', 2],
      ['2020-Q1', 1],
      ['2019-Q4', 2],
      ['2019-Q4', 1],
    ]);
    expect(await due(MAY)).toEqual([]);
    expect(await due('2020-05-16T00:00:00Z')).toEqual([]);
  });

  it('leaves a release that what came since does not change, and looks at it once', async () => {
    await recordAll();
    await publishAll(APRIL);
    // Another source says the same of the unit, and is not the one that is taken.
    await series.record(MAY, { ...share('p-01', '2019-Q4', [1, 10]), sourceId: 'portal-p-01-b' });
    expect(await due(MAY)).toEqual(three);
    await publishAll(MAY);
    expect(await listReleases(series.db, 'dvc')).toHaveLength(3);
    expect(await due(MAY)).toEqual([]);
    expect(await due(APRIL)).toEqual([]);
    await series.record(JULY, share('p-01', '2020-Q1', [2, 10]));
    expect(await due(JULY)).toEqual(['2020-Q1', '2020-Q2']);
  });

  it('does not know what is recorded later', async () => {
    await recordAll();
    expect(await due('2020-04-14T00:00:00Z')).toEqual([]);
  });

  it('names a period that a figure came for, and all later ones', async () => {
    await recordAll();
    await publishAll(APRIL);
    await series.record(MAY, share('p-01', '2020-Q1', [2, 10]));
    expect(await due(APRIL)).toEqual([]);
    expect(await due(MAY)).toEqual(['2020-Q1', '2020-Q2']);
    await publishAll(MAY);
    expect(await due(MAY)).toEqual([]);
    expect((await series.current('2020-Q2'))?.rows[0]?.change).toBeCloseTo(-0.1, 12);
  });

  it('names a period of which a run was kept after its release was built', async () => {
    const run = await series.claim(APRIL);
    await series.record(APRIL, share('p-46', '2020-Q1', [5, 10]));
    await series.publish(MAY, '2020-Q1');
    expect(await due(MAY)).toEqual([]);
    await inTransaction(series.db, (tx) =>
      series.finish(tx, run, share('p-01', '2020-Q1', [1, 10])),
    );
    expect(await due(MAY)).toEqual(['2020-Q1']);
    await series.publish(MAY, '2020-Q1');
    expect(await series.shareOf01('2020-Q1')).toBe(0.1);
    expect(await due(MAY)).toEqual([]);
  });

  it('names a period whose predecessor was replaced', async () => {
    await recordAll();
    await publishAll(APRIL);
    await series.record(MAY, share('p-01', '2020-Q1', [2, 10]));
    await series.publish(MAY, '2020-Q1');
    await series.db.sql`update release set known_at = ${MAY} where period = '2020-Q2'`;
    expect(await due(MAY)).toEqual(['2020-Q2']);
  });
});
