// What the section on the past of a merged unit must say: each part's counts, and what they come to.
import { stopSaid, type StopReason } from './boundaries.ts';
import type { Name } from './facts.ts';
import { dayText, periodText, shortName, textFaults, type Language, type Section } from './text.ts';

interface Figure {
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  rank: number | null;
  ranked: number;
  reason: string | null;
}
export interface Past {
  past: {
    since: string;
    parts: { unitId: string; name: Name }[];
    periods: (Figure & {
      period: string;
      /** Whom the reason is about, where the units themselves are why there is none. */
      units?: string[];
      parts: (Figure & { unitId: string })[];
    })[];
  } | null;
}

export const isPastHead = (heading: string): boolean =>
  /^(?:Trước ngày \d|Before \d)/.test(heading);

/** A share with its counts and place; of a figure that is not there only that none is told. */
function cellFaults(text: string | undefined, figure: Figure, language: Language): string[] {
  if (figure.value === null)
    return /%/.test(text ?? '') ? [`a figure that is not there: ${text}`] : [];
  const { value, numerator, denominator, rank, ranked } = figure;
  const place = { vi: ' hạng {rank}/{ranked}', en: ' rank {rank}/{ranked}' }[language];
  const words =
    '{value}' +
    (numerator === null || denominator === null ? '' : ' {numerator}/{denominator}') +
    (rank !== null && ranked > 1 ? place : '');
  const values = {
    value: 100 * value,
    numerator: numerator ?? 0,
    denominator: denominator ?? 0,
    rank: rank ?? 0,
    ranked,
  };
  return textFaults(text, [{ words, values }], language);
}

const WORDS = {
  vi: {
    heading: 'Trước ngày {day}',
    stopped: 'Đơn vị với phạm vi như từ ngày này không có số liệu của các kỳ trước: {why}.',
    sub: '{measure}: số đếm của các đơn vị hợp thành được cộng lại, tỷ lệ lập lại từ số đếm; hạng tính giữa các đơn vị cùng gộp như vậy',
    ranking: 'Bảng xếp hạng kỳ gần nhất theo đơn vị năm {year}',
    whole: 'Gộp {n} đơn vị',
  },
  en: {
    heading: 'Before {day}',
    stopped: 'As it has stood since then, this unit has no earlier figures: {why}.',
    sub: '{measure}: counts of the parts are added and the share rebuilt from them; ranks are among units put together in the same way',
    ranking: 'The ranking of the latest such period by the units of {year}',
    whole: '{n} units together',
  },
} as const;

type Told = NonNullable<Past['past']>;

/** Of one without parts only why nothing can be told; the reason is the same all along. */
function stoppedFaults(
  section: Section,
  { periods }: Told,
  nameOf: ReadonlyMap<string, Name>,
  language: Language,
): string[] {
  const { reason = null, units = [] } = periods.find((each) => each.units !== undefined) ?? {};
  const why = reason === null ? '?' : stopSaid(reason as StopReason, units, nameOf, language);
  return [
    ...(section.rows.length === 0 ? [] : ['figures without parts']),
    ...textFaults(
      section.texts.join(' '),
      [{ words: WORDS[language].stopped.replace('{why}', why) }],
      language,
    ),
  ];
}

/** What stands above and below the table. */
function aroundFaults(
  section: Section,
  { since, parts }: Told,
  measure: Name,
  language: Language,
): string[] {
  const words = WORDS[language];
  const [sub, ...rest] = section.texts;
  const isWhole = section.heads.some(
    (head) =>
      textFaults(head, [{ words: words.whole, values: { n: parts.length } }], language).length ===
      0,
  );
  return [
    ...textFaults(sub, [{ words: words.sub.replace('{measure}', measure[language]) }], language),
    ...textFaults(
      rest.at(-1),
      [{ words: words.ranking, values: { year: since.slice(0, 4) } }],
      language,
    ),
    ...(isWhole ? [] : [`no column of ${parts.length} together`]),
  ];
}

/** @param about the measure that the page tells, and every unit's name */
export function pastFaults(
  section: Section | undefined,
  { past }: Past,
  { measure, nameOf }: { measure: Name; nameOf: ReadonlyMap<string, Name> },
  language: Language,
): string[] {
  if (!section) return past === null ? [] : ['no section on the past'];
  if (!past) return ['a section on the past of a unit without one'];
  const day = dayText(past.since, language);
  const headed = [{ words: WORDS[language].heading, values: { day } }];
  const head = textFaults(section.heading, headed, language);
  if (past.parts.length === 0) {
    return [...head, ...stoppedFaults(section, past, nameOf, language)];
  }
  return [
    ...head,
    ...aroundFaults(section, past, measure, language),
    ...(section.rows.length === past.periods.length ? [] : [`${section.rows.length} rows`]),
    ...past.periods.flatMap((whole, at) => {
      const [first = '', sum, ...parts] = section.rows[at] ?? [];
      const named = periodText(whole.period, language);
      // Counts of merged units are added; no share is a mean of shares.
      const added = whole.parts.reduce((total, part) => total + (part.numerator ?? 0), 0);
      return [
        ...(first.toLowerCase() === named.toLowerCase() ? [] : [`${first} is not ${named}`]),
        ...(whole.numerator === null || whole.numerator === added ? [] : [`${named}: ${added}`]),
        ...cellFaults(sum, whole, language),
        ...whole.parts.flatMap((part, of) => cellFaults(parts[of], part, language)),
      ];
    }),
    ...past.parts
      .map(({ name }) => shortName(name, language))
      .filter((name) => !section.heads.includes(name))
      .map((name) => `no column of ${name}`),
  ];
}
