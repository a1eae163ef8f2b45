// What the table of points must say: where the index score comes from.
import type { Facts } from './facts.ts';
import { textFaults, valueFault, type Language, type Section } from './text.ts';

export const POINTS_HEADS = { vi: 'Điểm chỉ số từ đâu ra', en: 'Where the index score comes from' };

/** Every row of the table of points, and that the parts come to the whole. */
export async function pointsFaults(
  section: Section | undefined,
  facts: Facts,
  language: Language,
): Promise<string[]> {
  const lines = facts.why.index.contributions ?? [];
  if (!section) return lines.length === 0 ? [] : ['no section on points'];
  // Parts of a unit without a score on the whole stand without points, and have their own places.
  if (lines.length === 0) {
    return section.rows.every(([, , , points]) => points === '–') ? [] : ['points of no score'];
  }
  const ranking = await facts.rankings('tiendo:tiendo', facts.period, facts.group);
  const score = ranking.rows.find(({ unitId }) => unitId === facts.unitId)?.score ?? NaN;
  const leaves = lines.filter(({ indicator }) => indicator !== null);
  const sum = leaves.reduce((total, { points }) => total + points, 0);
  const isWhole = Math.abs(sum - score) <= 1e-9;
  const places = await Promise.all(lines.map(({ code }) => placeOf(code, facts)));
  return [
    ...(isWhole ? [] : [`points come to ${sum}, the score is ${score}`]),
    ...(section.rows.length === lines.length ? [] : [`${section.rows.length} rows`]),
    ...lines.flatMap((line, at) => lineFaults(line, places[at], section.rows[at] ?? [], language)),
  ];
}

type Line = NonNullable<Facts['why']['index']['contributions']>[number];

/** The unit's place on a node among those that have one; undefined where it has none. */
async function placeOf(node: string, { rankings, period, group, unitId }: Facts) {
  const { rows } = await rankings(`tiendo:${node}`, period, group);
  const place = rows.find((row) => row.unitId === unitId)?.rank ?? undefined;
  return place && rows.length > 1 ? { place, of: rows.length } : undefined;
}

function lineFaults(
  line: Line,
  place: { place: number; of: number } | undefined,
  row: readonly string[],
  language: Language,
): string[] {
  const [head = '', weight = '', own = '', points = '', rank = ''] = row;
  const whole = { vi: 'Toàn bộ chỉ số', en: 'Whole index' }[language];
  const name = line.depth === 0 ? whole : line.name[language];
  const words = line.most === null ? '{points}' : '{points} / {most}';
  const values = { points: line.points, most: line.most ?? 0 };
  return [
    head.startsWith(name) ? null : `${head} is not ${name}`,
    line.depth === 0 ? null : valueFault(weight, line.weight * 100, language),
    line.score === null ? null : valueFault(own, line.score, language),
    ...textFaults(points, [{ words, values }], language),
    ...(place
      ? textFaults(rank, [{ words: '{place}/{of}', values: place }], language)
      : [rank === '–' ? null : `${rank} of no place`]),
  ].filter((fault) => fault !== null);
}
