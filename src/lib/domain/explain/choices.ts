// The ways of making the same index that a draw picks from, or a reader tries: how leaves are brought to one scale, and
// what becomes of a unit that lacks one. Pure; what draws imports it.
//
// OECD/JRC, Handbook on Constructing Composite Indicators (2008), part 1, step 7 ("Uncertainty and
// sensitivity analysis"): weights, normalisation and the treatment of gaps are drawn together, as
// M. Saisana, A. Saltelli, S. Tarantola, J. R. Stat. Soc. A 168 (2005) do. How nodes are aggregated is
// not drawn: sum or product is what an index means by compensation, not a detail of its making.
import type { MissingPolicy } from '../indicator.ts';
import { normaliseColumn } from '../normalise.ts';
import { isLinear, type Weighing } from './weighing.ts';

/** `given`: as the index says. The others are made of the leaves' own scores, see `leavesAs`. */
export type DrawnNormalisation = 'given' | 'minmax' | 'zscore';
/** `given`: each node as the index says. */
export type DrawnPolicy = 'given' | Extract<MissingPolicy, 'renormalise' | 'exclude_unit'>;

export interface Choice {
  normalisation: DrawnNormalisation;
  missing: DrawnPolicy;
}

/**
 * The pairs that make sense for an index. Draws pick from those that rank the same units
 * (`rankingAlike`), each as likely as the other.
 *
 * Another normalisation only where no node multiplies: of a geometric mean nothing may be 0 or below,
 * which the lowest of `minmax` and half of `zscore` is. `zscore` only where no gap counts as 0: there
 * 0 is the average. Another policy only where somebody who is ranked lacks something: nobody is let
 * in whom the index does not rank, so that places stay places among the same units, less those whom
 * `exclude_unit` leaves out.
 */
export function choicesOf(weighing: Weighing): Choice[] {
  const { nodes, leaves } = weighing;
  const hasGaps = leaves.some((leaf) => leaf.some(Number.isNaN));
  const policies = nodes.flatMap(({ missing }) => missing ?? []);
  const normalisations: DrawnNormalisation[] = isLinear(weighing)
    ? ['given', 'minmax', 'zscore']
    : ['given'];
  const ways: DrawnPolicy[] = ['given'];
  if (hasGaps && policies.some((policy) => policy !== 'renormalise')) ways.push('renormalise');
  if (hasGaps) ways.push('exclude_unit');
  return normalisations.flatMap((normalisation) =>
    ways
      .filter((missing) => {
        const countsAsZero = hasGaps && missing === 'given' && policies.includes('zero');
        return !(normalisation === 'zscore' && countsAsZero);
      })
      .map((missing) => ({ normalisation, missing })),
  );
}

/** What a leaf says in which all are equal: the middle of the scale, which moves nobody. */
const MIDDLE = { minmax: 50, zscore: 0 };

/**
 * The leaves' scores brought to another scale over the units that are ranked: 0 for the lowest and
 * 100 for the highest (`minmax`), or standard deviations from the mean (`zscore`). It starts from the
 * leaf's scores, not from its figures, so that better stays better, and what a target or a goalpost
 * holds at 100 earns no more.
 */
export function leavesAs({ leaves }: Weighing, normalisation: DrawnNormalisation): Float64Array[] {
  if (normalisation === 'given') return leaves;
  const rule = { normalise: normalisation, min: null, max: null, direction: 'higher' } as const;
  return leaves.map((values) => {
    const { values: scores, missing } = normaliseColumn(
      rule,
      { values, missing: new Map() },
      () => null,
    );
    for (const [at, reason] of missing) {
      if (reason === 'no-spread') scores[at] = MIDDLE[normalisation];
    }
    return scores;
  });
}
