// Words for codes of the domain in the language being read: states, reasons, groups, names of
// units. Components and pages import it; it holds no rule of its own.
import { formatDay, formatNumber, formatPercent, unitNameIn } from '#lib/domain/format.ts';
import type { Indicator } from '#lib/domain/indicator.ts';
import type { MissingReason } from '#lib/domain/missing.ts';
import type { ChangeReason, Release } from '#lib/domain/release.ts';
import type { TargetState } from '#lib/domain/target.ts';
import { m } from '#lib/paraglide/messages.js';
import { locale } from './address.ts';

const STATES: Record<TargetState, () => string> = {
  met: m.common_state_met,
  met_late: m.common_state_met_late,
  on_pace: m.common_state_on_pace,
  behind: m.common_state_behind,
  far_behind: m.common_state_far_behind,
  overdue: m.common_state_overdue,
  not_applicable: m.common_state_not_applicable,
  not_measured: m.common_state_not_measured,
  no_target: m.common_state_no_target,
};

const REASONS: Record<MissingReason, () => string> = {
  'not-connected': m.common_reason_not_connected,
  'no-reply': m.common_reason_no_reply,
  'gathering-failed': m.common_reason_gathering_failed,
  'not-reported': m.common_reason_not_reported,
  rejected: m.common_reason_rejected,
  'not-applicable': m.common_reason_not_applicable,
  other: m.common_reason_other,
  'no-denominator': m.common_reason_no_denominator,
  'child-missing': m.common_reason_child_missing,
  'non-positive': m.common_reason_non_positive,
  'no-spread': m.common_reason_no_spread,
  'no-target': m.common_reason_no_target,
  'no-index': m.common_reason_no_index,
};

const CHANGES: Record<ChangeReason, () => string> = {
  'first-period': m.common_change_first_period,
  'previous-missing': m.common_change_previous_missing,
  'current-missing': m.common_change_current_missing,
  'series-break': m.common_change_series_break,
};

const REGIONS: Record<string, () => string> = {
  tdmnpb: m.common_region_tdmnpb,
  dbsh: m.common_region_dbsh,
  'btb-dhmt': m.common_region_btb_dhmt,
  'tay-nguyen': m.common_region_tay_nguyen,
  'dong-nam-bo': m.common_region_dong_nam_bo,
  dbscl: m.common_region_dbscl,
};

const STATUSES: Record<Release['status'], () => string> = {
  provisional: m.common_provisional,
  final: m.common_final,
  withdrawn: m.common_withdrawn,
};

/** How far a release is from being the last word: "số sơ bộ", …; figures made up are nobody's last word. */
export const statusWords = (release: Pick<Release, 'status' | 'illustrative'>): string[] =>
  release.illustrative && release.status === 'final' ? [] : [STATUSES[release.status]()];

/** "Đạt", "Chậm tiến độ", … */
export const stateWord = (state: TargetState): string => STATES[state]();

/** Why a figure is not there; a source's own words go before ours. */
export const reasonWord = (reason: MissingReason, note: string | null = null): string =>
  note && reason === 'other' ? note : REASONS[reason]();

/** Why a change cannot be told. */
export const changeReasonWord = (reason: ChangeReason): string => CHANGES[reason]();

/** A region's name; a code that is not known comes back unchanged. */
export const regionWord = (region: string): string => REGIONS[region]?.() ?? region;

/** That one of two texts which is in the language being read. */
export const inLanguage = (vi: string, en: string): string => (locale() === 'vi' ? vi : en);

/**
 * The `lang` of words that are Vietnamese on pages in every language: names of services and offices,
 * what people wrote.
 */
export const vietnameseLang = (): 'vi' | undefined => (locale() === 'vi' ? undefined : 'vi');

/** The `lang` of a name that has no English form of its own. */
export const langOfName = (named: { nameVi: string; nameEn: string }): 'vi' | undefined =>
  named.nameVi === named.nameEn ? vietnameseLang() : undefined;

/** Any pair of names in the language being read. */
export const nameOf = (named: { nameVi: string; nameEn: string }): string =>
  inLanguage(named.nameVi, named.nameEn);

/** A unit's full name, told from another that bears it since: "Tỉnh Phú Thọ (đến 30/6/2025)". */
export const datedUnitName = (unit: {
  nameVi: string;
  nameEn: string;
  /** Its last day, ISO; null while it is there. */
  validTo: string | null;
}): string =>
  unit.validTo === null
    ? nameOf(unit)
    : m.common_unit_until({ unit: nameOf(unit), day: formatDay(unit.validTo, locale()) });

/** A unit as tables call it: "Hà Giang", "TP. Hồ Chí Minh", "Bộ Tài chính". */
export const unitNameOf = (unit: { id?: string; nameVi: string; nameEn: string }): string =>
  unitNameIn(unit, locale());

const GROUPS: Record<string, () => string> = {
  ministries: m.common_ministries,
  provinces: m.common_provinces,
  agencies: m.common_agencies,
};

/** A group as heads and chips call it; a package's own group by its own name. */
export const groupNameOf = (group: { id: string; nameVi: string; nameEn: string }): string =>
  GROUPS[group.id]?.() ?? nameOf(group);

const GROUPS_IN_TEXT: Record<string, () => string> = {
  ministries: m.ranking_group_ministries,
  provinces: m.ranking_group_provinces,
  agencies: m.ranking_group_agencies,
};

/** A sentence's first letter. */
export const capital = (text: string): string =>
  text.charAt(0).toLocaleUpperCase(locale()) + text.slice(1);

/** A name in the middle of a sentence; one that begins with an abbreviation keeps its capitals. */
export const inText = (text: string): string =>
  /^\p{Lu}{2}/u.test(text) ? text : text.charAt(0).toLocaleLowerCase(locale()) + text.slice(1);

/** A group in the middle of a sentence; one that a package gave no name is of "units". */
export function groupInText(group: { id: string; nameVi: string; nameEn: string }): string {
  const known = GROUPS_IN_TEXT[group.id];
  if (known) return known();
  return group.nameVi === group.id ? m.ranking_group_other() : inText(nameOf(group));
}

/** How a measure's figures are read; nodes of an index are scores. */
export interface FigureKind {
  measure: Indicator['measure'];
  decimals: number;
}

/** A figure of a measure as text: 11,1%, 1.234, 0,512, Có. */
export function figureText(value: number, kind: FigureKind): string {
  if (kind.measure === 'share') return formatPercent(value, locale(), kind.decimals);
  if (kind.measure === 'flag') return value >= 1 ? m.common_yes() : m.common_no();
  return formatNumber(value, locale(), kind.decimals);
}
