// Indicators, indices and targets of every series as the API answers them. Codes are those of the
// catalogue's files. The route /api/v1/indicators imports it.
import type { Indicator, IndexVersion } from '#lib/domain/indicator.ts';
import type { Series } from '#lib/domain/release.ts';
import type { LegalBasis, Target } from '#lib/domain/target.ts';
import type { Db } from '../db/client.ts';
import { readIndicators, readIndices, readTargets } from '../store/rules.ts';

const named = (row: { nameVi: string; nameEn: string }) => ({
  name: { vi: row.nameVi, en: row.nameEn },
});

const basisOf = ({ sourceVi: vi, sourceEn: en, ...basis }: LegalBasis) => ({
  ...basis,
  source: { vi, en },
});

const targetOf = ({ indicatorId: _, unitId, groupIds, bases, ...target }: Target) => ({
  ...target,
  unitId,
  groups: groupIds,
  bases: bases.map(basisOf),
});

function indicatorOf(indicator: Indicator, series: Series, targets: Target[]) {
  const { id, code, measure, direction, unit, decimals, frequency } = indicator;
  return {
    ...{ code, measure, direction, unit, decimals, frequency },
    ...named(indicator),
    numerator: { vi: indicator.numeratorVi, en: indicator.numeratorEn },
    denominator: { vi: indicator.denominatorVi, en: indicator.denominatorEn },
    legalBasis: { vi: indicator.legalBasisVi, en: indicator.legalBasisEn },
    source: { vi: indicator.sourceVi, en: indicator.sourceEn },
    series: series.id,
    /** Whether releases hold it, or documents alone name it. */
    published: series.id !== 'reference',
    targets: targets.filter(({ indicatorId }) => indicatorId === id).map(targetOf),
  };
}

function indexOf(index: IndexVersion, series: Series, codes: ReadonlyMap<string, string>) {
  const nodes = index.nodes.map(({ indicatorId, nameVi, nameEn, ...node }) => ({
    ...node,
    measure: `${index.code}:${node.code}`,
    indicator: indicatorId === null ? null : (codes.get(indicatorId) ?? indicatorId),
    ...named({ nameVi, nameEn }),
  }));
  return { ...index, series: series.id, nodes };
}

/** What `/api/v1/indicators` answers, of one series or of all. */
export async function cataloguePart(db: Db, series: readonly Series[]) {
  const parts = await Promise.all(
    series.map(async (each) => {
      const [indicators, indices, targets] = await Promise.all([
        readIndicators(db, each.id),
        readIndices(db, each.id),
        readTargets(db, each.id),
      ]);
      const codes = new Map(indicators.map(({ id, code }) => [id as string, code]));
      return {
        indicators: indicators.map((indicator) => indicatorOf(indicator, each, targets)),
        indices: indices.map((index) => indexOf(index, each, codes)),
      };
    }),
  );
  return {
    series: series.map((each) => ({
      id: each.id,
      ...named(each),
      frequency: each.frequency,
      kind: each.kind,
    })),
    indicators: parts.flatMap(({ indicators }) => indicators),
    indices: parts.flatMap(({ indices }) => indices),
  };
}
