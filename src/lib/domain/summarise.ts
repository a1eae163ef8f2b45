// What a whole group, and the nation, comes to on each measure. Sums of counts, never means of
// shares. Internal to the engine.
import { figureOf, sumFigures, sumPairs, type Figure } from './figures.ts';
import type { Indicator, MeasureCode } from './indicator.ts';
import { judge } from './judge.ts';
import type { ScoreRow, Summary } from './release.ts';
import type { Scoring } from './scoring.ts';
import { isMet } from './target.ts';
import { NATION, type Group, type MemberUnit, type UnitId } from './unit.ts';

/** The units that a summary is over. `groupId` is null for the nation. */
interface Scope {
  groupId: string | null;
  groupIds: string[];
  members: MemberUnit[];
}

/** Every group that has members, and the nation: all groups that count in the national figure. */
function scopesOf({ rules }: Scoring): Scope[] {
  const membersOf = (groups: readonly Group[]): MemberUnit[] =>
    rules.units.filter((member) => groups.some((group) => group.id === member.groupId));
  const scopes = rules.groups
    .map((group) => ({ groupId: group.id, groupIds: [group.id], members: membersOf([group]) }))
    .filter((scope) => scope.members.length > 0);
  const national = rules.groups.filter(
    (group) => group.inNational && scopes.some((scope) => scope.groupId === group.id),
  );
  const nation: Scope = {
    groupId: null,
    groupIds: national.map((group) => group.id),
    members: membersOf(national),
  };
  return nation.members.length > 0 ? [...scopes, nation] : scopes;
}

/**
 * Summaries of one measure over every group and the nation.
 *
 * @param indicator null for a node of an index, whose summaries only count who has a score
 */
export function summariseMeasure(
  scoring: Scoring,
  measure: MeasureCode,
  rows: readonly ScoreRow[],
  indicator: Indicator | null,
): Summary[] {
  return scopesOf(scoring).map((scope) => {
    const own = rows.filter((row) => scope.groupIds.includes(row.groupId));
    const figureAt = (code: string): Figure | null =>
      indicator &&
      figureOver(
        scoring,
        indicator,
        scope.members.map((member) => member.id),
        code,
      );
    return {
      ...countRows(own, scope.members),
      ...figurePart(measure, scope.groupId, figureAt(scoring.period.code)),
      ...(indicator ? changeOfSame(scoring, indicator, own) : UNTOLD),
      ...judgePart(scoring, indicator, { unitId: null, groupIds: scope.groupIds }, figureAt),
    };
  });
}

/**
 * The summary of a measure that only the nation has (accounts of the national portal, visits): its
 * own figure, counted 1 of 1 expected. Null where the nation has no observation of it.
 */
export function summariseNation(scoring: Scoring, indicator: Indicator): Summary | null {
  const course = scoring.book.courseOf(indicator.id, NATION);
  if (course.size === 0) return null;
  const figureAt = (code: string): Figure | null => figureOf(course.get(code));
  const judged = judgePart(scoring, indicator, { unitId: NATION, groupIds: [] }, figureAt);
  const isMeant = judged.targetId !== null;
  return {
    counted: figureAt(scoring.period.code) ? 1 : 0,
    expected: 1,
    met: isMet(judged.targetState) ? 1 : 0,
    withTarget: isMeant ? 1 : 0,
    ...figurePart(indicator.code, null, figureAt(scoring.period.code)),
    ...changeOfOwn(scoring, indicator, figureAt(scoring.period.code)),
    ...judged,
  };
}

function figureOver(
  { book }: Scoring,
  indicator: Indicator,
  units: readonly UnitId[],
  period: string,
): Figure | null {
  const figures = units.map((unit) => figureOf(book.courseOf(indicator.id, unit).get(period)));
  return sumFigures(
    indicator.measure,
    figures.filter((figure) => figure !== null),
  );
}

/** Who has a figure, who should, and who reached the target. One who has a figure always counts. */
function countRows(
  rows: readonly ScoreRow[],
  members: readonly MemberUnit[],
): Pick<Summary, 'counted' | 'expected' | 'met' | 'withTarget'> {
  const provides = new Set(
    members.filter((member) => member.providesServices).map((member) => member.id),
  );
  const isExpected = (row: ScoreRow): boolean =>
    row.score !== null || (row.missing !== 'not-applicable' && provides.has(row.unitId));
  return {
    counted: rows.filter((row) => row.score !== null).length,
    expected: rows.filter(isExpected).length,
    met: rows.filter((row) => isMet(row.targetState)).length,
    withTarget: rows.filter((row) => row.targetId !== null && isExpected(row)).length,
  };
}

const figurePart = (
  measure: MeasureCode,
  groupId: string | null,
  figure: Figure | null,
): Pick<Summary, 'measure' | 'groupId' | 'value' | 'numerator' | 'denominator'> => ({
  measure,
  groupId,
  value: figure?.value ?? null,
  numerator: figure?.numerator ?? null,
  denominator: figure?.denominator ?? null,
});

type ChangePart = Pick<Summary, 'previousValue' | 'change'>;

const UNTOLD: ChangePart = { previousValue: null, change: null };

/**
 * The change of those units alone that have a figure now and had one in the previous release, in the
 * same group: 85 units are not compared with the 82 that answered before.
 */
function changeOfSame(
  { previous }: Scoring,
  { code, measure }: Indicator,
  rows: readonly ScoreRow[],
): ChangePart {
  const before = new Map(
    previous?.rows.filter((row) => row.measure === code).map((row) => [keyOf(row), row]),
  );
  const pairs = rows.flatMap((row) => {
    const [now, then] = [figureOf(row), figureOf(before.get(keyOf(row)))];
    return now && then ? [{ now, then }] : [];
  });
  const sums = sumPairs(measure, pairs);
  if (!sums) return UNTOLD;
  return { previousValue: sums.then.value, change: sums.now.value - sums.then.value };
}

const keyOf = (row: ScoreRow): string => `${row.groupId}\n${row.unitId}`;

/** The change of what a source says of the nation itself. */
function changeOfOwn(
  { previous }: Scoring,
  indicator: Indicator,
  figure: Figure | null,
): ChangePart {
  const before = previous?.summaries.find(
    (entry) => entry.measure === indicator.code && entry.groupId === null,
  );
  if (!figure || before?.value == null) return UNTOLD;
  return { previousValue: before.value, change: figure.value - before.value };
}

function judgePart(
  { rules, period, releasedOn }: Scoring,
  indicator: Indicator | null,
  subject: { unitId: UnitId | null; groupIds: string[] },
  figureAt: (period: string) => Figure | null,
): Pick<Summary, 'targetState' | 'targetId' | 'demand'> {
  // A number asked of each unit says nothing about the sum over all of them; a share does.
  const isJudged =
    indicator?.measure === 'share' || indicator?.measure === 'flag' || subject.unitId !== null;
  const judgement = judge({
    targets: isJudged ? rules.targets.filter((target) => target.indicatorId === indicator?.id) : [],
    subject,
    measure: indicator?.measure ?? 'score',
    period,
    figureAt,
    releasedOn,
  });
  return {
    targetState: judgement.state,
    targetId: judgement.targetId,
    demand: judgement.demand,
  };
}
