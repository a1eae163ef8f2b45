// What charts of one measure over a group have in common. Sheets of charts import it.
import { locale } from '#lib/components/address.ts';
import { groupInText, unitNameOf } from '#lib/components/words.ts';
import { formatPeriod } from '#lib/domain/format.ts';
import { rowsOf, type UnitRow } from '#lib/domain/overview.ts';
import { faceOf, type MeasureFace } from '#lib/domain/ranking.ts';
import type { Release } from '#lib/domain/release.ts';
import type { Group } from '#lib/domain/unit.ts';

/** One measure over one group, over time. */
export interface Chosen {
  /** Releases of one series, oldest first, the shown one last. */
  course: readonly Release[];
  release: Release;
  face: MeasureFace;
  group: Group;
  /** "các tỉnh, thành phố" */
  groupWords: string;
}

/** Null where the release knows no such measure or group. */
export function chosenOf(
  course: readonly Release[],
  measure: string,
  groupId: string,
): Chosen | null {
  const release = course.at(-1);
  const face = release && faceOf(release, measure);
  const group = release?.rules.groups.find(({ id }) => id === groupId);
  if (!release || !face || !group) return null;
  return { course, release, face, group, groupWords: groupInText(group) };
}

/** Rows of the group that have a figure, lowest first. */
export const figuresIn = (
  release: Release,
  { face, group }: Chosen,
): (UnitRow & { score: number })[] =>
  rowsOf(release, face.code, group.id)
    .flatMap(({ unit, row }) => (row.score === null ? [] : [{ unit, row, score: row.score }]))
    .toSorted((a, b) => a.score - b.score);

export const periodLabels = ({ course }: Chosen): string[] =>
  course.map(({ period }) => formatPeriod(period, locale()));

/** A unit's name in full, and as short as it may be. */
export const namesOf = ({ unit }: Pick<UnitRow, 'unit'>): { name: string; short: string } => ({
  name: unitNameOf(unit),
  short: locale() === 'vi' ? unit.shortVi : unitNameOf(unit),
});
