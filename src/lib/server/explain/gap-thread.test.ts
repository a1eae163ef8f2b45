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
import { type GapTask, type UnansweredError, workOutGap } from './gap-thread.ts';

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
      const told = await workOutGap(course, task);
      expect(told?.toRank?.answer?.moves).toHaveLength(3);
      expect(told).toEqual(gapOf(course, task.unit, task.measure, task.rank));
    },
  );

  it('is given up after the time that it may take', async () => {
    const course = [worldOf('zscore', 100_000)];
    await expect(workOutGap(course, task, 100)).rejects.toMatchObject({ reason: 'too-long' });
  });

  it('is refused where too many others wait', async () => {
    const course = [worldOf('zscore', 100_000)];
    const asked = await Promise.allSettled(
      Array.from({ length: 12 }, () => workOutGap(course, task, 100)),
    );
    const reasons = asked.map(
      (each) => each.status === 'rejected' && (each.reason as UnansweredError).reason,
    );
    expect(reasons.filter((reason) => reason === 'too-long').length).toBeGreaterThan(0);
    expect(reasons.filter((reason) => reason === 'busy').length).toBeGreaterThan(0);
  });
});
