// What the first page is sent of each fact: names, figures as they are read, and where they lead.
// Nothing that it does not show. Used by its load alone.
import { localHref, locale, type Query } from '#lib/components/address.ts';
import { demandWords, documentNames, shortIndicatorName } from '#lib/components/legal-words.ts';
import { behindText } from '#lib/components/ranked-words.ts';
import { reasonWord } from '#lib/components/words.ts';
import {
  formatDay,
  formatDemand,
  formatNumber,
  formatPercent,
  formatPeriodInText,
  formatPoints,
} from '#lib/domain/format.ts';
import type { DueDay, DueLine, TargetLine, UnitRow } from '#lib/domain/overview.ts';
import { shiftPeriod } from '#lib/domain/period.ts';
import type { BehindSince } from '#lib/domain/promises.ts';
import { isThin } from '#lib/domain/reporting.ts';
import { isMet } from '#lib/domain/target.ts';
import type { MemberUnit } from '#lib/domain/unit.ts';
import { m } from '#lib/paraglide/messages.js';
import type { LiftSums } from '#lib/server/explain/lift.ts';
import { raisingHead, reachingText } from '../procedures/procedure-words.ts';

/** The groups that have a column of their own, in their order. */
const COLUMNS = ['ministries', 'provinces'] as const;
/** Due within so many days is marked. */
const SOON_DAYS = 90;

const named = ({ id, nameVi, nameEn }: MemberUnit) => ({ id, nameVi, nameEn });

const LACKING: Record<string, (inputs: { n: number }) => string> = {
  ministries: m.overview_lacking_ministries,
  provinces: m.overview_lacking_provinces,
  agencies: m.overview_lacking_agencies,
};

/** "9 bộ", "30 tỉnh"; of a group that has no word here, as many units. */
export const lackingWords = (groupId: string, n: number): string =>
  (LACKING[groupId] ?? m.overview_count_units)({ n });

/** "gấp 2 lần năm 2019: 55,4%" */
function askedText({ target, indicator, national }: TargetLine): string {
  const words = demandWords(target, indicator);
  const demand = national?.demand ?? null;
  if (target.operator !== 'x' || demand === null) return words;
  return `${words}: ${formatDemand(Math.round(demand * 1000) / 1000, locale())}`;
}

/** One row of the table of targets. */
export function lineOf(line: TargetLine, view: Query) {
  const { target, indicator, national, groups, state } = line;
  // Of a nation that few units have figures of nothing is said, nor whether it meets a target.
  const value = national && !isThin(national) ? national.value : null;
  return {
    id: target.id,
    name: shortIndicatorName(indicator),
    href: localHref(`/indicators/${indicator.code}`, view),
    asked: askedText(line),
    due: m.overview_due_short({ day: formatDay(target.due, locale()) }),
    documents: documentNames(target),
    bar: value === null ? null : { value, target: national?.demand ?? null, met: isMet(state) },
    value: value === null ? null : formatPercent(value, locale(), 1),
    groups: COLUMNS.map((id) =>
      groupOf(
        groups.find(({ groupId }) => groupId === id),
        (wish) => localHref(`/rankings/${id}/${indicator.code}`, { ...view, ...wish }),
      ),
    ),
    state,
  };
}

/** How many of a group have met a target, and how those stand that have not; null where it is not theirs. */
function groupOf(
  group: TargetLine['groups'][number] | undefined,
  ranking: (wish: Query) => string,
) {
  if (!group || group.summary.withTarget === 0) return null;
  const { met, withTarget } = group.summary;
  return {
    met: `${met}/${withTarget}`,
    href: ranking({}),
    states: group.states
      .filter(({ state }) => !isMet(state))
      // Units without a figure stand below the ranking, which narrows to none of them.
      .map((each) => ({
        ...each,
        href: ranking(each.state === 'not_measured' ? {} : { state: each.state }),
      })),
  };
}

export type ShownLine = ReturnType<typeof lineOf>;

