// How the units of one group are scored on an index, from whatever figures they are given. Pure; the
// engine and everything that asks "what if" import it, so that both mean the same.
import type { Direction, Indicator, IndexNode, IndexVersion } from './indicator.ts';
import type { MissingReason, Scored } from './missing.ts';
import { normaliseFigure, spreadOf, type Demand } from './normalise.ts';
import type { Rules } from './release.ts';
import { scoreTree } from './score.ts';
import type { UnitId } from './unit.ts';

/** What is known of one unit on one indicator. */
export interface LeafFigure {
  value: number | null;
  /** Why there is no value. */
  missing: MissingReason | null;
  /** What the target that judges the unit asks; null without one. */
  demand: Demand | null;
}

export type LeafFigureOf = (unit: UnitId, indicator: Indicator) => LeafFigure;

/**
 * Scores of every node of an index, by node code, for every unit of one group. The units given are
 * the group: the spread of `minmax` and `zscore` is theirs.
 *
 * @throws RangeError where a leaf names an indicator outside the series
 */
export function scoreGroup(
  rules: Rules,
  index: IndexVersion,
  units: readonly UnitId[],
  figureOf: LeafFigureOf,
): Map<UnitId, Map<string, Scored>> {
  const leaves = index.nodes.filter((node) => node.indicatorId !== null);
  const scorers = new Map(
    leaves.map((leaf) => [leaf.code, leafScorer(rules, leaf, units, figureOf)]),
  );
  const scoreLeaf = (unit: UnitId, leaf: IndexNode): Scored =>
    scorers.get(leaf.code)?.(unit) ?? { missing: 'child-missing' };
  return new Map(units.map((unit) => [unit, scoreTree(index, (leaf) => scoreLeaf(unit, leaf))]));
}

function leafScorer(
  rules: Rules,
  leaf: IndexNode,
  units: readonly UnitId[],
  figureOf: LeafFigureOf,
): (unit: UnitId) => Scored {
  const indicator = leafIndicator(rules, leaf);
  const figures = new Map(units.map((unit) => [unit, figureOf(unit, indicator)]));
  const values = [...figures.values()].map(({ value }) => value).filter((value) => value !== null);
  const spread = spreadOf(values);
  const { min, max, normalise } = leaf;
  const rule = { normalise: normalise ?? 'none', min, max, direction: indicator.direction };
  return (unit) => {
    const figure = figures.get(unit);
    if (figure?.value == null) return { missing: figure?.missing ?? 'not-connected' };
    return normaliseFigure(rule, figure.value, spread, figure.demand);
  };
}

function leafIndicator(rules: Rules, leaf: IndexNode): Indicator {
  const indicator = rules.indicators.find((entry) => entry.id === leaf.indicatorId);
  if (!indicator) throw new RangeError(`node ${leaf.code} names an indicator outside its series`);
  return indicator;
}

/** More is better in an index, but for a leaf that takes its figure as it is and where less is. */
export const nodeDirection = (rules: Rules, node: IndexNode): Direction =>
  node.indicatorId !== null &&
  node.normalise === 'none' &&
  leafIndicator(rules, node).direction === 'lower'
    ? 'lower'
    : 'higher';
