// What pages say where no release of what is asked for is there, or the release holds nothing of it: before
// anything is published, of a quarter that is not, of a moment before the first, of a unit that is in none.
import type { Name } from './facts.ts';
import {
  periodText,
  shortName,
  textFaults,
  topOf,
  type Language,
  type Sentence,
  type Value,
} from './text.ts';
import { latestSaid } from './unit-known.ts';

const WORDS = {
  vi: {
    none: 'Chưa có kỳ nào được công bố',
    of: 'Chưa có bản công bố nào của {period}',
    then: 'Đến thời điểm đó chưa có kỳ nào được công bố',
    ofThen: 'Đến thời điểm đó chưa có bản công bố nào của {period}',
    units:
      'Danh sách theo nhóm, kèm tình trạng của chỉ tiêu dịch vụ công trực tuyến mức độ 4. Bấm vào tên đơn vị để xem kết quả từng chỉ tiêu, thứ hạng qua các kỳ và đầu mối chịu trách nhiệm.',
    followed: '{count} đơn vị được theo dõi',
    found: 'Tìm thấy {count} đơn vị',
    noUnit:
      'Không có đơn vị nào khớp với “{text}”. Thử gõ ngắn hơn, ví dụ “hue”, hoặc mã đơn vị, ví dụ “46”.',
    defined: '{count} chỉ tiêu đã định nghĩa',
    indicators:
      'Mỗi chỉ tiêu có định nghĩa bằng lời, nguồn, căn cứ và mức phải đạt kèm văn bản. Văn bản chưa kiểm chứng chỉ được liệt kê, không dùng để đánh giá.',
    waiting: '{count} nguồn đã khai báo, chưa có kỳ nào được công bố',
    noSource: 'Chưa có nguồn nào được kết nối',
    unpublished: '{name}: {period} chưa có bản công bố nào',
    nothing: '{name}: chưa có kỳ nào được công bố',
    unpublishedThen: '{name}: đến thời điểm đó {period} chưa có bản công bố nào',
    unitThen: '{name}: đến thời điểm đó {period} chưa có bản công bố',
    unitLead: 'Bên dưới là những gì đã biết về đơn vị.',
    unitLeadThen:
      'Đến thời điểm đó kỳ này chưa có bản công bố. Bên dưới là những gì đã biết về đơn vị.',
    nothingThen: '{name}: đến thời điểm đó chưa có kỳ nào được công bố',
    absent: '{name} không có trong bản công bố {period}',
    platforms: 'Chưa có số liệu về nền tảng trong {period}',
    procedure: 'Không có thủ tục mã {code}',
  },
  en: {
    none: 'Nothing has been published yet',
    of: 'Nothing is published for {period}',
    then: 'By then nothing was published',
    ofThen: 'By then nothing was published for {period}',
    units:
      'Listed by group, each with its state on the level-4 target. A unit’s name leads to its result on every indicator, its ranks over time and who answers for it.',
    followed: '{count} units are followed',
    found: '{count} found',
    noUnit:
      'No unit matches “{text}”. Try fewer letters, such as “hue”, or a unit’s code, such as “46”.',
    defined: '{count} indicators are defined',
    indicators:
      'Each has a definition in words, a source, a legal basis and its targets with their documents. Unverified documents are listed and judge nobody.',
    waiting: '{count} sources are declared; nothing has been published yet',
    waitingOne: '{count} source is declared; nothing has been published yet',
    noSource: 'No source is connected yet',
    unpublished: '{name}: nothing is published for {period}',
    nothing: '{name}: nothing has been published yet',
    unpublishedThen: '{name}: by then nothing was published for {period}',
    unitThen: '{name}: by then nothing was published for {period}',
    unitLead: 'Below is what is known of the unit.',
    unitLeadThen:
      'By then nothing was published for this period. Below is what is known of the unit.',
    nothingThen: '{name}: by then nothing was published',
    absent: '{name} is not in the release of {period}',
    platforms: 'No platform figures in {period}',
    procedure: 'There is no procedure {code}',
  },
} as const;

type Key = keyof (typeof WORDS)['vi'];
const told = (key: Key, values: Sentence['values'], language: Language): Sentence => ({
  words: WORDS[language][key],
  values: values ?? {},
});

/** What an address asks for, where that is not published. */
export interface Unreleased {
  period: string | null;
  /** Whether it asks for what was known at a moment. */
  isThen: boolean;
}

function nothingSaid({ period, isThen }: Unreleased, language: Language): Sentence {
  if (period === null) return told(isThen ? 'then' : 'none', {}, language);
  return told(isThen ? 'ofThen' : 'of', { period: periodText(period, language) }, language);
}

