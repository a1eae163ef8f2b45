import { describe, expect, it } from 'vitest';
import {
  anIndicator,
  aMember,
  aNode,
  aShare,
  aTarget,
  theRules,
} from '../../../tests/helpers/engine-cases.ts';
import { buildRelease } from './build-release.ts';
import type { Observation } from './observation.ts';
import { periodOf } from './period.ts';
import { countedBy, faceOf, findingOf, splitRows, trendOf } from './ranking.ts';
import type { ReleaseContent } from './release.ts';

const UNITS = ['1', '2', '3', '4'].map((code) => aMember(code, 'provinces'));
const RULES = theRules({
  units: UNITS,
  indicators: [anIndicator('share_l4', { nameVi: 'Mức độ 4', decimals: 1 })],
  targets: [aTarget()],
  indices: [
    {
      code: 'own',
      version: '1',
      validFrom: null,
      validTo: null,
      nodes: [aNode('own', null, { nameVi: '', aggregate: 'mean', missing: 'exclude_unit' })],
    },
  ],
});

function releaseOf(
  period: string,
  shares: Record<string, [number, number]>,
  previous: ReleaseContent | null = null,
): ReleaseContent {
  const observations: Observation[] = Object.entries(shares).map(([unit, counts]) =>
    aShare(unit, period, counts),
  );
  return buildRelease({
    rules: RULES,
    period: periodOf(period),
    observations,
    previous,
    releasedOn: periodOf(period).end,
  });
}

describe('faceOf', () => {
  const release = releaseOf('2020-Q1', { 1: [1, 10] });

  it('calls an indicator by its own name', () => {
    expect(faceOf(release, 'share_l4')).toMatchObject({
      nameVi: 'Mức độ 4',
      measure: 'share',
      index: null,
    });
  });
  it('lends the name of the series to a root that has none', () => {
    expect(faceOf(release, 'own:own')).toMatchObject({
      nameVi: 'dvc',
      measure: 'score',
      index: 'own',
    });
  });
  it.each(['share_l9', 'own:nothing', 'nothing:own', ''])(
    'knows no measure called "%s"',
    (code) => {
      expect(faceOf(release, code)).toBeNull();
    },
  );
});

describe('a ranking', () => {
  const first = releaseOf('2020-Q1', { 1: [50, 100], 2: [40, 100], 3: [10, 100] });
  const second = releaseOf('2020-Q2', { 1: [40, 100], 2: [40, 100], 3: [35, 100] }, first);

  it('orders by rank, keeps ties together and sets apart who has no figure', () => {
    const { ranked, unranked } = splitRows(second, 'share_l4', 'provinces');
    expect(ranked.map(({ unit, row }) => [unit.code, row.rank])).toEqual([
      ['1', 1],
      ['2', 1],
      ['3', 3],
    ]);
    expect(unranked.map(({ unit }) => unit.code)).toEqual(['4']);
  });

  it('knows whether a sole leader led before, and nothing of the sort for a tie', () => {
    const rows = (release: ReleaseContent) =>
      Object.values(splitRows(release, 'share_l4', 'provinces')).flat();
    expect(findingOf(rows(first))).toMatchObject({ ledBefore: null });
    expect(findingOf(rows(second)).leaders).toHaveLength(2);
    expect(findingOf(rows(second)).ledBefore).toBeNull();
    const third = releaseOf('2020-Q3', { 1: [41, 100], 2: [40, 100] }, second);
    expect(findingOf(rows(third)).ledBefore).toBe(true);
    const fourth = releaseOf('2020-Q4', { 1: [41, 100], 2: [42, 100] }, third);
    expect(findingOf(rows(fourth)).ledBefore).toBe(false);
  });

  it('says that nobody was passed where who led has no figure now, and names them', () => {
    const before = releaseOf('2020-Q1', { 1: [50, 100], 2: [40, 100], 3: [10, 100] });
    const silent = releaseOf('2020-Q2', { 2: [40, 100], 3: [35, 100] }, before);
    const rows = Object.values(splitRows(silent, 'share_l4', 'provinces')).flat();
    const leader = UNITS[0];
    const found = findingOf(rows, leader ? [leader.id] : []);
    expect(found).toMatchObject({ ledBefore: null, absentLeader: { id: leader?.id } });
    expect(found.leaders.map(({ unit }) => unit.code)).toEqual(['2']);
  });

  it('does not count the silent among those that miss the target', () => {
    const rows = Object.values(splitRows(first, 'share_l4', 'provinces')).flat();
    expect(findingOf(rows)).toMatchObject({ met: 2, unmet: 1, withTarget: 4, counted: 3 });
  });

  it('shows gaps in a course as gaps', () => {
    const unit = UNITS[2];
    const gap = releaseOf('2020-Q3', { 1: [1, 10] }, second);
    expect(unit && trendOf([first, second, gap], unit, 'share_l4', 5)).toEqual([0.1, 0.35, null]);
    expect(unit && trendOf([first, second, gap], unit, 'share_l4', 2)).toEqual([0.35, null]);
  });
});

describe('countedBy', () => {
  it.each([
    ['share_l4', 'services'],
    ['dossiers_online_all', 'dossiers'],
    ['docs_signed', 'documents'],
    ['lgsp_present', 'units'],
  ])('%s counts %s', (code, counted) => {
    expect(countedBy(code)).toBe(counted);
  });
});
