// The ranking of a measure as the API answers it, as JSON and as a table for CSV and workbooks. Field and
// column names are part of the API and never change. Routes under /api/v1/rankings import it.
import { stopKey, type Stop } from '#lib/domain/boundaries.ts';
import { missedOn } from '#lib/domain/missed-targets.ts';
import { behindSinceOf, type BehindSince } from '#lib/domain/promises.ts';
import { periodsMissedOf, summaryOf } from '#lib/domain/release-lookup.ts';
import type { MissingReason } from '#lib/domain/missing.ts';
import type { RevisionReason } from '#lib/domain/observation.ts';
import type { ChangeReason, LastKnown, ScoreRow } from '#lib/domain/release.ts';
import type { TargetState } from '#lib/domain/target.ts';
import type { MemberUnit, UnitId } from '#lib/domain/unit.ts';
import { type CsvCell, writeCsv } from '../csv.ts';
import type { RankingWish } from './ranking-wish.ts';
import { lastKnownOf, marksOf, type ReleaseMarks } from './release.ts';

interface Name {
  vi: string;
  en: string;
}

/** One unit with a score. Shares are fractions 0–1. */
interface RankedUnit {
  /** The code that the unit bore on the period's last day. */
  unit: string;
  /** Its permanent id. */
  unitId: string;
  name: Name;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  score: number | null;
  /** Competition rank in its group; null where the measure has no better end. */
  rank: number | null;
  previousRank: number | null;
  change: number | null;
  changeReason: ChangeReason | null;
  targetState: TargetState;
  /** Since when it has been behind its target without a break; null where it is not. */
  behindSince: BehindSince | null;
  /** Ids of targets that fell due, that later ones have taken the place of, and that it has not met. */
  missedTargets: string[];
  /** Which version of the figure it is, and why it replaced the one before; null for a first one. */
  version: number | null;
  revision: RevisionReason | null;
  /** Only where all groups were asked for. */
  group?: string;
  /** Only on other boundaries: the units whose counts were added. */
  parts?: UnitId[];
}

/** One unit without a score: neither 0 nor last. */
interface UnrankedUnit {
  unit: string;
  unitId: string;
  name: Name;
  /** On other boundaries also why its parts give no figure; `units` then names those in the way. */
  reason: MissingReason | Stop['reason'] | null;
  /** What the source says of a reason that is none of ours; null elsewhere. */
  reasonNote: string | null;
  lastKnown: LastKnown | null;
  group?: string;
  units?: UnitId[];
}

interface Ranking {
  release: ReleaseMarks;
  measure: string;
  period: string;
  /** Only where asked for: the day whose units these are. Nothing of it was published so. */
  boundaries?: { year: string; day: string };
  /** Null where all groups were asked for; ranks are always within a group. */
  group: string | null;
  national: {
    value: number | null;
    numerator: number | null;
    denominator: number | null;
    counted: number;
    expected: number;
  } | null;
  rows: RankedUnit[];
  unranked: UnrankedUnit[];
}

/** Rows of the wish with their units, in the order of groups, then ranks, then codes. */
export function rankedRows({ release, measure, group }: RankingWish): [ScoreRow, MemberUnit][] {
  const members = new Map(release.rules.units.map((unit) => [`${unit.groupId} ${unit.id}`, unit]));
  const groups = release.rules.groups.map(({ id }) => id);
  return release.rows
    .filter((row) => row.measure === measure && (group === null || row.groupId === group))
    .flatMap((row): [ScoreRow, MemberUnit][] => {
      const unit = members.get(`${row.groupId} ${row.unitId}`);
      return unit ? [[row, unit]] : [];
    })
    .toSorted(
      ([a, unitA], [b, unitB]) =>
        groups.indexOf(a.groupId) - groups.indexOf(b.groupId) ||
        (a.rank ?? Infinity) - (b.rank ?? Infinity) ||
        (unitA.code < unitB.code ? -1 : Number(unitA.code > unitB.code)),
    );
}

function partsOf({ redrawn }: RankingWish, row: ScoreRow): { parts?: UnitId[] } {
  const made = redrawn?.composition.get(row.unitId);
  return made?.kind === 'parts' ? { parts: made.units } : {};
}

/** Why a unit has no score; on other boundaries that comes before what the engine says. */
function lackOf(
  { redrawn }: RankingWish,
  row: ScoreRow,
): Pick<UnrankedUnit, 'reason' | 'reasonNote' | 'units'> {
  const stop = redrawn?.stops.get(stopKey(row.unitId, row.measure));
  return stop
    ? { ...stop, reasonNote: null }
    : { reason: row.missing, reasonNote: row.missing === 'other' ? row.missingNote : null };
}

/** Ids of the earlier targets that each unit of the measure has still not met. */
function missedBy({ release, measure }: RankingWish): (unit: UnitId) => string[] {
  const missed = missedOn(release, measure);
  return (unit) =>
    missed
      .filter(({ unmet }) => unmet.some(({ unitId }) => unitId === unit))
      .map(({ target }) => target.id);
}

