// Gaps on an index whose scores hang together: found in a thread, and given up in time.
import { describe, expect, it } from 'vitest';
import { gapOf } from '#lib/domain/explain/gap.ts';
import { indicatorId } from '#lib/domain/indicator.ts';
import type { ReleaseContent } from '#lib/domain/release.ts';
import { unitId } from '#lib/domain/unit.ts';
import {
  aMember,
  anIndicator,
  aNode,
  aShare,
  theRules,
} from '../../../../tests/helpers/engine-cases.ts';
import { build } from '../../../../tests/helpers/engine-release.ts';
import { BusyError } from '../keep-last.ts';
import { type GapTask, inTime, TooLongError, workOutGap } from './gap-thread.ts';

const UNITS = Array.from({ length: 20 }, (_, at) => String(at));
const CODES = ['i0', 'i1', 'i2'];

function worldOf(normalise: 'minmax' | 'zscore', of = 100): ReleaseContent {
  const leaf = { weight: 1, normalise };
  const nodes = [
    aNode('made', null, { aggregate: 'mean', missing: 'exclude_unit' }),
    ...CODES.map((code) => aNode(code, 'made', { ...leaf, indicatorId: indicatorId(code) })),
  ];
  return build({
    rules: theRules({
      units: UNITS.map((code) => aMember(code, 'provinces')),
      indicators: CODES.map((code) => anIndicator(code)),
      indices: [{ code: 'made', version: '1', validFrom: null, validTo: null, nodes }],
    }),
    observations: UNITS.flatMap((unit, at) =>
      CODES.map((indicator, by) =>
        aShare(unit, '2020-Q1', [Math.round((of * (20 + 3 * at + by)) / 100), of], { indicator }),
      ),
    ),
  });
}

const task: GapTask = { unit: unitId('p-0'), measure: 'made:made', rank: 1, services: null };

describe('a gap on an index that is scored by the spread of its group', () => {
  it.each(['minmax', 'zscore'] as const)(
    'is the same as without a thread: %s',
    async (normalise) => {
      const course = [worldOf(normalise)];
      const told = await workOutGap(course, task, { key: normalise });
      expect(told?.toRank?.answer?.moves).toHaveLength(3);
      expect(told).toEqual(gapOf(course, task.unit, task.measure, task.rank));
    },
  );

  it('is given up after the time that it may take, and not tried again', async () => {
    const course = [worldOf('zscore', 100_000)];
    const given = { key: 'too long', mostMs: 100 };
    await expect(workOutGap(course, task, given)).rejects.toThrow(TooLongError);
    // With all the time that it takes it would be found now, were it looked for.
    await expect(workOutGap([worldOf('zscore')], task, { key: given.key })).rejects.toThrow(
      TooLongError,
    );
  });

  it('is tried again after a while', async () => {
    const given = { key: 'again', tooLongMs: 1 };
    await expect(
      workOutGap([worldOf('zscore', 100_000)], task, { ...given, mostMs: 100 }),
    ).rejects.toThrow(TooLongError);
    const told = () => workOutGap([worldOf('zscore')], task, given);
    await expect.poll(() => told().catch(() => null), { timeout: 10_000 }).not.toBeNull();
  });

  it('is not worked out for those who hung up', async () => {
    const course = [worldOf('zscore', 100_000)];
    const gone = new AbortController();
    const asked = workOutGap(course, task, { key: 'gone', signal: gone.signal });
    gone.abort(new Error('hung up'));
    await expect(asked).rejects.toThrow('hung up');
    expect(await workOutGap([worldOf('zscore')], task, { key: 'gone' })).not.toBeNull();
  });

  it('is worked out once for all who ask', async () => {
    const course = [worldOf('zscore')];
    const [one, other] = await Promise.all(
      [1, 2].map(() => workOutGap(course, task, { key: 'one' })),
    );
    expect(one).toBe(other);
  });

  it('is refused where too many others wait', async () => {
    const course = [worldOf('zscore', 100_000)];
    const asked = await Promise.allSettled(
      Array.from({ length: 12 }, (_, at) =>
        workOutGap(course, task, { key: `asker ${at}`, mostMs: 100 }),
      ),
    );
    const thrown = asked.map((each): unknown => each.status === 'rejected' && each.reason);
    expect(thrown.filter((error) => error instanceof TooLongError)).toHaveLength(9);
    expect(thrown.filter((error) => error instanceof BusyError)).toHaveLength(3);
  });
});

describe('a page that waits a while for a gap', () => {
  const never = () => new Promise<never>(() => undefined);
  const failing = (error: Error) => () => Promise.reject(error);

  it('says what came in time', async () => {
    expect(await inTime(Promise.resolve(null), 1_000)).toBeNull();
  });

  it.each([
    ['pending', never, 1],
    ['busy', failing(new BusyError('x')), 1_000],
    ['too-long', failing(new TooLongError('x')), 1_000],
  ] as const)('says why nothing is told: %s', async (untold, ask, patienceMs) => {
    expect(await inTime(ask(), patienceMs)).toEqual({ untold });
  });

  it('fails with what is no matter of time', async () => {
    await expect(inTime(failing(new Error('broken'))(), 1_000)).rejects.toThrow('broken');
  });
});
