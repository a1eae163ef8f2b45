// What the series that took the place of the gathered one says of a unit that this one has no row of, as
// of units formed since: its place, why, and what the next one takes. Only the unit page's load imports it,
// and its parts the type.
import { markOf, type ReleaseMark } from '#lib/components/release-mark.ts';
import { LEVELS_TO_FULL } from '#lib/domain/bridge.ts';
import { livedPeriods } from '#lib/domain/lived-periods.ts';
import { faceOf, type MeasureFace } from '#lib/domain/ranking.ts';
import { rankedIn, rowOf } from '#lib/domain/release-lookup.ts';
import type { Release, ScoreRow } from '#lib/domain/release.ts';
import { unitId } from '#lib/domain/unit.ts';
import type { CatalogueUnit } from '#lib/server/store/facts.ts';
import { getDb, getPublished } from '#lib/server/web.ts';
import { readGapView, type GapView } from './gap-view.ts';
import { rankedBefore, type RankedBefore } from './ranked-before.ts';
import { readWhyMoved, type WhyMoved } from './why.ts';

export interface SuccessorView {
  release: ReleaseMark;
  /** Those that can be chosen, newest first. */
  periods: string[];
  face: MeasureFace;
  groupId: string;
  row: ScoreRow;
  ranked: number;
  before: RankedBefore | null;
  previousPeriod: string | null;
  why: WhyMoved[];
  gap: GapView | null;
}

/**
 * Of the period that the address asks for, else of the latest; null where the gathered series has a row of
 * the unit, or the other has none with a figure.
 *
 * @param shown the gathered series' release that the page shows
 */
export async function readSuccessor(
  shown: Release | null,
  unit: CatalogueUnit,
  params: URLSearchParams,
): Promise<SuccessorView | null> {
  const { before, after } = LEVELS_TO_FULL;
  const id = unitId(unit.id);
  if (shown && rowOf(shown, id, before.measure)) return null;
  const period = shown ? undefined : (params.get('period') ?? undefined);
  const published = getPublished();
  const { course, periods } = await published.shown({ series: after.series, period });
  const release = course.at(-1);
  const row = release && rowOf(release, id, after.measure);
  const face = release && faceOf(release, after.measure);
  if (!release || !face || row?.value == null) return null;
  const measured = [{ ...face, measure: face.code, isReference: false }];
  const [why, gap] = await Promise.all([
    readWhyMoved(published, course, id, measured),
    readGapView(getDb(), course, id, { measure: face.code, rank: null }),
  ]);
  return {
    release: markOf(release),
    periods: livedPeriods(periods, unit, release.period),
    face,
    groupId: row.groupId,
    row,
    ranked: rankedIn(release, row.groupId, face.code),
    before: rankedBefore(course, { row }),
    previousPeriod: course.at(-2)?.period ?? null,
    why,
    gap,
  };
}
