// Units side by side as the API answers them, as JSON and as CSV. Field and column names are part of the
// API and never change. Routes under /api/v1/compare import it.
import { compareUnits, MOST_COMPARED, namedUnits } from '#lib/domain/compare-units.ts';
import type { ComparedFigure, ComparedMeasure, Comparison } from '#lib/domain/compare-units.ts';
import type { Release } from '#lib/domain/release.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { type CsvCell, writeCsv } from '../csv.ts';
import { readParameters, refusal, requireGiven, requireMoment, requirePeriod } from '../http.ts';
import type { Published } from '../published.ts';
import { marksOf, requireRelease, seriesOfRelease } from './release.ts';

interface Asked {
  release: Release;
  comparison: Comparison;
}

const UNITS = `ids of units with commas between them, ${MOST_COMPARED} at most`;

/**
 * The units that an address names: none of them is left out in silence.
 *
 * @throws ProblemError 400 where there are more than can be compared
 */
export function requireCompared(text: string): UnitId[] {
  const ids = namedUnits(text);
  if (ids.length <= MOST_COMPARED) return ids;
  throw refusal('units', `units names ${ids.length}: ${UNITS}.`);
}

/**
 * What an address asks to compare.
 *
 * @throws ProblemError 400 or 404, naming the parameter and what it may be
 */
async function askedComparison(published: Published, url: URL): Promise<Asked> {
  const given = readParameters(url, ['units', 'period', 'series', 'release', 'asOf']);
  const ids = requireCompared(requireGiven('units', given.units, UNITS));
  const release = await requireRelease(published, {
    series: given.series ?? (await seriesOfRelease(published, given.release)),
    period: given.period === undefined ? undefined : requirePeriod(given.period),
    asOf: given.asOf === undefined ? undefined : requireMoment('asOf', given.asOf),
    release: given.release,
  });
  return { release, comparison: compareUnits(release, ids, release.periodEnd) };
}

const figureJson = ({ unitId, row, ranked }: ComparedFigure) => ({
  unitId,
  score: row?.score ?? null,
  numerator: row?.numerator ?? null,
  denominator: row?.denominator ?? null,
  rank: row?.rank ?? null,
  ranked,
  demand: row?.demand ?? null,
  targetState: row?.targetState ?? null,
  reason: row?.missing ?? null,
});

const measureJson = ({ face, direction, figures, highest, lowest, spread }: ComparedMeasure) => ({
  measure: face.code,
  name: { vi: face.nameVi, en: face.nameEn },
  kind: face.measure,
  direction,
  ...{ highest, lowest, spread },
  figures: figures.map(figureJson),
});

/** What `/api/v1/compare` answers. */
export async function comparisonJson(published: Published, url: URL) {
  const { release, comparison } = await askedComparison(published, url);
  return {
    release: marksOf(release),
    units: comparison.units.map(({ id, code, groupId, nameVi: vi, nameEn: en }) => ({
      unit: code,
      unitId: id,
      name: { vi, en },
      group: groupId,
    })),
    unknown: comparison.unknown,
    measures: comparison.measures.map(measureJson),
  };
}

export const COMPARISON_COLUMNS =
  'illustrative series period release measure name_vi name_en unit unit_id unit_vi unit_en group ' +
  'score numerator denominator rank ranked demand target_state reason';

/** The same as CSV: a line a measure and unit. */
export async function comparisonCsv(published: Published, url: URL) {
  const { release, comparison } = await askedComparison(published, url);
  const { illustrative, rules, period, id } = release;
  const units = new Map(comparison.units.map((unit) => [unit.id, unit]));
  const lines = comparison.measures.flatMap(({ face, figures }) =>
    figures.map((figure): CsvCell[] => {
      const unit = units.get(figure.unitId);
      const told = figureJson(figure);
      return [
        ...[illustrative, rules.series.id, period, id, face.code, face.nameVi, face.nameEn],
        ...[unit?.code ?? null, figure.unitId, unit?.nameVi ?? null, unit?.nameEn ?? null],
        ...[unit?.groupId ?? null, told.score, told.numerator, told.denominator, told.rank],
        ...[told.ranked, told.demand, told.targetState, told.reason],
      ];
    }),
  );
  const made = illustrative ? '-minh-hoa' : '';
  return {
    body: writeCsv(COMPARISON_COLUMNS.split(' '), lines, { mark: true }),
    fileName: `tiendo-compare-${period}${made}.csv`,
  };
}
