// The one indicator of the small world with the target that judges it there, and its rankings as the API
// answers.
import type { WebWorld } from '../helpers/worlds.ts';
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
