import { describe, expect, it } from 'vitest';
import {
  aGroup,
  aMember,
  anAbsence,
  aShare,
  aTarget,
  theRules,
} from '../../../tests/helpers/engine-cases.ts';
import { buildRelease } from './build-release.ts';
import type { Observation } from './observation.ts';
import {
  dueDays,
  fastestRisers,
  furthestBehind,
  headlineOf,
  mapEdges,
  silentUnits,
  targetLines,
} from './overview.ts';
import { periodOf } from './period.ts';
import type { JudgedRelease } from './missed-targets.ts';
import type { ReleaseContent, Rules } from './release.ts';

type Counts = Record<string, [number, number] | null>;

/** Two ministries and two provinces, each with the counts given; null where its portal was silent. */
function releaseOf(
  counts: Counts,
  given: Partial<Rules> = {},
  previous: ReleaseContent | null = null,
): JudgedRelease {
  const rules = theRules({
    groups: [aGroup('ministries'), aGroup('provinces')],
    units: [
      aMember('a', 'ministries'),
      aMember('b', 'ministries'),
      aMember('c', 'provinces'),
      aMember('d', 'provinces'),
    ],
    targets: [aTarget({ groupIds: ['ministries', 'provinces'] })],
    ...given,
  });
  const observations: Observation[] = Object.entries(counts).map(([unit, count]) =>
    count ? aShare(unit, '2020-Q1', count) : anAbsence(unit, '2020-Q1', 'no-reply'),
  );
  const period = periodOf('2020-Q1');
  const content = buildRelease({ rules, period, observations, previous, releasedOn: '2020-04-25' });
  return { ...content, periodEnd: period.end };
}

const LOW: [number, number] = [1, 100];
const HIGH: [number, number] = [40, 100];

describe('headlineOf', () => {
  const finding = (release: JudgedRelease) => headlineOf([release], 'share_l4')?.finding;

  it.each([
    ['none where nobody meets it', { a: LOW, b: LOW, c: LOW, d: LOW }, 'none'],
    ['few below half', { a: HIGH, b: LOW, c: LOW, d: LOW }, 'few'],
    ['all where everybody does', { a: HIGH, b: HIGH, c: HIGH, d: HIGH }, 'all'],
    [
      'the nation alone where large units carry it',
      { a: [900, 1000], b: LOW, c: LOW, d: LOW },
      'nation-only',
    ],
    ['many from half on', { a: HIGH, b: HIGH, c: LOW, d: [1, 1000] }, 'many'],
    ['that few have one, whatever they say', { a: HIGH, b: null, c: null, d: null }, 'thin'],
    ['what half of the units say', { a: HIGH, b: HIGH, c: null, d: null }, 'nation-only'],
    ['no figure where all are silent', { a: null, b: null, c: null, d: null }, 'no-figure'],
  ] satisfies [string, Counts, string][])('says %s', (_, counts, expected) => {
    expect(finding(releaseOf(counts))).toBe(expected);
  });

  it('says that there is no target where none is in force', () => {
    expect(finding(releaseOf({ a: LOW, b: LOW, c: LOW, d: LOW }, { targets: [] }))).toBe(
      'no-target',
    );
  });

  it.each([
    ['2020-12-31', false],
    ['2020-03-31', true],
    ['2019-12-31', true],
  ])('a target due on %s is past at the end of the quarter: %s', (due, isPast) => {
    const targets = [aTarget({ groupIds: ['ministries', 'provinces'], due })];
    const release = releaseOf({ a: LOW, b: LOW, c: LOW, d: HIGH }, { targets });
    expect(headlineOf([release], 'share_l4')?.isPast).toBe(isPast);
  });

  it('counts each group apart, and who is below five and ten per cent', () => {
    const release = releaseOf({ a: HIGH, b: [5, 100], c: [9, 100], d: [4, 100] });
    expect(headlineOf([release], 'share_l4')?.groups).toMatchObject([
      { met: 1, withTarget: 2, under5: 0, under10: 1, counted: 2 },
      { met: 0, withTarget: 2, under5: 1, under10: 2, counted: 2 },
    ]);
  });
});

describe('targetLines', () => {
  it('takes the worst group where the target is not for the whole nation', () => {
    const release = releaseOf(
      { a: HIGH, b: LOW, c: LOW, d: LOW },
      { targets: [aTarget({ groupIds: ['ministries'], due: '2020-01-31' })] },
    );
    const [line] = targetLines(release);
    expect(line?.national).toBeNull();
    expect(line?.groups.map(({ groupId }) => groupId)).toEqual(['ministries']);
    expect(line?.state).toBe('overdue');
  });

  it('says nothing of the nation where few have a figure', () => {
    const [line] = targetLines(releaseOf({ a: HIGH, b: null, c: null, d: null }));
    expect(line?.national?.targetState).toBe('met');
    expect(line?.state).toBe('not_measured');
  });
});

