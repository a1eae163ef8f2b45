// A ranking as people read it in a workbook: what it is of over the heads, ranks first, shares as per cent,
// units without a figure last and why. The route beside it imports it.
import { locale } from '#lib/components/address.ts';
import { demandWords } from '#lib/components/legal-words.ts';
import {
  behindText,
  nounOf,
  targetLead,
  targetOfGroup,
  VALUE_HEADS,
} from '#lib/components/ranked-words.ts';
import { stopWord } from '#lib/components/boundary-words.ts';
import {
  figureText,
  groupInText,
  groupNameOf,
  nameOf,
  reasonWord,
  stateWord,
} from '#lib/components/words.ts';
import { stopKey } from '#lib/domain/boundaries.ts';
import { formatDay, formatPeriodInText } from '#lib/domain/format.ts';
import { missedOn } from '#lib/domain/missed-targets.ts';
import { behindSinceOf } from '#lib/domain/promises.ts';
import { decimalsIn, faceOf, type MeasureFace } from '#lib/domain/ranking.ts';
import type { ScoreRow } from '#lib/domain/release.ts';
import { shortfallOf } from '#lib/domain/standing.ts';
import type { MemberUnit } from '#lib/domain/unit.ts';
import { OWN_INDEX } from '#lib/domain/usual-measures.ts';
import { m } from '#lib/paraglide/messages.js';
import { rankedRows } from '#lib/server/api/ranking.ts';
import type { RankingWish } from '#lib/server/api/ranking-wish.ts';
import type { CsvCell } from '#lib/server/csv.ts';
import type { TableToWrite } from '#lib/server/spreadsheets/write-table.ts';
import { illustrativeLines, originLine } from '../../origin-lines.server.ts';

interface SheetColumn {
  head: string;
  /** As spreadsheets write it; null for their own. */
  format: string | null;
  cell: (row: ScoreRow, unit: MemberUnit) => CsvCell;
}

const decimals = (count: number): string => (count > 0 ? `0.${'0'.repeat(count)}` : '0');

/** The figure itself: a share as per cent, a yes or no in words. */
function valueColumn(face: MeasureFace): SheetColumn {
  const head = VALUE_HEADS[face.measure]();
  if (face.measure === 'flag') {
    const word = (score: number) => (score >= 1 ? m.common_yes() : m.common_no());
    return { head, format: null, cell: ({ score }) => (score === null ? null : word(score)) };
  }
  const format = decimals(face.decimals) + (face.measure === 'share' ? '%' : '');
  // What a source stated as "more than 90 %" is no number that one could go on reckoning with.
  const cell = ({ score, qualifier }: ScoreRow) =>
    qualifier !== null && score !== null ? qualifier + figureText(score, face) : score;
  return { head, format, cell };
}

/** Why units have no figure: on other boundaries what is missing of them, else what their source said. */
function whyOf({ release, redrawn }: RankingWish): SheetColumn['cell'] {
  const known = [...release.rules.units, ...(redrawn?.published.rules.units ?? [])];
  return ({ score, unitId, measure, missing, missingNote }) => {
    const stop = score === null ? redrawn?.stops.get(stopKey(unitId, measure)) : undefined;
    if (stop) return stopWord(stop, known);
    return missing === null ? null : reasonWord(missing, missingNote);
  };
}

/** What is counted, and how both moved since the period before. */
function shareColumns(): SheetColumn[] {
  const points = ({ change }: ScoreRow) => (change === null ? null : change * 100);
  return [
    { head: m.indicator_definition_numerator(), format: '#,##0', cell: (row) => row.numerator },
    { head: m.indicator_definition_denominator(), format: '#,##0', cell: (row) => row.denominator },
    { head: m.ranking_col_change(), format: '+0.0;-0.0;0.0', cell: points },
  ];
}