/** How many units on pace have too few services left to reach their target; null where none has. */
export function tooFewOf(sums: LiftSums, view: Query) {
  const { onPace, onPaceTooFew: tooFew } = sums;
  if (tooFew === 0) return null;
  const said = [
    m.overview_on_pace_too_few({ onPace, tooFew }),
    ...(sums.eligible > 0 ? [`${raisingHead(sums)}.`, reachingText(sums)] : []),
  ].join(' ');
  return { said, href: localHref('/procedures', view) };
}

/** One due day with the targets that some unit has not met. */
export const dueOf = (
  { due, daysLeft, lines }: DueDay,
  { periodEnd, view }: { periodEnd: string; view: Query },
) => ({
  due: m.overview_due_day({ day: formatDay(due, locale()) }),
  days:
    daysLeft < 0
      ? m.overview_due_over({ days: formatNumber(-daysLeft, locale()) })
      : m.overview_due_left({ days: formatNumber(daysLeft, locale()) }),
  isPressing: daysLeft <= SOON_DAYS,
  lines: lines.map((line) => dueLineOf(line, { isOverdue: due <= periodEnd, view })),
});

function dueLineOf(
  { target, indicator, groups, isSuperseded }: DueLine,
  { isOverdue, view }: { isOverdue: boolean; view: Query },
) {
  // A ranking tells states as of the end of its period, and of the target that judges it then.
  const overdue = isSuperseded ? { missed: target.id } : { state: 'overdue' };
  const wish = isOverdue ? overdue : { sort: '-lacking' };
  return {
    id: target.id,
    name: shortIndicatorName(indicator),
    href: localHref(`/indicators/${indicator.code}`, view),
    asked: demandWords(target, indicator),
    lacking: groups.map(({ groupId, unmet }) => ({
      words: lackingWords(groupId, unmet),
      href: localHref(`/rankings/${groupId}/${indicator.code}`, { ...view, ...wish }),
    })),
    said: isSuperseded ? m.overview_due_still_lacking() : m.overview_due_lacking(),
  };
}

export type ShownDue = ReturnType<typeof dueOf>;

/** A unit without a figure: why, since when, and the last one known. */
export function silentOf({ unit, row }: UnitRow, period: string) {
  const { lastKnown, missing, periodsMissed } = row;
  const since = formatPeriodInText(shiftPeriod(period, 1 - periodsMissed), locale());
  return {
    unit: named(unit),
    reason: missing ? reasonWord(missing, row.missingNote) : '',
    /** Who was asked in vain. */
    href: row.sourceId && localHref(`/sources/${row.sourceId}`),
    since: lastKnown
      ? m.overview_silent_since({ n: periodsMissed, period: since })
      : m.overview_silent_never(),
    last:
      lastKnown &&
      m.overview_silent_last({
        value: formatPercent(lastKnown.value, locale()),
        period: formatPeriodInText(lastKnown.period, locale()),
      }),
  };
}

export type ShownSilent = ReturnType<typeof silentOf>;

/** "1 bộ, 3 tỉnh" that nobody asks yet; null where everybody is asked. */
export function unaskedOf(units: readonly UnitRow[]): string | null {
  const groups = Map.groupBy(units, ({ row }) => row.groupId);
  const told = [...groups].map(([groupId, of]) => lackingWords(groupId, of.length));
  return told.join(', ') || null;
}

const shareText = (value: number | null): string =>
  value === null ? '–' : formatPercent(value, locale());

/** A unit with how much it lacks, and since when it is behind. */
export const behindOf = (
  { unit, row, shortfall }: UnitRow & { shortfall: number },
  since: BehindSince | null,
  view: Query,
) => ({
  unit: named(unit),
  value: shareText(row.value),
  shortfall: formatNumber(shortfall, locale()),
  href: `${localHref(`/units/${unit.id}`, view)}#gap`,
  since: since && behindText(since),
});

export type ShownBehind = ReturnType<typeof behindOf>;

/** A unit with how much its share rose on the period before. */
export const riserOf = ({ unit, row, change }: UnitRow & { change: number }) => ({
  unit: named(unit),
  before: shareText(row.value === null ? null : row.value - change),
  value: shareText(row.value),
  rise: formatPoints(change, locale()),
});

export type ShownRiser = ReturnType<typeof riserOf>;
