// What the page of a comparison says before there is one, and round it: what it may begin with, which of the
// units named it does not know or has no room for, and whom the words typed may mean.
import type { Name } from './facts.ts';
import { NATION } from './nation-facts.ts';
import {
  periodText,
  plain,
  shortName,
  textFaults,
  topOf,
  type Language,
  type Sentence,
} from './text.ts';

interface Unit {
  unitId: string;
  name: Name;
}

/** What an address names and types, and what the API says of it. */
export interface BegunAsked {
  period: string;
  /** Each unit named once, in its order. */
  named: readonly string[];
  /** What is typed to add a unit; and whom it may mean, the nearest first, those chosen left out. */
  typed: { text: string; meant: readonly Unit[] } | null;
  /** As the API holds the units side by side. */
  units: readonly Unit[];
  unknown: readonly string[];
  /** Whom the usual measure ranks. */
  ranked: readonly { unitId: string; group: string; rank: number | null }[];
}

const WORDS = {
  vi: {
    empty: 'Chọn 2 đến 12 đơn vị để so sánh trên cùng một thang',
    more: 'Chọn thêm ít nhất một đơn vị để so sánh với {unit}',
    lead: 'Nhập tên, mã hoặc tên viết tắt (vinh phuc, 26, molisa). Địa chỉ trang giữ nguyên các đơn vị đã chọn.',
    unknown: 'Không có trong {period}: {units}.',
    over: 'Địa chỉ nêu {n} đơn vị, nhiều hơn 12: các đơn vị sau bị bỏ qua.',
    full: 'Đã đủ 12 đơn vị. Bỏ bớt một đơn vị trước khi thêm.',
    nobody: 'Ngoài các đơn vị đã chọn, kỳ này không có đơn vị nào khớp với “{text}”.',
    which: '“{text}” có thể là: {units}',
    groups: { ministries: 'bộ, cơ quan ngang bộ', provinces: 'tỉnh, thành phố' },
    leaders: '5 đơn vị dẫn đầu trong {group}',
    ends: 'Đầu, giữa và cuối bảng trong {group}',
    without: 'Bỏ {unit}',
  },
  en: {
    empty: 'Choose 2 to 12 units to compare on one scale',
    more: 'Choose at least one more unit to compare with {unit}',
    lead: 'Type a name, code or abbreviation (vinh phuc, 26, molisa). The address of the page keeps the units you chose.',
    unknown: 'Not in {period}: {units}.',
    over: 'The address names {n} units, more than 12: those after them are left out.',
    full: '12 units are chosen already. Leave one out before you add another.',
    nobody: 'No unit of this period beside those chosen matches “{text}”.',
    which: '“{text}” may be: {units}',
    groups: { ministries: 'ministries', provinces: 'provinces' },
    leaders: 'The first 5 of {group}',
    ends: 'First, middle and last of {group}',
    without: 'Leave out {unit}',
  },
} as const;

const MOST = 12;
const OFFERED = 8;
const READY = 5;

interface Link {
  text: string;
  label: string;
  units: string[];
  period: string | null;
}

/** Links of the page to comparisons. */
const linksIn = (page: string): Link[] =>
  [...page.matchAll(/<a\b([^>]*href="(?:\/en)?\/compare(?:\?([^"]*))?"[^>]*)>(.*?)<\/a>/gs)].map(
    ([, tag = '', query = '', text = '']) => {
      const asked = new URLSearchParams(query.replaceAll('&amp;', '&'));
      const units = (asked.get('units') ?? '').split(',').filter((id) => id !== '');
      const label = /aria-label="([^"]*)"/.exec(tag)?.[1] ?? '';
      return { text: plain(text), label: plain(label), units, period: asked.get('period') };
    },
  );

/** The first five of a group, and its first, middle and last: of those level any may stand for another. */
function readyFaults(links: readonly Link[], asked: BegunAsked, language: Language): string[] {
  const words = WORDS[language];
  const told = links.filter(({ label, units }) => label === '' && units.length > 1);
  const wanted = NATION.flatMap((group) => {
    const own = asked.ranked.filter((row) => row.group === group && row.rank !== null);
    const ranks = own.map(({ rank }) => rank ?? NaN).toSorted((a, b) => a - b);
    if (ranks.length < READY) return [];
    const [first = NaN, middle = NaN, last = NaN] = [
      ranks[0],
      ranks[Math.floor(ranks.length / 2)],
      ranks.at(-1),
    ];
    const name = words.groups[group as 'provinces'];
    return [
      { text: words.leaders.replace('{group}', name), ranks: ranks.slice(0, READY), own },
      { text: words.ends.replace('{group}', name), ranks: [first, middle, last], own },
    ];
  });
  if (asked.units.length > 0) return told.map(({ text }) => `"${text}" is offered`);
  return [
    ...(told.length === wanted.length ? [] : [`${told.length} of ${wanted.length} are ready`]),
    ...wanted.flatMap(({ text, ranks, own }) => {
      const link = told.find((each) => each.text === text);
      if (!link) return [`"${text}" is not offered`];
      const said = link.units.map((id) => own.find(({ unitId }) => unitId === id)?.rank ?? null);
      return [
        ...(said.join() === ranks.join() ? [] : [`"${text}": ${said.join()} for ${ranks.join()}`]),
        ...(new Set(link.units).size === ranks.length ? [] : [`"${text}" names one twice`]),
        ...(link.period === asked.period ? [] : [`"${text}" is of ${link.period}`]),
      ];
    }),
  ];
}

