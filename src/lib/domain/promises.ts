// What stands beside the state of a unit's or a group's target: every step of the ladder of targets that
// is in force, since when the state has been behind without a break, and a shortfall that was accepted
// for a while. None of them changes a state. Pure; pages and the API import it.
import { type Figure, figureOf } from './figures.ts';
import { hanoiDay } from './format.ts';
import { judge, targetsFor, type Subject } from './judge.ts';
import { compareTexts } from './order.ts';
import { periodOf } from './period.ts';
import { rowOf, summaryOf } from './release-lookup.ts';
import type { Release, ScoreRow, Summary } from './release.ts';
import { schedulesOf, type Schedule } from './schedule.ts';
import type { Target, TargetState } from './target.ts';
import type { UnitId } from './unit.ts';

/** One target of several that ask more and more. */
export interface Step {
  target: Target;
  /** What it asks, the baseline worked in; null where that cannot be told. */
  demand: number | null;
  state: TargetState;
  /** Whether it is the one that judges the release. */
  judges: boolean;
}

/** Since when a unit has been behind the target that judges it now. */
export interface BehindSince {
  period: string;
  /**
   * The first release of all was behind already, so that it may be longer; not where its target was set in
   * that very period.
   */
  orBefore: boolean;
  /** Periods since then without a figure: silence neither begins nor ends being behind. */
  unmeasured: number;
}

/** What is said of one unit, or of one group, on one measure. */
export interface Promises {
  /** By due day; a single step where only one target is in force. */
  steps: Step[];
  /** Null where the state is not behind. */
  behindSince: BehindSince | null;
  /** The unit's own schedule and one that was imposed on it; empty for groups. */
  schedules: Schedule[];
  /** ISO day, while a shortfall against the judging target is accepted; null where none is. */
  acceptedUntil: string | null;
}

/** The states in which a target is not, or will not be, kept. */
const BEHIND: ReadonlySet<TargetState> = new Set(['behind', 'far_behind', 'overdue']);

type Judged = Pick<ScoreRow | Summary, 'value' | 'numerator' | 'denominator' | 'targetState'> & {
  targetId: string | null;
  demand: number | null;
};

/**
 * @param course releases of one series, oldest first, the one looked at last: what `Published.shown`
 * gives, so that a page of one release always says the same
 * @returns null where the release has no row of the unit on the measure
 */
export function promisesOfUnit(
  course: readonly Release[],
  unitId: UnitId,
  measure: string,
): Promises | null {
  const release = course.at(-1);
  const row = release && rowOf(release, unitId, measure);
  if (!row) return null;
  const subject = { unitId, groupIds: [row.groupId] };
  return promisesOf(course, measure, subject, (release) => rowOf(release, unitId, measure));
}

/**
 * Since when a unit has been behind without a break on the target of a measure that judges it now. What it
 * was judged by before asked something else, so that a later target begins anew.
 *
 * @param course as `promisesOfUnit` takes it
 * @returns null where the state of the last release is not behind
 */
export const behindSinceOf = (
  course: readonly Release[],
  unitId: UnitId,
  measure: string,
): BehindSince | null => behindSince(course, (release) => rowOf(release, unitId, measure));

/**
 * As `promisesOfUnit`, of a group or, with null, of the nation.
 *
 * @returns null where the release has no summary of it on the measure
 */
export function promisesOfGroup(
  course: readonly Release[],
  groupId: string | null,
  measure: string,
): Promises | null {
  const national = course.at(-1)?.rules.groups.filter(({ inNational }) => inNational) ?? [];
  const groupIds = groupId === null ? national.map(({ id }) => id) : [groupId];
  const summary = (release: Release) => summaryOf(release, measure, groupId);
  return promisesOf(course, measure, { unitId: null, groupIds }, summary);
}

function promisesOf(
  course: readonly Release[],
  measure: string,
  subject: Subject,
  entryOf: (release: Release) => Judged | null,
): Promises | null {
  const release = course.at(-1);
  const entry = release && entryOf(release);
  if (!release || !entry) return null;
  return {
    steps: stepsOf(release, measure, subject, entry, (period) => {
      const found = course.find((each) => each.period === period);
      return figureOf(found ? entryOf(found) : null);
    }),
    behindSince: behindSince(course, entryOf),
    schedules: schedulesIn(release, measure, subject, figureOf(entry)),
    acceptedUntil: acceptedUntil(release, entry),
  };
}

/** Each target that means the subject, judged as if it were the only one. */
function stepsOf(
  { rules, period, periodEnd, firstReleasedAt }: Release,
  measure: string,
  subject: Subject,
  entry: Judged,
  figureAt: (period: string) => Figure | null,
): Step[] {
  const indicator = rules.indicators.find(({ code }) => code === measure);
  // A row that nothing judges has no ladder either: a sum of counts is not asked what each unit is.
  if (!indicator || entry.targetId === null) return [];
  const targets = rules.targets.filter(({ indicatorId }) => indicatorId === indicator.id);
  return targetsFor(targets, subject, periodEnd)
    .toSorted((a, b) => compareTexts(a.due, b.due) || compareTexts(a.id, b.id))
    .map((target) => {
      // What judged the release is told as the release told it.
      if (target.id === entry.targetId) {
        return { target, demand: entry.demand, state: entry.targetState, judges: true };
      }
      const { demand, state } = judge({
        targets: [target],
        subject,
        measure: indicator.measure,
        period: { ...periodOf(period), end: periodEnd },
        figureAt,
        releasedOn: hanoiDay(firstReleasedAt),
      });
      return { target, demand, state, judges: false };
    });
}

function schedulesIn(
  { rules, periodEnd }: Release,
  measure: string,
  { unitId }: Subject,
  figure: Figure | null,
): Schedule[] {
  const indicator = rules.indicators.find(({ code }) => code === measure);
  if (!indicator || unitId === null) return [];
  const targets = rules.targets.filter(({ indicatorId }) => indicatorId === indicator.id);
  return schedulesOf({ targets, unitId, periodEnd, frequency: rules.series.frequency, figure });
}

function behindSince(
  course: readonly Release[],
  entryOf: (release: Release) => Judged | null,
): BehindSince | null {
  const states = course.map((release) => {
    const entry = entryOf(release);
    const target = release.rules.targets.find(({ id }) => id === entry?.targetId);
    const isOlder = target?.bases.some(({ documentDate }) => documentDate < release.periodStart);
    return {
      period: release.period,
      state: entry?.targetState ?? 'not_measured',
      targetId: entry?.targetId ?? null,
      isOlder: isOlder ?? false,
    };
  });
  const last = states.at(-1);
  if (!last || !BEHIND.has(last.state)) return null;
  const broken = states.findLastIndex(
    ({ state, targetId }) =>
      state !== 'not_measured' && (!BEHIND.has(state) || targetId !== last.targetId),
  );
  const run = states.slice(broken + 1);
  const begins = run.findIndex(({ state }) => BEHIND.has(state));
  const first = run[begins];
  if (!first) return null;
  return {
    period: first.period,
    orBefore: broken === -1 && begins === 0 && first.isOlder,
    unmeasured: run.slice(begins).filter(({ state }) => state === 'not_measured').length,
  };
}

/** While the period ended by the day up to which a shortfall is accepted; it ends by itself. */
function acceptedUntil({ rules, periodEnd }: Release, entry: Judged): string | null {
  const target = rules.targets.find(({ id }) => id === entry.targetId);
  const until = target?.acceptedUntil ?? null;
  return until !== null && periodEnd <= until && BEHIND.has(entry.targetState) ? until : null;
}
