// What stands around every page that shows a release: which one it is, with the ways to the ones before and
// after, how it is cited, and why it had been held before readers saw it.
import { endOf } from './nation-facts.ts';
import { dayText, periodText, plain, textFaults, type Language, type Sentence } from './text.ts';

export interface Head {
  id: string;
  number: number;
  series: string;
  period: string;
  hash: string;
  releasedAt: string;
  illustrative: boolean;
  status: 'provisional' | 'final';
  current: boolean;
  letThrough: {
    found: {
      name: { vi: string; en: string };
      group: string;
      part: string;
      compared: number;
      counted: number;
      limit: number;
    }[];
    reason: string;
  } | null;
}
export interface Framed {
  head: Head;
  /** All of its series. */
  heads: readonly Head[];
  reporting: { counted: number; expected: number };
  /** Address of the page with the release named in it. */
  url: string;
}

const WORDS = {
  vi: {
    line: '{period} ({start}–{end})',
    illustrative: 'bản minh họa',
    status: { provisional: 'số sơ bộ', final: 'số chính thức' },
    reporting: '{counted}/{expected} đơn vị có số liệu',
    released: 'phát hành {day}',
    hash: 'mã {hash}',
    earlier: 'bản số {number}, bản trước phát hành {earlierDay}, {differs}',
    differs: ['không số nào đổi so với bản trước', 'khác gì bản trước'],
    later: 'đã có bản mới phát hành {laterDay}',
    whole: 'SHA-256 của scores.csv: {hash}.',
    ways: ['Kỳ trước: ', 'Kỳ sau: '],
    cite: 'Trích dẫn: Tiến Độ, {period} (Bản minh họa), mã {hash}, {url}',
    trial:
      'Trích dẫn: bản thử của người đọc theo trọng số tự đặt, tính từ số liệu Tiến Độ {period} (Bản minh họa); không phải bản phát hành, không phải xếp hạng chính thức; {url}',
    publisher: 'Cơ quan công bố: (tên cơ quan)',
    held: 'Bản này từng được giữ lại để xem xét (tổng số thay đổi bất thường: {measure} · {group} · {part} {counted}, bản đem so {compared}, ngưỡng: nhiều nhất {most}) và được cho phát hành ngày {day}. Lý do: {reason}.',
    groups: { provinces: 'tỉnh, thành phố', ministries: 'bộ, cơ quan ngang bộ' },
    parts: { numerator: 'tổng tử số', denominator: 'tổng mẫu số' },
  },
  en: {
    line: '{period} ({start}–{end})',
    illustrative: 'illustrative',
    status: { provisional: 'provisional', final: 'final' },
    reporting: '{counted} of {expected} units reporting',
    released: 'released {day}',
    hash: 'hash {hash}',
    earlier: 'edition {number}, the one before was released {earlierDay}, {differs}',
    differs: ['no figure differs from the one before', 'what differs from the one before'],
    later: 'a newer one was released {laterDay}',
    whole: 'SHA-256 of scores.csv: {hash}.',
    ways: ['Previous period: ', 'Next period: '],
    cite: 'Cite as: Tiến Độ, {period} (Illustrative), hash {hash}, {url}',
    trial:
      'Cite as: a reader’s trial under weights of their own, worked out from the figures of Tiến Độ {period} (Illustrative); no release and no official ranking; {url}',
    publisher: 'Published by: (name of the body)',
    held: 'This release was held for review (totals changed implausibly: {measure} · {group} · {part} {counted}, in the release beside it {compared}, limit: {most} at most) and let through on {day}. Reason: {reason}.',
    groups: { provinces: 'provinces', ministries: 'ministries' },
    parts: { numerator: 'sum of numerators', denominator: 'sum of denominators' },
  },
} as const;

const SHOWN = 12;
/** In Hanoi, seven hours ahead. */
const dayOf = (instant: string, language: Language): string =>
  dayText(new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 10), language);
const named = (period: string, language: Language): string =>
  periodText(period, language).replace(/^q/, 'Q');

/** The first and the last day of a quarter; English leaves out the year of the first. */
function spanOf(period: string, language: Language) {
  const end = endOf(period);
  const month = String(Number(end.slice(5, 7)) - 2).padStart(2, '0');
  const start = dayText(`${end.slice(0, 4)}-${month}-01`, language);
  const year = language === 'en' ? / \d{4}$/ : /(?!)/;
  return { start: start.replace(year, ''), end: dayText(end, language) };
}

