// Several units side by side on every measure of a release: who stands highest and lowest among them, by
// how much they differ, and where they differ most. Says facts only. Pure; the page that compares units
// and the API import it.
import { nodeMeasure, type Direction, type MeasureCode } from './indicator.ts';
import { faceOf, type MeasureFace } from './ranking.ts';
import { comparable } from './rank.ts';
import { rankedIn, rowOf } from './release-lookup.ts';
import type { ReleaseContent, ScoreRow } from './release.ts';
import { isWithin, unitId, type MemberUnit, type UnitId } from './unit.ts';

/** As many as a page has room for; fewer than two cannot be compared. */
export const MOST_COMPARED = 12;

/** One unit on one measure. */
export interface ComparedFigure {
  unitId: UnitId;
  /** Null where the release has no row of the unit on the measure: it is not asked of it. */
  row: ScoreRow | null;
  /** Units that have a rank in its own group, so that a place means something. */
  ranked: number;
}

export interface ComparedMeasure {
  face: MeasureFace;
  /** Which end is the better one. */
  direction: Direction;
  /** In the order of the units asked for. */
  figures: ComparedFigure[];
  /**
   * Units with the highest and with the lowest figure, equal where their places would be; none where
   * fewer than two have one.
   */
  highest: UnitId[];
  lowest: UnitId[];
  /** The highest figure less the lowest, in the measure's own unit; null as above. */
  spread: number | null;
}

export interface Comparison {
  /** In the order asked for. */
  units: MemberUnit[];
  /** Ids asked for that the release has no unit of. */
  unknown: UnitId[];
  /** Codes of the groups that the units belong to; places of two groups cannot be held together. */
  groupIds: string[];
  /** Measures of which one of the units has a figure, as the catalogue orders them, indices last. */
  measures: ComparedMeasure[];
}

interface Named {
  code: MeasureCode;
  direction: Direction;
}

/** Indicators, then the indices in force with their parts. */
function measuresIn({ rules }: ReleaseContent, day: string): Named[] {
  const nodes = rules.indices
    .filter((index) => isWithin(day, index))
    .flatMap(({ code: index, nodes }) =>
      // A leaf is an indicator once more.
      nodes.flatMap(({ code, indicatorId }) =>
        indicatorId === null ? [nodeMeasure(index, code)] : [],
      ),
    );
  return [
    ...rules.indicators.map(({ code, direction }) => ({ code, direction })),
    ...nodes.map((code) => ({ code, direction: 'higher' as const })),
  ];
}

function comparedMeasure(
  release: ReleaseContent,
  { code, direction }: Named,
  units: readonly MemberUnit[],
): ComparedMeasure | null {
  const face = faceOf(release, code);
  if (!face) return null;
  const figures = units.map(({ id, groupId }) => ({
    unitId: id,
    row: rowOf(release, id, code),
    ranked: rankedIn(release, groupId, code),
  }));
  const told = figures.flatMap(({ unitId, row }) =>
    row?.score == null ? [] : [{ unitId, score: comparable(row.score) }],
  );
  if (told.length === 0) return null;
  const scores = told.map(({ score }) => score);
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  const isPair = told.length > 1;
  const at = (end: number) =>
    isPair ? told.filter(({ score }) => score === end).map(({ unitId }) => unitId) : [];
  return {
    ...{ face, direction, figures, highest: at(high), lowest: at(low) },
    spread: isPair ? high - low : null,
  };
}

/**
 * Holds units of a release against each other.
 *
 * @param day the last day of its period, ISO: the index in force on it is told
 */
export function compareUnits(
  release: ReleaseContent,
  ids: readonly UnitId[],
  day: string,
): Comparison {
  const members = new Map(release.rules.units.map((unit) => [unit.id, unit]));
  const units = ids.flatMap((id) => members.get(id) ?? []);
  return {
    units,
    unknown: ids.filter((id) => !members.has(id)),
    groupIds: [...new Set(units.map(({ groupId }) => groupId))],
    measures:
      units.length === 0
        ? []
        : measuresIn(release, day).flatMap(
            (measure) => comparedMeasure(release, measure, units) ?? [],
          ),
  };
}

/** Those who stand at the better end; none where there is none, or all are the same. */
export function leadersOf({ direction, highest, lowest, spread }: ComparedMeasure): UnitId[] {
  if (direction === 'none' || spread === null || spread === 0) return [];
  return direction === 'higher' ? highest : lowest;
}

/**
 * The shares on which the units differ and of which one end is the better, the widest first: shares alone have
 * one scale.
 */
export const widestOf = ({ measures }: Comparison, most: number): ComparedMeasure[] =>
  measures
    .filter(
      ({ face, direction, spread }) =>
        face.measure === 'share' && direction !== 'none' && spread !== null && spread > 0,
    )
    .toSorted((a, b) => (b.spread ?? 0) - (a.spread ?? 0))
    .slice(0, most);

/** Each id once, in the order given. */
export const namedUnits = (text: string | null): UnitId[] =>
  [...new Set((text ?? '').split(',').map((part) => part.trim()))]
    .filter((part) => part !== '')
    .map(unitId);

/** The same, no more than can be compared. */
export const askedUnits = (text: string | null): UnitId[] =>
  namedUnits(text).slice(0, MOST_COMPARED);
