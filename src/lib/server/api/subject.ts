// What an address of a unit asks about: which unit, which measure, in which release. Answers that explain
// one figure of one unit read their addresses by it.
import type { MeasureCode } from '#lib/domain/indicator.ts';
import type { Release } from '#lib/domain/release.ts';
import type { Db } from '../db/client.ts';
import { requireMoment, requireOneOf, requirePeriod } from '../http.ts';
import type { Published } from '../published.ts';
import { type CatalogueUnit, readUnits } from '../store/facts.ts';
import { measuresOf, seriesOf } from './ranking-wish.ts';
import { requireRelease } from './release.ts';
import { findBody, requireUnit, usualMeasure } from './units.ts';

/** Parameters that name a subject. */
export const SUBJECT_PARAMETERS = ['measure', 'period', 'series', 'release', 'asOf'] as const;
type Given = Partial<Record<(typeof SUBJECT_PARAMETERS)[number], string>>;

export interface Subject {
  unit: CatalogueUnit;
  release: Release;
  measure: MeasureCode;
}

/**
 * The subject that an address names. Where it is left out the series is found by the measure, and that of a
 * body is its own.
 *
 * @param usual the measure where none is named; of a body what its series ranks it by
 * @param name the unit's id, or a code that it bore on the last day of the release's period
 * @throws ProblemError 400 or 404, naming the parameter and what it may be
 */
export async function requireSubject(
  { db, published }: { db: Db; published: Published },
  name: string,
  usual: MeasureCode,
  { measure: asked, period, series, release: id, asOf }: Given,
): Promise<Subject> {
  const body = await findBody(db, name);
  const release = await requireRelease(published, {
    series: series ?? body?.seriesId ?? (await seriesOf(published, asked ?? usual, id)),
    period: period === undefined ? undefined : requirePeriod(period),
    asOf: asOf === undefined ? undefined : requireMoment('asOf', asOf),
    release: id,
  });
  const measure = asked ?? (body ? usualMeasure(release, body, usual) : usual);
  requireOneOf('measure', measure, measuresOf(release), '/api/v1/indicators');
  const unit = body ?? (await requireUnit(db, await readUnits(db), name, release.period));
  return { unit, release, measure };
}
