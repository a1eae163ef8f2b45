// The state of the gatherers as readers ask of it: who is connected, who has no figure and why, and
// what each source does now. Pure; the page on sources and its tests import it.
import { rowOf } from '#lib/domain/release-lookup.ts';
import type { Release, ScoreRow } from '#lib/domain/release.ts';
import type { Group, MemberUnit } from '#lib/domain/unit.ts';

export interface Coverage {
  /** Units of the nation's groups that have an active source of their own. */
  connected: number;
  expected: number;
  /** Of these, units with a figure in the release. */
  measured: number;
  /** Units of the nation's groups without one, in official order. */
  silent: { unit: MemberUnit; row: ScoreRow | null; isConnected: boolean }[];
  /** The same by group, in official order. */
  groups: GroupCoverage[];
  /** Bodies of the catalogue that offer no public services and are therefore not asked. */
  outside: number;
}

export interface GroupCoverage {
  group: Group;
  connected: number;
  expected: number;
  measured: number;
}

/** What of a source decides whether a unit is connected. */
interface UnitSource {
  unitId: string;
  active: boolean;
}

/** Who is covered by the sources, seen from one measure of the release. */
export function coverageOf(
  release: Release,
  sources: readonly UnitSource[],
  measure: string,
): Coverage {
  const national = new Set(
    release.rules.groups.filter(({ inNational }) => inNational).map(({ id }) => id),
  );
  const connected = new Set(sources.filter(({ active }) => active).map(({ unitId }) => unitId));
  const asked = release.rules.units.filter(
    ({ groupId, providesServices }) => national.has(groupId) && providesServices,
  );
  const withRows = asked.map((unit) => ({
    unit,
    row: rowOf(release, unit.id, measure),
    isConnected: connected.has(unit.id),
  }));
  const countsOf = (rows: typeof withRows) => ({
    connected: rows.filter(({ isConnected }) => isConnected).length,
    expected: rows.length,
    measured: rows.filter(({ row }) => row !== null && row.value !== null).length,
  });
  return {
    ...countsOf(withRows),
    silent: withRows.filter(({ row }) => row === null || row.value === null),
    groups: release.rules.groups
      .filter(({ id }) => national.has(id))
      .map((group) => ({
        group,
        ...countsOf(withRows.filter(({ unit }) => unit.groupId === group.id)),
      })),
    outside: release.rules.units.filter(({ providesServices }) => !providesServices).length,
  };
}

/** A schedule that can be told in words. */
export type PlainSchedule =
  | { kind: 'quarter' | 'month' | 'year'; day: number; month: number; time: string }
  | { kind: 'day'; time: string };

/** `minute hour day 1,4,7,10 *`, `minute hour day * *` and the like in words; null for any other. */
export function plainSchedule(cron: string): PlainSchedule | null {
  const match = /^(\d{1,2}) (\d{1,2}) (\d{1,2}|\*) (1,4,7,10|\d{1,2}|\*) \*$/.exec(cron);
  if (!match) return null;
  const [, minute = '', hour = '', day = '', months = ''] = match;
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (day === '*') return months === '*' ? { kind: 'day', time } : null;
  const dated = { day: Number(day), month: Number(months), time };
  if (months === '*') return { ...dated, kind: 'month', month: 0 };
  return months.includes(',')
    ? { ...dated, kind: 'quarter', month: 0 }
    : { ...dated, kind: 'year' };
}
