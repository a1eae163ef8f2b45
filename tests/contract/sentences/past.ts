// What the section on the past of a merged unit must say: each part's counts, and what they come to.
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
    periods: (Figure & { period: string; parts: (Figure & { unitId: string })[] })[];
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

export function pastFaults(
  section: Section | undefined,
  { past }: Past,
  language: Language,
): string[] {
  if (!section) return past === null ? [] : ['no section on the past'];
  if (!past) return ['a section on the past of a unit without one'];
  if (past.parts.length === 0) return section.rows.length === 0 ? [] : ['figures without parts'];
  const heading = { vi: 'Trước ngày {day}', en: 'Before {day}' }[language];
  const day = dayText(past.since, language);
  return [
    ...textFaults(section.heading, [{ words: heading, values: { day } }], language),
    ...(section.rows.length === past.periods.length ? [] : [`${section.rows.length} rows`]),
    ...past.periods.flatMap((whole, at) => {
      const [head = '', sum, ...parts] = section.rows[at] ?? [];
      const named = periodText(whole.period, language);
      // Counts of merged units are added; no share is a mean of shares.
      const added = whole.parts.reduce((total, part) => total + (part.numerator ?? 0), 0);
      return [
        ...(head.toLowerCase() === named.toLowerCase() ? [] : [`${head} is not ${named}`]),
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
