// What a comparison of units must say: who is highest and who lowest on the measure asked for, on which shares
// they differ most, and who has no figure. Worked out from the API's figures of each unit.
import type { Name } from './facts.ts';
import {
  percent,
  periodText,
  shortName,
  textFaults,
  type Language,
  type Section,
  type Sentence,
} from './text.ts';

interface ComparedUnit {
  unitId: string;
  name: Name;
  group: string;
}
interface ComparedMeasure {
  measure: string;
  name: Name;
  kind: string;
  direction: string;
  figures: { unitId: string; score: number | null }[];
}
/** As the API holds units side by side. */
export interface Compared {
  units: ComparedUnit[];
  measures: ComparedMeasure[];
}

const WORDS = {
  vi: {
    head: '{name}: {highest} cao nhất ({high}), {lowest} thấp nhất ({low}), chênh {spread}',
    points: '{spread} điểm phần trăm',
    same: '{name}: {n} đơn vị được chọn cùng ở mức {value}',
    sameOf: '{name}: {n}/{all} đơn vị được chọn có số liệu, cùng ở mức {value}',
    one: '{name}: chỉ {unit} có số liệu ({value})',
    flag: '{name}: {having}/{n} đơn vị được chọn đã có',
    flagOf: '{name}: {having} đơn vị đã có, trong {n}/{all} đơn vị được chọn có số liệu',
    silent: '{all} đơn vị được chọn đều không có số liệu {period}',
    without: 'Không có số liệu kỳ này: {without}.',
    mixed:
      'Các đơn vị thuộc nhiều nhóm ({groups}): tỷ lệ so được với nhau, thứ hạng chỉ có nghĩa trong từng nhóm.',
    groups: {
      ministries: 'bộ, cơ quan ngang bộ',
      agencies: 'cơ quan thuộc Chính phủ',
      provinces: 'tỉnh, thành phố',
    },
    widest: 'Các tỷ lệ khác nhau nhiều nhất',
    table: 'Tất cả chỉ tiêu ({measures})',
  },
  en: {
    head: '{name}: {highest} highest ({high}), {lowest} lowest ({low}), {spread} apart',
    points: '{spread} percentage points',
    same: '{name}: all {n} chosen units stand at {value}',
    sameOf: '{name}: the {n} of {all} chosen units with a figure stand at {value}',
    one: '{name}: only {unit} has a figure ({value})',
    flag: '{name}: {having} of {n} chosen units',
    flagOf: '{name}: {having} have it, of {n} with a figure; chosen: {all}',
    silent: 'None of the {all} chosen units has a figure for {period}',
    without: 'No figure this period: {without}.',
    mixed:
      'The units belong to several groups ({groups}): shares can be compared, ranks mean something only within a group.',
    groups: {
      ministries: 'ministries',
      agencies: 'Government-attached agencies',
      provinces: 'provinces',
    },
    widest: 'Where they differ most',
    table: 'Every measure ({measures})',
  },
} as const;

/** Scores closer than this are one. */
const SAME = 1e-9;
const MOST_WIDEST = 5;

const told = ({ figures }: ComparedMeasure) =>
  figures.flatMap(({ unitId, score }) => (score === null ? [] : [{ unitId, score }]));

function spreadOf(measure: ComparedMeasure): number {
  const scores = told(measure).map(({ score }) => score);
  const spread = Math.max(...scores) - Math.min(...scores);
  return scores.length > 1 && spread > SAME ? spread : 0;
}

/** "A, B và C", in the order in which they were asked for. */
const namesText = ({ units }: Compared, ids: readonly string[], language: Language): string =>
  new Intl.ListFormat(language, { type: 'conjunction' }).format(
    units.filter(({ unitId }) => ids.includes(unitId)).map(({ name }) => shortName(name, language)),
  );

