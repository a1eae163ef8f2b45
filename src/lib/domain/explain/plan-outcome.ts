// What would come of it were a unit to raise so many of its services to level 4: its share, state and
// place, whom it would pass and when its target would be met. Pure; the server, the API and the browser
// import it, so that all three answer alike.
import { type Figure, figureOf } from '../figures.ts';
import { judge, satisfies } from '../judge.ts';
import { periodOf, type Reckoning, reckoningOf, shiftPeriod } from '../period.ts';
import { comparable, rankScores } from '../rank.ts';
import { countDemanded, rationalOf } from '../rational.ts';
import { rowOf } from '../release-lookup.ts';
import type { Release, ReleaseContent } from '../release.ts';
import type { Target, TargetState } from '../target.ts';
import type { UnitId } from '../unit.ts';
import { HEADLINE_MEASURE } from '../usual-measures.ts';
import {
  type Counted,
  type CountPace,
  countPace,
  denominatorOn,
  isCounted,
  movedOn,
  sharing,
} from './count-pace.ts';
import { exceedsEligible } from './eligible.ts';
import { type Answered, none } from './gap-answer.ts';

/** Another unit of the group, with its figure and how its counts went on over the last four periods. */
export interface Contender {
  id: UnitId;
  figure: Figure;
  /** Null where it is not known: the unit stands still. */
  pace: CountPace | null;
}

/** All that an outcome is worked out from: as much of a release as a browser has to know. */
export interface PlanWorld {
  unit: UnitId;
  groupId: string;
  period: string;
  reckoning: Reckoning;
  figure: Counted;
  pace: CountPace | null;
  /** Services that qualify and are below level 4; null where single services are not known. */
  eligible: number | null;
  /** The unit's figures of earlier periods, which targets and paces look back at. */
  past: [period: string, figure: Figure][];
  /** Those of the measure that mean more than one unit, or this one. */
  targets: Target[];
  /** The others of its group that have a figure. */
  others: Contender[];
}

/** Whether the others stay where they are, or go on for one period at their own pace. */
export type Rivals = 'still' | 'moving';

/**
 * Why no day can be told on which the target would be met: `no-target` none judges the unit · `no-pace`
 * nobody knows how it would go on · `never` it is not met within ten years · `too-few` it lacks more
 * services than qualify, whatever its pace was
 */
export type NoDay = 'no-target' | 'no-pace' | 'never' | 'too-few';

export interface MetOn {
  period: string;
  /** ISO day, the last of that period. */
  day: string;
  isLate: boolean;
}

export interface PlanOutcome {
  raised: number;
  /** What the outcome is about: the period of the release, or the next where others move. */
  period: string;
  figure: Counted;
  rank: number;
  /** Units with a place, this one among them. */
  ranked: number;
  /** Units above it now that would not be above it then, and the other way round; the highest first. */
  passed: UnitId[];
  passedBy: UnitId[];
  state: TargetState;
  /** What the target that judges it asks; null without one. */
  demand: number | null;
  due: string | null;
  metOn: Answered<MetOn, NoDay>;
}

/** Why nothing can be tried: the release has no figure of the unit, or one without whole counts. */
export type NoPlan = 'no-figure' | 'not-counted';

/** A release with the day on which its period began, which tells its reckoning. */
type DatedContent = ReleaseContent & Pick<Release, 'periodStart'>;

/** So many periods are looked ahead for the day: ten years of quarters. */
export const LOOKED_AHEAD = 40;

/**
 * What plans of a unit are worked out from, on the share of services at level 4.
 *
 * @param course releases of one series, oldest first, the one that is asked of last
 * @param eligible services that may be raised; null where single services are not known
 */
export function planWorldOf(
  course: readonly DatedContent[],
  unit: UnitId,
  eligible: number | null,
): Answered<PlanWorld, NoPlan> {
  const release = course.at(-1);
  const row = release && rowOf(release, unit, HEADLINE_MEASURE);
  const figure = figureOf(row);
  if (!release || !row || !figure) return none('no-figure');
  if (!isCounted(figure)) return none('not-counted');
  const paceIn = (id: UnitId) => countPace(course, id, HEADLINE_MEASURE);
  const mates = release.rows.filter(
    ({ measure, groupId, unitId }) =>
      measure === HEADLINE_MEASURE && groupId === row.groupId && unitId !== unit,
  );
  const answer: PlanWorld = {
    unit,
    groupId: row.groupId,
    period: release.period,
    reckoning: reckoningOf(release.periodStart),
    figure,
    pace: paceIn(unit),
    eligible,
    past: course.slice(0, -1).flatMap((earlier) => {
      const before = figureOf(rowOf(earlier, unit, HEADLINE_MEASURE));
      return before ? [[earlier.period, before] as PlanWorld['past'][number]] : [];
    }),
    targets: targetsIn(release, unit),
    others: mates.flatMap((mate) => {
      const { unitId: id } = mate;
      const other = figureOf(mate);
      return other ? [{ id, figure: other, pace: paceIn(id) }] : [];
    }),
  };
  return { answer, reason: null };
}