/** What the unit is asked for, how much it lacks, and since when it has been behind: where any is asked. */
function targetColumns(
  { release, course, measure, group }: RankingWish,
  face: MeasureFace,
  value: SheetColumn,
): SheetColumn[] {
  const own = release.rows.filter(
    (row) => row.measure === measure && (group === null || row.groupId === group),
  );
  if (own.every(({ demand }) => demand === null)) return [];
  const demanded: SheetColumn = {
    ...value,
    head: m.indicator_col_target(),
    cell: (row, unit) =>
      row.demand === null ? null : value.cell({ ...row, score: row.demand, qualifier: null }, unit),
  };
  const lacking = {
    head: m.ranking_col_lacking({ noun: nounOf(face.code) }),
    format: '#,##0',
    cell: shortfallOf,
  };
  const behind = ({ unitId }: ScoreRow): string | null => {
    const since = behindSinceOf(course, unitId, measure);
    return since && behindText(since);
  };
  const isAnyBehind = own.some((row) => behind(row) !== null);
  return [
    demanded,
    ...(own.some((row) => shortfallOf(row) !== null) ? [lacking] : []),
    ...(isAnyBehind ? [{ head: m.ranking_col_behind(), format: null, cell: behind }] : []),
  ];
}

/** Earlier targets that units have still not met; no column where all have met them. */
function missedColumn({ release, measure, group }: RankingWish, face: MeasureFace): SheetColumn[] {
  const missed = missedOn(release, measure).map(({ target, unmet }) => ({
    words: m.ranking_facet_missed_target({
      target: demandWords(target, face),
      due: formatDay(target.due, locale()),
    }),
    units: unmet.filter(({ groupId }) => group === null || groupId === group),
  }));
  if (missed.every(({ units }) => units.length === 0)) return [];
  const cell = (row: ScoreRow): string =>
    missed
      .filter(({ units }) => units.some(({ unitId }) => unitId === row.unitId))
      .map(({ words }) => words)
      .join('; ');
  return [{ head: m.ranking_facet_missed(), format: null, cell: (row) => cell(row) || null }];
}

function columnsOf(wish: RankingWish, face: MeasureFace): SheetColumn[] {
  const { release, group } = wish;
  const value = valueColumn(face);
  const groups = new Map(release.rules.groups.map((each) => [each.id, groupNameOf(each)]));
  const plain = (head: string, cell: SheetColumn['cell']) => ({ head, format: null, cell });
  return [
    ...(group === null
      ? [plain(m.charts_col_group(), (row) => groups.get(row.groupId) ?? row.groupId)]
      : []),
    plain(m.ranking_col_rank(), (row) => row.rank),
    plain(m.ranking_col_unit(), (_, unit) => nameOf(unit)),
    value,
    ...(face.measure === 'share' ? shareColumns() : []),
    plain(m.ranking_sheet_before(), (row) => row.previousRank),
    ...targetColumns(wish, face, value),
    plain(m.ranking_col_state(), (row) => stateWord(row.targetState)),
    ...missedColumn(wish, face),
    plain(m.ranking_sheet_why(), whyOf(wish)),
  ];
}

function titleOf({ release, measure, group, redrawn }: RankingWish, face: MeasureFace): string[] {
  const groups = group === null ? release.rules.groups.map(({ id }) => id) : [group];
  const targets = groups.flatMap((each) => targetOfGroup(release, measure, each) ?? []);
  const asked = new Set(targets.map((target) => targetLead(target, face)));
  const named = release.rules.groups.find(({ id }) => id === group);
  const of = [nameOf(face), ...(named ? [groupInText(named)] : [])];
  return [
    [...of, formatPeriodInText(release.period, locale())].join(', '),
    ...asked,
    ...(face.index === OWN_INDEX ? [m.ranking_own_index()] : []),
    originLine(redrawn?.published ?? release),
    ...(redrawn ? [m.boundaries_note({ day: formatDay(redrawn.day, locale()) })] : []),
    ...illustrativeLines(release),
  ];
}

/** @throws Error where the release has no such measure; what was asked for is checked before */
export function rankingSheet(wish: RankingWish): TableToWrite {
  const found = faceOf(wish.release, wish.measure);
  if (!found) throw new Error(`no measure ${wish.measure} in ${wish.release.id}`);
  const rows = rankedRows(wish).toSorted(
    ([a], [b]) => Number(a.score === null) - Number(b.score === null),
  );
  const ranked = rows.map(([row, unit]) => ({ row, unit }));
  const face = { ...found, decimals: decimalsIn(found, ranked) };
  const columns = columnsOf(wish, face);
  return {
    name: m.ranking_sheet_name(),
    title: titleOf(wish, face),
    columns: columns.map(({ head }) => head),
    formats: columns.map(({ format }) => format),
    lines: rows.map(([row, unit]) => columns.map(({ cell }) => cell(row, unit))),
  };
}
