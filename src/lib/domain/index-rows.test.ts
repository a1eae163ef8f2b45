import { describe, expect, it } from 'vitest';
import {
  anAbsence,
  anIndicator,
  aNode,
  aShare,
  aTarget,
} from '../../../tests/helpers/engine-cases.ts';
import { build, QUARTER, rowOf, RULES, summaryOf } from '../../../tests/helpers/engine-release.ts';
import { indicatorId, type IndexVersion } from './indicator.ts';
import { periodOf } from './period.ts';

const LEAF = {
  normalise: 'goalposts',
  min: 0,
  max: 1,
  indicatorId: indicatorId('share_l4'),
} as const;
const INDEX: IndexVersion = {
  code: 'tiendo',
  version: '1',
  validFrom: '2019-01-01',
  validTo: '2019-12-31',
  nodes: [
    aNode('tiendo', null, { aggregate: 'mean', missing: 'exclude_unit' }),
    aNode('share_l4', 'tiendo', LEAF),
  ],
};

describe('indices of a release', () => {
  const indices = [INDEX, { ...INDEX, version: '2', validFrom: '2020-01-01', validTo: null }];
  const rules = { ...RULES, indices };
  const before = [aShare('01', '2019-Q4', [1, 10]), aShare('04', '2019-Q4', [2, 10])];
  const observations = [...before, ...QUARTER];
  const previous = build({ rules, period: periodOf('2019-Q4'), observations });

  it('scores and ranks every node of the version valid on the last day', () => {
    const content = build({ rules, observations });
    expect(rowOf(content, '01', 'tiendo:tiendo')).toMatchObject({
      score: 30,
      rank: 1,
      value: null,
    });
    expect(rowOf(content, '03', 'tiendo:share_l4')).toMatchObject({ score: 10, rank: 3 });
  });

  it('has no measures where no version is valid', () => {
    const content = build({ rules: { ...RULES, indices: [INDEX] }, observations });
    expect(content.rows.some((row) => row.measure.startsWith('tiendo:'))).toBe(false);
  });

  it('says of a node what the release before knew', () => {
    const row = rowOf(build({ rules, observations, previous }), '04', 'tiendo:tiendo');
    expect(row).toMatchObject({
      missing: 'child-missing',
      periodsMissed: 1,
      lastKnown: { period: '2019-Q4', value: 20 },
    });
    const leaf = rowOf(build({ rules, observations, previous }), '04', 'tiendo:share_l4');
    expect(leaf?.missing).toBe('no-reply');
  });

  it('counts on where a node goes on missing', () => {
    const later = [...observations, anAbsence('04', '2020-Q2', 'no-reply')];
    const first = build({ rules, observations, previous });
    const second = build({
      rules,
      period: periodOf('2020-Q2'),
      observations: later,
      previous: first,
    });
    expect(rowOf(second, '04', 'tiendo:tiendo')).toMatchObject({
      periodsMissed: 2,
      lastKnown: { period: '2019-Q4', value: 20 },
    });
  });

  it('ranks a leaf that takes its figure as it is in the direction of its indicator', () => {
    const nodes = [INDEX.nodes[0]!, aNode('share_l4', 'tiendo', { ...LEAF, normalise: 'none' })];
    const lower = {
      ...RULES,
      indices: [{ ...INDEX, validTo: null, nodes }],
      indicators: [anIndicator('share_l4', { direction: 'lower' })],
    };
    const content = build({ rules: lower, observations: QUARTER });
    expect(rowOf(content, '03', 'tiendo:share_l4')?.rank).toBe(1);
    expect(rowOf(content, '03', 'tiendo:tiendo')?.rank).toBe(3);
  });

  it('does not compare scores of two versions', () => {
    const row = rowOf(build({ rules, observations, previous }), '01', 'tiendo:tiendo');
    expect(row).toMatchObject({ change: null, changeReason: 'series-break', previousRank: 2 });
  });

  it('has no figure for a group, only who has a score', () => {
    const summary = summaryOf(build({ rules, observations }), 'provinces', 'tiendo:tiendo');
    expect(summary).toMatchObject({
      value: null,
      counted: 3,
      expected: 4,
      targetState: 'no_target',
    });
  });

  it('scores against the target that is in force for the unit', () => {
    const nodes = [INDEX.nodes[0]!, aNode('share_l4', 'tiendo', { ...LEAF, normalise: 'target' })];
    const against = {
      ...RULES,
      indices: [{ ...INDEX, validTo: null, nodes }],
      targets: [aTarget()],
    };
    const content = build({ rules: against, observations: QUARTER });
    expect(rowOf(content, '03', 'tiendo:share_l4')?.score).toBeCloseTo(100 / 3, 12);
    expect(rowOf(content, 'bnv', 'tiendo:share_l4')?.missing).toBe('no-target');
  });
});
