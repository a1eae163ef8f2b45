// The units of a release by group, each with its standing on the headline's measure. Pure; the list
// of units and its tests import it.
import { PROVINCE_TILES } from '#lib/charts/province-tiles.ts';
import { foldForSearch } from '#lib/domain/format.ts';
import { rankedIn, rowOf, summaryOf } from '#lib/domain/release-lookup.ts';
import type { Release, ScoreRow, Summary } from '#lib/domain/release.ts';
import type { Group, MemberUnit } from '#lib/domain/unit.ts';

export interface ListedUnit {
  unit: MemberUnit;
  /** Null where the measure does not concern the unit. */
  row: ScoreRow | null;
}

export interface ListedGroup {
  group: Group;
  /** Units of the group that have a rank. */
  ranked: number;
  summary: Summary | null;
  units: ListedUnit[];
}

/** Groups in their order, units by official code; groups without a unit are left out. */
export function listUnits(release: Release, measure: string): ListedGroup[] {
  return release.rules.groups
    .toSorted((a, b) => a.sort - b.sort)
    .map((group) => ({
      group,
      ranked: rankedIn(release, group.id, measure),
      summary: summaryOf(release, measure, group.id),
      units: release.rules.units
        .filter(({ groupId }) => groupId === group.id)
        .toSorted((a, b) => a.code.localeCompare(b.code, 'vi'))
        .map((unit) => ({ unit, row: rowOf(release, unit.id, measure) })),
    }))
    .filter(({ units }) => units.length > 0);
}

/** As people type short names: "tp hcm", "TP.HCM" and "tphcm" are one. */
const withoutGaps = (text: string): string => foldForSearch(text).replace(/[\s.]/g, '');

/**
 * Whether a unit answers to a search: part of a name in either language, or of the short name that
 * the map bears, or its whole code; marks, dots and blanks do not matter.
 */
export function matches(unit: MemberUnit, search: string): boolean {
  const sought = withoutGaps(search);
  if (sought === '' || unit.code === foldForSearch(search)) return true;
  const onMap = PROVINCE_TILES.find(({ code }) => unit.kind === 'province' && code === unit.code);
  return [unit.nameVi, unit.nameEn, unit.shortVi, onMap?.short ?? ''].some((name) =>
    withoutGaps(name).includes(sought),
  );
}
