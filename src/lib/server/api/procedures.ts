// The procedures that would lift most units as the API answers them. Names are part of the API and
// never change. The route /api/v1/procedures imports it.
import { GATHERED_SERIES, HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
import type { Db } from '../db/client.ts';
import { nationalLift } from '../explain/lift.ts';
import { readParameters, requireLimit, requirePeriod } from '../http.ts';
import type { Published } from '../published.ts';
import { marksOf, requireRelease } from './release.ts';

/** Procedures of one answer where `limit` does not say, and at most. */
const USUAL_LIMIT = 100;
const MOST = 5000;

/**
 * The procedures of the release that an address asks for (`period` or `release`), at most `limit`.
 *
 * @throws ProblemError 400 or 404, naming the parameter and what it may be
 */
export async function proceduresJson(db: Db, published: Published, url: URL) {
  const given = readParameters(url, ['period', 'release', 'limit']);
  if (given.period !== undefined) requirePeriod(given.period);
  const limit = given.limit === undefined ? USUAL_LIMIT : requireLimit(given.limit, MOST);
  const { period, release: id } = given;
  const release = await requireRelease(published, { series: GATHERED_SERIES, period, release: id });
  const { procedures, together, ...totals } = await nationalLift(db, release);
  return {
    release: marksOf(release),
    period: release.period,
    measure: HEADLINE_MEASURE,
    ...totals,
    of: procedures.length,
    procedures: procedures
      .slice(0, limit)
      .map(({ code, nameVi, field, units, services, dossiers, short, reachAlone }) => ({
        procedure: code,
        name: nameVi,
        field,
        units,
        services,
        dossiers,
        short,
        reachAlone,
      })),
    together: together.map(({ code, nameVi, field, helped, services, reached, lacking }) => ({
      procedure: code,
      name: nameVi,
      field,
      helped,
      services,
      reached,
      lacking,
    })),
  };
}
