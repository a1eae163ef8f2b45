// What charts of one measure over a group have in common. Sheets of charts import it.
import { locale } from '#lib/components/address.ts';
import { groupInText, unitNameOf } from '#lib/components/words.ts';
import { formatPeriod } from '#lib/domain/format.ts';
import { rowsOf, type UnitRow } from '#lib/domain/overview.ts';
import { faceOf, type MeasureFace } from '#lib/domain/ranking.ts';
import type { Release } from '#lib/domain/release.ts';
import type { Group, UnitId } from '#lib/domain/unit.ts';
import { m } from '#lib/paraglide/messages.js';

/** One measure over one group, over time. */
export interface Chosen {
  /** Releases of one series, oldest first, the shown one last. */
  course: readonly Release[];
  release: Release;
  face: MeasureFace;
  group: Group;
  /** "các tỉnh, thành phố" */
  groupWords: string;
  /** The units that a reader picked, of whatever groups; null where the whole group is meant. */
  picked: readonly UnitId[] | null;
}

/** Null where the release knows no such measure or group. */
export function chosenOf(
  course: readonly Release[],
  measure: string,
  groupId: string,
  picked: readonly UnitId[] | null = null,
): Chosen | null {
  const release = course.at(-1);
  const face = release && faceOf(release, measure);
  const group = release?.rules.groups.find(({ id }) => id === groupId);
  if (!release || !face || !group) return null;
  const groupWords = picked ? m.charts_picked() : groupInText(group);
  return { course, release, face, group, groupWords, picked };
}

/** Rows of the group, or of the units picked, that have a figure, lowest first. */
export const figuresIn = (
  release: Release,
  { face, group, picked }: Chosen,
): (UnitRow & { score: number })[] =>
  rowsOf(release, face.code, picked ? undefined : group.id)
    .filter(({ unit }) => !picked || picked.includes(unit.id))
    .flatMap(({ unit, row }) => (row.score === null ? [] : [{ unit, row, score: row.score }]))
    .toSorted((a, b) => a.score - b.score);

export const periodLabels = ({ course }: Chosen): string[] =>
  course.map(({ period }) => formatPeriod(period, locale()));

/** A unit's name in full, and as short as it may be. */
export const namesOf = ({ unit }: Pick<UnitRow, 'unit'>): { name: string; short: string } => ({
  name: unitNameOf(unit),
  short: locale() === 'vi' ? unit.shortVi : unitNameOf(unit),
});