function lineSaid({ head, heads, reporting }: Framed, language: Language): Sentence {
  const words = WORDS[language];
  const own = heads.filter(
    ({ series, period }) => series === head.series && period === head.period,
  );
  const earlier = own.find(({ number }) => number === head.number - 1);
  const later = own.find(({ current, id }) => current && id !== head.id);
  const parts = [
    words.line,
    ...(head.illustrative ? [words.illustrative] : []),
    words.status[head.status],
    words.reporting,
    words.released,
    words.hash,
    ...(earlier ? [words.earlier] : []),
    ...(later ? [words.later] : []),
  ];
  return {
    words: parts.join(' · '),
    values: {
      ...{ period: named(head.period, language), ...spanOf(head.period, language) },
      ...{ ...reporting, number: head.number, hash: head.hash.slice(0, SHOWN) },
      ...{ day: dayOf(head.releasedAt, language) },
      earlierDay: dayOf(earlier?.releasedAt ?? '1970-01-01', language),
      differs: words.differs[earlier?.hash === head.hash ? 0 : 1],
      laterDay: dayOf(later?.releasedAt ?? '1970-01-01', language),
    },
  };
}

/** The quarters right before and after, of those that are published. */
function wayFaults(page: string, { head, heads }: Framed, language: Language): string[] {
  const periods = [...new Set(heads.map(({ period }) => period))].toSorted();
  const at = periods.indexOf(head.period);
  return WORDS[language].ways.flatMap((label, way) => {
    const period = periods[at + (way === 0 ? -1 : 1)];
    const wanted = period === undefined ? [] : [label + named(period, language)];
    const told = [...page.matchAll(/aria-label="([^"]*)"/g)]
      .map(([, said = '']) => said)
      .filter((said) => said.startsWith(label));
    return told.join() === wanted.join() ? [] : [`"${told.join()}" for "${wanted.join()}"`];
  });
}

function heldFaults(main: string, { head }: Framed, language: Language): string[] {
  const words = WORDS[language];
  const start = words.held.split('(')[0] ?? '';
  const told = [...main.matchAll(/<details\b[^>]*>.*?<p\b[^>]*>(.*?)<\/p>/gs)]
    .map(([, said = '']) => plain(said))
    .filter((said) => said.startsWith(start));
  const [found, ...others] = head.letThrough?.found ?? [];
  if (!head.letThrough || !found) return told.length === 0 ? [] : [`${told[0]} was never held`];
  if (others.length > 0) return ['more was found than there are words for here'];
  const values = {
    ...{ measure: found.name[language], group: words.groups[found.group as 'provinces'] },
    ...{ part: words.parts[found.part as 'numerator'] },
    ...{ counted: found.counted, compared: found.compared },
    ...{ most: Math.floor(found.compared * found.limit) },
    ...{ day: dayOf(head.releasedAt, language), reason: head.letThrough.reason },
  };
  return textFaults(told[0], [{ words: words.held, values }], language);
}

/** What is wrong around a page; @param isTrial whether it shows a reader's own weights */
export function frameFaults(
  page: string,
  framed: Framed,
  isTrial: boolean,
  language: Language,
): string[] {
  const words = WORDS[language];
  const bare = page.replaceAll(/<!--.*?-->/gs, '');
  const [, line = ''] = /<main.*?<div[^>]*>\s*<span[^>]*>(.*?)<form method="get"/s.exec(bare) ?? [];
  const popover = /<span\b[^>]*\bpopover\b.*?<\/span>/gs;
  const [, footer = ''] = /<footer\b[^>]*>(.*?)<\/footer>/s.exec(bare) ?? [];
  const [publisher = '', cite = ''] = [
    /<p\b[^>]*>(.*?)<\/p>/s,
    /<p class="cite\b[^>]*>(.*?)<button/s,
  ].map((pattern) => plain(pattern.exec(footer)?.[1] ?? ''));
  const { head, url } = framed;
  const cited = {
    words: isTrial ? words.trial : words.cite,
    values: { period: named(head.period, language), hash: head.hash.slice(0, SHOWN), url },
  };
  return [
    ...textFaults(plain(line.replaceAll(popover, '')), [lineSaid(framed, language)], language),
    ...(plain(line).includes(words.whole.replace('{hash}', head.hash)) ? [] : ['another hash']),
    ...wayFaults(bare, framed, language),
    ...(publisher.startsWith(words.publisher) ? [] : [`published: ${publisher}`]),
    ...textFaults(cite, [cited], language),
    ...heldFaults(bare, framed, language),
  ];
}
