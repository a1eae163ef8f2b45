// The one indicator of the small world with the target that judges it there, its rankings as the API answers,
// and what it answers of one unit.
import type { WebWorld } from '../helpers/worlds.ts';
import type { Forecast, Gap, Ranking, TopFacts } from './sentences/facts.ts';
import {
  CODE,
  type NationRanking,
  type PlannedIndicator,
  type World,
} from './sentences/nation-facts.ts';

export const SMALL_INDICATOR: PlannedIndicator = {
  ...{ code: CODE, name: { vi: CODE, en: CODE }, series: 'dvc' },
  ...{ measure: 'share', direction: 'higher', decimals: 1 },
  targets: [
    {
      ...{ id: 'target', unitId: null, groups: ['ministries', 'provinces'] },
      ...{ operator: '>=', value: 0.3, baseline: null, due: '2020-12-31' },
      bases: [{ verified: true, documentDate: '2019-03-07' }],
    },
  ],
};

export async function smallWorldIn(
  { json }: Pick<WebWorld, 'json'>,
  periods: string[],
): Promise<World> {
  const rankings = new Map<string, NationRanking>();
  for (const period of periods) {
    rankings.set(`${period} ${CODE}`, await json(`/api/v1/rankings/${CODE}?period=${period}`));
  }
  return { indicators: [SMALL_INDICATOR], periods, rankings };
}

/** What the API says of a unit of a group in a quarter, for what its page says first; rankings are asked for once. */
export function topFactsIn({ json }: Pick<WebWorld, 'json'>) {
  const asked = new Map<string, Promise<Ranking>>();
  const rankingOf = (path: string): Promise<Ranking> => {
    const ranking = asked.get(path) ?? json<Ranking>(path);
    asked.set(path, ranking);
    return ranking;
  };
  return async (unitId: string, group: string, period: string): Promise<TopFacts> => {
    const of = <Answer>(path: string) => json<Answer>(`/api/v1/units/${unitId}${path}`);
    const { figures, name } = await of<Pick<TopFacts, 'figures' | 'name'>>(`?period=${period}`);
    return {
      ...{ unitId, group, name, period, figures },
      rankings: (measure, quarter) =>
        rankingOf(`/api/v1/rankings/${measure}?period=${quarter}&group=${group}`),
      gap: await of<Gap>(`/gap?period=${period}`),
      forecast: await of<Forecast>(`/forecast?period=${period}`),
      promised: figures[0]?.target ?? null,
      indicators: [SMALL_INDICATOR],
    };
  };
}
