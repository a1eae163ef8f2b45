// The first release of a series, which nothing stands beside: held by what it says itself.
import { beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '#lib/server/db/client.ts';
import { decideHold, readHolds } from '#lib/server/store/holds.ts';
import { findReleaseId } from '#lib/server/store/releases.ts';
import { publishShare } from '../helpers/first-release.ts';
import { catalogueWorld } from '../helpers/worlds.ts';

const world = catalogueWorld('for all');
const [FIRST, SECOND, THIRD] = ['2020-Q1', '2020-Q2', '2020-Q3'];

const waiting = () => readHolds(world.db, { state: 'held' }, 5);
const current = (period: string) => findReleaseId(world.db, { seriesId: 'dvc', period });

describe('the first release of a series', () => {
  beforeAll(async () => {
    expect(await publishShare(world.db, FIRST, [11, 10], '2020-04-15')).toBe('held');
  });

  it('with a share above 1 waits, beside no other release', async () => {
    expect(await current(FIRST)).toBeNull();
    expect(
      (await waiting()).map(({ againstId, findings }) => [
        againstId,
        findings.map(({ rule, againstId: beside, after }) => [rule, beside, after]),
      ]),
    ).toEqual([[null, [['above-whole', null, 1]]]]);
  });

  it('holds the quarter after it, too', async () => {
    expect(await publishShare(world.db, SECOND, [5, 10], '2020-07-15')).toBe('held');
    const [second] = await waiting();
    expect(second?.findings.map(({ rule }) => rule)).toEqual(['after-hold']);
  });

  it('is what later ones are held against, once a person lets it through', async () => {
    const release = (await waiting()).find(({ period }) => period === FIRST)?.releaseId ?? '';
    const at = new Date('2020-07-20T00:00:00Z');
    const decision = { releaseId: release, verdict: 'publish', reason: 'x', by: 'p', at } as const;
    expect(await inTransaction(world.db, (tx) => decideHold(tx, decision))).toBe(true);
    expect(await current(FIRST)).toBe(release);
    expect(await publishShare(world.db, THIRD, [6, 10], '2020-10-15')).toBe('held');
    const third = (await waiting()).find(({ period }) => period === THIRD);
    expect(third?.findings).toMatchObject([{ rule: 'after-hold', againstId: release }]);
  });
});