/** What a measure says of the units. */
function measureSaid(compared: Compared, measure: ComparedMeasure, language: Language): Sentence {
  const words = WORDS[language];
  const own = told(measure);
  const [first] = own;
  const shown = (score: number) => (measure.kind === 'share' ? percent(score) : score);
  const counts = { name: measure.name[language], n: own.length, all: compared.units.length };
  const isWhole = own.length === compared.units.length;
  if (measure.kind === 'flag') {
    const having = own.filter(({ score }) => score === 1).length;
    return { words: isWhole ? words.flag : words.flagOf, values: { ...counts, having } };
  }
  if (!first) return { words: 'nobody has a figure' };
  const value = shown(first.score);
  if (own.length === 1) {
    const unit = namesText(compared, [first.unitId], language);
    return { words: words.one, values: { ...counts, unit, value } };
  }
  const spread = spreadOf(measure);
  if (spread === 0)
    return { words: isWhole ? words.same : words.sameOf, values: { ...counts, value } };
  const scores = own.map(({ score }) => score);
  const [high, low] = [Math.max(...scores), Math.min(...scores)];
  const at = (end: number) =>
    own.filter(({ score }) => Math.abs(score - end) <= SAME).map(({ unitId }) => unitId);
  return {
    words: words.head.replace('{spread}', measure.kind === 'share' ? words.points : '{spread}'),
    values: {
      name: measure.name[language],
      ...{ high: shown(high), low: shown(low), spread: shown(spread) },
      highest: namesText(compared, at(high), language),
      lowest: namesText(compared, at(low), language),
    },
  };
}

/** Who has no figure, and that the units are of several groups. */
function leadSaid(
  compared: Compared,
  measure: ComparedMeasure | undefined,
  language: Language,
): Sentence[] {
  const words = WORDS[language];
  const silent = (measure?.figures ?? []).filter(({ score }) => score === null);
  const without = namesText(
    compared,
    silent.map(({ unitId }) => unitId),
    language,
  );
  const groups = Object.entries(words.groups)
    .filter(([group]) => compared.units.some((unit) => unit.group === group))
    .map(([, name]) => name);
  return [
    ...(silent.length > 0 ? [{ words: words.without, values: { without } }] : []),
    ...(groups.length > 1 ? [{ words: words.mixed, values: { groups: groups.join('; ') } }] : []),
  ];
}

export interface ComparisonAsked {
  compared: Compared;
  /** What the address asks for; the first of which somebody has a figure, where nobody has one of it. */
  code: string;
  period: string;
}

/** What is wrong with the page. */
export function comparisonFaults(
  { headline, lead }: { headline: string; lead: string },
  sections: readonly Section[],
  { compared, code, period }: ComparisonAsked,
  language: Language,
): string[] {
  const words = WORDS[language];
  const { measures, units } = compared;
  const measure = measures.find((each) => each.measure === code) ?? measures[0];
  const when = { period: periodText(period, language) };
  const found = measure && measureSaid(compared, measure, language);
  const head: Sentence = found
    ? { words: `${found.words}, {period}`, values: { ...found.values, ...when } }
    : { words: words.silent, values: { all: units.length, ...when } };
  const widest = measures
    .filter((each) => each.kind === 'share' && each.direction !== 'none' && spreadOf(each) > 0)
    .toSorted((a, b) => spreadOf(b) - spreadOf(a))
    .slice(0, MOST_WIDEST);
  const items = sections.find(({ heading }) => heading === words.widest)?.items ?? [];
  const table = sections.find(({ rows }) => rows.length === measures.length);
  return [
    ...textFaults(headline, [head], language),
    ...textFaults(lead, leadSaid(compared, measure, language), language),
    ...(items.length === widest.length ? [] : [`${items.length} of ${widest.length} differences`]),
    ...widest.flatMap((each, at) => {
      // Of those that are as wide, any may come first.
      const level = widest.filter((other) => Math.abs(spreadOf(other) - spreadOf(each)) <= SAME);
      const faults = level.map((other) =>
        textFaults(items[at], [measureSaid(compared, other, language)], language),
      );
      return faults.find((found) => found.length === 0) ?? faults[0] ?? [];
    }),
    ...(new Set(items).size === items.length ? [] : ['a difference is told twice']),
    ...(measures.length > 0
      ? textFaults(
          table?.heading,
          [{ words: words.table, values: { measures: measures.length } }],
          language,
        )
      : []),
  ];
}
