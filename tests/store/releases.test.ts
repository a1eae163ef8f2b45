// Publishing on a real PostgreSQL: written whole, read back the same, pointed at, and found again as
// of a moment. Which periods are to be published stands in periods-to-publish.test.ts.
import { describe, expect, it } from 'vitest';
import { indicatorId } from '#lib/domain/indicator.ts';
import { periodOf } from '#lib/domain/period.ts';
import { inTransaction } from '#lib/server/db/client.ts';
import { UsageError } from '#lib/server/errors.ts';
import { draftRelease, hashOf } from '#lib/server/publish/build.ts';
import { readObservations } from '#lib/server/store/observations-read.ts';
import {
  listReleases,
  movePointer,
  readRelease,
  writeRelease,
} from '#lib/server/store/releases.ts';
import { readRules } from '#lib/server/store/rules.ts';
import { periodsToPublish, publishPeriod } from '../../jobs/publish.ts';
import { APRIL, JULY, MAY, share, smallSeries } from '../helpers/small-series.ts';

describe.each(['18', '15'] as const)('releases on PostgreSQL %s', (server) => {
  const series = smallSeries(server);

  const someoneWaits = async (): Promise<void> => {
    const [row] = await series.db.sql`select from pg_locks join pg_stat_activity using (pid)
      where not granted and datname = current_database() limit 1`;
    if (!row) await someoneWaits();
  };

  it('a release reads back as it was built, to the last bit', async () => {
    await series.record(APRIL, share('p-01', '2020-Q1', [1, 3]), share('p-46', '2020-Q1', [2, 7]));
    const draft = await draftRelease(series.db, {
      seriesId: 'dvc',
      period: '2020-Q1',
      now: new Date(APRIL),
    });
    await inTransaction(series.db, (tx) => writeRelease(tx, draft));
    const read = await readRelease(series.db, draft.id);
    expect(read).toMatchObject(structuredClone(draft.content));
    expect(hashOf(read!)).toBe(draft.hash);
    expect(read).toMatchObject({ number: 1, status: 'provisional', illustrative: true });
  });

  it('nobody finds a release before the pointer moves to it', async () => {
    await series.record(APRIL, share('p-01', '2020-Q1', [1, 3]));
    const now = new Date(APRIL);
    const draft = await draftRelease(series.db, { seriesId: 'dvc', period: '2020-Q1', now });
    await inTransaction(series.db, (tx) => writeRelease(tx, draft));
    expect(await series.current('2020-Q1')).toBeNull();
    expect(await series.current('2020-Q1', MAY)).toBeNull();
    expect(await listReleases(series.db)).toEqual([]);
    await inTransaction(series.db, (tx) => movePointer(tx, draft.id, now));
    expect((await series.current('2020-Q1'))?.id).toBe(draft.id);
  });

  it('a publication that fails half-way leaves what was current', async () => {
    await series.record(APRIL, share('p-01', '2020-Q1', [1, 10]));
    await series.publish(APRIL, '2020-Q1');
    await series.record(MAY, share('p-01', '2020-Q1', [2, 10]));
    const now = new Date(MAY);
    const draft = await draftRelease(series.db, { seriesId: 'dvc', period: '2020-Q1', now });
    const [row] = draft.content.rows;
    const twice = { ...draft, content: { ...draft.content, rows: [row!, row!] } };
    await expect(inTransaction(series.db, (tx) => writeRelease(tx, twice))).rejects.toThrow();
    expect(await readRelease(series.db, draft.id)).toBeNull();
    expect(await series.shareOf01('2020-Q1')).toBe(0.1);
  });

  it('answers as of a moment what was current then', async () => {
    await series.record(APRIL, share('p-01', '2020-Q1', [1, 10]));
    await series.publish(APRIL, '2020-Q1');
    await series.record(MAY, share('p-01', '2020-Q1', [2, 10]));
    await series.publish(MAY, '2020-Q1');
    expect(await series.shareOf01('2020-Q1', '2020-04-14T23:59:59Z')).toBeNull();
    expect(await series.shareOf01('2020-Q1', APRIL)).toBe(0.1);
    expect(await series.shareOf01('2020-Q1', '2020-05-14T23:59:59Z')).toBe(0.1);
    expect(await series.shareOf01('2020-Q1', MAY)).toBe(0.2);
    expect(await series.shareOf01('2020-Q1')).toBe(0.2);
    expect(
      (await listReleases(series.db, 'dvc')).map((head) => [head.number, head.current]),
    ).toEqual([
      [2, true],
      [1, false],
    ]);
    expect(await listReleases(series.db, 'papi')).toEqual([]);
  });

  it('counts days from the first release of the period, in a correction years later too', async () => {
    const flag = (value: number) => ({
      ...share('p-01', '2020-Q1', [value, 1]),
      indicatorId: indicatorId('lgsp_present'),
      numerator: null,
      denominator: null,
    });
    await series.record(APRIL, flag(0), share('p-46', '2020-Q1', [1, 10]));
    await series.publish(APRIL, '2020-Q1');
    await series.record('2024-05-15T00:00:00Z', share('p-46', '2020-Q1', [2, 10]));
    await series.publish('2024-05-15T00:00:00Z', '2020-Q1');
    const corrected = await series.current('2020-Q1');
    expect(corrected).toMatchObject({
      number: 2,
      releasedAt: '2024-05-15T00:00:00.000Z',
      firstReleasedAt: APRIL,
    });
    const lacking = corrected?.rows.find(
      (row) => row.unitId === 'p-01' && row.measure === 'lgsp_present',
    );
    expect(lacking?.targetState).toBe('behind');
    expect((await listReleases(series.db, 'dvc')).map((head) => head.firstReleasedAt)).toEqual([
      APRIL,
      APRIL,
    ]);
  });

  it('takes each period with its own first release', async () => {
    await series.record(APRIL, share('p-01', '2020-Q1', [1, 10]));
    await series.publish(APRIL, '2020-Q1');
    await series.record(JULY, share('p-01', '2020-Q2', [2, 10]));
    await series.publish(JULY, '2020-Q2');
    expect((await series.current('2020-Q2'))?.firstReleasedAt).toBe(JULY);
    expect((await listReleases(series.db)).map((head) => head.firstReleasedAt)).toEqual([
      JULY,
      APRIL,
    ]);
  });

  it('adds no release where nothing has changed', async () => {
    await series.record(APRIL, share('p-01', '2020-Q1', [1, 10]));
    expect(await series.publish(APRIL, '2020-Q1')).toMatchObject({
      outcome: 'done',
      rows: 6,
      written: 6,
    });
    await series.record(MAY, share('p-01', '2020-Q1', [1, 10]));
    expect(await series.publish(MAY, '2020-Q1')).toMatchObject({
      outcome: 'unchanged',
      written: 0,
    });
    expect(await listReleases(series.db)).toHaveLength(1);
  });

  it('does not run backwards in time', async () => {
    await series.record(APRIL, share('p-01', '2020-Q1', [1, 10]));
    await series.publish(MAY, '2020-Q1');
    await series.record(JULY, share('p-01', '2020-Q1', [2, 10]));
    const draft = await draftRelease(series.db, {
      seriesId: 'dvc',
      period: '2020-Q1',
      now: new Date(JULY),
    });
    await inTransaction(series.db, (tx) => writeRelease(tx, draft));
    const back = inTransaction(series.db, (tx) => movePointer(tx, draft.id, new Date(APRIL)));
    await expect(back).rejects.toThrow(UsageError);
    expect(await series.shareOf01('2020-Q1')).toBe(0.1);
  });

  it('refuses a series that is unknown and a period about which nothing is recorded', async () => {
    await expect(series.publish(APRIL, '2020-Q1')).rejects.toThrow(UsageError);
    await expect(readRules(series.db, 'nobody', periodOf('2020-Q1'))).rejects.toThrow(UsageError);
  });

  it('two publishers at once add one release', async () => {
    await series.record(APRIL, share('p-01', '2020-Q1', [1, 10]));
    const reports = await Promise.all([
      series.publish(APRIL, '2020-Q1'),
      series.publish(APRIL, '2020-Q1'),
    ]);
    expect(reports.map((report) => report.outcome).sort()).toEqual(['done', 'unchanged']);
    const heads = await listReleases(series.db, 'dvc');
    expect(heads.map((head) => [head.number, head.current])).toEqual([[1, true]]);
  });

  it.each(['publish:build', 'publish:verify', 'publish:point'])(
    'a publisher that dies at %s leaves nothing behind',
    async (last) => {
      await series.record(APRIL, share('p-01', '2020-Q1', [1, 10]));
      const trace = (step: string): void => {
        if (step === last) throw new Error('died');
      };
      const dying = publishPeriod(
        { ...series.at(APRIL), trace },
        { seriesId: 'dvc', period: '2020-Q1' },
      );
      await expect(dying).rejects.toThrow('died');
      expect(await series.db.sql`select id from release`).toHaveLength(0);
    },
  );

  it('compares with what was current then, not with what became current later', async () => {
    await series.record(
      APRIL,
      share('p-01', '2019-Q4', [1, 10]),
      share('p-01', '2020-Q1', [3, 10]),
    );
    await series.publish(APRIL, '2019-Q4');
    const first = await series.current('2019-Q4');
    await series.record(JULY, share('p-01', '2019-Q4', [2, 10]));
    await series.publish(JULY, '2019-Q4');
    expect(await periodsToPublish(series.at(MAY), 'dvc')).toEqual(['2020-Q1']);
    await series.publish(MAY, '2020-Q1');
    expect((await series.current('2020-Q1'))?.previousReleaseId).toBe(first?.id);
    expect(await periodsToPublish(series.at(MAY), 'dvc')).toEqual([]);
    expect(await periodsToPublish(series.at(JULY), 'dvc')).toEqual(['2020-Q1']);
  });

  it('waits for a run that is being kept, and publishes what it brought', async () => {
    const run = await series.claim(APRIL);
    let publishing: ReturnType<typeof series.publish> | undefined;
    await inTransaction(series.db, async (tx) => {
      await series.finish(tx, run, share('p-01', '2020-Q1', [1, 10]));
      publishing = series.publish(MAY, '2020-Q1');
      await Promise.race([publishing, someoneWaits()]);
    });
    expect(await publishing).toMatchObject({ outcome: 'done' });
    expect(await series.shareOf01('2020-Q1')).toBe(0.1);
  });

  it('reads observations as they were known at a moment', async () => {
    await series.record(
      APRIL,
      share('p-01', '2020-Q1', [1, 10]),
      share('p-01', '2020-Q2', [9, 10]),
    );
    await series.record(MAY, share('p-01', '2020-Q1', [2, 10]));
    const known = async (moment: string) =>
      (await readObservations(series.db, 'dvc', periodOf('2020-Q1'), new Date(moment))).map(
        (entry) => [entry.numerator, entry.version],
      );
    expect(await known('2020-04-14T23:59:59.999Z')).toEqual([]);
    expect(await known(APRIL)).toEqual([[1, 1]]);
    expect(await known('2020-05-14T23:59:59.999Z')).toEqual([[1, 1]]);
    expect(await known(MAY)).toEqual([[2, 2]]);
  });

  it('reads the rules of the period’s last day', async () => {
    const rules = await readRules(series.db, 'dvc', periodOf('2020-Q1'));
    expect(rules.units.map((member) => member.code)).toEqual(['01', '46']);
    expect(rules.targets[0]?.bases.map((basis) => basis.document)).toEqual(['17/NQ-CP', '929']);
    expect(rules.indices[0]?.nodes.map((node) => node.code)).toEqual(['tiendo', 'l4']);
    const later = await readRules(series.db, 'dvc', periodOf('2025-Q3'));
    expect(later.units.map((member) => member.code)).toEqual(['01', '46a', 'p-new']);
  });
});
