// What the first page says of a release: the finding, the state of every target, who is silent and
// who is furthest behind. Facts only; the words are the page's. Pure.
import type { Indicator } from './indicator.ts';
import { missedTargets, type JudgedRelease } from './missed-targets.ts';
import { comparedUnits, summaryOf } from './release-lookup.ts';
import type { ReleaseContent, ScoreRow, Summary } from './release.ts';
import { isThin } from './reporting.ts';
import { countBelow, nationalPace, shortfallOf, targetOf, type Pace } from './standing.ts';
import { isMet, TARGET_STATES, type Target, type TargetState } from './target.ts';
import type { Group, MemberUnit } from './unit.ts';

/** One group against the target that the headline is about. */
export interface GroupStanding {
  group: Group;
  met: number;
  withTarget: number;
  /** Units below 5 % and below 10 %. */
  under5: number;
  under10: number;
  /** Units with a figure. */
  counted: number;
}

/**
 * Which sentence is true:
 * `no-figure` nobody has one · `thin` too few have one for anything to be said of all · `no-target` none
 * in force · `none` no unit meets it · `all` every unit does · `nation-only` the nation does but not every
 * unit · `few` fewer than half, `many` half or more of the units do.
 */
export type Finding =
  'no-figure' | 'thin' | 'no-target' | 'none' | 'all' | 'nation-only' | 'few' | 'many';

export interface Headline {
  finding: Finding;
  measure: string;
  national: Summary | null;
  /** Units that the nation's change is formed over: those with a figure in both periods. */
  compared: number;
  target: Target | null;
  /** Whether the target's due day is over by the end of the period: what is said of it is then past. */
  isPast: boolean;
  groups: GroupStanding[];
  pace: Pace | null;
}

/** One target with the nation and each group against it. */
export interface TargetLine {
  target: Target;
  indicator: Indicator;
  national: Summary | null;
  groups: { groupId: string; summary: Summary; states: StateCount[] }[];
  /**
   * The nation's, unknown where too few units have a figure for anything to be said of it; where the
   * target is not for the whole nation, that of its groups furthest behind.
   */
  state: TargetState;
}

/** How many units of a group stand so against a target; only where there are some. */
interface StateCount {
  state: TargetState;
  units: number;
}

export interface UnitRow {
  unit: MemberUnit;
  row: ScoreRow;
}

/** From best to worst, so that the worst of several can be told. */
const STATE_ORDER: readonly TargetState[] = [
  'met',
  'met_late',
  'on_pace',
  'behind',
  'far_behind',
  'overdue',
];

/** The groups that make up the national figure, in their order. */
export const nationalGroups = (release: ReleaseContent): Group[] =>
  release.rules.groups.filter((group) => group.inNational).toSorted((a, b) => a.sort - b.sort);

/** Rows of a measure with their units, in the order of the release's units. */
export function rowsOf(release: ReleaseContent, measure: string, groupId?: string): UnitRow[] {
  const rows = new Map(
    release.rows.filter((row) => row.measure === measure).map((row) => [row.unitId, row]),
  );
  return release.rules.units.flatMap((unit) => {
    const row = rows.get(unit.id);
    return row && (groupId === undefined || row.groupId === groupId) ? [{ unit, row }] : [];
  });
}

/**
 * The finding on one measure, true for any period and any target.
 *
 * @param course releases of one series up to the one shown, oldest first; at least one
 */
export function headlineOf(course: readonly JudgedRelease[], measure: string): Headline | null {
  const release = course.at(-1);
  if (!release) return null;
  const national = summaryOf(release, measure, null);
  const groups = nationalGroups(release).map((group): GroupStanding => {
    const rows = rowsOf(release, measure, group.id).map(({ row }) => row);
    const summary = summaryOf(release, measure, group.id);
    return {
      group,
      met: summary?.met ?? 0,
      withTarget: summary?.withTarget ?? 0,
      under5: countBelow(rows, 0.05),
      under10: countBelow(rows, 0.1),
      counted: rows.filter((row) => row.score !== null).length,
    };
  });
  const target = targetOf(release, national?.targetId ?? null);
  return {
    finding: findingOf(national, groups),
    measure,
    national,
    compared: comparedUnits(release, measure, null),
    target,
    isPast: target !== null && target.due <= release.periodEnd,
    groups,
    pace: nationalPace(course, measure),
  };
}

function findingOf(national: Summary | null, groups: GroupStanding[]): Finding {
  if (!national || national.value === null) return 'no-figure';
  if (isThin(national)) return 'thin';
  if (national.targetId === null || national.demand === null) return 'no-target';
  const met = groups.reduce((sum, group) => sum + group.met, 0);
  const all = groups.reduce((sum, group) => sum + group.withTarget, 0);
  if (met === 0) return 'none';
  if (met === all) return 'all';
  if (isMet(national.targetState)) return 'nation-only';
  return met * 2 < all ? 'few' : 'many';
}

/** Every target that judges this period, in the order of the indicators. */
export function targetLines(release: ReleaseContent): TargetLine[] {
  return release.rules.indicators.flatMap((indicator) => {
    const judged = release.summaries.filter(
      (summary) => summary.measure === indicator.code && summary.targetId !== null,
    );
    const ids = [...new Set(judged.map((summary) => summary.targetId))];
    return ids.flatMap((id): TargetLine[] => {
      const target = targetOf(release, id);
      if (!target) return [];
      const of = judged.filter((summary) => summary.targetId === id);
      const national = of.find((summary) => summary.groupId === null) ?? null;
      const groups = release.rules.groups.flatMap(({ id: groupId }) => {
        const summary = of.find((each) => each.groupId === groupId);
        const states = statesOf(release, indicator.code, groupId, target);
        return summary ? [{ groupId, summary, states }] : [];
      });
      return [{ target, indicator, national, groups, state: stateOf(national, groups) }];
    });
  });
}

