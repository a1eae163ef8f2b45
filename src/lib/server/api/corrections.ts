// Corrections as the API answers them, as JSON and as CSV. Field and column names are part of the API
// and never change. Routes under /api/v1/corrections and /corrections import it.
import { DIFFERENCE_KINDS, type StatedFigure } from '#lib/domain/release-differences.ts';
import {
  type Correction,
  type CorrectionFilter,
  type EditionChanges,
  narrow,
  readEditions,
  REASON_FILTERS,
} from '../corrections.ts';
import { type CsvCell, writeCsv } from '../csv.ts';
import { readParameters, requireOneOf, requirePeriod } from '../http.ts';
import type { Published } from '../published.ts';
import { marksOf } from './release.ts';

/** What a request asks for, read strictly; see `readParameters` for what it throws. */
export function filterOf(url: URL): CorrectionFilter {
  const given = readParameters(url, ['unit', 'indicator', 'period', 'reason']);
  if (given.period !== undefined) requirePeriod(given.period);
  return {
    unit: given.unit,
    indicator: given.indicator,
    period: given.period,
    reason: REASON_FILTERS.find(
      (reason) =>
        given.reason !== undefined &&
        reason === requireOneOf('reason', given.reason, REASON_FILTERS),
    ),
  };
}

const statedOf = (figure: StatedFigure | null) =>
  figure && {
    value: figure.value,
    numerator: figure.numerator,
    denominator: figure.denominator,
    qualifier: figure.qualifier,
    score: figure.score,
    rank: figure.rank,
    reason: figure.missing,
    source: figure.sourceId,
    version: figure.version,
  };

function editionOf(edition: EditionChanges, filter: CorrectionFilter) {
  return {
    release: marksOf(edition.after),
    replaces: marksOf(edition.before),
    movedOnly: edition.movedOnly,
    corrections: narrow(edition.corrections, filter).map((each) => ({
      unit: each.unit.code,
      unitId: each.unitId,
      name: { vi: each.unit.nameVi, en: each.unit.nameEn },
      group: each.groupId,
      measure: each.measure,
      kind: each.kind,
      revision: each.reason,
      otherSource: each.otherSource,
      before: statedOf(each.before),
      after: statedOf(each.after),
    })),
  };
}

/** Every release that replaced another, with the figures asked for that it states otherwise. */
export async function correctionsJson(published: Published, filter: CorrectionFilter) {
  const editions = await readEditions(published, { period: filter.period });
  return {
    kinds: DIFFERENCE_KINDS,
    editions: editions.map((edition) => editionOf(edition, filter)),
  };
}

const COLUMNS =
  'illustrative series period release replaces released_at kind revision measure group unit unit_id ' +
  'name_vi name_en value_before value_after numerator_before numerator_after denominator_before ' +
  'denominator_after rank_before rank_after reason_before reason_after source version_before ' +
  'version_after';

function lineOf(each: Correction): CsvCell[] {
  const { edition, unit, before, after } = each;
  return [
    edition.after.illustrative,
    edition.after.seriesId,
    edition.after.period,
    edition.after.id,
    edition.before.id,
    edition.after.releasedAt,
    each.kind,
    each.reason,
    each.measure,
    each.groupId,
    unit.code,
    unit.id,
    unit.nameVi,
    unit.nameEn,
    before?.score ?? null,
    after?.score ?? null,
    before?.numerator ?? null,
    after?.numerator ?? null,
    before?.denominator ?? null,
    after?.denominator ?? null,
    before?.rank ?? null,
    after?.rank ?? null,
    before?.missing ?? null,
    after?.missing ?? null,
    after?.sourceId ?? null,
    before?.version ?? null,
    after?.version ?? null,
  ];
}

/** The same as CSV, a line a figure, the latest release first. */
export async function correctionsCsv(
  published: Published,
  filter: CorrectionFilter,
): Promise<{ body: string; fileName: string }> {
  const editions = await readEditions(published, { period: filter.period });
  const listed = narrow(
    editions.flatMap(({ corrections }) => corrections),
    filter,
  );
  const isMadeUp = listed.some(({ edition }) => edition.after.illustrative);
  return {
    body: writeCsv(COLUMNS.split(' '), listed.map(lineOf), { mark: true }),
    fileName: `tiendo-corrections${isMadeUp ? '-minh-hoa' : ''}.csv`,
  };
}
