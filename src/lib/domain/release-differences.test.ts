import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aNode, anAbsence, anIndicator, aShare } from '../../../tests/helpers/engine-cases.ts';
import { build, QUARTER, RULES } from '../../../tests/helpers/engine-release.ts';
import type { Observation } from './observation.ts';
import { releaseDifferences } from './release-differences.ts';

/** The quarter with one unit's figure replaced. */
const withFigure = (figure: Observation): Observation[] => [
  ...QUARTER.filter(({ unitId }) => unitId !== figure.unitId),
  figure,
];
const between = (after: readonly Observation[], before: readonly Observation[] = QUARTER) =>
  releaseDifferences(build({ observations: before }), build({ observations: after }));

describe('releaseDifferences', () => {
  it('finds none between a release and itself', () => {
    expect(between(QUARTER)).toEqual({ figures: [], movedOnly: 0 });
  });

  it('tells a revised figure with both values, ranks and the reason, and who moved by it', () => {
    const revised = aShare('03', '2020-Q1', [4, 10], { version: 2, reason: 'R1' });
    const found = between(withFigure(revised));
    expect(found.movedOnly).toBe(2);
    expect(found.figures).toMatchObject([
      {
        unitId: 'p-03',
        measure: 'share_l4',
        kind: 'revised',
        reason: 'R1',
        otherSource: false,
        before: { value: 0.1, numerator: 1, rank: 3, version: 1 },
        after: { value: 0.4, numerator: 4, rank: 1, version: 2 },
      },
    ]);
  });

  it.each([
    [
      'a late figure',
      '04',
      aShare('04', '2020-Q1', [1, 5], { version: 2, reason: 'R2' }),
      'late',
      'R2',
    ],
    [
      'a correction',
      '03',
      aShare('03', '2020-Q1', [2, 10], { version: 2, reason: 'C' }),
      'revised',
      'C',
    ],
    [
      'a figure that is taken back',
      '03',
      { ...anAbsence('03', '2020-Q1', 'rejected'), version: 2, reason: 'R1' as const },
      'taken-back',
      'R1',
    ],
    [
      'another reason for absence',
      '04',
      { ...anAbsence('04', '2020-Q1', 'not-reported'), version: 2, reason: 'R2' as const },
      'absence',
      'R2',
    ],
    [
      'the same share of other counts',
      '03',
      aShare('03', '2020-Q1', [2, 20], { version: 2, reason: 'R1' }),
      'revised',
      'R1',
    ],
    [
      'another reading of the same version',
      '03',
      aShare('03', '2020-Q1', [2, 10]),
      'revised',
      'R3',
    ],
  ])('tells %s as such', (_, code, figure, kind, reason) => {
    const { figures } = between(withFigure(figure));
    expect(figures).toMatchObject([{ unitId: `p-${code}`, kind, reason }]);
  });

  it('gives no reason where another source now comes first', () => {
    const other = aShare('03', '2020-Q1', [2, 10], { sourceId: 'push-03' });
    const [difference] = between(withFigure(other)).figures;
    expect(difference).toMatchObject({ reason: null, otherSource: true });
  });

  it('says nothing of an indicator that came with absences alone', () => {
    const more = [...QUARTER, anAbsence('03', '2020-Q1', 'no-reply', 'npsp_accounts')];
    expect(between(more).figures).toEqual([]);
  });

  it('lists scores of an index only where the method differs, with R3', () => {
    const nodes = [
      aNode('i', null, { aggregate: 'mean', missing: 'exclude_unit' }),
      aNode('l4', 'i', { indicatorId: anIndicator('share_l4').id, normalise: 'none' }),
    ];
    const indexed = (methodVersion: string, factor: number) => ({
      ...RULES,
      methodVersion,
      indices: [
        {
          code: 'i',
          version: '1',
          validFrom: null,
          validTo: null,
          nodes: nodes.map((node) =>
            node.parent ? { ...node, normalise: 'goalposts' as const, min: 0, max: factor } : node,
          ),
        },
      ],
    });
    const [first, second] = [1, 2].map((factor) =>
      build({ observations: QUARTER, rules: indexed(String(factor), factor) }),
    );
    const same = build({ observations: QUARTER, rules: indexed('1', 2) });
    if (!first || !second) throw new Error('two releases are built');
    const listed = releaseDifferences(first, second).figures;
    expect(new Set(listed.map(({ measure }) => measure))).toEqual(new Set(['i:i', 'i:l4']));
    expect(new Set(listed.map(({ reason }) => reason))).toEqual(new Set(['R3']));
    expect(releaseDifferences(first, same)).toMatchObject({ figures: [], movedOnly: 10 });
  });

  it('refuses to compare releases of different periods', () => {
    const other = { ...build({ observations: QUARTER }), period: '2020-Q2' };
    expect(() => releaseDifferences(build({ observations: QUARTER }), other)).toThrow(RangeError);
  });

  it('is the same backwards, with before and after exchanged', () => {
    const counts = fc.option(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.constant(5)));
    fc.assert(
      fc.property(fc.array(fc.tuple(counts, counts), { minLength: 4, maxLength: 4 }), (pairs) => {
        const side = (at: 0 | 1) =>
          pairs.map((pair, unit) => {
            const given = pair[at];
            const code = `0${unit + 1}`;
            return given
              ? aShare(code, '2020-Q1', given, { version: at + 1 })
              : anAbsence(code, '2020-Q1', 'no-reply');
          });
        const forwards = between(side(1), side(0)).figures;
        const backwards = between(side(0), side(1)).figures;
        expect(backwards.map(({ before, after }) => [after, before])).toEqual(
          forwards.map(({ before, after }) => [before, after]),
        );
        const changed = pairs.filter(([a, b]) => a?.[0] !== b?.[0]);
        expect(forwards).toHaveLength(changed.length);
      }),
    );
  });
});
