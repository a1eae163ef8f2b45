import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aRandomRelease, GROUP, ROOT } from '../../../tests/helpers/random-release.ts';
import { isScored } from './missing.ts';
import { figuresIn, leavesBelow, membersIn, methodOf, ranksOf } from './method.ts';
import type { ReleaseContent } from './release.ts';

const open = (release: ReleaseContent, measure: string) => {
  const method = methodOf(release, measure, GROUP);
  if (!method) throw new Error(`no measure ${measure}`);
  return method;
};

describe('the method of a release', () => {
  it('gives the release’s own scores, reasons and ranks for its own figures', () => {
    fc.assert(
      fc.property(aRandomRelease(), (release) => {
        for (const measure of new Set(release.rows.map((row) => row.measure))) {
          const method = open(release, measure);
          const scores = method.score(membersIn(release, method), figuresIn(release, method));
          const ranks = ranksOf(method, scores);
          for (const row of release.rows.filter((each) => each.measure === measure)) {
            const scored = scores.get(row.unitId);
            expect(scored).toEqual(
              row.score === null ? { missing: row.missing } : { score: row.score },
            );
            expect(ranks.get(row.unitId) ?? null).toBe(row.rank);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('scores the units that it is asked of, and no others', () => {
    fc.assert(
      fc.property(aRandomRelease(), (release) => {
        const method = open(release, ROOT);
        const [first, ...rest] = membersIn(release, method);
        const scores = method.score(rest, figuresIn(release, method));
        expect([...scores.keys()]).toEqual(rest);
        expect(first !== undefined && ranksOf(method, scores).has(first)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('scores nobody who has no figures', () => {
    fc.assert(
      fc.property(aRandomRelease(), (release) => {
        const method = open(release, 'i0');
        const scores = method.score(membersIn(release, method), new Map());
        expect([...scores.values()].some(isScored)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('looks at the indicators below a node alone', () => {
    const [release] = fc.sample(aRandomRelease(), { numRuns: 1, seed: 7 });
    if (!release) throw new Error('no release');
    const method = open(release, 'made:pillar0');
    expect(method.indicators.every(({ code }) => Number(code.slice(1)) % 2 === 0)).toBe(true);
    expect(method.index && leavesBelow(method.index)).toHaveLength(method.indicators.length);
  });

  it('is none for a measure that the release does not have', () => {
    const [release] = fc.sample(aRandomRelease(), { numRuns: 1, seed: 7 });
    expect(release && methodOf(release, 'made:nothing', GROUP)).toBe(null);
  });
});