describe('the states of a target', () => {
  it('are counted in each group, those without a figure among them', () => {
    const [line] = targetLines(releaseOf({ a: HIGH, b: LOW, c: null, d: LOW }));
    expect(line?.groups.map(({ states }) => states)).toEqual([
      [
        { state: 'met', units: 1 },
        { state: 'far_behind', units: 1 },
      ],
      [
        { state: 'far_behind', units: 1 },
        { state: 'not_measured', units: 1 },
      ],
    ]);
  });
});

describe('dueDays', () => {
  const dueIn = (counts: Parameters<typeof releaseOf>[0], given: Partial<Rules> = {}) =>
    dueDays(releaseOf(counts, given), '2020-04-25');

  it('counts days from the release and leaves out what everybody with a figure has met', () => {
    expect(dueIn({ a: HIGH, b: LOW, c: HIGH, d: HIGH })).toMatchObject([
      {
        due: '2020-12-31',
        daysLeft: 250,
        lines: [{ isSuperseded: false, groups: [{ groupId: 'ministries', unmet: 1 }] }],
      },
    ]);
    expect(dueIn({ a: HIGH, b: null, c: HIGH, d: HIGH })).toEqual([]);
  });

  it('keeps a target that was missed when a later one judges the period', () => {
    const groupIds = ['ministries', 'provinces'];
    const targets = [
      aTarget({ id: 'past', groupIds, value: 0.2, due: '2019-12-31' }),
      aTarget({ groupIds }),
    ];
    const [missed, next] = dueIn({ a: LOW, b: LOW, c: LOW, d: HIGH }, { targets });
    expect(missed).toMatchObject({
      due: '2019-12-31',
      lines: [
        {
          isSuperseded: true,
          groups: [
            { groupId: 'ministries', unmet: 2 },
            { groupId: 'provinces', unmet: 1 },
          ],
        },
      ],
    });
    expect(next?.due).toBe('2020-12-31');
  });
});

describe('silentUnits', () => {
  it('tells those that did not answer from those that nobody asks', () => {
    const { silent, notConnected } = silentUnits(
      releaseOf({ a: LOW, b: null, c: LOW }),
      'share_l4',
    );
    expect(silent.map(({ unit }) => unit.code)).toEqual(['b']);
    expect(notConnected.map(({ unit }) => unit.code)).toEqual(['d']);
  });
});

describe('a unit of which nothing is expected', () => {
  it('is neither silent nor unconnected', () => {
    const units = [
      aMember('a', 'ministries'),
      aMember('z', 'ministries', { providesServices: false }),
    ];
    expect(silentUnits(releaseOf({ a: LOW }, { units }), 'share_l4')).toEqual({
      silent: [],
      notConnected: [],
    });
  });
});

describe('furthestBehind', () => {
  it('orders by how many services are lacking, not by the share', () => {
    const release = releaseOf({ a: [1, 10], b: [200, 1000], c: LOW, d: HIGH });
    const behind = furthestBehind(release, 'share_l4', 'ministries', 5);
    expect(behind.map(({ unit, shortfall }) => [unit.code, shortfall])).toEqual([
      ['b', 100],
      ['a', 2],
    ]);
  });

  it('leaves out who has met the target', () => {
    const release = releaseOf({ a: LOW, b: LOW, c: LOW, d: HIGH });
    expect(furthestBehind(release, 'share_l4', 'provinces', 5)).toHaveLength(1);
  });
});

describe('fastestRisers', () => {
  it('orders by the change of the share, and leaves out who fell, stood or had no figure', () => {
    const units = ['c', 'd', 'e', 'f', 'g'].map((code) => aMember(code, 'provinces'));
    const before = releaseOf({ c: LOW, d: LOW, e: null, f: HIGH, g: LOW }, { units });
    const after = { c: [3, 100], d: HIGH, e: HIGH, f: LOW, g: LOW } satisfies Counts;
    const now = releaseOf(after, { units }, { ...before, period: '2019-Q4' });
    const risers = fastestRisers(now, 'share_l4', 'provinces', 5);
    expect(risers.map(({ unit }) => unit.code)).toEqual(['d', 'c']);
    expect(risers.map(({ change }) => Number(change.toFixed(6)))).toEqual([0.39, 0.02]);
  });
});

describe('mapEdges', () => {
  it.each([
    [0.3, [0.05, 0.1, 0.2, 0.3]],
    [0.8, [0.2, 0.4, 0.6, 0.8]],
    [null, [0.2, 0.4, 0.6, 0.8]],
    [1, [0.25, 0.5, 0.75, 1]],
  ])('a demand of %s is the last edge', (demand, edges) => {
    mapEdges(demand).forEach((edge, i) => expect(edge).toBeCloseTo(edges[i] ?? NaN, 12));
  });
});
