// What the cells of a ranking say, on the page and in a copy of it. Used by this page alone.
import { locale } from '#lib/components/address.ts';
import { countsText as statedCounts } from '#lib/components/revision-words.ts';
import { changeReasonWord, figureText } from '#lib/components/words.ts';
import {
  formatNumber,
  formatPeriod,
  formatPeriodInText,
  formatPoints,
  formatSigned,
} from '#lib/domain/format.ts';
import { moreToLevel } from '#lib/domain/neighbours.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageData } from './$types';

type Row = PageData['ranked'][number];
type Face = PageData['face'];

export const NONE = '–';

export const valueText = (row: Row, face: Face): string =>
  (row.qualifier ?? '') + figureText(row.score, face);

export const countsText = (row: Row): string => statedCounts(row) ?? '';

export const intervalText = (interval: { low: number; high: number } | null | undefined): string =>
  interval
    ? interval.low === interval.high
      ? String(interval.low)
      : `${interval.low}–${interval.high}`
    : NONE;

/** A difference of two figures, in points where they are shares. */
const differenceText = (difference: number, { measure, decimals }: Face): string =>
  measure === 'share'
    ? formatPoints(difference, locale(), decimals)
    : formatSigned(difference, locale(), decimals);

export function changeText({ change, changeReason }: Row, face: Face): string {
  if (change !== null) return differenceText(change, face);
  return changeReason ? changeReasonWord(changeReason) : NONE;
}

export function lackingText({ lacking }: Row): string {
  if (lacking === null) return NONE;
  return lacking === 0 ? m.ranking_reached() : formatNumber(lacking, locale());
}

/** Ranks won since the period before; null where one of the two is not known. */
export const riseOf = ({ rank, previousRank }: Row): number | null =>
  rank === null || previousRank === null ? null : previousRank - rank;

/** Since when it is behind; a mark leads to the note that it may be longer. */
export const behindCell = ({ behindSince }: Row): string =>
  behindSince
    ? formatPeriod(behindSince.period, locale()) + (behindSince.orBefore ? '†' : '')
    : NONE;

/** From which figure to which, as the line of the last periods runs. */
export function trendText(row: Row, { face, trendPeriods, release }: PageData): string {
  const first = row.trend.findIndex((value) => value !== null);
  const from = row.trend[first];
  if (from === null || from === undefined || first === row.trend.length - 1) {
    return m.ranking_trend_label_none();
  }
  return m.ranking_trend_label({
    from: figureText(from, face),
    fromPeriod: formatPeriodInText(trendPeriods[first] ?? '', locale()),
    to: figureText(row.score, face),
    toPeriod: formatPeriodInText(release.period, locale()),
  });
}

const PEOPLE = 100_000;

/** What is counted on 100,000 residents; null where either is not known. */
export const perPeople = ({ numerator, population }: Row): number | null =>
  numerator === null || !population ? null : (numerator * PEOPLE) / population;

const countsOf = ({ numerator, denominator }: Row) =>
  numerator === null || !denominator ? null : { numerator, denominator };

/** Whether gaps are told in whole things: of shares that are counted and are to rise. */
export const isCountedGap = ({ face, isLowerBetter, ranked }: PageData): boolean =>
  face.measure === 'share' && !isLowerBetter && ranked.every((row) => countsOf(row) !== null);

/**
 * How far another unit is from one's own: above 0 what one's own needs to come level with it, below 0
 * what the other needs. In whole things, denominators standing still; otherwise the difference of the
 * figures, above 0 where the other is ahead.
 */
export function gapTo(own: Row, other: Row, data: PageData): number {
  const [mine, theirs] = [countsOf(own), countsOf(other)];
  if (isCountedGap(data) && mine && theirs) {
    return moreToLevel(mine, theirs) || -moreToLevel(theirs, mine);
  }
  return data.isLowerBetter ? own.score - other.score : other.score - own.score;
}

export function gapText(own: Row, other: Row, data: PageData): string {
  if (own.id === other.id) return NONE;
  const gap = gapTo(own, other, data);
  if (gap === 0) return m.ranking_gap_level();
  const n = isCountedGap(data)
    ? formatNumber(Math.abs(gap), locale())
    : differenceText(Math.abs(gap), data.face).replace(/^\+/, '');
  return gap > 0 ? m.ranking_gap_behind({ n }) : m.ranking_gap_ahead({ n });
}