/** From best to worst, those without a figure last. */
const statesOf = (
  release: ReleaseContent,
  measure: string,
  groupId: string,
  target: Target,
): StateCount[] => {
  const states = rowsOf(release, measure, groupId)
    .filter(({ row }) => row.targetId === target.id)
    .map(({ row }) => row.targetState);
  return TARGET_STATES.map((state) => ({
    state,
    units: states.filter((each) => each === state).length,
  })).filter(({ units }) => units > 0);
};

function stateOf(national: Summary | null, groups: TargetLine['groups']): TargetState {
  if (national) return isThin(national) ? 'not_measured' : national.targetState;
  const states = groups.map(({ summary }) => summary.targetState);
  return STATE_ORDER.findLast((state) => states.includes(state)) ?? 'not_measured';
}

/** A target that some unit with a figure has not met. */
export interface DueLine {
  target: Target;
  indicator: Indicator;
  /** How many have not, in each group that has any. */
  groups: { groupId: string; unmet: number }[];
  /** True where a later target judges the period, so that nothing else speaks of this one. */
  isSuperseded: boolean;
}

/** Targets of one due day that some unit has not met. */
export interface DueDay {
  due: string;
  /** Days from the first release of the period to the due day; negative where it has passed. */
  daysLeft: number;
  lines: DueLine[];
}

const DAY_MS = 86_400_000;

/**
 * What is overdue or still to come, by due day, the earliest first; with the targets that were
 * missed before a later one took their place.
 *
 * @param releasedOn ISO day from which days are counted: that of the period's first release
 */
export function dueDays(release: JudgedRelease, releasedOn: string): DueDay[] {
  const lines = [...openLines(release), ...missedLines(release)];
  return [...Map.groupBy(lines, (line) => line.target.due)]
    .map(([due, of]) => ({
      due,
      daysLeft: Math.round((Date.parse(due) - Date.parse(releasedOn)) / DAY_MS),
      lines: of,
    }))
    .toSorted((a, b) => a.daysLeft - b.daysLeft);
}

const openLines = (release: ReleaseContent): DueLine[] =>
  targetLines(release)
    .map(({ target, indicator, groups }) => ({
      target,
      indicator,
      groups: groups
        .map(({ groupId, summary: { counted, withTarget, met } }) => ({
          groupId,
          unmet: Math.min(counted, withTarget) - met,
        }))
        .filter(({ unmet }) => unmet > 0),
      isSuperseded: false,
    }))
    .filter(({ groups }) => groups.length > 0);

const missedLines = (release: JudgedRelease): DueLine[] =>
  missedTargets(release).flatMap(({ target, unmet }) => {
    const indicator = release.rules.indicators.find(({ id }) => id === target.indicatorId);
    const groups = release.rules.groups
      .map(({ id }) => ({
        groupId: id,
        unmet: unmet.filter(({ groupId }) => groupId === id).length,
      }))
      .filter((group) => group.unmet > 0);
    return indicator ? [{ target, indicator, groups, isSuperseded: true }] : [];
  });

/** Units without a figure: those that were asked and gave none, and those nobody asks yet. */
export function silentUnits(
  release: ReleaseContent,
  measure: string,
): { silent: UnitRow[]; notConnected: UnitRow[] } {
  const missing = rowsOf(release, measure).filter(({ row }) => row.missing !== null);
  return {
    silent: missing.filter(
      ({ row }) => row.missing !== 'not-connected' && row.missing !== 'not-applicable',
    ),
    notConnected: missing.filter(({ row }) => row.missing === 'not-connected'),
  };
}

/** The units of a group that need the most of what is counted to reach their target. */
export function furthestBehind(
  release: ReleaseContent,
  measure: string,
  groupId: string,
  limit: number,
): (UnitRow & { shortfall: number })[] {
  return rowsOf(release, measure, groupId)
    .map((entry) => ({ ...entry, shortfall: shortfallOf(entry.row) ?? 0 }))
    .filter(({ shortfall }) => shortfall > 0)
    .toSorted((a, b) => b.shortfall - a.shortfall || (a.row.score ?? 0) - (b.row.score ?? 0))
    .slice(0, limit);
}

/**
 * The units of a group whose share rose most since the period before; units without a figure in both
 * are not among them.
 */
export const fastestRisers = (
  release: ReleaseContent,
  measure: string,
  groupId: string,
  limit: number,
): (UnitRow & { change: number })[] =>
  rowsOf(release, measure, groupId)
    .flatMap((entry) => {
      const { change } = entry.row;
      return change === null || change <= 0 ? [] : [{ ...entry, change }];
    })
    .toSorted((a, b) => b.change - a.change || (b.row.score ?? 0) - (a.row.score ?? 0))
    .slice(0, limit);

/**
 * The edges of five steps on a map, from least to most; the target, where there is one, is the last.
 *
 * @example mapEdges(0.3) // [0.05, 0.1, 0.2, 0.3]
 */
export function mapEdges(demand: number | null): [number, number, number, number] {
  const last = demand ?? 0.8;
  const inThirds = Math.round(last * 1000) % 30 === 0 && last < 0.6;
  const parts = inThirds
    ? ([1 / 6, 1 / 3, 2 / 3, 1] as const)
    : ([1 / 4, 1 / 2, 3 / 4, 1] as const);
  const [a, b, c, d] = parts;
  return [a * last, b * last, c * last, d * last];
}
