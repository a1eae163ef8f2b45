// What a series says of a group as one sentence, chosen by what the figures say, so that it is true of
// every release. Used by the pages on series and by the section on bodies of the unit page.
import { locale } from '#lib/components/address.ts';
import { capital, figureText, groupInText, nameOf, unitNameOf } from '#lib/components/words.ts';
import { formatNumber } from '#lib/domain/format.ts';
import type { MeasureFace } from '#lib/domain/ranking.ts';
import { m } from '#lib/paraglide/messages.js';
import type { GroupView, Name } from './series-view.ts';

/** More units than these are counted and not named. */
const MOST_NAMED = 3;

/** "A", "A và B", "A, B và C", "5 đơn vị". */
export function namesText(units: readonly Name[]): string {
  if (units.length > MOST_NAMED) {
    return m.series_count({ n: formatNumber(units.length, locale()) });
  }
  const names = units.map(unitNameOf);
  const last = names.pop() ?? '';
  return names.length === 0 ? last : m.series_and({ names: names.join(', '), last });
}

/** A figure of the measure in a sentence: "84,20 điểm", "45,2%". */
export const scoreText = (value: number, face: MeasureFace): string =>
  face.measure === 'score'
    ? m.series_points({ value: figureText(value, face) })
    : figureText(value, face);

/** Who leads; also that nobody does. */
function leadText({ group, face, ranked, absent, leaders }: GroupView): string {
  const [n, all] = [ranked.length, ranked.length + absent.length];
  const [first] = ranked;
  if (!first) return m.series_none({ all, group: groupInText(group) });
  const words = { n, all, group: groupInText(group), score: scoreText(first.score, face) };
  if (n === 1) return m.series_single({ ...words, name: unitNameOf(first) });
  if (leaders.length === n) return m.series_level(words);
  const names = namesText(leaders);
  const isTold = n === all;
  if (leaders.length > 1) {
    return (isTold ? m.series_lead_tied : m.series_lead_tied_of)({ ...words, names });
  }
  return (isTold ? m.series_lead : m.series_lead_of)({ ...words, names });
}

/** What ranks a group is named where it is an indicator, or one of several indices. */
const ofMeasure = (view: GroupView, finding: string): string =>
  view.face.index === null || view.isOneOfSeveral
    ? m.series_measured({ measure: nameOf(view.face), finding })
    : finding;

/** "Sở A dẫn đầu 20 sở với 84,20 điểm; Ban B đứng cuối; Sở C tăng nhiều nhất, 6 bậc" */
export function groupSentence(view: GroupView): string {
  const { last, rise } = view;
  const parts = [leadText(view)];
  if (last.length > 0) {
    const words = { names: namesText(last) };
    parts.push(last.length > 1 ? m.series_last_tied(words) : m.series_last(words));
  }
  if (rise) {
    const words = { names: namesText(rise.units), places: rise.places };
    parts.push(rise.units.length > 1 ? m.series_rise_tied(words) : m.series_rise(words));
  }
  return capital(ofMeasure(view, parts.join('; ')));
}

/** Who leads each group, in one line. */
export const headline = (views: readonly GroupView[]): string =>
  views.length === 0
    ? m.series_groups_none()
    : capital(views.map((view) => ofMeasure(view, leadText(view))).join('; '));
