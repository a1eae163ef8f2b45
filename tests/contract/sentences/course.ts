// What is said over the drawing of a unit's ranks, quarter by quarter, and what stands in its table; or why
// there is none.
import type { Ranked, TopFacts } from './facts.ts';
import {
  percent,
  periodText,
  shortName,
  textFaults,
  type Language,
  type Section,
  type Sentence,
} from './text.ts';
import { quartersFrom } from './unit-lead.ts';

const MEASURE = 'share_l4';
const NONE_HEADS = { vi: 'Hạng qua các kỳ', en: 'Rank over time' };
const WORDS = {
  vi: {
    ends: 'Hạng {first}/{firstOf} {from}; hạng {last}/{lastOf} {to}',
    up: 'Từ {from} đến {to}: hạng {first} lên {last}',
    down: 'Từ {from} đến {to}: hạng {first} xuống {last}',
    within: 'Từ {from} đến {to}: trong khoảng hạng {best}–{worst}, nay {last}',
    same: 'Từ {from} đến {to}: giữ hạng {last}',
    below: '{name}. {measure}; 1 là cao nhất',
    alone: 'Nhóm chỉ có một đơn vị được xếp hạng, nên không có thứ hạng để so qua các kỳ.',
    few: 'Chưa đủ hai kỳ có thứ hạng để vẽ.',
  },
  en: {
    ends: 'Rank {first} of {firstOf} in {from}; {last} of {lastOf} in {to}',
    up: 'From {from} to {to}: rank {first} up to {last}',
    down: 'From {from} to {to}: rank {first} down to {last}',
    within: 'From {from} to {to}: between ranks {best} and {worst}, now {last}',
    same: 'From {from} to {to}: rank {last} throughout',
    below: '{name}. {measure}; 1 is best',
    alone: 'Only one unit of the group is ranked, so there are no ranks to follow over time.',
    few: 'There are not yet two ranked periods to draw.',
  },
} as const;

export const isCourseHead = (heading: string): boolean =>
  Object.values(NONE_HEADS).includes(heading) || /; 1 (?:là cao nhất|is best)$/.test(heading);

interface Point {
  period: string;
  row: Ranked | undefined;
  ranked: number;
}
interface Place {
  period: string;
  rank: number;
  ranked: number;
}

/** Places among other numbers of units are told each with its own; one was kept only where none is missing. */
function headSaid(places: readonly Place[], language: Language): Sentence {
  const words = WORDS[language];
  const [start, end] = [places[0], places.at(-1)];
  if (!start || !end) return { words: '?' };
  const ranks = places.map(({ rank }) => rank);
  const [best, worst] = [Math.min(...ranks), Math.max(...ranks)];
  const isKept =
    best === worst &&
    places.every(({ ranked }) => ranked === end.ranked) &&
    quartersFrom(start.period, end.period) === places.length - 1;
  const isAmongAsMany = start.ranked === end.ranked && (isKept || best !== worst);
  const turned = end.rank < start.rank ? words.up : words.down;
  const moved = end.rank === start.rank ? words.within : turned;
  const said = !isAmongAsMany ? words.ends : isKept ? words.same : moved;
  return {
    // Where one text ends and the next begins is told by the texts alone.
    words: said
      .replace('{from}', periodText(start.period, language))
      .replace('{to}', periodText(end.period, language)),
    values: {
      ...{ first: start.rank, firstOf: start.ranked, last: end.rank, lastOf: end.ranked },
      ...{ best, worst },
    },
  };
}

function rowFaults(cells: readonly string[], { period, row, ranked }: Point, language: Language) {
  const named = periodText(period, language).replace(/^q/, 'Q');
  const place = row?.rank == null ? null : { rank: row.rank, of: ranked };
  return [
    ...(cells[0] === named ? [] : [`${cells[0]} is not ${named}`]),
    ...textFaults(cells[1], [place ? { words: '{rank}/{of}', values: place } : NOTHING], language),
    ...textFaults(
      cells[2],
      [row ? { words: '{value}', values: { value: percent(row.score) } } : NOTHING],
      language,
    ),
  ];
}
const NOTHING: Sentence = { words: '–' };

/** @param quarters those that are published up to the one read, oldest first */
export async function courseFaults(
  section: Section | undefined,
  { rankings, unitId, group, name, indicators }: TopFacts,
  quarters: readonly string[],
  language: Language,
): Promise<string[]> {
  const words = WORDS[language];
  const points = await Promise.all(
    quarters.map(async (period): Promise<Point> => {
      const { rows } = await rankings(MEASURE, period, group);
      const row = rows.find((each) => each.unitId === unitId);
      return { period, row, ranked: rows.filter(({ rank }) => rank !== null).length };
    }),
  );
  const places = points.flatMap(({ period, row, ranked }): Place[] =>
    row?.rank == null ? [] : [{ period, rank: row.rank, ranked }],
  );
  if (places.filter(({ ranked }) => ranked > 1).length < 2) {
    const why = points.at(-1)?.ranked === 1 ? words.alone : words.few;
    const head = { words: NONE_HEADS[language] };
    return [
      ...textFaults(section?.heading, [head], language),
      ...textFaults(section?.texts.join(' '), [{ words: why }], language),
    ];
  }
  const measure = indicators.find(({ code }) => code === MEASURE)?.name[language] ?? MEASURE;
  const below = words.below
    .replace('{name}', shortName(name, language))
    .replace('{measure}', measure);
  return [
    ...textFaults(section?.heading, [headSaid(places, language), { words: below }], language),
    ...(section?.rows.length === points.length ? [] : [`${section?.rows.length} rows`]),
    ...points.flatMap((point, at) => rowFaults(section?.rows[at] ?? [], point, language)),
  ];
}