/** What is wrong with the tops of the lists of units, platforms and indicators. */
export function unreleasedFaults(
  pages: { units: string; platforms: string; indicators: string },
  asked: Unreleased,
  indicators: number,
  language: Language,
): string[] {
  const words = WORDS[language];
  const [units, platforms, list] = [pages.units, pages.platforms, pages.indicators].map(topOf);
  const why = nothingSaid(asked, language);
  return [
    ...textFaults(units?.headline, [why], language),
    ...textFaults(units?.lead, [{ words: words.units }], language),
    // Where nobody is listed, nobody was sought among them.
    ...(pages.units.includes(words.noUnit.split('“')[0] ?? '') ? ['nobody was sought'] : []),
    ...textFaults(platforms?.headline, [why], language),
    ...textFaults(platforms?.lead, [{ words: '' }], language),
    ...textFaults(list?.headline, [told('defined', { count: indicators }, language)], language),
    ...textFaults(
      list?.lead,
      [{ words: words.indicators }, { ...why, words: `${why.words}.` }],
      language,
    ),
  ];
}

/** The heading below the headline of the page of sources before anything is published. */
export function waitingFaults(heading: string, sources: number, language: Language): string[] {
  const isOne = language === 'en' && sources === 1;
  const some = { words: isOne ? WORDS.en.waitingOne : WORDS[language].waiting };
  const said = sources === 0 ? { words: WORDS[language].noSource } : some;
  return textFaults(heading, [{ ...said, values: { count: sources } }], language);
}

/** The headline of the page of sources of something that is not published, while other things are. */
export const sourcesHeadFaults = (page: string, asked: Unreleased, language: Language): string[] =>
  textFaults(topOf(page).headline, [nothingSaid(asked, language)], language);

/** The services of a unit: nothing is published of the period, nothing at all, or the release lacks it. */
export function noServicesFaults(
  page: string,
  { name, period, isReleased }: { name: Name; period: string | null; isReleased: boolean },
  language: Language,
): string[] {
  const key = period === null ? 'nothing' : isReleased ? 'absent' : 'unpublished';
  const values = {
    name: shortName(name, language),
    period: period === null ? '' : periodText(period, language),
  };
  return textFaults(topOf(page).headline, [told(key, values, language)], language);
}

/** A unit and its services at a moment by which nothing was published, or nothing of the period. */
export function unitThenFaults(
  pages: { unit: string; services: string },
  { name, period, latest }: { name: Name; period: string | null; latest: string },
  language: Language,
): string[] {
  const values = {
    name: shortName(name, language),
    ...(period !== null && { period: periodText(period, language) }),
  };
  const { headline, lead } = topOf(pages.unit);
  const [ofUnit, ofServices] =
    period === null
      ? (['nothingThen', 'nothingThen'] as const)
      : (['unitThen', 'unpublishedThen'] as const);
  return [
    ...textFaults(headline, [told(ofUnit, values, language)], language),
    ...textFaults(
      lead,
      [
        told(period === null ? 'unitLead' : 'unitLeadThen', {}, language),
        ...latestSaid(latest, language),
      ],
      language,
    ),
    ...headFaults(pages.services, ofServices, values, language),
  ];
}

const headFaults = (page: string, key: Key, values: Record<string, Value>, language: Language) =>
  textFaults(topOf(page).headline, [told(key, values, language)], language);

export const noProcedureFaults = (page: string, code: string, language: Language): string[] =>
  headFaults(page, 'procedure', { code }, language);

/** The platforms in a quarter in which nobody was asked of them: nothing is said of any. */
export const noPlatformsFaults = (page: string, period: string, language: Language): string[] => [
  ...headFaults(page, 'platforms', { period: periodText(period, language) }, language),
  ...textFaults(topOf(page).lead, [{ words: '' }], language),
];

/** The list of units where no target judges: all of them are counted, whatever is sought among them. */
export function followedFaults(
  page: string,
  { all, sought }: { all: number; sought: string | null },
  language: Language,
): string[] {
  const notes = [...page.matchAll(/<(p|span)\b[^>]*>([^<]*)<\/\1>/g)].map(
    ([, , said = '']) => said,
  );
  const has = (key: Key, values: Sentence['values']) =>
    notes.some((note) => textFaults(note, [told(key, values, language)], language).length === 0);
  const isRight =
    sought === null || (has('noUnit', { text: sought }) && has('found', { count: 0 }));
  return [
    ...headFaults(page, 'followed', { count: all }, language),
    ...(isRight ? [] : [`the page does not say that nobody is called ${sought}`]),
  ];
}
