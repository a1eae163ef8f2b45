// One measure over one group as a ranking shows it: what kind of figure it is, what is counted, and
// the finding that heads the table. Facts only; the words are the page's. Pure.
import type { Indicator, IndexNode } from './indicator.ts';
import { rowsOf, type UnitRow } from './overview.ts';
import { rowOf } from './release-lookup.ts';
import type { ReleaseContent, Series } from './release.ts';
import { isMet } from './target.ts';
import type { UnitId } from './unit.ts';

/** What a measure is called and how its figures are read. */
export interface MeasureFace {
  code: string;
  nameVi: string;
  nameEn: string;
  measure: Indicator['measure'];
  decimals: number;
  /** Set for a node of an index: the index's code. */
  index: string | null;
}

/** Digits of an index score between 0 and 1, and of one on a wider scale. */
const SCORE_DECIMALS = 3;
const WIDE_SCORE_DECIMALS = 2;

/** A package may leave its root without a name; it then bears that of the series. */
const namesOf = (node: IndexNode, series: Series) =>
  node.parent === null && (node.nameVi === '' || node.nameVi === node.code)
    ? { nameVi: series.nameVi, nameEn: series.nameEn }
    : { nameVi: node.nameVi, nameEn: node.nameEn };

/** The measure of a release by its code; null where the release has none of that name. */
export function faceOf(release: ReleaseContent, code: string): MeasureFace | null {
  const indicator = release.rules.indicators.find((each) => each.code === code);
  if (indicator) {
    const { nameVi, nameEn, measure, decimals } = indicator;
    return { code, nameVi, nameEn, measure, decimals, index: null };
  }
  const [index = '', nodeCode = ''] = code.split(':');
  const node = release.rules.indices
    .find((each) => each.code === index)
    ?.nodes.find((each) => each.code === nodeCode);
  if (!node) return null;
  const names = namesOf(node, release.rules.series);
  return { code, ...names, measure: 'score', decimals: SCORE_DECIMALS, index };
}

/** Digits that tell a measure's figures: of scores up to 1 thousandths, on wider scales hundredths. */
export const decimalsIn = (face: MeasureFace, ranked: readonly UnitRow[]): number =>
  face.index !== null && ranked.some(({ row }) => (row.score ?? 0) > 1)
    ? WIDE_SCORE_DECIMALS
    : face.decimals;

/** What a share counts, told by the indicator's code. */
export type Counted = 'services' | 'dossiers' | 'documents' | 'units';

export function countedBy(code: string): Counted {
  if (code.startsWith('share_')) return 'services';
  if (code.startsWith('dossiers_')) return 'dossiers';
  return code.startsWith('docs_') ? 'documents' : 'units';
}

/** The figures of a unit over the last periods, oldest first; null where one is missing. */
export const trendOf = (
  course: readonly ReleaseContent[],
  unit: UnitRow['unit'],
  measure: string,
  periods: number,
): (number | null)[] =>
  course.slice(-periods).map((release) => rowOf(release, unit.id, measure)?.score ?? null);

/** What a ranking's headline can say. */
export interface RankingFinding {
  /** Those ranked first. */
  leaders: UnitRow[];
  /**
   * Whether a sole leader led before. Null where that is not known, and where who led then has no
   * rank now, so that nobody can be said to have passed it.
   */
  ledBefore: boolean | null;
  /** Who alone led before and has no figure now. */
  absentLeader: UnitRow['unit'] | null;
  met: number;
  /** Units that have a figure and do not meet the target with it; the silent are not among them. */
  unmet: number;
  /** Units that the target is for, reported or not. */
  withTarget: number;
  /** Units with a figure of 1, for flags. */
  having: number;
  counted: number;
}

/** @param formerLeaders those ranked first in the release that this one was compared with */
export function findingOf(
  rows: readonly UnitRow[],
  formerLeaders: readonly UnitId[] = [],
): RankingFinding {
  const leaders = rows.filter(({ row }) => row.rank === 1);
  const sole = leaders.length === 1 ? leaders[0] : undefined;
  const judged = rows.filter(({ row }) => row.targetId !== null);
  const unranked = rows.filter(
    ({ unit, row }) => row.rank === null && formerLeaders.includes(unit.id),
  );
  const [absent] = unranked;
  return {
    leaders,
    ledBefore: ledBefore(sole?.row.previousRank ?? null, unranked.length > 0),
    absentLeader:
      formerLeaders.length === 1 && absent && absent.row.score === null ? absent.unit : null,
    met: judged.filter(({ row }) => isMet(row.targetState)).length,
    unmet: judged.filter(({ row }) => row.score !== null && !isMet(row.targetState)).length,
    withTarget: judged.length,
    having: rows.filter(({ row }) => row.score === 1).length,
    counted: rows.filter(({ row }) => row.score !== null).length,
  };
}

function ledBefore(previousRank: number | null, isFormerGone: boolean): boolean | null {
  if (previousRank === 1) return true;
  return previousRank === null || isFormerGone ? null : false;
}

/** Rows with a score, best rank first as the release orders ties, and rows without. */
export function splitRows(
  release: ReleaseContent,
  measure: string,
  groupId: string,
): { ranked: UnitRow[]; unranked: UnitRow[] } {
  const rows = rowsOf(release, measure, groupId);
  const place = ({ row }: UnitRow) => row.rank ?? Infinity;
  return {
    ranked: rows
      .filter(({ row }) => row.score !== null)
      .toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b))),
    unranked: rows.filter(({ row }) => row.score === null),
  };
}
