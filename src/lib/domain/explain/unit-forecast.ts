// One unit's forecast to the due day of the target that judges it, and the last day from which that can
// still be reached. Pure; server/explain/forecast.ts imports it.
import { periodHolding, periodsBetween, shiftPeriod } from '../period.ts';
import { rowOf } from '../release-lookup.ts';
import type { ScoreRow } from '../release.ts';
import { targetOf } from '../standing.ts';
import { isMet, type Target } from '../target.ts';
import type { UnitId } from '../unit.ts';
import type { Courses } from './back-test.ts';
import { outlookOf, type NoOutlook, type Outlook } from './outlook.ts';
import { fastestPace, reachOf, type FastestPace, type Reach } from './reach.ts';
import type { Trials } from './trials.ts';

/**
 * Why there is no forecast, besides those of `NoOutlook`: `not-a-share` the measure is none ·
 * `not-in-release` the release has no row of the unit, as of the nation, whose shares are sums ·
 * `no-target` none judges it · `no-baseline` what the target asks cannot be worked out · `due-passed`
 * the target was due by the end of the period
 */
export type NoForecast =
  NoOutlook | 'not-a-share' | 'not-in-release' | 'no-target' | 'no-baseline' | 'due-passed';

/** A pace that was seen, between which periods, and where it would lead. */
export interface SeenPace extends Omit<FastestPace, 'from' | 'to'>, Reach {
  from: string;
  to: string;
}

/** Null where nothing was seen over four periods that moved towards the target. */
export interface Reaches {
  /** At the fastest pace of any unit of its group. */
  group: SeenPace | null;
  /** At the unit's own fastest. */
  own: SeenPace | null;
}

export interface UnitForecast {
  unitId: UnitId;
  row: ScoreRow | null;
  target: Target | null;
  /** The period that holds the due day; null without a target. */
  duePeriod: string | null;
  outlook: Outlook | null;
  /** Null where there is an outlook. */
  reason: NoForecast | null;
  /** Null where the target is met, and where there is no outlook. */
  reach: Reaches | null;
}

/** The forecast of a unit's share, or why there is none. */
export function forecastOf(trials: Trials, unitId: UnitId): UnitForecast {
  const { release, measure } = trials;
  const row = rowOf(release, unitId, measure);
  const target = targetOf(release, row?.targetId ?? null);
  const frequency = release.rules.series.frequency;
  const duePeriod = target && periodHolding(target.due, frequency);
  const known = { unitId, row, target, duePeriod };
  const none = (reason: NoForecast) => ({ ...known, outlook: null, reason, reach: null });

  const indicator = release.rules.indicators.find(({ code }) => code === measure);
  if (indicator?.measure !== 'share') return none('not-a-share');
  if (!row) return none('not-in-release');
  if (!target || !duePeriod) return none('no-target');
  if (row.value === null) return none('no-figure');
  if (row.demand === null) return none('no-baseline');
  const horizon = periodsBetween(release.period, duePeriod);
  if (target.due <= release.periodEnd || horizon < 1) return none('due-passed');

  const outlook = outlookOf({
    points: trials.courses.get(unitId) ?? [],
    at: 0,
    horizon,
    demand: row.demand,
    wantsLess: target.operator === '<=',
    wantsEqual: target.operator === '=',
    isMet: isMet(row.targetState),
    test: trials.testAt(horizon),
  });
  if (typeof outlook === 'string') return none(outlook);
  const reach = isMet(row.targetState) ? null : reachesOf(trials, unitId, row, target);
  return { ...known, outlook, reason: null, reach };
}

function reachesOf(trials: Trials, unitId: UnitId, row: ScoreRow, target: Target): Reaches {
  const own = trials.courses.get(unitId) ?? [];
  const wantsLess = target.operator === '<=';
  return {
    group: seenPace(trials, row, target, fastestPace(coursesOfGroup(trials, row), wantsLess)),
    own: seenPace(trials, row, target, fastestPace(new Map([[unitId, own]]), wantsLess)),
  };
}

/** The courses of the units that the release lists in the row's group. */
function coursesOfGroup({ release, courses }: Trials, { groupId, measure }: ScoreRow): Courses {
  const mates = release.rows.filter((row) => row.groupId === groupId && row.measure === measure);
  return new Map(mates.map(({ unitId }) => [unitId, courses.get(unitId) ?? []]));
}

function seenPace(
  { release }: Trials,
  { value, demand }: ScoreRow,
  { due }: Target,
  fastest: FastestPace | null,
): SeenPace | null {
  if (!fastest || value === null || demand === null) return null;
  const { period, rules, periodEnd } = release;
  const { pace, unitId, from, to } = fastest;
  const frequency = rules.series.frequency;
  return {
    unitId,
    pace,
    from: shiftPeriod(period, from),
    to: shiftPeriod(period, to),
    ...reachOf({ value, demand, due, periodEnd, frequency, pace }),
  };
}
