// A release's way of ranking one group on one measure, to be asked of other figures than its own:
// what would the places be if … Pure; whatever explains a rank or plays with one imports it.
import { type Figure, figureOf } from './figures.ts';
import { nodeDirection, scoreGroup } from './group-scores.ts';
import {
  nodeMeasure,
  type Direction,
  type Indicator,
  type IndexNode,
  type IndexVersion,
  type MeasureCode,
} from './indicator.ts';
import { isScored, type Scored } from './missing.ts';
import type { Demand } from './normalise.ts';
import { periodOf } from './period.ts';
import { rankScores } from './rank.ts';
import { rowOf } from './release-lookup.ts';
import type { ReleaseContent, ScoreRow } from './release.ts';
import { versionOn } from './score.ts';
import type { UnitId } from './unit.ts';

/** Figures of units, by the indicator's code. What is not in it has no figure. */
export type FigureTable = ReadonlyMap<UnitId, ReadonlyMap<string, Figure>>;

/** The part of an index that is ranked. */
export interface RankedNode {
  version: IndexVersion;
  node: IndexNode;
}

export interface Method {
  measure: MeasureCode;
  groupId: string;
  direction: Direction;
  /** The indicator itself, or those of the leaves below the node, each once. */
  indicators: readonly Indicator[];
  /** Null for an indicator, which is ranked by its figure. */
  index: RankedNode | null;
  /** Score of every unit, were these the group and these its figures. */
  score: (units: readonly UnitId[], figures: FigureTable) => Map<UnitId, Scored>;
}

/**
 * The way a release ranks a group on a measure; null where the release has no such measure. Given the
 * group's own figures (`figuresIn`) it gives the release's own scores.
 */
export function methodOf(
  release: ReleaseContent,
  measure: MeasureCode,
  groupId: string,
): Method | null {
  const { rules } = release;
  const indicator = rules.indicators.find(({ code }) => code === measure);
  if (indicator) {
    const { direction, code } = indicator;
    const score: Method['score'] = (units, figures) =>
      new Map(units.map((unit) => [unit, figureAsScore(release, unit, code, figures)]));
    return { measure, groupId, direction, indicators: [indicator], index: null, score };
  }
  const index = rankedNode(release, measure);
  if (index === null) return null;
  return {
    measure,
    groupId,
    direction: nodeDirection(rules, index.node),
    indicators: indicatorsBelow(release, index),
    index,
    score: (units, figures) => scoreNode(release, index, units, figures),
  };
}

/** The node that a measure `INDEX:NODE` names, in the version valid on the period's last day. */
function rankedNode({ rules, period }: ReleaseContent, measure: MeasureCode): RankedNode | null {
  const [code = ''] = measure.split(':');
  const version = versionOn(rules.indices, code, periodOf(period).end);
  const node = version?.nodes.find((each) => nodeMeasure(code, each.code) === measure);
  return version && node ? { version, node } : null;
}

/** The leaves below a node, itself among them, in the order of the tree. */
export function leavesBelow({ version, node }: RankedNode): IndexNode[] {
  const below = new Set([node.code]);
  // Parents stand before their children.
  for (const each of version.nodes) if (below.has(each.parent ?? '')) below.add(each.code);
  return version.nodes.filter((each) => below.has(each.code) && each.indicatorId !== null);
}

function indicatorsBelow({ rules }: ReleaseContent, index: RankedNode): Indicator[] {
  const ids = new Set(leavesBelow(index).map(({ indicatorId }) => indicatorId));
  return rules.indicators.filter(({ id }) => ids.has(id));
}

const absent = (row: ScoreRow | null): Scored => ({ missing: row?.missing ?? 'not-connected' });

function figureAsScore(
  release: ReleaseContent,
  unit: UnitId,
  indicator: string,
  figures: FigureTable,
): Scored {
  const figure = figures.get(unit)?.get(indicator);
  return figure ? { score: figure.value } : absent(rowOf(release, unit, indicator));
}

/** What the target that judges a row asks of its unit, as the release worked it out. */
function demandOn({ rules }: ReleaseContent, row: ScoreRow | null): Demand | null {
  const target = rules.targets.find(({ id }) => id === row?.targetId);
  return target && row?.demand != null ? { operator: target.operator, value: row.demand } : null;
}

function scoreNode(
  release: ReleaseContent,
  { version, node }: RankedNode,
  units: readonly UnitId[],
  figures: FigureTable,
): Map<UnitId, Scored> {
  const scores = scoreGroup(release.rules, version, units, (unit, { code }) => {
    const row = rowOf(release, unit, code);
    const value = figures.get(unit)?.get(code)?.value ?? null;
    return { value, missing: row?.missing ?? null, demand: demandOn(release, row) };
  });
  const scoreOf = (unit: UnitId): Scored =>
    scores.get(unit)?.get(node.code) ?? { missing: 'child-missing' };
  return new Map(units.map((unit) => [unit, scoreOf(unit)]));
}

/** The members of a method's group in a release. */
export const membersIn = (release: ReleaseContent, { groupId }: Method): UnitId[] =>
  release.rules.units.filter((member) => member.groupId === groupId).map(({ id }) => id);

/** The figures that a release holds of a group, of the indicators that a method looks at. */
export function figuresIn(release: ReleaseContent, method: Method): FigureTable {
  return new Map(
    membersIn(release, method).map((unit) => {
      const own = new Map<string, Figure>();
      for (const { code } of method.indicators) {
        const figure = figureOf(rowOf(release, unit, code));
        if (figure) own.set(code, figure);
      }
      return [unit, own];
    }),
  );
}

/** Competition ranks of those that have a score. */
export function ranksOf(
  { direction }: Method,
  scores: ReadonlyMap<UnitId, Scored>,
): Map<UnitId, number> {
  const units = [...scores.keys()];
  const values = [...scores.values()].map((scored) => (isScored(scored) ? scored.score : null));
  const ranks = rankScores(values, direction);
  const placed = new Map<UnitId, number>();
  units.forEach((unit, at) => {
    const rank = ranks[at] ?? null;
    if (rank !== null) placed.set(unit, rank);
  });
  return placed;
}
