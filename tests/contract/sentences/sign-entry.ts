// What must stand below the head of a question: what was found, what is asked, whether the day to answer is over,
// each answer, and the same question of earlier quarters.
import type { Signs } from './facts.ts';
import {
  dayText,
  percent,
  periodText,
  plain,
  textFaults,
  type Language,
  type Sentence,
} from './text.ts';

type Sign = Signs['signs'][number];

const FOUND: Record<string, Record<Language, string>> = {
  'unused-level4': {
    vi: '{without}/{services} dịch vụ mức độ 4 ({share}) không có hồ sơ nộp trực tuyến nào.',
    en: '{without} of {services} services at level 4 ({share}) had not a single dossier filed online.',
  },
  'use-fell': {
    vi: 'Tỷ lệ mức độ 4 tăng từ {level4Before} lên {level4After}; cùng kỳ, tỷ lệ dịch vụ mức độ 4 có hồ sơ giảm từ {withBefore} xuống {withAfter}, tỷ lệ hồ sơ xử lý trực tuyến giảm từ {onlineBefore} xuống {onlineAfter}.',
    en: 'The share at level 4 rose from {level4Before} to {level4After}; meanwhile the share of level-4 services with a dossier fell from {withBefore} to {withAfter}, and that of dossiers handled online from {onlineBefore} to {onlineAfter}.',
  },
  bunching: {
    vi: '{within} đơn vị cùng nhóm ở trong khoảng từ {target} đến dưới {to}; theo mật độ lân cận ({around} đơn vị trong ba điểm phần trăm mỗi bên) chỉ khoảng {expected}. Kỳ trước đơn vị đạt {before}, kỳ này {after}.',
    en: '{within} units of the group stand from {target} to below {to}; the neighbourhood ({around} units within three percentage points on each side) suggests about {expected}. The unit stood at {before} in the period before and stands at {after} now.',
  },
  'late-jump': {
    vi: 'Tăng từ {before} lên {after} trong kỳ cuối trước hạn; các kỳ trước, đơn vị thay đổi bình quân {pace} điểm phần trăm mỗi kỳ; trung vị của nhóm trong kỳ này là {groupRise} điểm phần trăm. Số liệu theo kỳ không cho biết tăng vào ngày nào.',
    en: 'It rose from {before} to {after} in the last period before the due day; in the periods before, the unit moved by {pace} percentage points a period on average; the median of the group in this period is {groupRise} percentage points. Figures by period do not tell on which day.',
  },
  'shrinking-denominator': {
    vi: 'Số dịch vụ ở mẫu số giảm từ {denominatorBefore} xuống {denominatorAfter}, trong khi tỷ lệ tăng từ {before} lên {after}.',
    en: 'The services in the denominator fell from {denominatorBefore} to {denominatorAfter}, while the share rose from {before} to {after}.',
  },
  'eligible-withdrawn': {
    vi: 'Tỷ lệ tăng từ {before} lên {after}, đạt mục tiêu {target}; trong kỳ, {withdrawn} trong số {denominatorBefore} dịch vụ đủ điều kiện của kỳ trước không còn đủ điều kiện dù vẫn có hiệu lực và chưa ở mức độ 4. Nếu vẫn tính các dịch vụ ấy thì tỷ lệ là {counted}.',
    en: 'The share rose from {before} to {after} and met the target of {target}; in the period {withdrawn} of the {denominatorBefore} services that qualified before ceased to, though they are in force and below level 4. With these the share would be {counted}.',
  },
  copied: {
    vi: '{same}/{compared} số đếm hồ sơ, văn bản trùng khít kỳ trước.',
    en: '{same} of {compared} counts of dossiers and documents equal those of the period before.',
  },
  rounded: {
    vi: '{rounded}/{counts} số đếm hồ sơ, văn bản của bốn kỳ gần nhất tận cùng bằng 0; nếu ngẫu nhiên thì chỉ khoảng một phần mười.',
    en: '{rounded} of {counts} counts of dossiers and documents of the last four periods end in 0; by chance about a tenth would.',
  },
};
/** Shares of the evidence; the rest are counts. */
const SHARES =
  'level4Before level4After withBefore withAfter onlineBefore onlineAfter target to before after pace groupRise share counted'.split(
    ' ',
  );
/** Of each kind what must lie below what. */
const RISES: Record<string, [less: string, more: string][]> = {
  'use-fell': [
    ['level4Before', 'level4After'],
    ['withAfter', 'withBefore'],
    ['onlineAfter', 'onlineBefore'],
  ],
  'late-jump': [['before', 'after']],
  'shrinking-denominator': [
    ['denominatorAfter', 'denominatorBefore'],
    ['before', 'after'],
  ],
  'eligible-withdrawn': [
    ['before', 'after'],
    ['counted', 'target'],
  ],
};

