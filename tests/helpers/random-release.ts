// Worlds made up by fast-check: a group of units, an index over some indicators with any rules, and
// figures of which some are missing. For property tests of the engine.
import fc from 'fast-check';
import { buildRelease } from '#lib/domain/build-release.ts';
import { indicatorId, type IndexNode, type Indicator } from '#lib/domain/indicator.ts';
import { figuresIn, membersIn, methodOf } from '#lib/domain/method.ts';
import { isScored } from '#lib/domain/missing.ts';
import type { Observation } from '#lib/domain/observation.ts';
import { periodOf } from '#lib/domain/period.ts';
import type { ReleaseContent } from '#lib/domain/release.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import {
  aFigure,
  aMember,
  aNode,
  anAbsence,
  anIndicator,
  aShare,
  theRules,
} from './engine-cases.ts';

export const PERIOD = '2020-Q1';
export const GROUP = 'provinces';
/** The root of the index in every such world. */
export const ROOT = 'made:root';

interface Options {
  /** Codes of the units, where a case wants certain ones. */
  units?: readonly string[];
  /** Whether every score is to be a weighted sum: nothing multiplies, and units with gaps are left out. */
  linear?: boolean;
}

/** Shares `i0`, `i2`, … and plain figures `i1`, `i3`, …, of which every third is better when lower. */
const indicatorAt = (at: number): Indicator =>
  anIndicator(`i${at}`, {
    measure: at % 2 === 0 ? 'share' : 'score',
    direction: at % 3 === 2 ? 'lower' : 'higher',
  });

const leafNode = (at: number, parent: string) =>
  fc
    .record({
      weight: fc.integer({ min: 1, max: 9 }),
      normalise: fc.constantFrom('none', 'goalposts', 'minmax', 'zscore'),
    })
    .map(({ weight, normalise }) =>
      aNode(`leaf${at}`, parent, {
        weight,
        weightMin: weight / 2,
        weightMax: weight * 1.5,
        indicatorId: indicatorId(`i${at}`),
        normalise,
        min: normalise === 'goalposts' ? 0 : null,
        max: normalise === 'goalposts' ? 2 : null,
      }),
    );

const innerNode = (code: string, parent: string | null, { linear = false }: Options) =>
  fc
    .record({
      weight: fc.integer({ min: 1, max: 9 }),
      aggregate: fc.constantFrom('sum', 'mean', ...(linear ? [] : ['geometric' as const])),
      missing: fc.constantFrom(
        'exclude_unit',
        ...(linear ? [] : (['renormalise', 'zero'] as const)),
      ),
    })
    .map(({ weight, ...rest }) =>
      aNode(code, parent, { ...(parent !== null && { weight }), ...rest }),
    );

/** A root with two pillars, and the leaves dealt out between them. */
const nodes = (leaves: number, options: Options): fc.Arbitrary<IndexNode[]> =>
  fc.tuple(
    innerNode('root', null, options),
    innerNode('pillar0', 'root', options),
    innerNode('pillar1', 'root', options),
    ...Array.from({ length: leaves }, (_, at) => leafNode(at, `pillar${at % 2}`)),
  );

const figure = (unit: string, indicator: Indicator): fc.Arbitrary<Observation> => {
  const absence = fc.constant(anAbsence(unit, PERIOD, 'no-reply', indicator.code));
  const given =
    indicator.measure === 'share'
      ? fc
          .tuple(fc.nat({ max: 40 }), fc.integer({ min: 1, max: 40 }))
          .map(([n, more]) => aShare(unit, PERIOD, [n, n + more], { indicator: indicator.code }))
      : fc
          .integer({ min: 0, max: 20 })
          .map((value) => aFigure(unit, indicator.code, PERIOD, value / 10));
  return fc.oneof({ weight: 9, arbitrary: given }, { weight: 1, arbitrary: absence });
};

/** One figure, or its absence, of every unit on every indicator. */
const allFigures = (units: readonly string[], indicators: readonly Indicator[]) =>
  fc.tuple(...units.flatMap((unit) => indicators.map((each) => figure(unit, each))));

/**
 * Releases of one period and one set of rules: 2 to 8 provinces, 2 to 5 indicators, the index `made`
 * over all of them, and other figures in each release.
 */
const releasesOf = (
  count: number,
  options: Options,
  figuresOf: (all: Observation[][]) => Observation[][] = (all) => all,
): fc.Arbitrary<ReleaseContent[]> =>
  fc
    .record({
      units: options.units
        ? fc.constant(options.units)
        : fc
            .integer({ min: 2, max: 8 })
            .map((many) => Array.from({ length: many }, (_, at) => `u${at}`)),
      indicators: fc
        .integer({ min: 2, max: 5 })
        .map((many) => Array.from({ length: many }, (_, at) => indicatorAt(at))),
    })
    .chain(({ units, indicators }) =>
      fc.record({
        units: fc.constant(units),
        indicators: fc.constant(indicators),
        nodes: nodes(indicators.length, options),
        figures: fc.array(allFigures(units, indicators), { minLength: count, maxLength: count }),
      }),
    )
    .map(({ units, indicators, nodes: tree, figures }) =>
      figuresOf(figures).map((observations) =>
        buildRelease({
          rules: theRules({
            units: units.map((code) => aMember(code, GROUP)),
            indicators,
            indices: [{ code: 'made', version: '1', validFrom: null, validTo: null, nodes: tree }],
          }),
          period: periodOf(PERIOD),
          observations,
          previous: null,
          releasedOn: '2020-04-25',
        }),
      ),
    );

/** A release of one period, its units, rules and figures made up. */
export const aRandomRelease = (options: Options = {}): fc.Arbitrary<ReleaseContent> =>
  releasesOf(1, options).map(([release]) => release as ReleaseContent);

/**
 * Two releases of the same units by the same rules.
 *
 * @param laterFigures figures of the second, made of those of the first and of others made up
 */
export const twoRandomReleases = (
  laterFigures: (before: Observation[], after: Observation[]) => Observation[] = (_, after) =>
    after,
): fc.Arbitrary<[ReleaseContent, ReleaseContent]> =>
  releasesOf(2, {}, ([before = [], after = []]) => [before, laterFigures(before, after)]).map(
    ([from, to]) => [from as ReleaseContent, to as ReleaseContent],
  );

/**
 * What the engine itself scores on the root where nodes have other weights, by unit; −Infinity for
 * units without a score.
 *
 * @param weightOf by the node's code; null for the root
 */
export function scoresWithWeights(
  release: ReleaseContent,
  weightOf: ReadonlyMap<string, number | null>,
): Map<UnitId, number> {
  const indices = release.rules.indices.map((index) => ({
    ...index,
    nodes: index.nodes.map((node) => ({ ...node, weight: weightOf.get(node.code) ?? null })),
  }));
  const method = methodOf({ ...release, rules: { ...release.rules, indices } }, ROOT, GROUP);
  if (!method) throw new Error('no index');
  // Rows are looked up by release; a copy with other weights keeps the figures of the original.
  const scored = method.score(membersIn(release, method), figuresIn(release, method));
  return new Map(
    [...scored].map(([unit, score]) => [unit, isScored(score) ? score.score : -Infinity]),
  );
}
