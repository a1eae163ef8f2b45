// What the heads of two columns of a ranking must say: against what bars are drawn, and whose gaps are told.
import { demandText, judging, type PlannedIndicator } from './nation-facts.ts';
import type { NearAsked } from './ranked-now.ts';
import { numberOf, plain, shortName, type Language } from './text.ts';

const WORDS = {
  vi: {
    bar: 'So với chỉ tiêu {demand}',
    barOwn: 'So với mức phải đạt',
    scale: /^Thang 0–(\S+)$/,
    gap: '{unit} kém, hơn ({noun})',
    gapPlain: '{unit} kém, hơn',
  },
  en: {
    bar: 'Against the target of {demand}',
    barOwn: 'Against its demand',
    scale: /^Scale 0–(\S+)$/,
    gap: '{unit} behind or ahead ({noun})',
    gapPlain: '{unit} behind or ahead',
  },
} as const;

/** Heads by which rows are sorted stand there twice, once for paper. */
const headsOf = (page: string): string[] =>
  [...page.matchAll(/<th\b[^>]*scope="col"[^>]*>(.*?)<\/th>/gs)].map(([, inner = '']) =>
    plain(inner).replace(/^(.+) \1$/, '$1'),
  );

/** @param asked the group's share, of which bars are drawn against the target that judges the group */
export function barHeadFaults(
  page: string,
  { indicator, group, period }: { indicator: PlannedIndicator; group: string; period: string },
  language: Language,
): string[] {
  const words = WORDS[language];
  const target = judging(indicator, [group], period);
  if (!target) return scaleFaults(page, [100], language);
  const wanted =
    target.operator === 'x'
      ? words.barOwn
      : words.bar.replace('{demand}', demandText(target.value, language));
  const heads = headsOf(page);
  return heads.includes(wanted) ? [] : [`no head "${wanted}" in ${heads.join(' | ')}`];
}

/** The scale of bars reaches all of the scores, and the highest of them lies in its upper part. */
export function scaleFaults(page: string, scores: readonly number[], language: Language): string[] {
  const said = headsOf(page).flatMap((head) => WORDS[language].scale.exec(head)?.[1] ?? []);
  const end = numberOf(said[0] ?? '', language)?.value ?? NaN;
  const highest = Math.max(...scores);
  const isFit = end >= highest && (end === 1 || highest > end / 2 || end - highest <= 10);
  return said.length === 1 && isFit ? [] : [`scales ${said.join()} of scores up to ${highest}`];
}

/** Of a ranking that was narrowed to the neighbours of a unit. */
export function gapHeadFaults(
  page: string,
  { own, noun }: Pick<NearAsked, 'own' | 'noun'>,
  language: Language,
): string[] {
  const words = WORDS[language];
  const wanted = (noun === null ? words.gapPlain : words.gap)
    .replace('{unit}', shortName(own.name, language))
    .replace('{noun}', noun ?? '');
  const heads = headsOf(page);
  return heads.includes(wanted) ? [] : [`no head "${wanted}" in ${heads.join(' | ')}`];
}
