// What the section on the moves on the index must say.
import type { Facts, Move, Ranked } from './facts.ts';
import { holders } from './gap.ts';
import {
  numberOf,
  paragraphFaults,
  periodText,
  textFaults,
  valueFault,
  type Language,
  type Section,
  type Sentence,
} from './text.ts';

const INDEX_HEAD = {
  vi: 'Chỉ số (thử nghiệm): cần thêm bao nhiêu ở từng chỉ tiêu để lên hạng {rank}',
  en: 'Index (experimental): how much more of each indicator reaches place {rank}',
};
/** Of the index of a province, an index of its bodies. */
const OTHER_HEAD = {
  vi: 'Cần thêm bao nhiêu ở từng chỉ tiêu để lên hạng {rank}',
  en: 'How much more of each indicator reaches rank {rank}',
};
const COLUMNS = {
  vi: ['Chỉ tiêu', 'Đơn vị khác đứng yên', 'Đơn vị khác theo đà đến {next}', 'Còn có thể thêm'],
  en: ['Indicator', 'Others standing still', 'Others at their own pace by {next}', 'Left to add'],
};
const INDEX_SUB = {
  vi: 'Mỗi dòng là một cách riêng để lên hạng hiện của {unit}, mọi số khác giữ nguyên; ở cột theo đà, mọi số khác đi tiếp theo đà của mình. In đậm: cách chiếm phần nhỏ nhất của số còn có thể thêm, trong mỗi thành phần.',
  en: 'Each line is a way of its own to the place now held by {unit}, all other figures as they are; in the column of paces, all others going on at their own pace. Bold: what takes the smallest part of what is left to add, in each pillar.',
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
/** Said below the table where shares that count the same services are moved one by one. */
const CONDITION = {
  vi: 'Các tỷ lệ ghi “nếu các tỷ lệ khác giữ nguyên” cùng đếm dịch vụ hoặc hồ sơ của đơn vị: nâng một dịch vụ thường làm chúng đổi cùng lúc, nên số ghi ở đây không phải là lời hứa về hạng.',
  en: 'The shares marked “if the other shares stay” count the same services or dossiers of the unit: raising a service mostly moves them together, so that the number here is no promise of a place.',
};
/** And why the unit's services cannot be raised together, where they could be but are not known. */
const UNKNOWN: Record<string, Record<Language, string>> = {
  'no-rows': {
    vi: 'Nguồn của kỳ này chỉ cho số tổng, không cho từng dịch vụ, nên không tính chung được.',
    en: 'The source of this period gives totals only, not each service, so that they cannot be counted together.',
  },
  'rows-differ': {
    vi: 'Danh sách dịch vụ đã thu thập không khớp với số liệu được công bố, nên không tính chung được.',
    en: 'The services that were gathered do not come to the figures that were published, so that they cannot be counted together.',
  },
};
const RAISING = {
  vi: {
    head: 'Nâng dịch vụ lên mức độ 4',
    cannot: 'nâng hết cũng không đủ',
    how: 'Nâng dịch vụ: mỗi dịch vụ nâng lên làm thay đổi cùng lúc và đã được tính lại trong: {indicators}. Dịch vụ và hồ sơ khác của đơn vị như kỳ này ở cả hai cột. Thứ tự nâng: dịch vụ đã có hồ sơ nộp trực tuyến trước, rồi đến mức độ cao hơn, rồi đến nhiều hồ sơ hơn.',
    named: 'Dịch vụ cần nâng: {first}.',
    other: 'Dịch vụ cần nâng trước hết: {first}; và {others} dịch vụ khác.',
    others: 'Dịch vụ cần nâng trước hết: {first}; và {others} dịch vụ khác.',
  },
  en: {
    head: 'Raise services to level 4',
    cannot: 'not by raising all of them',
    how: "Raising services: each one raised moves all of these together, and they are counted anew: {indicators}. The unit's other services and its dossiers are as in this period in both columns. The order: services with a dossier filed online first, then those at the higher level, then those with more dossiers.",
    named: 'To be raised: {first}.',
    other: 'To be raised first: {first}; and {others} other service.',
    others: 'To be raised first: {first}; and {others} other services.',
  },
};
/** So many services are named; the others are counted. */
const MOST_NAMED = 5;
const THINGS: Record<string, Record<Language, [one: string, many: string]>> = {
  services: { vi: ['dịch vụ', 'dịch vụ'], en: ['service', 'services'] },
  dossiers: { vi: ['hồ sơ', 'hồ sơ'], en: ['dossier', 'dossiers'] },
  documents: { vi: ['văn bản', 'văn bản'], en: ['document', 'documents'] },
  things: { vi: ['', ''], en: ['', ''] },
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

/**
 * The cell one period on, which names what is left then where it takes more than is left today: its
 * text without that, and what it must be.
 */
function movingCell(
  text: string | undefined,
  { counted, room, moving, movingRoom }: Move,
  language: Language,
): [text: string | undefined, wanted: string | [number, string]] {
  const then = movingRoom ?? 0;
  const wanted = moveCell(counted, then, moving, language);
  if ((moving ?? 0) <= room) return [text, wanted];
  const left = then.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB');
  const said = language === 'vi' ? ` (khi đó còn ${left})` : ` (${left} left then)`;
  return [text?.endsWith(said) ? text.slice(0, -said.length) : `${text} without${said}`, wanted];
}

interface IndexFacts extends Pick<Facts, 'indexGap' | 'period' | 'group' | 'indicators'> {
  rankings: (
    measure: string,
    period: string,
    group: string,
  ) => Promise<{ rows: readonly Pick<Ranked, 'unitId' | 'rank'>[] }>;
}
const OWN_INDEX = 'tiendo:tiendo';
type Place = NonNullable<Facts['indexGap']['toNextRank']>;

/** What stands below the table: how services are counted together, or why they are not. */
function below({ raising, raisingReason, moves }: Place, facts: IndexFacts, language: Language) {
  const words = RAISING[language];
  if (raising) {
    const indicators = raising.indicators
      .map((code) => facts.indicators.find((each) => each.code === code)?.name[language])
      .join('; ');
    const first = raising.named
      .slice(0, MOST_NAMED)
      .map(({ name }) => name)
      .join('; ');
    const others = raising.named.length - MOST_NAMED;
    const rest = others === 1 ? words.other : words.others;
    const named: Sentence =
      others > 0
        ? { words: rest, values: { first, others } }
        : { words: words.named, values: { first } };
    return [[{ words: words.how, values: { indicators } }], ...(first === '' ? [] : [[named]])];
  }
  if (!moves?.some(({ sharesServices }) => sharesServices)) return [];
  const why = UNKNOWN[raisingReason ?? ''];
  return [[{ words: CONDITION[language] }], ...(why ? [[{ words: why[language] }]] : [])];
}

export const isIndexGapHead = (heading: string): boolean =>
  /^(?:Chỉ số \(thử|Index \(exp|Cần thêm bao nhiêu ở|How much more of each)/.test(heading);

/** @param index the product's own where none is named */
export async function indexGapFaults(
  section: Section | undefined,
  facts: IndexFacts,
  language: Language,
  index = OWN_INDEX,
): Promise<string[]> {
  const place = facts.indexGap.toNextRank;
  const { rows } = await facts.rankings(index, facts.period, facts.group);
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
  const { raising } = place;
  const raisingCell = (more: number | null): string | [number, string] => {
    if (more === null && raising?.candidates !== 0) return RAISING[language].cannot;
    return moveCell('services', raising?.candidates ?? 0, more, language);
  };
  const [raisingRow = [], ...others] = section.rows;
  const rowsOfMoves = raising ? others : section.rows;
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
      [
        {
          words: (index === OWN_INDEX ? INDEX_HEAD : OTHER_HEAD)[language],
          values: { rank: place.rank },
        },
      ],
      language,
    ),
    ...paragraphFaults(
      section.heads,
      COLUMNS[language].map((words) => [
        { words, values: { next: periodText(place.moving.period, language) } },
      ]),
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
    ...(rowsOfMoves.length === moves.length
      ? []
      : [`${rowsOfMoves.length} rows for ${moves.length} moves`]),
    ...(raising === null
      ? []
      : [
          raisingRow[0] === RAISING[language].head ? null : `${raisingRow[0]} heads what is raised`,
          cellFault(raisingRow[1], raisingCell(raising.services)),
          cellFault(raisingRow[2], raisingCell(raising.moving)),
        ].filter((fault) => fault !== null)),
    ...paragraphFaults(section.texts.slice(1), below(place, facts, language), language),
    ...moves.flatMap((move, at) => {
      const [head = '', standing, moving, room] = rowsOfMoves[at] ?? [];
      const { counted } = move;
      return [
        head.startsWith(move.name[language]) ? null : `${head} is not ${move.name[language]}`,
        cellFault(standing, moveCell(counted, move.room, move.services, language)),
        cellFault(...movingCell(moving, move, language)),
        cellFault(room, moveCell(counted, move.room, move.room || null, language)),
      ].filter((fault) => fault !== null);
    }),
  ];
}
