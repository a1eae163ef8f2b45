// The state of the gatherers as readers ask of it: who is connected, who has no figure and why, and
// what each source does now. Pure; the page on sources and its tests import it.
import { rowOf } from '#lib/domain/release-lookup.ts';
import type { Release, ScoreRow } from '#lib/domain/release.ts';
import type { MemberUnit } from '#lib/domain/unit.ts';

export interface Coverage {
  /** Units of the nation's groups that have an active source of their own. */
  connected: number;
  expected: number;
  /** Of these, units with a figure in the release. */
  measured: number;
  /** Units of the nation's groups without one, in official order. */
  silent: { unit: MemberUnit; row: ScoreRow | null; isConnected: boolean }[];
  /** Bodies of the catalogue that offer no public services and are therefore not asked. */
  outside: number;
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
  return {
    connected: withRows.filter(({ isConnected }) => isConnected).length,
    expected: asked.length,
    measured: withRows.filter(({ row }) => row !== null && row.value !== null).length,
    silent: withRows.filter(({ row }) => row === null || row.value === null),
    outside: release.rules.units.filter(({ providesServices }) => !providesServices).length,
  };
}

/** What is wrong with a source now, or null where nothing is. */
export type Fault = 'never-run' | 'failed' | 'waiting' | 'skipped' | null;

/** A run that goes on or is done is no fault; one that was given up, or will be tried again, is. */
export function faultOf(state: string | null): Fault {
  if (state === null) return 'never-run';
  return state === 'failed' || state === 'waiting' || state === 'skipped' ? state : null;
}

/** Day and hour of a quarterly schedule `minute hour day 1,4,7,10 *`; null for any other. */
export function quarterlySchedule(cron: string): { day: number; time: string } | null {
  const match = /^(\d{1,2}) (\d{1,2}) (\d{1,2}) 1,4,7,10 \*$/.exec(cron);
  if (!match) return null;
  const [, minute = '', hour = '', day = ''] = match;
  return { day: Number(day), time: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}` };
}