/** Each chosen unit has a way to leave it out, which keeps the others. */
function withoutFaults(links: readonly Link[], { units }: BegunAsked, language: Language) {
  const told = links.filter(({ label }) => label !== '');
  return [
    ...(told.length === units.length ? [] : [`${told.length} of ${units.length} can be left out`]),
    ...units.flatMap(({ unitId, name }, at) => {
      const unit = shortName(name, language);
      const others = units.flatMap((each) => (each.unitId === unitId ? [] : [each.unitId]));
      const kept = told[at]?.units.join();
      return [
        ...textFaults(
          told[at]?.label,
          [{ words: WORDS[language].without, values: { unit } }],
          language,
        ),
        ...(kept === others.join() ? [] : [`without ${unitId}: ${kept}`]),
      ];
    }),
  ];
}

/** What is said of the words typed. */
function typedSaid({ typed, units }: BegunAsked, language: Language): Sentence | null {
  if (!typed) return null;
  const words = WORDS[language];
  const { text, meant } = typed;
  if (units.length >= MOST) return { words: words.full };
  if (meant.length === 0) return { words: words.nobody, values: { text } };
  const names = meant.slice(0, OFFERED).map(({ name }) => name[language]);
  return { words: words.which, values: { text, units: names.join(' · ') } };
}

/** A link to each whom the words may mean, beside those chosen. */
function offeredFaults(links: readonly Link[], asked: BegunAsked, language: Language): string[] {
  const { typed, units } = asked;
  if (!typed || units.length >= MOST) return [];
  return typed.meant.slice(0, OFFERED).flatMap(({ unitId, name }) => {
    const link = links.find(({ text }) => text === name[language]);
    const wanted = [...units.map((unit) => unit.unitId), unitId].join();
    return link?.units.join() === wanted ? [] : [`${unitId}: ${link?.units.join()}`];
  });
}

/** What is wrong with the page, the comparison itself left out. */
export function begunFaults(page: string, asked: BegunAsked, language: Language): string[] {
  const words = WORDS[language];
  const bare = page.replaceAll(/<!--.*?-->/gs, '');
  const { units, unknown, named, period } = asked;
  const [first] = units;
  const { headline, lead } = topOf(page);
  const status = plain(/<p\b[^>]*role="status"[^>]*>(.*?)<\/p>/s.exec(bare)?.[1] ?? '');
  const notes = [...bare.matchAll(/<p class="muted\b[^>]*>(.*?)<\/p>/gs)].map(([, said = '']) =>
    plain(said),
  );
  const typed = typedSaid(asked, language);
  const noted: Sentence[] = [
    ...(named.length > MOST ? [{ words: words.over, values: { n: named.length } }] : []),
    ...(unknown.length > 0
      ? [
          {
            words: words.unknown,
            values: { period: periodText(period, language), units: unknown.join(', ') },
          },
        ]
      : []),
  ];
  const links = linksIn(bare.slice(bare.indexOf('</h1>')));
  const head: Sentence = first
    ? { words: words.more, values: { unit: shortName(first.name, language) } }
    : { words: words.empty };
  return [
    ...(units.length > 1 ? [] : textFaults(headline, [head], language)),
    ...(first ? [] : textFaults(lead, [{ words: words.lead }], language)),
    ...textFaults(status, typed ? [typed] : [{ words: '' }], language),
    ...textFaults(notes.join(' '), noted.length > 0 ? noted : [{ words: '' }], language),
    ...readyFaults(
      typed ? links.filter(({ text }) => !status.includes(text)) : links,
      asked,
      language,
    ),
    ...withoutFaults(links, asked, language),
    ...offeredFaults(links, asked, language),
  ];
}

/** What is wrong with the way from a ranking to these units side by side; fewer than two have none. */
export function pinnedFaults(page: string, units: readonly string[], language: Language): string[] {
  const bare = page.replaceAll(/<!--.*?-->/gs, '');
  const link = linksIn(bare).find(({ text }) => PINNED[language].test(text));
  if (units.length < 2) return link ? [`"${link.text}" for ${units.join()}`] : [];
  const n = PINNED[language].exec(link?.text ?? '')?.[1];
  return [
    ...(n === String(units.length) ? [] : [`"${link?.text}" for ${units.length}`]),
    ...(link?.units.join() === units.join() ? [] : [`${link?.units.join()} for ${units.join()}`]),
  ];
}

const PINNED = {
  vi: /^So sánh (\d+) đơn vị đã ghim trên mọi chỉ tiêu$/,
  en: /^Compare the (\d+) pinned units on every measure$/,
};
