// The releases that the API lists, and every row of one of them as its rankings give it.
import { parse } from 'csv-parse/sync';
import type { WebWorld } from '../../helpers/worlds.ts';
import type { Measure, ReleasedRow, ReleasedRows } from './two-releases.ts';
import type { Name } from './facts.ts';

export interface ReleaseHead {
  id: string;
  number: number;
  series: string;
  period: string;
  releasedAt: string;
  previous: string | null;
  hash: string;
  current: boolean;
}
export interface Catalogue {
  indicators: {
    series: string;
    code: string;
    measure: string;
    name: Name;
    published: boolean;
  }[];
  indices: { series: string; nodes: { measure: string; name: Name }[] }[];
}

/** Releases of a series, the one that came out first in front. */
export const releasesOfSeries = (releases: readonly ReleaseHead[], series: string): ReleaseHead[] =>
  releases
    .filter((release) => release.series === series)
    .toSorted((a, b) => (a.releasedAt < b.releasedAt ? -1 : 1));

const numberIn = (cell: string | undefined): number | null =>
  cell === undefined || cell === '' ? null : Number(cell);

/** Reads rows, those of each release once. */
export function releasedReader({ get }: Pick<WebWorld, 'get'>, catalogue: () => Catalogue) {
  const measuresOf = (series: string): Measure[] => [
    ...catalogue()
      .indicators.filter((each) => each.series === series && each.published)
      .map(({ code, name, measure: kind }) => ({ code, name, kind, isNode: false })),
    ...catalogue()
      .indices.filter((each) => each.series === series)
      .flatMap(({ nodes }) => nodes)
      .map(({ measure, name }) => ({ code: measure, name, kind: 'score', isNode: true })),
  ];

  async function rowsOf({ id, series }: ReleaseHead, code: string): Promise<ReleasedRow[]> {
    const file = await get(`/api/v1/rankings/${code}.csv?release=${id}&series=${series}`);
    // Some are in the catalogue and nobody has measured them yet.
    if (file.status === 404) return [];
    const lines = parse<Record<string, string>>(await file.text(), { columns: true, bom: true });
    return lines.map((line) => ({
      measure: code,
      group: line['group'] ?? '',
      unitId: line['unit_id'] ?? '',
      score: numberIn(line['score']),
      numerator: numberIn(line['numerator']),
      denominator: numberIn(line['denominator']),
      qualifier: line['qualifier'] ?? '',
      rank: numberIn(line['rank']),
      state: line['target_state'] ?? '',
      target: line['target'] ?? '',
      reason: line['reason'] ?? '',
      name: { vi: line['name_vi'] ?? '', en: line['name_en'] ?? '' },
      ...{ source: line['source'] ?? '', version: line['version'] ?? '' },
      revision: line['revision'] ?? '',
    }));
  }

  const read = new Map<string, Promise<ReleasedRows>>();
  function releasedIn(head: ReleaseHead): Promise<ReleasedRows> {
    const { id, number, period, series } = head;
    const wholeOf = async (): Promise<ReleasedRows> => {
      const rows = [];
      for (const { code } of measuresOf(series)) rows.push(...(await rowsOf(head, code)));
      return { id, number, period, rows };
    };
    const known = read.get(id) ?? wholeOf();
    read.set(id, known);
    return known;
  }
  return { measuresOf, releasedIn };
}
