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
    const faults = await Promise.all(section.rows.map((row) => partFaults(row, facts, language)));
    return faults.flat();
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

const WHOLE = { vi: 'Toàn bộ chỉ số', en: 'Whole index' };
const PILLARS: Record<string, Record<Language, string>> = {
  provision: { vi: 'Cung cấp dịch vụ', en: 'Provision' },
  use: { vi: 'Sử dụng dịch vụ', en: 'Use' },
  documents: { vi: 'Văn bản điện tử', en: 'Electronic documents' },
  platforms: { vi: 'Kết nối nền tảng', en: 'Platforms' },
};

/** A row of a unit that has no score on the whole: no points, and score and place of its own if there are. */
async function partFaults(
  row: readonly string[],
  facts: Facts,
  language: Language,
): Promise<string[]> {
  const [head = '', weight = '', own = '', points = '', rank = ''] = row;
  const code = Object.keys(PILLARS).find((each) =>
    head.startsWith(PILLARS[each]?.[language] ?? ''),
  );
  if (!code && !head.startsWith(WHOLE[language])) return [`${head} is no pillar`];
  const place = code ? await placeOf(code, facts) : undefined;
  return [
    weight === '' ? null : `${weight} of no score`,
    points === '–' ? null : `${points} of no score`,
    ...(place
      ? [valueFault(own, place.score, language), ...placeFaults(rank, place, language)]
      : [own === '–' && rank === '–' ? null : `${own} ${rank} of no score`]),
  ].filter((fault) => fault !== null);
}

type Line = NonNullable<Facts['why']['index']['contributions']>[number];

/** The unit's place on a node among those that have one; undefined where it has none. */
async function placeOf(node: string, { rankings, period, group, unitId }: Facts) {
  const { rows } = await rankings(`tiendo:${node}`, period, group);
  const { rank, score } = rows.find((row) => row.unitId === unitId) ?? {};
  return rank && score !== undefined && rows.length > 1
    ? { place: rank, of: rows.length, score }
    : undefined;
}

type Place = Awaited<ReturnType<typeof placeOf>>;

const placeFaults = (told: string, place: Place, language: Language): (string | null)[] =>
  place
    ? textFaults(
        told,
        [{ words: '{place}/{of}', values: { place: place.place, of: place.of } }],
        language,
      )
    : [told === '–' ? null : `${told} of no place`];

function lineFaults(
  line: Line,
  place: Place,
  row: readonly string[],
  language: Language,
): string[] {
  const [head = '', weight = '', own = '', points = '', rank = ''] = row;
  const name = line.depth === 0 ? WHOLE[language] : line.name[language];
  const words = line.most === null ? '{points}' : '{points} / {most}';
  const values = { points: line.points, most: line.most ?? 0 };
  return [
    head.startsWith(name) ? null : `${head} is not ${name}`,
    line.depth === 0 ? null : valueFault(weight, line.weight * 100, language),
    line.score === null ? null : valueFault(own, line.score, language),
    ...textFaults(points, [{ words, values }], language),
    ...placeFaults(rank, place, language),
  ].filter((fault) => fault !== null);
}
