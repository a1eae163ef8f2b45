// What the page of one figure must say first, and of the services that it is counted from: who said it, when it was
// recorded and released, what was known last where there is none, and what counting again comes to.
import type { Name } from './facts.ts';
import { timeText } from './source-rows.ts';
import {
  dayText,
  percent,
  periodText,
  shortName,
  textFaults,
  type Language,
  type Section,
  type Sentence,
} from './text.ts';
import { REASONS } from './unit-lead.ts';

/** One figure as the API tells it. */
export interface ToldFigure {
  name: Name;
  indicator: { code: string; name: Name };
  release: { number: number; period: string; releasedAt: string };
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  reason: string | null;
  lastKnown: { period: string; value: number } | null;
  source: string | null;
  version: number | null;
  versions: { source: string; version: number; recordedAt: string }[];
  services: {
    services: number;
    level1: number;
    level2: number;
    level3: number;
    level4: number;
    received: number;
    filedOnline: number;
    handledOnline: number;
  } | null;
  recounted: { numerator: number; denominator: number } | null;
}

/** A service of its file. */
export interface CountedLine {
  service: string;
  name: string;
  office: string;
  level: string;
  previous_level: string;
  received: string;
  filed_online: string;
}

export interface FigureFacts {
  figure: ToldFigure;
  /** Names of the sources that are registered, by id. */
  sources: ReadonlyMap<string, Name>;
  isFlag: boolean;
  lines: readonly CountedLine[];
}

export const SERVICE_HEADS = {
  vi: 'Các dịch vụ công được đếm',
  en: 'The services it is counted from',
};
/** Rows of one page. */
const ROWS = 25;

const WORDS = {
  vi: {
    counts: '{unit}, {period}: {indicator} là {value} ({n}/{d})',
    stated: '{unit}, {period} – {indicator}: {value}',
    missing: '{unit}, {period}: chưa có số về {indicator} – {reason}',
    yes: 'có',
    no: 'chưa',
    outside: 'không thuộc diện đo',
    by: 'Theo {source}, ghi nhận lúc {time}.',
    never:
      'Chưa nguồn nào gửi hay được hỏi về số này, nên không có gì được ghi nhận. Thiếu số liệu không phải là 0.',
    notBrought:
      'Lần thu thập của {source} được ghi nhận lúc {time} không đem lại số này. Thiếu số liệu không phải là 0.',
    last: 'Giá trị gần nhất: {last}, {then}.',
    release: 'Số này nằm trong bản phát hành số {number} của {period}, phát hành {day}.',
    unknown: 'nguồn chưa đăng ký',
    told: 'Theo trả lời của {source}, đúng như lúc lập bản phát hành.',
    total:
      '{services} dịch vụ: mức độ 1: {level1}, mức độ 2: {level2}, mức độ 3: {level3}, mức độ 4: {level4}. Hồ sơ: {received} tiếp nhận, {filedOnline} nộp trực tuyến, {handledOnline} giải quyết trực tuyến.',
    same: 'Đếm lại từ các dòng dưới đây: {numerator}/{denominator}, khớp với số đã phát hành.',
    differs:
      'Đếm lại từ các dòng dưới đây: {numerator}/{denominator}, không khớp với số đã phát hành.',
    stateItself: 'Số này do nguồn báo trực tiếp, không đếm từ từng dịch vụ.',
    noList: 'Không có danh sách dịch vụ nào kèm theo.',
    new: ' mới so với kỳ trước',
    raised: ' kỳ trước mức độ {before}',
    lowered: ' giảm, kỳ trước mức độ {before}',
  },
  en: {
    counts: '{unit}, {period}: {indicator} is {value} ({n}/{d})',
    stated: '{unit}, {period} – {indicator}: {value}',
    missing: '{unit}, {period}: no figure for {indicator} – {reason}',
    yes: 'yes',
    no: 'not yet',
    outside: 'not subject to this measure',
    by: 'According to {source}, recorded {time}.',
    never:
      'No source has sent or been asked for this figure, so nothing is recorded. A missing figure is not 0.',
    notBrought:
      'Gathering from {source}, recorded {time}, did not bring this figure. A missing figure is not 0.',
    last: 'Last known: {last}, {then}.',
    release: 'It stands in release {number} of {period}, released {day}.',
    unknown: 'a source that is not registered',
    told: 'As {source} told of them, just as known when the release was built.',
    total:
      '{services} services: level 1: {level1}, level 2: {level2}, level 3: {level3}, level 4: {level4}. Dossiers: {received} received, {filedOnline} filed online, {handledOnline} handled online.',
    same: 'Counted again from the rows below: {numerator}/{denominator}, as published.',
    differs:
      'Counted again from the rows below: {numerator}/{denominator}, which is not what was published.',
    stateItself: 'The source states this figure itself; it is not counted from services.',
    noList: 'No list of services came with it.',
    new: ' new since the period before',
    raised: ' level {before} the period before',
    lowered: ' lowered, level {before} the period before',
  },
} as const;

