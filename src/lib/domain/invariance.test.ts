// What must not change a rank: the order in which units stand, and the scale of weights and figures.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aRandomRelease, GROUP, ROOT } from '../../../tests/helpers/random-release.ts';
import type { Figure } from './figures.ts';
import { figuresIn, membersIn, methodOf, ranksOf, type FigureTable } from './method.ts';
import type { ReleaseContent } from './release.ts';

const open = (release: ReleaseContent) => {
  const method = methodOf(release, ROOT, GROUP);
  if (!method) throw new Error('no index');
  return method;
};

function ranksIn(release: ReleaseContent, figures?: FigureTable) {
  const method = open(release);
  const scores = method.score(membersIn(release, method), figures ?? figuresIn(release, method));
  return Object.fromEntries(ranksOf(method, scores));
}

/** Powers of two scale without rounding, so that ties stay ties. */
const factor = fc.integer({ min: -6, max: 6 }).map((power) => 2 ** power);

describe('the ranks of an index', () => {
  it('do not feel the order of the units', () => {
    fc.assert(
      fc.property(aRandomRelease(), fc.array(fc.nat(), { minLength: 8 }), (release, keys) => {
        const units = release.rules.units
          .map((unit, at) => ({ unit, key: keys[at] ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ unit }) => unit);
        const shuffled = { ...release, rules: { ...release.rules, units } };
        expect(ranksIn(shuffled)).toEqual(ranksIn(release));
      }),
      { numRuns: 1000 },
    );
  });

  it('do not feel the scale of the weights under the node that is ranked', () => {
    fc.assert(
      fc.property(aRandomRelease(), factor, (release, by) => {
        const indices = release.rules.indices.map((index) => ({
          ...index,
          nodes: index.nodes.map((node) =>
            node.parent === 'root' ? { ...node, weight: (node.weight ?? 0) * by } : node,
          ),
        }));
        const scaled = { ...release, rules: { ...release.rules, indices } };
        expect(ranksIn(scaled)).toEqual(ranksIn(release));
      }),
      { numRuns: 1000 },
    );
  });

  it('do not feel the unit of figures that are held against those of the group', () => {
    fc.assert(
      fc.property(aRandomRelease(), factor, (release, by) => {
        const relative = new Set(
          release.rules.indices.flatMap(({ nodes }) =>
            nodes
              .filter(({ normalise }) => normalise === 'minmax' || normalise === 'zscore')
              .map(({ indicatorId }) => indicatorId as string),
          ),
        );
        const scale = (code: string, figure: Figure): Figure =>
          relative.has(code) ? { ...figure, value: figure.value * by } : figure;
        const figures = new Map(
          [...figuresIn(release, open(release))].map(([unit, own]) => [
            unit,
            new Map([...own].map(([code, figure]) => [code, scale(code, figure)])),
          ]),
        );
        expect(ranksIn(release, figures)).toEqual(ranksIn(release));
      }),
      { numRuns: 1000 },
    );
  });
});
