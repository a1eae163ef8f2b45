// What must be said of a course across the day on which measures changed: the last figure before it and the
// latest after it, two measures that are never compared, and every figure of both sides.
import {
  percent,
  periodText,
  textFaults,
  type Language,
  type Section,
  type Sentence,
} from './text.ts';

interface Point {
  period: string;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
}
/** As the API answers on both sides of the break. */
export interface AcrossBreak {
  before: { summedOverParts: boolean; points: Point[] } | null;
  after: { points: Point[] } | null;
}

const WORDS = {
  vi: {
    head: 'Đổi cách đo từ ngày 24/6/2022',
    finding:
      '{before} ở mức độ 4 ({beforePeriod}); {after} toàn trình ({afterPeriod}): hai cách đo, không so với nhau',
    sub: 'Tỷ lệ dịch vụ công mức độ 4 đến trước điểm gián đoạn, tỷ lệ trực tuyến toàn trình sau đó (Nghị định số 42/2022/NĐ-CP). Trục thời gian không liên tục.',
    summed: 'Trước đó là số đếm của các đơn vị hợp thành cộng lại.',
    level4: 'Mức độ 4',
    full: 'Toàn trình',
  },
  en: {
    head: 'Measured otherwise since 24 June 2022',
    finding:
      '{before} at level 4 ({beforePeriod}); {after} fully online ({afterPeriod}): two measures, not to be compared',
    sub: 'Share of services at level 4 before the break, share fully online after it (Decree 42/2022/NĐ-CP). The time axis is not continuous.',
    summed: 'Before it, counts of the units that this one came out of are added.',
    level4: 'Level 4',
    full: 'Fully online',
  },
} as const;

const lastOf = (points: readonly Point[]): Point | undefined =>
  points.findLast(({ value }) => value !== null);

function findingSaid({ before, after }: AcrossBreak, language: Language): Sentence[] {
  const words = WORDS[language];
  const [last, latest] = [lastOf(before?.points ?? []), lastOf(after?.points ?? [])];
  const values = {
    before: percent(last?.value ?? NaN),
    beforePeriod: periodText(last?.period ?? '', language),
    after: percent(latest?.value ?? NaN),
    afterPeriod: periodText(latest?.period ?? '', language),
  };
  return [
    { words: words.finding, values },
    { words: words.sub },
    ...(before?.summedOverParts ? [{ words: words.summed }] : []),
  ];
}

/** At the head of a row a quarter begins with a capital. */
const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

function rowFaults(
  row: readonly string[] | undefined,
  { period, value, numerator, denominator }: Point,
  measure: string,
  language: Language,
): string[] {
  const figure: Sentence =
    value === null
      ? { words: '– –/–' }
      : {
          words: '{value} {numerator}/{denominator}',
          values: {
            value: percent(value),
            numerator: numerator ?? NaN,
            denominator: denominator ?? NaN,
          },
        };
  const words = `${capital(periodText(period, language))} ${measure} ${figure.words}`;
  return textFaults(row?.join(' '), [{ ...figure, words }], language);
}

/** What is wrong with the section; that it is there where one side has no figure. */
export function bridgeFaults(
  sections: readonly Section[],
  facts: AcrossBreak,
  language: Language,
): string[] {
  const words = WORDS[language];
  const section = sections.find(({ heading }) => heading === words.head);
  if (!facts.before || !facts.after) return section ? ['a break of one side'] : [];
  const rows = [
    ...facts.before.points.map((point) => [point, words.level4] as const),
    ...facts.after.points.map((point) => [point, words.full] as const),
  ];
  return [
    ...textFaults(section?.texts[0], findingSaid(facts, language), language),
    ...(section?.rows.length === rows.length ? [] : [`${section?.rows.length} of ${rows.length}`]),
    ...rows.flatMap(([point, measure], at) =>
      rowFaults(section?.rows[at], point, measure, language),
    ),
  ];
}