/** A name within a sentence: what begins it is small, unless it is a name of letters. */
const within = (name: string): string =>
  /^\p{Lu}{2}/u.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1);

function headSaid({ figure, isFlag }: FigureFacts, language: Language): Sentence {
  const words = WORDS[language];
  const { value, numerator, denominator, reason } = figure;
  const isCounted = numerator !== null && denominator !== null;
  const said = value === null ? words.missing : isCounted ? words.counts : words.stated;
  return {
    // Where one text ends and the next begins is told by the texts alone.
    words: said
      .replace('{unit}', shortName(figure.name, language))
      .replace('{period}', periodText(figure.release.period, language))
      .replace('{indicator}', within(figure.indicator.name[language])),
    values: {
      value: isFlag ? (value === 1 ? words.yes : words.no) : percent(value ?? NaN),
      ...{ n: numerator ?? NaN, d: denominator ?? NaN },
      reason:
        reason === 'not-applicable' ? words.outside : (REASONS[reason ?? '']?.[language] ?? '?'),
    },
  };
}

const sourceText = ({ figure, sources }: FigureFacts, language: Language): string =>
  sources.get(figure.source ?? '')?.[language] ?? WORDS[language].unknown;

/** In Hanoi, seven hours ahead. */
const dayThere = (instant: string): string =>
  new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 10);

function leadSaid(facts: FigureFacts, language: Language): Sentence[] {
  const words = WORDS[language];
  const { value, version, versions, source, lastKnown, release } = facts.figure;
  const own = versions.find((each) => each.source === source && each.version === version);
  const by = value === null ? words.notBrought : words.by;
  const last = value === null && lastKnown ? [{ words: words.last }] : [];
  const said = [{ words: own ? by : words.never }, ...last, { words: words.release }];
  const values = {
    time: own ? timeText(own.recordedAt, language) : '',
    last: percent(lastKnown?.value ?? NaN),
    number: release.number,
  };
  const filled = said
    .map((each) => each.words)
    .join(' ')
    .replace('{source}', sourceText(facts, language))
    .replace('{then}', periodText(lastKnown?.period ?? '', language))
    .replace('{period}', periodText(release.period, language))
    .replace('{day}', dayText(dayThere(release.releasedAt), language));
  return [{ words: filled, values }];
}

function changeSaid(line: CountedLine, isCompared: boolean, language: Language): string {
  const { level, previous_level: before } = line;
  if (!isCompared || level === before) return '';
  const words = WORDS[language];
  const changed = level > before ? words.raised : words.lowered;
  return before === '' ? words.new : changed.replace('{before}', before);
}

function lineFaults(
  cells: readonly string[] | undefined,
  line: CountedLine,
  isCompared: boolean,
  language: Language,
): string[] {
  const { name, office, service, level } = line;
  const wanted = [`${name} ${office} · ${service}`, level + changeSaid(line, isCompared, language)];
  const counts = [line.received, line.filed_online].map(Number);
  return [
    ...wanted.flatMap((text, at) => textFaults(cells?.[at], [{ words: text }], language)),
    ...counts.flatMap((n, at) =>
      textFaults(cells?.[at + 2], [{ words: '{n}', values: { n } }], language),
    ),
  ];
}

/** What is wrong with the section on services: of a figure without a version there is none. */
export function countedFaults(
  section: Section | undefined,
  facts: FigureFacts,
  language: Language,
): string[] {
  const words = WORDS[language];
  const { figure, lines } = facts;
  if (figure.version === null) return section ? ['services of nothing'] : [];
  if (!figure.services) {
    const none = figure.value === null ? words.noList : words.stateItself;
    return textFaults(section?.texts.join(' '), [{ words: none }], language);
  }
  const { recounted, numerator, denominator } = figure;
  const isSame = recounted?.numerator === numerator && recounted.denominator === denominator;
  const said: Sentence[] = [
    { words: words.total, values: { ...figure.services } },
    ...(recounted
      ? [{ words: isSame ? words.same : words.differs, values: { ...recounted } }]
      : []),
  ];
  const isCompared = lines.some((line) => line.previous_level !== '');
  const shown = lines.slice(0, ROWS);
  const told = words.told.replace('{source}', sourceText(facts, language));
  return [
    ...textFaults(section?.texts[0], [{ words: told }], language),
    ...textFaults(section?.texts[1], said, language),
    ...(section?.rows.length === shown.length ? [] : [`${section?.rows.length} rows`]),
    ...shown.flatMap((line, at) => lineFaults(section?.rows[at], line, isCompared, language)),
  ];
}

export function figureTopFaults(
  { headline, lead }: { headline: string; lead: string },
  facts: FigureFacts,
  language: Language,
): string[] {
  return [
    ...textFaults(headline, [headSaid(facts, language)], language),
    ...textFaults(lead, leadSaid(facts, language), language),
  ];
}