const WORDS = {
  vi: {
    figure: ' Xem số liệu này',
    question: 'Câu hỏi: ',
    overdue: 'Quá hạn, chưa trả lời (hạn trả lời {day})',
    answer: 'Trả lời của đơn vị ({day}): {text}',
    answerOf: 'Trả lời của đơn vị ({period}, ngày {day}): {text}',
    earlier: 'Cùng câu hỏi ở {n} kỳ trước đó',
  },
  en: {
    figure: ' See this figure',
    question: 'Question: ',
    overdue: 'Overdue, not answered (answer due {day})',
    answer: 'The unit’s answer ({day}): {text}',
    answerOf: 'The unit’s answer ({period}, {day}): {text}',
    earlier: 'The same question in {n} periods before',
  },
} as const;
const ONE_EARLIER = 'The same question in {n} period before';

/** The evidence, in words of the oracle's own. */
function foundSaid({ kind, evidence }: Sign, language: Language): Sentence {
  const all: Record<string, number> = {
    ...evidence,
    share: (evidence.without ?? 0) / (evidence.services ?? 1),
    to: (evidence.target ?? 0) + 0.01,
  };
  const values = Object.fromEntries(
    Object.entries(all).map(([name, value]) => [
      name,
      SHARES.includes(name) ? percent(value) : value,
    ]),
  );
  return { words: FOUND[kind]?.[language] ?? `no words of ${kind}`, values };
}

const orderFaults = ({ kind, evidence }: Sign): string[] =>
  (RISES[kind] ?? []).flatMap(([less, more]) =>
    (evidence[less] ?? 0) < (evidence[more] ?? 0) ? [] : [`${kind}: ${less} is not below ${more}`],
  );

/** The day in Hà Nội. */
const dayOf = (moment: string): string =>
  new Date(Date.parse(moment) + 7 * 3_600_000).toISOString().slice(0, 10);

/** Each answer of the quarters told together, the latest first; its quarter where there are several. */
const answersSaid = (run: readonly Sign[], language: Language): Sentence[] =>
  run.flatMap(({ period, answer }) => {
    if (!answer) return [];
    const words = WORDS[language];
    const values = {
      day: dayText(dayOf(answer.answeredAt), language),
      period: periodText(period, language),
      text: answer.text,
    };
    return [{ words: run.length === 1 ? words.answer : words.answerOf, values }];
  });

/** @param run the quarters that are told together, the latest first */
export function toldFaults(
  texts: readonly string[],
  run: readonly Sign[],
  language: Language,
): string[] {
  const [latest] = run;
  if (!latest) return ['a question that nobody asked'];
  const words = WORDS[language];
  const found = foundSaid(latest, language);
  // What is about one share leads to it.
  const figure = latest.measure === null ? '' : words.figure;
  const wanted: Sentence[] = [
    { ...found, words: found.words + figure },
    { words: words.question + latest.question[language] },
    ...(latest.answer === null
      ? [{ words: words.overdue, values: { day: dayText(latest.dueOn, language) } }]
      : []),
    ...answersSaid(run, language),
  ];
  return [
    ...(texts.length === wanted.length ? [] : [`${texts.length} texts for ${wanted.length}`]),
    ...wanted.flatMap((sentence, at) => textFaults(texts[at], [sentence], language)),
    ...orderFaults(latest),
  ];
}

/** A question as it stands in a list. */
export interface Entry {
  head: string;
  texts: string[];
  /** What opens below it; null where nothing does. */
  earlier: { summary: string; items: string[] } | null;
}

const all = (html: string, pattern: RegExp): string[] =>
  [...html.matchAll(pattern)].map(([, , inner = '']) => plain(inner));

/** Every question of a page that has no other heads of the third order. */
export function entriesOf(page: string): Entry[] {
  const html = page
    .replaceAll(/<!--.*?-->/gs, '')
    .replaceAll(/<(script|style|svg)\b.*?<\/\1>/gs, '');
  return [...html.matchAll(/<h3\b[^>]*>(.*?)<\/h3>(.*?)(?=<h3\b|<\/section>)/gs)].map(
    ([, head = '', rest = '']) => {
      const details = /<details\b.*?<\/details>/s.exec(rest)?.[0];
      return {
        head: plain(head),
        texts: all(rest, /<(p)\b(?![^>]*class="src)[^>]*>(.*?)<\/p>/gs),
        earlier:
          details === undefined
            ? null
            : {
                summary: all(details, /<(summary)\b[^>]*>(.*?)<\/summary>/gs)[0] ?? '',
                items: all(details, /<(li)\b[^>]*>(.*?)<\/li>/gs),
              },
      };
    },
  );
}

/** The same question of the quarters before the latest. */
export function earlierFaults(
  earlier: Entry['earlier'],
  [, ...run]: readonly Sign[],
  language: Language,
): string[] {
  if (run.length === 0) return earlier ? [`earlier: ${earlier.summary}`] : [];
  const isOne = language === 'en' && run.length === 1;
  const words = isOne ? ONE_EARLIER : WORDS[language].earlier;
  const items = earlier?.items ?? [];
  return [
    ...textFaults(earlier?.summary, [{ words, values: { n: run.length } }], language),
    ...(items.length === run.length ? [] : [`${items.length} earlier of ${run.length}`]),
    ...run.flatMap((sign, at) => {
      const found = foundSaid(sign, language);
      const period = periodText(sign.period, language);
      const head = period.charAt(0).toUpperCase() + period.slice(1);
      return textFaults(items[at], [{ ...found, words: `${head}: ${found.words}` }], language);
    }),
  ];
}
