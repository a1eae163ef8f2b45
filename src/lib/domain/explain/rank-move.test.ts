// Examples of moves of rank, each with its cause; laws that hold for all stand in rank-move-laws.test.ts.
import { describe, expect, it } from 'vitest';
import { askMove as ask } from '../../../../tests/helpers/ask-move.ts';
import {
  aFigure,
  aMember,
  anAbsence,
  anIndicator,
  aNode,
  aShare,
  theRules,
} from '../../../../tests/helpers/engine-cases.ts';
import { buildRelease } from '../build-release.ts';
import { indicatorId, type IndexVersion } from '../indicator.ts';
import type { Observation } from '../observation.ts';
import { periodOf } from '../period.ts';
import { rowOf } from '../release-lookup.ts';
import type { ReleaseContent, Rules } from '../release.ts';
import { unitId } from '../unit.ts';
import type { RankMoveAnswer } from './rank-move.ts';

const RULES: Rules = theRules({
  units: ['a', 'b', 'c'].map((code) => aMember(code, 'provinces')),
});
const release = (
  period: string,
  observations: Observation[],
  rules: Partial<Rules> = {},
): ReleaseContent =>
  buildRelease({
    rules: { ...RULES, ...rules },
    period: periodOf(period),
    observations,
    previous: null,
    releasedOn: '2020-07-25',
  });
const shares = (period: string, counts: Record<string, [number, number] | null>): Observation[] =>
  Object.entries(counts).map(([unit, pair]) =>
    pair ? aShare(unit, period, pair) : anAbsence(unit, period, 'no-reply'),
  );
const told = (answer: RankMoveAnswer) =>
  answer.move &&
  Object.fromEntries(
    answer.move.parts
      .filter(({ share }) => share !== 0)
      .map(({ factor, shown }) => [factor, shown]),
  );
const on = { unit: 'p-a', measure: 'share_l4' };

const BEFORE = release('2020-Q1', shares('2020-Q1', { a: [30, 100], b: [20, 100], c: [10, 100] }));
const after = (counts: Record<string, [number, number] | null>) =>
  release('2020-Q2', shares('2020-Q2', counts));

describe('a move', () => {
  it('by others alone is theirs', () => {
    const answer = ask(BEFORE, after({ a: [30, 100], b: [40, 100], c: [35, 100] }), on);
    expect(told(answer)).toEqual({ others: -2 });
    expect(answer.move).toMatchObject({ places: -2, passedBy: ['p-b', 'p-c'], passed: [] });
  });

  it('by services that were added is the denominator’s', () => {
    const answer = ask(BEFORE, after({ a: [30, 200], b: [20, 100], c: [10, 100] }), on);
    expect(told(answer)).toEqual({ denominator: -1 });
  });

  it('of a share of dossiers is its own by both counts: fewer came, and more of them online', () => {
    const dossiers = theRules({ ...RULES, indicators: [anIndicator('dossiers_online_all')] });
    const online = (period: string, counts: Record<string, [number, number]>) =>
      release(
        period,
        shares(period, counts).map((each) => ({
          ...each,
          indicatorId: indicatorId('dossiers_online_all'),
        })),
        dossiers,
      );
    const answer = ask(
      online('2020-Q1', { a: [30, 200], b: [20, 100], c: [10, 100] }),
      online('2020-Q2', { a: [25, 100], b: [20, 110], c: [10, 90] }),
      { ...on, measure: 'dossiers_online_all' },
    );
    expect(told(answer)).toEqual({ own: 1 });
  });

  it('by one of two that would each have been enough is shared by both', () => {
    const answer = ask(BEFORE, after({ a: [15, 100], b: [40, 100], c: [10, 100] }), on);
    expect(told(answer)).toEqual({ own: -0.5, others: -0.5 });
  });

  it('by the silence of a unit above it is that of the units', () => {
    const answer = ask(BEFORE, after({ a: null, b: [20, 100], c: [10, 100] }), {
      ...on,
      unit: 'p-b',
    });
    expect(told(answer)).toEqual({ units: 1 });
    expect(answer.move).toMatchObject({ wentFromAbove: ['p-a'], went: 1, came: 0 });
  });

  it('by what became known late of the earlier period is the corrections’', () => {
    const first = release('2020-Q1', shares('2020-Q1', { a: [30, 100], b: null, c: [10, 100] }));
    const known = release(
      '2020-Q1',
      shares('2020-Q1', { a: [30, 100], b: [50, 100], c: [10, 100] }),
    );
    const to = after({ a: [30, 100], b: [50, 100], c: [10, 100] });
    expect(told(ask(first, to, { ...on, known }))).toEqual({ corrections: -1 });
    expect(told(ask(first, to, on))).toEqual({ units: -1 });
    expect(told(ask(to, first, { ...on, known, isBackwards: true }))).toEqual({ corrections: 1 });
  });

  it('between two releases of one period is all by corrections', () => {
    const other = release(
      '2020-Q1',
      shares('2020-Q1', { a: [15, 100], b: [20, 90], c: [10, 100] }),
    );
    expect(told(ask(BEFORE, other, { ...on, known: other }))).toEqual({ corrections: -1 });
  });

  it('of a unit whose earlier figure was taken back is told by the figure that it had', () => {
    const known = release('2020-Q1', shares('2020-Q1', { a: null, b: [20, 100], c: [10, 100] }));
    const to = after({ a: [10, 100], b: [20, 100], c: [15, 100] });
    expect(told(ask(BEFORE, to, { ...on, known }))).toEqual({ own: -1.5, others: -0.5 });
  });

  it('from what an older engine ranked otherwise gives that to the method', () => {
    const rows = BEFORE.rows.map((row) => ({ ...row, rank: row.unitId === 'p-a' ? 2 : 1 }));
    expect(told(ask({ ...BEFORE, rows }, BEFORE, on))).toEqual({ method: 1 });
  });

  it('to equal places tells who drew level', () => {
    const answer = ask(BEFORE, after({ a: [30, 100], b: [30, 100], c: [10, 100] }), {
      ...on,
      unit: 'p-b',
    });
    expect(answer.move).toMatchObject({ places: 1, passed: [], level: ['p-a'] });
  });
});