function targetsIn({ rules }: ReleaseContent, unit: UnitId): Target[] {
  const indicator = rules.indicators.find(({ code }) => code === HEADLINE_MEASURE);
  return rules.targets.filter(
    ({ indicatorId, unitId }) =>
      indicatorId === indicator?.id && (unitId === null || unitId === unit),
  );
}

/** Most services that could be raised at all: those that are not at level 4. */
export const mostRaised = ({ figure }: PlanWorld): number => figure.denominator - figure.numerator;

/**
 * What comes of raising so many services. Where others stand still they count in the period of the
 * release itself; where others move all counts of all units go on for one period at their own pace, but
 * for the unit's own services at level 4, of which only those raised are new. From there on the unit goes
 * on at its own pace until the target is met. With nothing raised and others still it is the release's
 * own place and state.
 *
 * @param raised from 0 to `mostRaised`
 */
export function outcomeOf(world: PlanWorld, raised: number, rivals: Rivals): PlanOutcome {
  const isMoving = rivals === 'moving';
  const period = isMoving ? shiftPeriod(world.period, 1) : world.period;
  const figure = raisedFigure(world, raised, isMoving);
  const others = world.others.map(({ id, figure: now, pace }) => ({
    id,
    now: now.value,
    then: isMoving && isCounted(now) ? movedOn(now, pace, 1).value : now.value,
  }));
  const [rank = null] = rankScores([figure.value, ...others.map(({ then }) => then)], 'higher');
  const isAbove = (one: number, own: number): boolean => comparable(one) > comparable(own);
  const wasAbove = ({ now }: { now: number }) => isAbove(now, world.figure.value);
  const willBeAbove = ({ then }: { then: number }) => isAbove(then, figure.value);
  const ids = (some: typeof others): UnitId[] =>
    some.toSorted((a, b) => b.then - a.then).map(({ id }) => id);
  const { state, targetId, demand } = judgedIn(world, period, figure);
  const target = world.targets.find(({ id }) => id === targetId) ?? null;
  return {
    raised,
    period,
    figure,
    rank: rank ?? 1,
    ranked: others.length + 1,
    passed: ids(others.filter((other) => wasAbove(other) && !willBeAbove(other))),
    passedBy: ids(others.filter((other) => !wasAbove(other) && willBeAbove(other))),
    state,
    demand,
    due: target?.due ?? null,
    metOn: metOnOf(world, { raised, period, figure, target, demand }),
  };
}

function raisedFigure({ figure, pace }: PlanWorld, raised: number, isMoving: boolean): Counted {
  const denominator = isMoving && pace ? denominatorOn(figure, pace, 1) : figure.denominator;
  return sharing(Math.min(figure.numerator + raised, denominator), denominator);
}

function judgedIn(world: PlanWorld, code: string, figure: Counted) {
  const past = new Map([...world.past, [world.period, world.figure]]);
  const period = periodOf(code, world.reckoning);
  return judge({
    targets: world.targets,
    subject: { unitId: world.unit, groupIds: [world.groupId] },
    measure: 'share',
    period,
    figureAt: (asked) => (asked === code ? figure : (past.get(asked) ?? null)),
    // Only a yes or no is judged by the days left.
    releasedOn: period.end,
  });
}

interface Start {
  raised: number;
  period: string;
  figure: Counted;
  target: Target | null;
  demand: number | null;
}

/** The first period from the outcome's own on in which the target is met. */
function metOnOf(
  { pace, reckoning, eligible }: PlanWorld,
  { raised, period, figure, target, demand }: Start,
): Answered<MetOn, NoDay> {
  if (!target || demand === null) return none('no-target');
  const lack = countDemanded(demand, figure.denominator) - figure.numerator;
  if (exceedsEligible(lack, eligible === null ? null : Math.max(0, eligible - raised))) {
    return none('too-few');
  }
  for (let on = 0; on <= (pace ? LOOKED_AHEAD : 0); on += 1) {
    if (!satisfies(movedOn(figure, pace, on), target, rationalOf(demand))) continue;
    const { code, end } = periodOf(shiftPeriod(period, on), reckoning);
    return { answer: { period: code, day: end, isLate: end > target.due }, reason: null };
  }
  return none(pace ? 'never' : 'no-pace');
}
