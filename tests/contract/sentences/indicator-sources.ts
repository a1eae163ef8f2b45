// What the page of an indicator must say of where it comes from: how many sources are asked or push and how
// many reports units hand in, as the page of sources tells them apart; and by which documents each target
// was set, of which day, verified or not.
import type { PlannedIndicator } from './nation-facts.ts';
import { dayText, textFaults, type Language, type Section, type Sentence } from './text.ts';

/** As the API tells of a source. */
export interface FeedingSource {
  kind: string;
  series: string;
  standing: string;
  indicators: string[];
}
interface Basis {
  document: string;
  documentDate: string;
  article: string;
  verified: boolean;
}

const WORDS = {
  vi: {
    gathered: 'Nguồn đang thu thập',
    connected: '{connected} nguồn được hỏi và nguồn tự gửi',
    reports: '{reports} nguồn là báo cáo quý',
    targets: 'Mức phải đạt và văn bản',
    dated: 'ngày ',
    verified: 'đã kiểm chứng',
    unverified: 'chưa kiểm chứng, không dùng để đánh giá',
    source: 'Nguồn',
  },
  en: {
    gathered: 'Gathered from',
    connected: '{connected} sources that are asked or push',
    reports: '{reports} units’ quarterly reports',
    targets: 'Targets and their documents',
    dated: 'of ',
    verified: 'verified',
    unverified: 'not verified, judges nobody',
    source: 'Source',
  },
} as const;

/** A document by the end of its number. */
const KINDS: Record<string, Record<Language, string>> = {
  'NQ-CP': { vi: 'Nghị quyết số ', en: 'Resolution ' },
  'QĐ-TTg': { vi: 'Quyết định số ', en: 'Decision ' },
  'CT-TTg': { vi: 'Chỉ thị số ', en: 'Directive ' },
  'BTTTT-THH': { vi: 'Công văn số ', en: 'Official letter ' },
};

function gatheredSaid(
  sources: readonly FeedingSource[],
  { code, series }: PlannedIndicator,
  language: Language,
): Sentence {
  const words = WORDS[language];
  const feeding = sources.filter(
    (source) =>
      source.series === series && source.standing !== 'retired' && source.indicators.includes(code),
  );
  const reports = feeding.filter(({ kind }) => kind === 'xlsx-report').length;
  const connected = feeding.length - reports;
  const plain =
    connected === 1
      ? words.connected.replace('sources that are asked or push', 'source that is asked or pushes')
      : words.connected;
  const handed =
    reports === 1
      ? words.reports.replace('units’ quarterly reports', 'unit’s quarterly report')
      : words.reports;
  // Of two kinds the one that is not there is left out; where nothing feeds it, sources alone are said.
  const said = [
    ...(connected > 0 || reports === 0 ? [plain] : []),
    ...(reports > 0 ? [handed] : []),
  ];
  return { words: said.join('; '), values: { connected, reports } };
}

function basisSaid(
  { document, documentDate, article, verified }: Basis,
  language: Language,
): string {
  const words = WORDS[language];
  const kind = Object.entries(KINDS).find(([ending]) => document.endsWith(ending))?.[1];
  // What has no number is put into Vietnamese by the page alone.
  const name = kind ? kind[language] + document : language === 'en' ? document : '';
  const part = article === '' ? '' : ` (${article})`;
  const day = `${words.dated}${dayText(documentDate, language)}`;
  return `${name}${part} ${day} ${words[verified ? 'verified' : 'unverified']} ${words.source} `;
}

/** What is wrong with the number of sources, and with the column of documents. */
export function indicatorSourceFaults(
  sections: readonly Section[],
  sources: readonly FeedingSource[],
  indicator: PlannedIndicator,
  language: Language,
): string[] {
  const words = WORDS[language];
  const terms = sections.flatMap((section) => section.terms);
  const gathered = terms.find(([term]) => term === words.gathered)?.[1];
  const rows = sections.find(({ heading }) => heading === words.targets)?.rows ?? [];
  const targets = indicator.targets
    .filter(({ schedule }) => !schedule)
    .toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
  return [
    ...textFaults(gathered, [gatheredSaid(sources, indicator, language)], language),
    ...targets.flatMap(({ bases }, at) => {
      const said = rows[at]?.[1] ?? '';
      const told = (bases as unknown as Basis[]).map((basis) => basisSaid(basis, language));
      const places = told.map((basis) => said.indexOf(basis));
      const dates = said.match(DATED[language]) ?? [];
      const isTold =
        places.every((place, before) => place >= 0 && place >= (places[before - 1] ?? 0)) &&
        dates.length === told.length;
      return isTold ? [] : [`"${said}" should name ${told.join(' | ')}`];
    }),
  ].map((fault) => `${indicator.code}: ${fault}`);
}

/** Each document's day with what is said of it. */
const DATED = {
  vi: /ngày [\d/]+ (?:đã|chưa) kiểm chứng/g,
  en: /of \d+ \p{L}+ \d+ (?:not )?verified/gu,
};