const points = (code: string) => anIndicator(code, { measure: 'score' });
const tree = (version: string, from: string | null, to: string | null, codes: string[]) =>
  ({
    code: 'ix',
    version,
    validFrom: from,
    validTo: to,
    nodes: [
      aNode('ix', null, { aggregate: 'sum', missing: 'exclude_unit' }),
      ...codes.map((code) =>
        aNode(code, 'ix', { indicatorId: points(code).id, normalise: 'none' }),
      ),
    ],
  }) satisfies IndexVersion;

describe('a move across two versions of an index', () => {
  const rules = {
    indicators: [points('x'), points('y')],
    indices: [tree('1', null, '2020-03-31', ['x']), tree('2', '2020-04-01', null, ['x', 'y'])],
  };
  const figures = (period: string, all: Record<string, [x: number, y: number | null]>) =>
    release(
      period,
      Object.entries(all).flatMap(([unit, [x, y]]) => [
        aFigure(unit, 'x', period, x),
        ...(y === null ? [] : [aFigure(unit, 'y', period, y)]),
      ]),
      rules,
    );

  it('gives to the method what parts bring that only the later version has', () => {
    const from = figures('2020-Q1', { a: [3, null], b: [2, null], c: [1, null] });
    const to = figures('2020-Q2', { a: [3, 0], b: [2, 5], c: [1, 6] });
    const { move } = ask(from, to, { unit: 'p-a', measure: 'ix:ix' });
    expect(move?.parts.filter(({ share }) => share !== 0)).toEqual([
      { factor: 'method', share: -1440, shown: -2, score: 0 },
    ]);
    expect([move?.from.version, move?.to.version]).toEqual(['1', '2']);
  });
});

describe('a move that cannot be told', () => {
  it.each([
    [BEFORE, after({ a: null, b: [1, 2], c: [1, 2] }), 'unranked-now'],
    [after({ a: null, b: [1, 2], c: [1, 2] }), BEFORE, 'unranked-before'],
    [
      release('2020-Q1', shares('2020-Q1', { b: [1, 2] }), { units: [aMember('b', 'provinces')] }),
      BEFORE,
      'not-listed-before',
    ],
    [
      BEFORE,
      release('2020-Q1', shares('2020-Q1', { b: [1, 2] }), { units: [aMember('b', 'provinces')] }),
      'not-listed-now',
    ],
    [release('2020-Q1', []), BEFORE, 'no-measure'],
    [
      release('2020-Q1', shares('2020-Q1', { a: [1, 2] }), { units: [aMember('a', 'cities')] }),
      BEFORE,
      'other-group',
    ],
    [after({ a: [1, 2], b: null, c: null }), after({ a: [1, 3], b: null, c: null }), 'alone'],
  ] as const)('says why: %#', (from, to, reason) => {
    expect(ask(from, to, on)).toEqual({ move: null, reason });
  });

  it('is told of every other unit', () => {
    const to = after({ a: null, b: [1, 2], c: [1, 2] });
    expect(rowOf(to, unitId('p-b'), 'share_l4')?.rank).toBe(1);
    expect(ask(BEFORE, to, { ...on, unit: 'p-b' }).reason).toBeNull();
  });
});
