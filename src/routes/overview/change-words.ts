// The changes that are told on the first page, each as one sentence with its numbers and a link to
// where they stand. Every word is chosen by what the figures say. Used by the page's load alone.
import { localHref, locale, type Query } from '#lib/components/address.ts';
import { demandWords, shortIndicatorName } from '#lib/components/legal-words.ts';
import { figureText, inText, nameOf, unitNameOf } from '#lib/components/words.ts';
import {
  decimalsToSee,
  formatBrief,
  formatNumber,
  formatPercent,
  formatPeriodInText,
} from '#lib/domain/format.ts';
import type { Indicator } from '#lib/domain/indicator.ts';
import {
  NOTED_LIMITS,
  type HeardUnit,
  type MovedUnit,
  type Noted,
  type NotedCorrection,
  type NotedCrossing,
  type NotedKind,
  type NotedLowest,
  type NotedMove,
  type NotedNation,
} from '#lib/domain/noteworthy.ts';
import type { ScoreRow, Summary } from '#lib/domain/release.ts';
import type { MemberUnit } from '#lib/domain/unit.ts';
import { m } from '#lib/paraglide/messages.js';
import { lackingWords } from './shape.ts';

const LABELS: Record<NotedKind, () => string> = {
  'nation-met': m.overview_change_nation_met,
  'nation-unmet': m.overview_change_nation_unmet,
  met: m.overview_change_met,
  unmet: m.overview_change_unmet,
  corrected: m.overview_change_corrected,
  returned: m.overview_change_returned,
  first: m.overview_change_first,
  lowest: m.overview_change_lowest,
  fell: m.overview_change_fell,
  rose: m.overview_change_rose,
};

/** So many units are named; more are counted. */
const NAMED = 3;

const valueText = ({ value }: Pick<ScoreRow, 'value'>, indicator: Indicator): string =>
  value === null ? '–' : figureText(value, indicator);

/** "412/1.960" */
const countsText = ({ numerator, denominator }: ScoreRow): string =>
  `${formatNumber(numerator ?? 0, locale())}/${formatNumber(denominator ?? 0, locale())}`;

/** Names hold commas and "và" themselves. */
function listText(names: readonly string[]): string {
  const others = names.length - NAMED;
  const told = names.slice(0, others === 1 ? NAMED + 1 : NAMED).join('; ');
  return others > 1 ? m.common_and_others({ name: told, n: others }) : told;
}

function movedName({ unit, before, now }: MovedUnit, indicator: Indicator): string {
  // Of a yes or no the move says nothing that the sentence does not.
  if (indicator.measure === 'flag') return unitNameOf(unit);
  return m.overview_named_moved({
    unit: unitNameOf(unit),
    before: valueText(before, indicator),
    now: valueText(now, indicator),
  });
}

function heardName({ unit, now, missed, lastKnown }: HeardUnit, indicator: Indicator): string {
  const words = { unit: unitNameOf(unit), now: valueText(now, indicator) };
  if (!lastKnown) return m.overview_named_first(words);
  return m.overview_named_returned({
    ...words,
    n: missed,
    last: valueText(lastKnown, indicator),
    period: formatPeriodInText(lastKnown.period, locale()),
  });
}

/** Of units that have something or not, the nation's figure is the share that has it. */
const nationText = ({ value }: Summary, { measure }: Indicator): string =>
  value === null ? '–' : formatPercent(value, locale(), measure === 'flag' ? 1 : 2);

function nationSentence({ indicator, target, before, now }: NotedNation): string {
  return m.overview_told_nation({
    name: shortIndicatorName(indicator),
    now: nationText(now, indicator),
    before: nationText(before, indicator),
    demand: demandWords(target, indicator),
  });
}

function crossingSentence(noted: NotedCrossing): string {
  const { kind, indicator, target, groupId, units, met, of } = noted;
  const words = {
    name: shortIndicatorName(indicator),
    demand: demandWords(target, indicator),
    units: lackingWords(groupId, units.length),
    met,
    of,
    names: listText(units.map((unit) => movedName(unit, indicator))),
  };
  return kind === 'met' ? m.overview_told_met(words) : m.overview_told_unmet(words);
}

function correctionSentence({ indicator, ...noted }: NotedCorrection): string {
  // Half of it still shows, so that the two never read alike.
  const decimals = decimalsToSee(((noted.now - noted.before) * 100) / 2, indicator.decimals);
  const shown = { ...indicator, decimals };
  return m.overview_told_corrected({
    figures: m.overview_count_figures({ n: noted.figures }),
    units: m.overview_count_units({ n: noted.units }),
    unit: unitNameOf(noted.unit),
    name: inText(nameOf(indicator)),
    before: figureText(noted.before, shown),
    now: figureText(noted.now, shown),
  });
}

function moveSentence(noted: NotedLowest | NotedMove): string {
  const { indicator, unit, before, now, size } = noted;
  const words = {
    unit: unitNameOf(unit),
    name: inText(nameOf(indicator)),
    before: valueText(before, indicator),
    now: valueText(now, indicator),
  };
  if (noted.kind === 'lowest') {
    return m.overview_told_lowest({
      ...words,
      n: noted.earlier + 1,
      lowest: valueText(noted.lowest, indicator),
      period: formatPeriodInText(noted.lowest.period, locale()),
    });
  }
  const told = noted.kind === 'fell' ? m.overview_told_fell : m.overview_told_rose;
  const points = formatNumber(size * 100, locale(), 1);
  return told({ ...words, points, beforeOf: countsText(before), nowOf: countsText(now) });
}

function sentenceOf(noted: Noted): string {
  switch (noted.kind) {
    case 'nation-met':
    case 'nation-unmet':
      return nationSentence(noted);
    case 'met':
    case 'unmet':
      return crossingSentence(noted);
    case 'corrected':
      return correctionSentence(noted);
    case 'returned':
    case 'first':
      return m.overview_told_returned({
        name: shortIndicatorName(noted.indicator),
        names: listText(noted.units.map((unit) => heardName(unit, noted.indicator))),
      });
    default:
      return moveSentence(noted);
  }
}

/** Where the figures stand: the nation's indicator, a group's ranking, or a unit's figure. */
function hrefOf(noted: Noted, view: Query): string {
  const { code } = noted.indicator;
  const figureOf = (unit: MemberUnit | undefined) =>
    localHref(`/units/${unit?.id ?? ''}/figures/${code}`, view);
  switch (noted.kind) {
    case 'nation-met':
    case 'nation-unmet':
      return localHref(`/indicators/${code}`, view);
    case 'met':
    case 'unmet':
      return localHref(`/rankings/${noted.groupId}/${code}`, view);
    case 'corrected':
      return localHref('/corrections', { period: view['period'] });
    case 'returned':
    case 'first':
      return figureOf(noted.units[0]?.unit);
    default:
      return figureOf(noted.unit);
  }
}

/** @param view what the page's address says of the release */
export const changeOf = (noted: Noted, view: Query) => ({
  kind: noted.kind,
  label: LABELS[noted.kind](),
  text: sentenceOf(noted),
  href: hrefOf(noted, view),
});

export type ShownChange = ReturnType<typeof changeOf>;

/** The rule by which changes are chosen. */
export const changeRule = (): string =>
  m.overview_changes_rule({
    counts: NOTED_LIMITS.counts,
    points: formatBrief(NOTED_LIMITS.points * 100, locale()),
    earlier: NOTED_LIMITS.earlier,
    most: NOTED_LIMITS.most,
  });
