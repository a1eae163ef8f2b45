// How the units of one group are scored on an index, from whatever figures they are given. Pure; the
// engine and everything that asks "what if" import it, so that both mean the same.
import type { Column } from './column.ts';
import type { Direction, Indicator, IndexNode, IndexVersion } from './indicator.ts';
import type { MissingReason, Scored } from './missing.ts';
import { normaliseColumn, type Demand } from './normalise.ts';
import type { Rules } from './release.ts';
import { scoreColumns, scoredAt } from './score.ts';
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
  const scoreLeaf = (leaf: IndexNode): Column => leafColumn(rules, leaf, units, figureOf);
  const columns = [...scoreColumns(index.nodes, scoreLeaf, units.length)];
  return new Map(
    units.map((unit, at) => [
      unit,
      new Map(columns.map(([code, column]) => [code, scoredAt(column, at)])),
    ]),
  );
}

function leafColumn(
  rules: Rules,
  leaf: IndexNode,
  units: readonly UnitId[],
  figureOf: LeafFigureOf,
): Column {
  const indicator = leafIndicator(rules, leaf);
  const figures = units.map((unit) => figureOf(unit, indicator));
  const missing = new Map<number, MissingReason>();
  figures.forEach((figure, at) => {
    if (figure.value === null) missing.set(at, figure.missing ?? 'not-connected');
  });
  const values = Float64Array.from(figures, ({ value }) => value ?? Number.NaN);
  const { min, max, normalise } = leaf;
  const rule = { normalise: normalise ?? 'none', min, max, direction: indicator.direction };
  return normaliseColumn(rule, { values, missing }, (at) => figures[at]?.demand ?? null);
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
