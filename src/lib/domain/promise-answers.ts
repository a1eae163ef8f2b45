// Which published figure speaks of which promise, and which sentences of press articles are promises.
// Both name rows of the catalogue by their codes; a test of the catalogue holds that each is there.
// Pure; the list of promises imports it.
import { compareTexts } from './order.ts';
import { lastDayOf, type Told } from './promise-outcomes.ts';

/** A national figure as published, as far as a promise asks of it. */
export interface PublishedFigure {
  measure: string;
  /** A day, month or year. */
  day: string;
  value: number;
  qualifier: string;
}

interface Answer {
  /** Code of the national figure. */
  measure: string;
  /** How many of the figure's own units make one of the promise's: 100 for per cent. */
  scale: number;
  /** Set where places won since the promise was made are asked, and ranks are published. */
  isRankGain?: boolean;
}

/** By what is promised: an indicator, or the code of a promise that nothing measures. */
export const ANSWERS: Readonly<Record<string, Answer>> = {
  share_l4: { measure: 'national_share_l4_percent', scale: 100 },
  share_l4_eligible: { measure: 'share_l4_of_eligible_percent', scale: 100 },
  docs_electronic: { measure: 'share_documents_exchanged_electronically_percent', scale: 100 },
  lgsp_present: { measure: 'share_units_with_lgsp_percent', scale: 100 },
  lgsp_connected: { measure: 'lgsp_connected_to_ndxp_all', scale: 1 },
  un_egdi_rank: { measure: 'un_egdi_rank', scale: 1 },
  un_egdi_rank_gain: { measure: 'un_egdi_rank', scale: 1, isRankGain: true },
};

export interface PressPlanLine {
  /** Id of the sentence. */
  fact: string;
  /** The day of the article, ISO. */
  said: string;
  /** Id of the sentence that says it came; null where none does. */
  answer: string | null;
}

/** Sentences of press articles that promise something by a day. */
export const PRESS_PLANS: readonly PressPlanLine[] = [
  { fact: 'portal-2019-03', said: '2019-06-17', answer: null },
  { fact: 'portal-2019-04', said: '2019-06-17', answer: 'vnexpress-2020-05' },
  { fact: 'vnexpress-2020-13', said: '2020-02-12', answer: null },
  { fact: 'vnexpress-2020-14', said: '2020-02-12', answer: null },
  { fact: 'lam-dong-2016-18', said: '2016-02-15', answer: null },
  { fact: 'lam-dong-2016-19', said: '2016-02-15', answer: null },
];

/** A published figure in the measure of the promise it speaks of. */
export type AnsweringFigure<Figure extends PublishedFigure> = Told & { figure: Figure };

/**
 * What was published of a promise, in the promise's own measure.
 *
 * @param subject the indicator, or the code of what is promised
 * @param issued ISO day of the document; ranks won are counted from the last rank of before it
 * @returns nothing where no national figure speaks of it
 */
export function answersTo<Figure extends PublishedFigure>(
  { subject, issued }: { subject: string; issued: string },
  figures: readonly Figure[],
): AnsweringFigure<Figure>[] {
  const answer = ANSWERS[subject];
  if (!answer) return [];
  const own = figures
    .flatMap((figure) => {
      const day = lastDayOf(figure.day);
      return figure.measure === answer.measure && day !== null ? [{ figure, day }] : [];
    })
    .toSorted((a, b) => compareTexts(a.day, b.day));
  const before = own.findLast(({ day }) => day < issued);
  if (answer.isRankGain && !before) return [];
  return own
    .filter((each) => !answer.isRankGain || each.day > issued)
    .map(({ figure, day }) => {
      const value = answer.isRankGain
        ? (before?.figure.value ?? 0) - figure.value
        : figure.value / answer.scale;
      return { figure, day, value, qualifier: figure.qualifier };
    });
}
