import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aFigure,
  aGroup,
  aMember,
  aNode,
  anIndicator,
  theRules,
} from '../../../tests/helpers/engine-cases.ts';
import { aRandomRelease } from '../../../tests/helpers/random-release.ts';
import { buildRelease } from './build-release.ts';
import { indicatorId, type IndexNode } from './indicator.ts';
import { periodOf } from './period.ts';
import type { ReleaseContent } from './release.ts';
import { headMeasureOf, seriesOverview } from './series-overview.ts';
import type { MemberUnit } from './unit.ts';

const points = (code: string) => anIndicator(code, { measure: 'score', decimals: 2 });
const leaf = (code: string, parent: string): IndexNode =>
  aNode(code, parent, { indicatorId: indicatorId(code), normalise: 'none' });
const root = (code: string): IndexNode =>
  aNode(code, null, { aggregate: 'mean', missing: 'exclude_unit' });
const index = (code: string, leaves: string[]) => ({
  ...{ code, version: '1', validFrom: null, validTo: null },
  nodes: [root(code), ...leaves.map((each) => leaf(each, code))],
});

const RULES = theRules({
  groups: [
    { ...aGroup('so', false), sort: 2 },
    { ...aGroup('huyen', false), sort: 1 },
  ],
  units: ['a', 'b', 'c', 'd'].map((code) => aMember(code, 'so')).concat(aMember('x', 'huyen')),
  indicators: ['work', 'rules', 'roads'].map(points),
  indices: [index('dept', ['work', 'rules']), index('dist', ['roads'])],
});

/** A release in which departments have these points on both parts, and the district has some. */
function releaseOf(
  period: string,
  scores: Record<string, number>,
  previous: ReleaseContent | null = null,
): ReleaseContent {
  const observations = Object.entries(scores).flatMap(([unit, score]) =>
    unit === 'x'
      ? [aFigure(unit, 'roads', period, score)]
      : [aFigure(unit, 'work', period, score), aFigure(unit, 'rules', period, score + 2)],
  );
  const releasedOn = periodOf(period).end;
  return buildRelease({
    rules: RULES,
    period: periodOf(period),
    observations,
    previous,
    releasedOn,
  });
}

const names = (units: readonly MemberUnit[] = []) => units.map(({ code }) => code).join('');

describe('the finding about a group', () => {
  it.each<[string, Record<string, number>, Record<string, number>, string, string, string]>([
    [
      'names first, last and who rose most',
      { a: 4, b: 3, c: 2, d: 1 },
      { a: 4, b: 3, c: 5, d: 1 },
      'c',
      'd',
      'c 2',
    ],
    [
      'names all on one place',
      { a: 4, b: 3, c: 2, d: 1 },
      { a: 3, b: 3, c: 1, d: 1 },
      'ab',
      'cd',
      'bd 1',
    ],
    ['has no last where all are level', { a: 1, b: 2 }, { a: 3, b: 3 }, 'ab', '', 'a 1'],
    ['has no last of one', { a: 4 }, { a: 4 }, 'a', '', ''],
    [
      'names all who rose as far',
      { a: 4, b: 3, c: 2, d: 1 },
      { a: 7, b: 6, c: 9, d: 8 },
      'c',
      'b',
      'cd 2',
    ],
    ['tells no rise among other units', { a: 4, b: 3, c: 2 }, { b: 3, c: 2, d: 1 }, 'b', 'd', ''],
    ['tells no rise where nobody rose', { a: 4, b: 3 }, { a: 4, b: 3 }, 'a', 'b', ''],
    ['names nobody where nobody is ranked', { a: 4 }, {}, '', '', ''],
  ])('%s', (_, before, now, leaders, last, rise) => {
    const previous = releaseOf('2020-Q1', before);
    const release = releaseOf('2020-Q2', { ...now, x: 1 }, previous);
    const [, so] = seriesOverview(release, previous);
    const { finding } = so ?? {};
    expect([names(finding?.leaders), names(finding?.last)]).toEqual([leaders, last]);
    expect(finding?.rise ? `${names(finding.rise.units)} ${finding.rise.places}` : '').toBe(rise);
  });

  it('tells no rise in a first release', () => {
    expect(seriesOverview(releaseOf('2020-Q1', { a: 1, b: 2 }), null)[1]?.finding.rise).toBeNull();
  });
});

describe('the overview of a series', () => {
  const release = releaseOf('2020-Q1', { a: 4, b: 3, x: 9 });
  const [huyen, so] = seriesOverview(release, null);

  it('sets each group apart, in order, on the index that ranks it', () => {
    expect([huyen?.group.id, huyen?.face.code]).toEqual(['huyen', 'dist:dist']);
    expect([so?.group.id, so?.face.code]).toEqual(['so', 'dept:dept']);
    expect(seriesOverview(release, null)).toHaveLength(2);
  });

  it('has the parts below the root, but for a root of one part', () => {
    expect(so?.parts.map(({ code }) => code)).toEqual(['dept:work', 'dept:rules']);
    expect(so?.ranked.map(({ unit, parts }) => [unit.code, ...parts])).toEqual([
      ['a', 4, 6],
      ['b', 3, 5],
    ]);
    expect(so?.means).toEqual([3.5, 5.5]);
    expect(huyen?.parts).toEqual([]);
  });

  it('lists who has no score, and counts them nowhere', () => {
    expect(names(so?.unranked.map(({ unit }) => unit))).toBe('cd');
    expect([so?.median, so?.bins.reduce((sum, { units }) => sum + units, 0)]).toEqual([4.5, 2]);
  });

  it('ranks by the first indicator where there is no index, the others being its parts', () => {
    const bare: ReleaseContent = { ...release, rules: { ...RULES, indices: [] } };
    const [, plain] = seriesOverview(bare, null);
    expect([plain?.face.code, plain?.parts.map(({ code }) => code)]).toEqual(['work', ['rules']]);
  });

  it('knows by which measure each unit is ranked', () => {
    const measures = RULES.units.map((unit) => headMeasureOf(release, unit));
    expect(measures).toEqual([...Array<string>(4).fill('dept:dept'), 'dist:dist']);
  });

  it('holds for any release: first and last places, nobody left out or told twice', () => {
    fc.assert(
      fc.property(aRandomRelease(), (made) => {
        const groups = seriesOverview(made, null);
        expect(groups).toHaveLength(1);
        for (const { ranked, unranked, finding, bins } of groups) {
          expect(ranked.length + unranked.length).toBe(made.rules.units.length);
          expect(bins.reduce((sum, { units }) => sum + units, 0)).toBe(ranked.length);
          const ranks = ranked.map(({ row }) => row.rank ?? 0);
          expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
          expect(finding.leaders).toHaveLength(ranks.filter((rank) => rank === 1).length);
          const lowest = ranks.at(-1) ?? 1;
          const least = lowest > 1 ? ranks.filter((rank) => rank === lowest).length : 0;
          expect(finding.last).toHaveLength(least);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
