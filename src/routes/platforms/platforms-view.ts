// Units against platforms, worked out of the releases of one series. Pure; the platforms page and
// its tests import it.
import { rowOf, sinceWhen, summaryOf } from '#lib/domain/release-lookup.ts';
import type { Since } from '#lib/domain/release-lookup.ts';
import type { Indicator } from '#lib/domain/indicator.ts';
import type { Release, Summary } from '#lib/domain/release.ts';
import type { MemberUnit, UnitId } from '#lib/domain/unit.ts';

/** The platforms, in the order in which they are shown. */
export const PLATFORMS = ['npsp_connected', 'lgsp_present', 'lgsp_connected', 'soc_present'];

/** Shares of documents that stand beside the platforms. */
export const DOCUMENTS = ['docs_electronic', 'docs_signed'];

/** Of a platform that came to be on a day that the catalogue knows: that day. */
export type Openings = Readonly<Record<string, string>>;

/**
 * Of the national portal that is the day of the first count of its services.
 *
 * @param facts national facts as published, each measure's by day
 */
export function openingsOf(facts: readonly { measure: string; day: string }[]): Openings {
  const opened = facts.find(({ measure }) => measure === 'services_on_portal')?.day;
  return opened === undefined ? {} : { npsp_connected: opened };
}

/** The platforms that were not there yet when a period ended, each with the day on which it opened. */
export const notOpened = (
  { periodEnd }: Pick<Release, 'periodEnd'>,
  openings: Openings,
): Openings => Object.fromEntries(Object.entries(openings).filter(([, day]) => day > periodEnd));

/** One platform of one unit. `has` is null where nobody told us, or there was nothing to be had yet. */
export interface PlatformMark extends Since {
  has: boolean | null;
  /** False where the platform opened after the period. */
  isOpen: boolean;
}

/** One unit's line. Marks and shares stand in the order of the table's columns. */
export interface PlatformRow {
  unit: Pick<MemberUnit, 'id' | 'code' | 'nameVi' | 'nameEn' | 'shortVi' | 'groupId'>;
  marks: PlatformMark[];
  documents: (number | null)[];
  /** How many of the platforms it does not have; those not measured do not count. */
  lacking: number;
}

/** How many units had each platform in one period, nation-wide. */
export interface PlatformCount {
  period: string;
  /** In the columns' order; null where not measured, or not there yet. */
  counts: (Count | null)[];
}

interface Count {
  has: number;
  /** How many it is known of. */
  counted: number;
  /** How many should have it. */
  expected: number;
}

/** The indicators of the table's columns that the release knows, in order. */
export const platformColumns = (release: Release, codes: readonly string[]): Indicator[] =>
  codes.flatMap((code) => release.rules.indicators.find((entry) => entry.code === code) ?? []);

/**
 * One line a unit of the given group, by its official order.
 *
 * @param course releases of one series, oldest first, the shown one last
 */
export function platformRows(
  course: readonly Release[],
  groupId: string,
  openings: Openings,
): PlatformRow[] {
  const shown = course.at(-1);
  if (!shown) return [];
  const codes = platformColumns(shown, PLATFORMS).map(({ code }) => code);
  const documents = platformColumns(shown, DOCUMENTS).map(({ code }) => code);
  return shown.rules.units
    .filter((unit) => unit.groupId === groupId && unit.providesServices)
    .map((unit) => {
      const marks = codes.map((code) => platformMark(course, unit.id, code, openings));
      return {
        unit,
        marks,
        documents: documents.map((code) => rowOf(shown, unit.id, code)?.value ?? null),
        lacking: marks.filter(({ has }) => has === false).length,
      };
    });
}

/**
 * Whether and since when a unit has a platform.
 *
 * @param course releases of one series, oldest first, the shown one last
 */
export function platformMark(
  course: readonly Release[],
  unit: UnitId,
  code: string,
  openings: Openings,
): PlatformMark {
  const shown = course.at(-1);
  const isOpen = !shown || !(code in notOpened(shown, openings));
  const value = shown && isOpen ? (rowOf(shown, unit, code)?.value ?? null) : null;
  if (value === null) return { has: null, isOpen, since: null, sinceOrBefore: false };
  return { has: value === 1, isOpen, ...sinceWhen(course, unit, code) };
}

/** The nation-wide counts of every release of the course, oldest first. */
export function platformCounts(course: readonly Release[], openings: Openings): PlatformCount[] {
  return course.map((release) => {
    const early = notOpened(release, openings);
    return {
      period: release.period,
      counts: PLATFORMS.map((code) =>
        code in early ? null : countOf(summaryOf(release, code, null)),
      ),
    };
  });
}

const countOf = (summary: Summary | null): Count | null =>
  summary && summary.numerator !== null && summary.counted > 0
    ? { has: summary.numerator, counted: summary.counted, expected: summary.expected }
    : null;
