// What a unit's page says of the services that it could raise: by what they stand in order, whose they are, and
// how many there are; held against the file of them all.
import type { Gap } from './facts.ts';
import { plain, services, textFaults, type Language, type Section } from './text.ts';

export interface NamedLine {
  name: string;
  office: string;
}
export interface NamedFacts {
  gap: Pick<Gap, 'toTarget' | 'toNextRank'>;
  /** All that would count, in the order in which to raise them. */
  lines: readonly NamedLine[];
  isLevel4: boolean;
}

const WORDS = {
  vi: {
    head: 'Nên nâng dịch vụ nào trước',
    level4: 'Đủ điều kiện, chưa ở mức độ 4; nhiều hồ sơ tiếp nhận trong kỳ nhất đứng trước',
    counted:
      'Mỗi dịch vụ dưới đây làm tử số tăng một; nhiều hồ sơ tiếp nhận trong kỳ nhất đứng trước',
    none: 'Không còn dịch vụ nào làm tăng tử số của tỷ lệ này.',
    offices: (n: string, _: number) => `${n} đứng đầu danh sách thuộc: {offices}.`,
    others: /^các cơ quan khác (\d+)$/,
    csv: 'Cả danh sách, ',
    fold: 'Xem bảng, {n} dòng',
  },
  en: {
    head: 'Which services to raise first',
    level4: 'Qualified and not yet at level 4; most dossiers received in the period first',
    counted: 'Each of these adds one to the numerator; most dossiers received in the period first',
    none: 'No service is left that would add to the numerator of this share.',
    offices: (n: string, count: number) =>
      count === 1
        ? 'The first service of the list belongs to: {offices}.'
        : `The first ${n} of the list belong to: {offices}.`,
    others: /^other offices (\d+)$/,
    csv: 'The whole list, ',
    fold: 'Show the table, {n} {rows}',
  },
} as const;

/** The most that the target or the next place takes. */
const neededFor = ({ gap }: NamedFacts): number =>
  Math.max(gap.toTarget?.services ?? 0, gap.toNextRank?.services ?? 0);

/** Offices with most of them by name, the others as one sum; whoever has as many may stand before. */
function officeFault(said: string, lines: readonly NamedLine[], language: Language): string | null {
  const counts = new Map(
    [...Map.groupBy(lines, ({ office }) => office)].map(([office, own]) => [office, own.length]),
  );
  const parts = said.split(/(?<=\d), /);
  const others = Number(WORDS[language].others.exec(parts.at(-1) ?? '')?.[1] ?? 0);
  const named = (others > 0 ? parts.slice(0, -1) : parts).map((part) => {
    const [, office = '', number = ''] = /^(.+) (\d+)$/.exec(part) ?? [];
    return { office, number: Number(number) };
  });
  const isRight = named.every(({ office, number }) => counts.get(office) === number);
  const rest = [...counts].filter(([office]) => named.every((each) => each.office !== office));
  const left = rest.reduce((sum, [, number]) => sum + number, 0);
  const least = Math.min(...named.map(({ number }) => number));
  const isMost = rest.every(([, number]) => number <= least);
  const isSorted = named.every(({ number }, at) => number <= (named[at - 1]?.number ?? number));
  return isRight && left === others && isMost && isSorted ? null : `"${said}" are not the offices`;
}

/** @param html of the section, in which also stands how many rows a phone folds */
export function namedFaults(
  html: string,
  section: Section | undefined,
  facts: NamedFacts,
  language: Language,
): string[] {
  const words = WORDS[language];
  const texts = section?.texts ?? [];
  const [at, needed] = [texts.indexOf(words.head), neededFor(facts)];
  const csv = texts.find((text) => text.startsWith(words.csv));
  const n = facts.lines.length;
  const whole = {
    words: `${words.csv}${services(n, 'n', language)} (CSV)`,
    values: { n },
  };
  const csvFaults = n === 0 ? (csv === undefined ? [] : [csv]) : textFaults(csv, [whole], language);
  if (needed === 0 || at < 0) {
    const isSilent = needed === 0 || (facts.isLevel4 && n === 0);
    return [...csvFaults, ...(at < 0 === isSilent ? [] : ['services are named, or not'])];
  }
  if (n === 0)
    return [...csvFaults, ...textFaults(texts[at + 1], [{ words: words.none }], language)];
  const first = Math.min(needed, n);
  const rows = (section?.rows ?? []).map(([, name = '']) => name);
  const [, summary = ''] = /<summary\b[^>]*>(.*?)<\/summary>/s.exec(html) ?? [];
  const offices = {
    words: words.offices(services(first, 'first', language), first),
    values: {
      first,
      offices: (said: string) => officeFault(said, facts.lines.slice(0, first), language),
    },
  };
  return [
    ...csvFaults,
    ...textFaults(
      texts[at + 1],
      [{ words: facts.isLevel4 ? words.level4 : words.counted }],
      language,
    ),
    ...textFaults(texts[at + 2], [offices], language),
    ...textFaults(
      plain(summary),
      [{ words: words.fold, values: { n: rows.length, rows: rows.length === 1 ? 'row' : 'rows' } }],
      language,
    ),
    ...(rows.length > 0 && rows.length <= first ? [] : [`${rows.length} rows of ${first}`]),
    ...rows.flatMap((row, place) =>
      row.startsWith(facts.lines[place]?.name ?? '?') ? [] : [`${row} stands at ${place}`],
    ),
  ];
}
