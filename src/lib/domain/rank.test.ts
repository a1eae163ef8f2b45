import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankScores } from './rank.ts';

describe('rankScores', () => {
  it.each([
    ['nobody', [], 'higher', []],
    ['one unit', [0.5], 'higher', [1]],
    ['a tie for places 2 and 3', [0.5, 0.9, 0.5, 0.1], 'higher', [2, 1, 2, 4]],
    ['everybody equal', [0, 0, 0], 'higher', [1, 1, 1]],
    ['less is better', [3, 1, 2], 'lower', [3, 1, 2]],
    ['negative scores', [-2, -1, 0], 'higher', [3, 2, 1]],
    ['no better end', [1, 2], 'none', [null, null]],
    ['a unit without a score', [0.1, null, 0.2], 'higher', [2, null, 1]],
    ['equal to 12 digits', [0.1 + 0.2, 0.3, 0.2], 'higher', [1, 1, 3]],
    ['apart in the 12th digit', [0.300000000001, 0.3], 'higher', [1, 2]],
    ['nothing but what additions left', [4e-15, 2e-15, -3e-15], 'higher', [1, 1, 1]],
    ['minus zero is zero', [-0, 0], 'higher', [1, 1]],
  ] as const)('%s', (_, scores, direction, ranks) => {
    expect(rankScores(scores, direction)).toEqual(ranks);
  });

  const scores = fc.array(fc.option(fc.integer({ min: -50, max: 50 }), { nil: null }), {
    maxLength: 40,
  });

  it('gives the number of better units plus one', () => {
    fc.assert(
      fc.property(scores, (given) => {
        rankScores(given, 'higher').forEach((rank, place) => {
          const own = given[place] ?? null;
          const better = given.filter((other) => own !== null && other !== null && other > own);
          expect(rank).toBe(own === null ? null : better.length + 1);
        });
      }),
    );
  });

  it('does not depend on the order of the units', () => {
    fc.assert(
      fc.property(scores, fc.nat(), (given, seed) => {
        const turn = given.length === 0 ? 0 : seed % given.length;
        const turned = [...given.slice(turn), ...given.slice(0, turn)];
        const ranks = rankScores(given, 'higher');
        expect(rankScores(turned, 'higher')).toEqual([
          ...ranks.slice(turn),
          ...ranks.slice(0, turn),
        ]);
      }),
    );
  });

  it('does not depend on a positive scale', () => {
    fc.assert(
      fc.property(scores, fc.double({ min: 0.001, max: 1000, noNaN: true }), (given, scale) => {
        const scaled = given.map((score) => (score === null ? null : score * scale));
        expect(rankScores(scaled, 'lower')).toEqual(rankScores(given, 'lower'));
      }),
    );
  });
});
