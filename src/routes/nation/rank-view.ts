// What was published of rankings, told in one line an index. Pure; the nation's page imports it.

interface Rank {
  indexName: string;
  year: number;
  unitId: string;
  component: string;
  rank: number | null;
}

export interface RankingLine {
  indexName: string;
  firstYear: number;
  lastYear: number;
  /** Single ranks and scores for which a source was found. */
  facts: number;
  units: number;
  /** Units that stand first in the latest year of the whole index; several lists may each have one. */
  leaders: string[];
  leadersYear: number | null;
}

/** One line an index, by its code. */
export function rankingLines(ranks: readonly Rank[]): RankingLine[] {
  return [...Map.groupBy(ranks, ({ indexName }) => indexName)]
    .map(([indexName, own]) => {
      const years = own.map(({ year }) => year);
      const firsts = own.filter(({ rank, component }) => rank === 1 && component === 'overall');
      const latest = firsts.length > 0 ? Math.max(...firsts.map(({ year }) => year)) : null;
      return {
        indexName,
        firstYear: Math.min(...years),
        lastYear: Math.max(...years),
        facts: own.length,
        units: new Set(own.map(({ unitId }) => unitId)).size,
        leaders: firsts.filter(({ year }) => year === latest).map(({ unitId }) => unitId),
        leadersYear: latest,
      };
    })
    .toSorted((a, b) => a.indexName.localeCompare(b.indexName));
}
