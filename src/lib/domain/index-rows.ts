// The rows of an index: one a node and member, scored from the indicators' rows of the same release.
// Internal to the engine; build-release.ts ranks.
import { nodeMeasure, type IndexVersion } from './indicator.ts';
import { scoreGroup } from './group-scores.ts';
import { isScored, type Scored } from './missing.ts';
import type { Demand } from './normalise.ts';
import type { ReleaseContent, ScoreRow } from './release.ts';
import { blankRow, isOutside, type Scoring } from './scoring.ts';

/** Rows of indicators, to be asked by indicator and unit within one group. */
type LeafRows = ReadonlyMap<string, ScoreRow>;

const leafKey = (indicator: string, member: { groupId: string; unitId: string }): string =>
  `${indicator}\n${member.groupId}\n${member.unitId}`;

/**
 * All rows of one index version, unranked.
 *
 * @param indicatorRows the rows of every indicator that the release measures
 */
export function indexRows(
  scoring: Scoring,
  index: IndexVersion,
  indicatorRows: readonly ScoreRow[],
): ScoreRow[] {
  const leaves = new Map(indicatorRows.map((row) => [leafKey(row.measure, row), row]));
  const earlier = rowsByKey(scoring.previous);
  const groups = Map.groupBy(scoring.rules.units, (member) => member.groupId);
  return [...groups].flatMap(([groupId, members]) => {
    const ids = members.map(({ id }) => id);
    const scores = scoreGroup(scoring.rules, index, ids, (unitId, { code }) => {
      const row = leaves.get(leafKey(code, { groupId, unitId }));
      return {
        value: row?.value ?? null,
        missing: row?.missing ?? null,
        demand: demandOf(scoring, row),
      };
    });
    return members.flatMap((member) =>
      index.nodes.map((node) => {
        const measure = nodeMeasure(index.code, node.code);
        const reached = scores.get(member.id)?.get(node.code) ?? { missing: 'child-missing' };
        const isLacking = isScored(reached) || !isOutside(scoring, member);
        const scored: Scored = isLacking ? reached : { missing: 'not-applicable' };
        const before = earlier.get(leafKey(measure, { groupId, unitId: member.id }));
        return nodeRow(blankRow(measure, member), scored, before, scoring.previous?.period);
      }),
    );
  });
}

/** What the target that judges a row asks of its unit. */
function demandOf({ rules }: Scoring, row: ScoreRow | undefined): Demand | null {
  const target = rules.targets.find((entry) => entry.id === row?.targetId);
  return target && row?.demand != null ? { operator: target.operator, value: row.demand } : null;
}

const rowsByKey = (release: ReleaseContent | null): LeafRows =>
  new Map(release?.rows.map((row) => [leafKey(row.measure, row), row]));

/** A node is not observed, so that its absences are told from the release before. */
function nodeRow(
  blank: ScoreRow,
  scored: Scored,
  before: ScoreRow | undefined,
  previousPeriod: string | undefined,
): ScoreRow {
  if (isScored(scored)) return { ...blank, score: scored.score };
  const known =
    before?.score != null && previousPeriod !== undefined
      ? { period: previousPeriod, value: before.score, numerator: null, denominator: null }
      : (before?.lastKnown ?? null);
  return {
    ...blank,
    missing: scored.missing,
    periodsMissed: (before?.periodsMissed ?? 0) + 1,
    lastKnown: known,
  };
}
