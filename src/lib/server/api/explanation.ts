// Why a unit's rank changed, as the API answers it. Field names are part of the API and never change.
// The route under /api/v1/units imports it.
import { contributionsOf, type Contribution } from '#lib/domain/explain/contributions.ts';
import type { RankMove } from '#lib/domain/explain/rank-move.ts';
import { ORDERS } from '#lib/domain/explain/shapley.ts';
import { parsePeriod } from '#lib/domain/period.ts';
import type { Release } from '#lib/domain/release.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
import type { Db } from '../db/client.ts';
import { comparedWith, explainMove, type Explanation } from '../explain/explanation.ts';
import { ProblemError, readParameters, requireOneOf } from '../http.ts';
import { courseTo, type Published } from '../published.ts';
import { readUnits, type CatalogueUnit } from '../store/facts.ts';
import { measuresOf, seriesOf } from './ranking-wish.ts';
import { marksOf, requireRelease } from './release.ts';
import { findBody, requireUnit, usualMeasure } from './units.ts';

interface Asked {
  unit: CatalogueUnit;
  explanation: Explanation;
}

/**
 * The move that an address asks for. Without `to` it is that to the latest period, without `from` that
 * from the last period in which the unit had a rank, as it was current when `to` became so.
 *
 * @throws ProblemError 400 or 404, naming the parameter and what it may be
 */
export async function requireExplanation(
  db: Db,
  published: Published,
  name: string,
  url: URL,
): Promise<Asked> {
  const given = readParameters(url, ['measure', 'from', 'to', 'series']);
  const body = await findBody(db, name);
  const byId = given.to !== undefined && !parsePeriod(given.to) ? given.to : undefined;
  const series =
    given.series ??
    body?.seriesId ??
    (await seriesOf(published, given.measure ?? HEADLINE_MEASURE, byId));
  const to = await requireEnd(published, { series, name: 'to', text: given.to });
  const measure =
    given.measure ?? (body ? usualMeasure(to, body, HEADLINE_MEASURE) : HEADLINE_MEASURE);
  requireOneOf('measure', measure, measuresOf(to), '/api/v1/indicators');
  const unit = body ?? (await requireUnit(db, await readUnits(db), name, to.period));
  const beside =
    given.from === undefined
      ? comparedWith(await courseTo(published, to), unit.id, measure)
      : {
          from: await requireEnd(published, { series, name: 'from', text: given.from, beside: to }),
        };
  return { unit, explanation: await explainMove(published, { ...beside, to, unit, measure }) };
}

interface End {
  series: string;
  name: 'from' | 'to';
  /** A period or the id of a release; the latest where it is left out. */
  text: string | undefined;
  /** Of a period that which was current when this one became so is taken, if any was. */
  beside?: Release;
}

/** The release that one end of an address names. */
export async function requireEnd(
  published: Published,
  { series, name, text, beside }: End,
): Promise<Release> {
  try {
    if (text === undefined) return await requireRelease(published, { series });
    if (!parsePeriod(text)) return await requireRelease(published, { series, release: text });
    const asOf = beside && new Date(beside.releasedAt);
    const then = asOf && (await published.current({ series, period: text, asOf }));
    return then ?? (await requireRelease(published, { series, period: text }));
  } catch (error) {
    const isOwn =
      error instanceof ProblemError &&
      ['period', 'release'].includes(error.problem.parameter ?? '');
    if (!isOwn) throw error;
    throw new ProblemError({ ...error.problem, parameter: name });
  }
}

/** The answer as JSON. Places above 0 are a rise. */
export function explanationJson({ unit, explanation }: Asked) {
  const { measure, from, to, known, answer, sentence, isBackwards, unranked } = explanation;
  return {
    unitId: unit.id,
    name: { vi: unit.nameVi, en: unit.nameEn },
    measure,
    from: from && marksOf(from),
    to: marksOf(to),
    known: known && marksOf(known),
    backwards: isBackwards,
    unrankedBetween: unranked,
    sentence,
    reason: answer.reason,
    move: answer.move && moveJson(answer.move, explanation),
    contributions: measure.includes(':')
      ? (contributionsOf(to, unit.id, measure.split(':')[0] ?? '')?.map(contributionJson) ?? null)
      : null,
  };
}

function moveJson(move: RankMove, { units }: Explanation) {
  const named = (id: UnitId) => {
    const unit = units.get(id);
    return { unitId: id, name: unit ? { vi: unit.nameVi, en: unit.nameEn } : null };
  };
  return {
    from: move.from,
    to: move.to,
    knownRank: move.knownRank,
    places: move.places,
    parts: move.parts.map(({ factor, share, shown, score }) => ({
      factor,
      places: shown,
      exact: { numerator: share, denominator: ORDERS },
      score,
    })),
    passedBy: move.passedBy.map(named),
    passed: move.passed.map(named),
    level: move.level.map(named),
    cameAbove: move.cameAbove.map(named),
    wentFromAbove: move.wentFromAbove.map(named),
    came: move.came,
    went: move.went,
  };
}

const contributionJson = ({ nameVi, nameEn, missing, ...line }: Contribution) => ({
  ...line,
  name: { vi: nameVi, en: nameEn },
  reason: missing,
});
