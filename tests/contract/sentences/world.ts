// Every measure of the illustrative quarters, ranked over all groups, as the API answers.
import type { WebWorld } from '../../helpers/worlds.ts';
import type { NationRanking, PlannedIndicator, World } from './nation-facts.ts';

export const PERIODS = [2019, 2020, 2021].flatMap((year) =>
  [1, 2, 3, 4].map((q) => `${year}-Q${q}`),
);

/** @param wanted which indicators are read; all shares, and what is had or not, where it is not said */
export async function readWorld(
  { json }: Pick<WebWorld, 'json'>,
  wanted: (indicator: PlannedIndicator) => boolean = () => true,
): Promise<World> {
  const { indicators } = await json<{ indicators: PlannedIndicator[] }>('/api/v1/indicators');
  const own = indicators.filter(
    (each) =>
      each.series === 'dvc' &&
      (each.measure === 'share' || each.measure === 'flag') &&
      wanted(each),
  );
  const rankings = new Map<string, NationRanking>();
  for (const period of PERIODS) {
    for (const { code } of own) {
      const path = `/api/v1/rankings/${code}?period=${period}`;
      rankings.set(`${period} ${code}`, await json(path));
    }
  }
  return { indicators: own, periods: PERIODS, rankings };
}
