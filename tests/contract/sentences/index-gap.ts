// What the section on the moves on the index must say.
import type { Facts } from './facts.ts';
import { holders } from './gap.ts';
import { numberOf, textFaults, valueFault, type Language, type Section } from './text.ts';

const INDEX_HEAD = {
  vi: 'Chỉ số (thử nghiệm): cần thêm bao nhiêu ở từng chỉ tiêu để lên hạng {rank}',
  en: 'Index (experimental): how much more of each indicator reaches place {rank}',
};
const INDEX_SUB = {
  vi: 'Mỗi dòng chỉ thay đổi một chỉ tiêu, mọi chỉ tiêu khác giữ nguyên, để bằng hoặc vượt {unit}. In đậm: cách chiếm phần nhỏ nhất của số còn có thể thêm, trong mỗi thành phần.',
  en: 'Each line moves one indicator and leaves all others as they are, to be level with {unit} or above. Bold: what takes the smallest part of what is left to add, in each pillar.',
};
const INDEX_CELLS = {
  vi: {
    flag: 'từ chưa có thành có',
    none: 'không còn gì để thêm',
    alone: 'riêng chỉ tiêu này không đủ',
    zero: 'không cần thêm',
  },
  en: {
    flag: 'from no to yes',
    none: 'nothing left to add',
    alone: 'not by this alone',
    zero: 'nothing needed',
  },
};
const THINGS: Record<string, Record<Language, [one: string, many: string]>> = {
  services: { vi: ['dịch vụ', 'dịch vụ'], en: ['service', 'services'] },
  dossiers: { vi: ['hồ sơ', 'hồ sơ'], en: ['dossier', 'dossiers'] },
  documents: { vi: ['văn bản', 'văn bản'], en: ['document', 'documents'] },
};

function moveCell(
  counted: string,
  room: number,
  more: number | null,
  language: Language,
): string | [number, string] {
  const cells = INDEX_CELLS[language];
  if (more === null) return room === 0 ? cells.none : cells.alone;
  if (more === 0) return cells.zero;
  if (counted === 'flag') return cells.flag;
  const [one, many] = THINGS[counted]?.[language] ?? ['?', '?'];
  return [more, more === 1 ? one : many];
}

export const isIndexGapHead = (heading: string): boolean =>
  /^(?:Chỉ số \(thử|Index \(exp)/.test(heading);

export async function indexGapFaults(
  section: Section | undefined,
  facts: Facts,
  language: Language,
): Promise<string[]> {
  const place = facts.indexGap.toNextRank;
  const { rows } = await facts.rankings('tiendo:tiendo', facts.period, facts.group);
  if (!section) return place === null ? [] : ['no section on the index gap'];
  if (!place) return ['a section on the index gap without a next place'];
  const holding = rows
    .filter(({ rank }) => rank === place.rank)
    .map(({ unitId }) => unitId)
    .toSorted()
    .join();
  const said = [place.unit, ...place.level]
    .map((unit) => unit?.unitId)
    .toSorted()
    .join();
  const moves = place.moves ?? [];
  const cellFault = (
    text: string | undefined,
    wanted: string | [number, string],
  ): string | null => {
    if (typeof wanted === 'string')
      return text === wanted ? null : `"${text}" stands for "${wanted}"`;
    const [number = '', ...thing] = (text ?? '').split(' ');
    if (thing.join(' ') !== wanted[1] || numberOf(number, language) === null)
      return `"${text}" stands for ${wanted.join(' ')}`;
    return valueFault(number, wanted[0], language);
  };
  return [
    ...(holding === said
      ? []
      : [`place ${place.rank} of the index is held by ${holding}, not ${said}`]),
    ...textFaults(
      section.heading,
      [{ words: INDEX_HEAD[language], values: { rank: place.rank } }],
      language,
    ),
    ...textFaults(
      section.texts[0],
      [
        {
          words: INDEX_SUB[language],
          values: { unit: holders(place.unit, place.level.length, language) },
        },
      ],
      language,
    ),
    ...(section.rows.length === moves.length
      ? []
      : [`${section.rows.length} rows for ${moves.length} moves`]),
    ...moves.flatMap((move, at) => {
      const [head = '', standing, moving, room] = section.rows[at] ?? [];
      const { counted } = move;
      return [
        head.startsWith(move.name[language]) ? null : `${head} is not ${move.name[language]}`,
        cellFault(standing, moveCell(counted, move.room, move.services, language)),
        cellFault(moving, moveCell(counted, move.room, move.moving, language)),
        cellFault(room, moveCell(counted, move.room, move.room || null, language)),
      ].filter((fault) => fault !== null);
    }),
  ];
}