/** The answer as JSON. */
export function rankingOf(wish: RankingWish): Ranking {
  const { release, course, measure, group, redrawn } = wish;
  const national = summaryOf(release, measure, null);
  const named = (unit: MemberUnit) => ({
    unit: unit.code,
    unitId: unit.id,
    name: { vi: unit.nameVi, en: unit.nameEn },
  });
  const grouped = (row: ScoreRow) => (group === null ? { group: row.groupId } : {});
  const rows = rankedRows(wish);
  const missed = missedBy(wish);
  return {
    release: marksOf(redrawn?.published ?? release),
    measure,
    period: release.period,
    ...(redrawn ? { boundaries: { year: redrawn.year, day: redrawn.day } } : {}),
    group,
    national: national && {
      value: national.value,
      numerator: national.numerator,
      denominator: national.denominator,
      counted: national.counted,
      expected: national.expected,
    },
    rows: rows
      .filter(([row]) => row.score !== null)
      .map(([row, unit]) => ({
        ...named(unit),
        value: row.value,
        numerator: row.numerator,
        denominator: row.denominator,
        score: row.score,
        rank: row.rank,
        previousRank: row.previousRank,
        change: row.change,
        changeReason: row.changeReason,
        targetState: row.targetState,
        behindSince: behindSinceOf(course, row.unitId, measure),
        missedTargets: missed(row.unitId),
        version: row.version,
        revision: row.reason,
        ...grouped(row),
        ...partsOf(wish, row),
      })),
    unranked: rows
      .filter(([row]) => row.score === null)
      .map(([row, unit]) => ({
        ...named(unit),
        ...lackOf(wish, row),
        lastKnown: lastKnownOf(row.lastKnown),
        ...grouped(row),
      })),
  };
}

export const RANKING_COLUMNS =
  'illustrative release series period status measure group unit unit_id name_vi name_en value ' +
  'numerator denominator qualifier obs_status score rank previous_rank change change_reason ' +
  'target_state target reason periods_missed last_period last_value source run version revision ' +
  'behind_since behind_since_or_before missed_targets reason_note';

/** The answer as a table: a line a unit, those without a score last, and the release on every line. */
export function rankingTable(wish: RankingWish): { columns: string[]; lines: CsvCell[][] } {
  const { release, course, measure, redrawn } = wish;
  const marks = marksOf(redrawn?.published ?? release);
  const rows = rankedRows(wish).toSorted(
    ([a], [b]) => Number(a.score === null) - Number(b.score === null),
  );
  const missed = missedBy(wish);
  const lines = rows.map(([row, unit]): CsvCell[] => {
    const behind = behindSinceOf(course, row.unitId, measure);
    const lack = row.score === null ? lackOf(wish, row) : { reason: row.missing, reasonNote: null };
    return [
      marks.illustrative,
      marks.id,
      marks.series,
      marks.period,
      marks.status,
      measure,
      row.groupId,
      unit.code,
      unit.id,
      unit.nameVi,
      unit.nameEn,
      row.value,
      row.numerator,
      row.denominator,
      row.qualifier,
      row.status,
      row.score,
      row.rank,
      row.previousRank,
      row.change,
      row.changeReason,
      row.targetState,
      row.targetId,
      lack.reason,
      periodsMissedOf(row),
      row.lastKnown?.period ?? null,
      row.lastKnown?.value ?? null,
      row.sourceId,
      row.runId,
      row.version,
      row.reason,
      behind?.period ?? null,
      behind?.orBefore ?? null,
      missed(row.unitId).join(' ') || null,
      lack.reasonNote,
    ];
  });
  return { columns: RANKING_COLUMNS.split(' '), lines };
}

/** The table as CSV, with the mark that Excel needs. */
export function rankingCsv(wish: RankingWish): string {
  const { columns, lines } = rankingTable(wish);
  return writeCsv(columns, lines, { mark: true });
}

/** `tiendo-dvc-share_l4-2020-Q1-provinces-1-minh-hoa.csv`: made-up figures say so in their name. */
export function rankingFileName(
  { release, measure, group, redrawn }: RankingWish,
  ending: 'csv' | 'xlsx',
): string {
  const parts = [
    'tiendo',
    release.rules.series.id,
    measure,
    release.period,
    group ?? 'all',
    release.number,
    ...(redrawn ? ['boundaries', redrawn.year] : []),
    ...(release.illustrative ? ['minh-hoa'] : []),
  ];
  return `${parts.join('-').replaceAll(/[^\w.-]+/g, '-')}.${ending}`;
}

/** Changes with the release and with the form of the answer; `form` must change with the latter. */
export const tagOf = ({ release, redrawn }: RankingWish, form: string): string =>
  [form, release.id, ...(redrawn ? [redrawn.year] : [])].join('-');
