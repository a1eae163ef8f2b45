import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawIntervals } from '#lib/domain/explain/rank-interval.ts';
import { isLinear, weighingOf, type Weighing } from '#lib/domain/explain/weighing.ts';
import type { Release } from '#lib/domain/release.ts';
import { aRandomRelease, GROUP, ROOT } from '../../../../tests/helpers/random-release.ts';
import { BusyError } from '../keep-last.ts';
import { certaintyOf, endsOf, endsSoFar, rankingKey } from './certainty.ts';
import { intervalOf, type IntervalAnswer } from './interval.ts';

/** A release in which everybody has everything, and nothing multiplies. */
const plain = fc
  .sample(aRandomRelease({ units: ['a', 'b', 'c', 'd', 'e'] }), { numRuns: 2000, seed: 5 })
  .find((release) => {
    const weighing = weighingOf(release, ROOT, GROUP);
    return (
      !('reason' in weighing) &&
      isLinear(weighing) &&
      weighing.units.length > 2 &&
      !weighing.leaves.some((leaf) => leaf.some(Number.isNaN))
    );
  }) as Release;

/** The same under another id, of which nobody has asked anything yet. */
let made = 0;
const unasked = (): Release => ({ ...plain, id: `${plain.id} ${(made += 1)}` });
const unit = plain.rules.units.find(({ id }) =>
  plain.rows.some((row) => row.unitId === id && row.measure === ROOT && row.rank !== null),
)?.id as Release['rules']['units'][number]['id'];
const weighed = weighingOf(plain, ROOT, GROUP) as Weighing;

const failures: unknown[] = [];
const ask = (release: Release, ends: 'wait' | 'begin' | 'found'): Promise<IntervalAnswer> =>
  intervalOf(release, unit, ROOT, { ends, onFailure: (error) => failures.push(error) });

describe('the certainty of a composite', () => {
  it('is what the engine draws, worked out once', async () => {
    const certainty = await certaintyOf(plain, ROOT, GROUP);
    expect(await certaintyOf(plain, ROOT, GROUP)).toBe(certainty);
    if ('reason' in certainty) throw new Error('nothing to weigh');
    expect(certainty.intervals).toEqual(drawIntervals(weighed));
  });

  it('says of every unit best, interval, rank and worst in their order', async () => {
    for (const { id } of plain.rules.units) {
      const options = {
        ends: 'wait',
        onFailure: (error: unknown) => failures.push(error),
      } as const;
      const { interval, bounds, tier, reason } = await intervalOf(plain, id, ROOT, options);
      if (!interval || !bounds || !tier) {
        expect(reason).toBe('unranked');
        continue;
      }
      expect(bounds.best.place).toBeLessThanOrEqual(interval.rank);
      expect(bounds.worst.place).toBeGreaterThanOrEqual(interval.rank);
      expect([bounds.best.exact, bounds.worst.exact]).toEqual([true, true]);
      expect(tier.units).toContain(id);
    }
  });

  it('has nothing to say of a counted figure', async () => {
    const options = { ends: 'wait', onFailure: (error: unknown) => failures.push(error) } as const;
    const answer = await intervalOf(plain, unit, 'i0', options);
    expect(answer).toMatchObject({ interval: null, reason: 'not-composite', bounds: null });
  });
});

describe('the exact ends', () => {
  it('are looked for only when somebody asks, and told as pending until they are found', async () => {
    const release = unasked();
    for (const look of [1, 2]) {
      const { interval, bounds, boundsReason } = await ask(release, 'found');
      expect([look, interval !== null, bounds, boundsReason]).toEqual([
        look,
        true,
        null,
        'not-asked',
      ]);
    }
    expect(endsSoFar(rankingKey(release, ROOT, GROUP))).toBeNull();
    expect(await ask(release, 'begin')).toMatchObject({ bounds: null, boundsReason: 'pending' });
    expect(await ask(release, 'found')).toMatchObject({ boundsReason: 'pending' });
    const { bounds } = await ask(release, 'wait');
    expect(bounds).not.toBeNull();
    // Releases fall out of memory and are read again; what is known of them is known by their id.
    expect(await ask({ ...release }, 'found')).toMatchObject({ bounds, boundsReason: null });
  });

  it('are asked for again after a thread has failed', async () => {
    const release = unasked();
    const ranking = rankingKey(release, ROOT, GROUP);
    await certaintyOf(release, ROOT, GROUP);
    const broken = endsOf(ranking, { ...weighed, nodes: null as never });
    const failed = ask(release, 'wait');
    await expect(broken).rejects.toThrow();
    expect(await failed).toMatchObject({ bounds: null, boundsReason: 'failed' });
    expect(failures.splice(0)).toHaveLength(1);
    expect(await ask(release, 'found')).toMatchObject({ boundsReason: 'not-asked' });
    expect((await ask(release, 'wait')).bounds).not.toBeNull();
  });

  it('are refused where too many wait, and stopped where nobody does any more', async () => {
    const release = unasked();
    await certaintyOf(release, ROOT, GROUP);
    const readers = new AbortController();
    const [first, ...others] = [1, 2, 3, 4].map(() =>
      endsOf(rankingKey(unasked(), ROOT, GROUP), weighed, readers.signal),
    );
    await expect(endsOf('one too many', weighed)).rejects.toThrow(BusyError);
    expect(await ask(release, 'begin')).toMatchObject({ boundsReason: 'busy' });
    expect(failures).toEqual([]);
    readers.abort(new Error('gone'));
    for (const answer of [first, ...others]) await expect(answer).rejects.toThrow('gone');
    expect((await ask(release, 'wait')).bounds).not.toBeNull();
  });
});
