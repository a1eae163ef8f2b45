// The ranks of one unit and of those around it over time. Loads of pages import it, and the addresses of
// pictures.
import { drawRankLines, type RankLine } from '#lib/charts/rank-lines.ts';
import type { ChartSheet } from '#lib/charts/types.ts';
import { locale } from '#lib/components/address.ts';
import { groupInText, inText, nameOf, unitNameOf } from '#lib/components/words.ts';
import { formatPeriodInText } from '#lib/domain/format.ts';
import type { UnitRow } from '#lib/domain/overview.ts';
import { rankedIn, rowOf } from '#lib/domain/release-lookup.ts';
import type { Release } from '#lib/domain/release.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { m } from '#lib/paraglide/messages.js';
import { markOfFigures } from './chart-source.ts';
import { chosenOf, figuresIn, namesOf, periodLabels, type Chosen } from './chosen.ts';

/** Units named above and below the chosen one: with it eleven lines, as many as names have room. */
const AROUND = 5;

/** The chosen unit with those that stand next to it now, or that a reader picked, best first. */
function neighboursOf(chosen: Chosen, unit: UnitId): UnitRow[] {
  const ranked = figuresIn(chosen.release, chosen)
    .filter(({ row }) => row.rank !== null && row.groupId === chosen.group.id)
    .toSorted((a, b) => (a.row.rank ?? 0) - (b.row.rank ?? 0));
  const at = ranked.findIndex((each) => each.unit.id === unit);
  if (at === -1) return [];
  if (chosen.picked) return ranked;
  const from = Math.max(0, Math.min(at - AROUND, ranked.length - 2 * AROUND - 1));
  return ranked.slice(from, from + 2 * AROUND + 1);
}

const ranksOf = ({ course, face }: Chosen, unit: UnitId): (number | null)[] =>
  course.map((release) => rowOf(release, unit, face.code)?.rank ?? null);

/** How many had a rank at an earlier end: places among other numbers of units tell little without. */
function rankedThen({ course, group, face }: Chosen, at: number): number {
  const release = course[at];
  return release ? rankedIn(release, group.id, face.code) : 0;
}

function headlineOf(chosen: Chosen, line: RankLine, ranked: number): string {
  const periods = chosen.course.map(({ period }) => formatPeriodInText(period, locale()));
  const from = line.ranks.findIndex((rank) => rank !== null);
  const [first, rank] = [line.ranks[from], line.ranks.at(-1)];
  const words = { unit: line.name, rank: rank ?? '–', of: ranked, period: periods.at(-1) ?? '' };
  if (first === undefined || first === null || from === line.ranks.length - 1) {
    return m.charts_ranks_head(words);
  }
  const firstOf = rankedThen(chosen, from);
  return m.charts_ranks_head_moved({ ...words, first, firstOf, firstPeriod: periods[from] ?? '' });
}

function subtitleOf(
  { face, group, picked, release }: Chosen,
  unit: { nameVi: string; nameEn: string },
): string {
  const words = { name: inText(nameOf(face)), group: groupInText(group), unit: unitNameOf(unit) };
  if (picked) return m.charts_ranks_sub_picked(words);
  return m.charts_ranks_sub({ ...words, period: formatPeriodInText(release.period, locale()) });
}

function tableOf(lines: readonly RankLine[], labels: readonly string[]): ChartSheet['table'] {
  const columns = labels.map((name) => ({ name, isNumber: true }));
  return {
    columns: [{ name: m.charts_col_unit(), isNumber: false }, ...columns],
    rows: lines.map(({ name, ranks }) => [
      name,
      ...ranks.map((rank) => ({ text: rank === null ? '–' : String(rank), value: rank })),
    ]),
  };
}

/**
 * Null where the unit has no rank now or nobody else of its group has one, where there are fewer than two
 * periods, and of a yes or no, which is ahead of nobody.
 *
 * @param course releases of one series, oldest first, the shown one last
 * @param picked the units that stand beside it in place of its neighbours; those of its own group do
 */
export function ranksSheet(
  course: readonly Release[],
  measure: string,
  unit: { id: UnitId; nameVi: string; nameEn: string },
  picked: readonly UnitId[] | null = null,
): ChartSheet | null {
  const shown = course.at(-1);
  const groupId = shown && rowOf(shown, unit.id, measure)?.groupId;
  const chosen = groupId === undefined ? null : chosenOf(course, measure, groupId, picked);
  const around = chosen ? neighboursOf(chosen, unit.id) : [];
  if (!chosen || around.length === 0 || course.length < 2) return null;
  const lines = around
    .map((each): RankLine => ({
      ...namesOf(each),
      ranks: ranksOf(chosen, each.unit.id),
      isChosen: each.unit.id === unit.id,
    }))
    // Drawn last, over the others.
    .toSorted((a, b) => Number(a.isChosen) - Number(b.isChosen));
  const own = lines.at(-1);
  const ranked = rankedIn(chosen.release, chosen.group.id, measure);
  if (!own || ranked < 2 || chosen.face.measure === 'flag') return null;
  const labels = periodLabels(chosen);
  const headline = headlineOf(chosen, own, ranked);
  const options = {
    height: 320,
    title: ({ name }: RankLine, period: string, rank: number) =>
      m.charts_ranks_mark({ unit: name, period, rank }),
  };
  return {
    headline,
    subtitle: subtitleOf(chosen, unit),
    source: m.unit_course_source(),
    label: headline,
    mark: markOfFigures(chosen.release.illustrative),
    wide: drawRankLines(lines, { ...options, width: 700, height: 420, periods: labels }),
    narrow: drawRankLines(lines, { ...options, width: 328, periods: labels }),
    table: tableOf(lines, labels),
  };
}
