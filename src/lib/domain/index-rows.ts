// The rows of an index: one a node and member, scored from the indicators' rows of the same release.
// Internal to the engine; build-release.ts ranks.
import { nodeMeasure, type Indicator, type IndexNode, type IndexVersion } from './indicator.ts';
import { isScored, type Scored } from './missing.ts';
import { normaliseFigure, spreadOf, type Spread } from './normalise.ts';
import type { ReleaseContent, ScoreRow } from './release.ts';
import { scoreTree } from './score.ts';
import { blankRow, isOutside, type Scoring } from './scoring.ts';
import type { MemberUnit } from './unit.ts';

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
  const spreads = spreadsOf(indicatorRows);
  const earlier = rowsByKey(scoring.previous);
  return scoring.rules.units.flatMap((member) => {
    const scores = scoreTree(index, (leaf) => scoreLeaf(scoring, leaf, member, leaves, spreads));
    return index.nodes.map((node) => {
      const measure = nodeMeasure(index.code, node.code);
      const reached = scores.get(node.code) ?? { missing: 'child-missing' };
      const isLacking = isScored(reached) || !isOutside(scoring, member);
      const scored: Scored = isLacking ? reached : { missing: 'not-applicable' };
      const before = earlier.get(leafKey(measure, { ...member, unitId: member.id }));
      return nodeRow(blankRow(measure, member), scored, before, scoring.previous?.period);
    });
  });
}

const rowsByKey = (release: ReleaseContent | null): LeafRows =>
  new Map(release?.rows.map((row) => [leafKey(row.measure, row), row]));

/** How the figures of each indicator spread within each group. */
function spreadsOf(rows: readonly ScoreRow[]): ReadonlyMap<string, Spread | null> {
  const groups = Map.groupBy(rows, (row) => `${row.measure}\n${row.groupId}`);
  return new Map(
    [...groups].map(([key, members]) => [
      key,
      spreadOf(members.map((row) => row.value).filter((value) => value !== null)),
    ]),
  );
}

function scoreLeaf(
  { rules }: Scoring,
  leaf: IndexNode,
  member: MemberUnit,
  leaves: LeafRows,
  spreads: ReadonlyMap<string, Spread | null>,
): Scored {
  const indicator = rules.indicators.find((entry) => entry.id === leaf.indicatorId);
  if (!indicator) throw new RangeError(`node ${leaf.code} names an indicator outside its series`);
  const row = leaves.get(leafKey(indicator.code, { groupId: member.groupId, unitId: member.id }));
  if (row?.value == null) return { missing: row?.missing ?? 'not-connected' };
  const target = rules.targets.find((entry) => entry.id === row.targetId);
  return normaliseFigure(
    leafRule(leaf, indicator),
    row.value,
    spreads.get(`${indicator.code}\n${member.groupId}`) ?? null,
    target && row.demand !== null ? { operator: target.operator, value: row.demand } : null,
  );
}

const leafRule = (leaf: IndexNode, indicator: Indicator) => ({
  normalise: leaf.normalise ?? 'none',
  min: leaf.min,
  max: leaf.max,
  direction: indicator.direction,
});

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
