// The rows of an indicator: each member's figure, where it came from, its target's state, and, where
// it has none, since when and what was known last. Internal to the engine; build-release.ts ranks.
import { figureOf, type Course } from './figures.ts';
import type { Indicator } from './indicator.ts';
import { judge } from './judge.ts';
import type { MissingReason } from './missing.ts';
import { periodsBetween } from './period.ts';
import type { LastKnown, ScoreRow } from './release.ts';
import { blankRow, isOutside, type Scoring } from './scoring.ts';
import type { MemberUnit } from './unit.ts';

/** One row a member, in the order of the members; unranked. */
export function indicatorRows(scoring: Scoring, indicator: Indicator): ScoreRow[] {
  return scoring.rules.units.map((member) => indicatorRow(scoring, indicator, member));
}

function indicatorRow(scoring: Scoring, indicator: Indicator, member: MemberUnit): ScoreRow {
  const { book, period, rules, releasedOn } = scoring;
  const course = book.courseOf(indicator.id, member.id);
  const judgement = judge({
    targets: rules.targets.filter((target) => target.indicatorId === indicator.id),
    subject: { unitId: member.id, groupIds: [member.groupId] },
    measure: indicator.measure,
    period,
    figureAt: (code) => figureOf(course.get(code)),
    releasedOn,
  });
  const figured = figuredPart(course, period.code, isOutside(scoring, member));
  return {
    ...blankRow(indicator.code, member),
    ...figured,
    ...absencePart(course, period.code, book.firstPeriodOf(indicator.id) ?? period.code),
    targetState: judgement.state,
    targetId: judgement.targetId,
    demand: judgement.demand,
    missingNote: figured.missingNote ?? judgement.note,
  };
}

type FiguredPart = Pick<
  ScoreRow,
  | 'value'
  | 'numerator'
  | 'denominator'
  | 'score'
  | 'missing'
  | 'missingNote'
  | 'status'
  | 'qualifier'
  | 'sourceId'
  | 'runId'
  | 'version'
  | 'reason'
>;

/** What the observation of the period says; where there is none at all, why. */
function figuredPart(course: Course, period: string, isOutsider: boolean): FiguredPart {
  const observation = course.get(period);
  return {
    value: observation?.value ?? null,
    numerator: observation?.numerator ?? null,
    denominator: observation?.denominator ?? null,
    score: observation?.value ?? null,
    missing: observation?.value == null ? absenceReason(course, period, isOutsider) : null,
    missingNote: observation?.missingNote ?? null,
    status: observation?.status ?? null,
    qualifier: observation?.qualifier ?? null,
    sourceId: observation?.sourceId ?? null,
    runId: observation?.runId ?? null,
    version: observation?.version ?? null,
    reason: observation?.reason ?? null,
  };
}

/**
 * A unit that never had an observation is not connected; one that had, did not report this time. One
 * of which nothing is expected lacks nothing.
 */
function absenceReason(course: Course, period: string, isOutsider: boolean): MissingReason {
  if (isOutsider) return 'not-applicable';
  const stated = course.get(period)?.missing;
  return stated ?? (course.size === 0 ? 'not-connected' : 'not-reported');
}

/** How long a figure has been missing, this period counted, and the last one there was. */
function absencePart(
  course: Course,
  period: string,
  firstPeriod: string,
): Pick<ScoreRow, 'periodsMissed' | 'lastKnown'> {
  if (figureOf(course.get(period))) return { periodsMissed: 0, lastKnown: null };
  const lastKnown = lastFigure(course);
  return lastKnown
    ? { periodsMissed: periodsBetween(lastKnown.period, period), lastKnown }
    : { periodsMissed: periodsBetween(firstPeriod, period) + 1, lastKnown: null };
}

function lastFigure(course: Course): LastKnown | null {
  const measured = [...course.keys()].filter((code) => figureOf(course.get(code))).toSorted();
  const period = measured.at(-1);
  const figure = period === undefined ? null : figureOf(course.get(period));
  return period !== undefined && figure ? { period, ...figure } : null;
}
