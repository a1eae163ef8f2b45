// What would come of raising services of a unit as the API answers it. Names are part of the API and
// never change. The route under /api/v1/units imports it.
import { NO_PLAN, raisedBy, readPlan } from '#lib/domain/explain/plan.ts';
import { outcomeOf, type PlanOutcome } from '#lib/domain/explain/plan-outcome.ts';
import type { Release } from '#lib/domain/release.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
import type { Db } from '../db/client.ts';
import { planAsked, readPlaced, type UnitPlan } from '../explain/plan.ts';
import { readParameters, refusal } from '../http.ts';
import { courseTo, type Published } from '../published.ts';
import { marksOf } from './release.ts';
import { requireSubject } from './subject.ts';

/** Lists of codes are longer than other parameters may be, and are read apart. */
const CODES = ['with', 'without'] as const;
const PARAMETERS = ['period', 'series', 'release', 'asOf', 'raise', 'others'] as const;

/** Why nothing is told of a unit that the release does not list. */
const ABSENT = 'not-in-release';

/**
 * What a plan comes to, beside what raising nothing comes to under the same assumption.
 *
 * @throws ProblemError 400 or 404, naming the parameter and what it may be
 */
export async function planJson(db: Db, published: Published, name: string, url: URL) {
  const { raise: _, others, ...asked } = readBesidePlan(url, PARAMETERS);
  const { unit, release } = await requireSubject({ db, published }, name, HEADLINE_MEASURE, asked);
  const course = await courseTo(published, release);
  const member = release.rules.units.find((each) => each.id === unit.id);
  const services = member ? await readPlaced(db, release, member) : null;
  const found = member ? planAsked(course, member, services, url.searchParams) : null;
  if (others !== undefined && !['still', 'moving'].includes(others)) {
    throw refusal('others', 'others is "still" or "moving".');
  }
  requireSense(url.searchParams, found ?? { most: 0, ignored: [] });
  const world = found?.world.answer ?? null;
  const plan = found?.asked?.plan ?? NO_PLAN;
  const told = (raised: number) =>
    world && outcomeJson(release, outcomeOf(world, raised, plan.rivals));
  return {
    release: marksOf(release),
    unit: member?.code ?? null,
    unitId: unit.id,
    name: { vi: unit.nameVi, en: unit.nameEn },
    measure: HEADLINE_MEASURE,
    period: release.period,
    reason: found ? found.world.reason : ABSENT,
    plan: { raise: plan.first, with: plan.with, without: plan.without, others: plan.rivals },
    most: found?.most ?? null,
    pace: world?.pace ?? null,
    now: told(0),
    outcome: told(raisedBy(plan)),
  };
}

/** What an address says beside the codes of a plan. @throws ProblemError 400 that names a parameter */
export function readBesidePlan<Name extends string>(url: URL, names: readonly Name[]) {
  const rest = new URL(url);
  for (const name of CODES) rest.searchParams.delete(name);
  return readParameters(rest, [...names, ...CODES]);
}

/** @throws ProblemError 400 where services of the plan mean nothing */
export function requireSense(
  params: URLSearchParams,
  { most, ignored }: Pick<UnitPlan, 'most' | 'ignored'>,
): void {
  const raise = params.get('raise');
  if (raise !== null && !(/^\d{1,6}$/.test(raise) && Number(raise) <= most)) {
    throw refusal('raise', `raise is a whole number from 0 to ${most}, the services to raise.`);
  }
  const [code] = ignored;
  if (code === undefined) return;
  const parameter = readPlan(params, most)?.with.includes(code) ? 'with' : 'without';
  const detail =
    parameter === 'with'
      ? `${code} is no service to raise, or is among the first ones already.`
      : `${code} is not among the first services to raise.`;
  throw refusal(parameter, detail);
}

const namesIn = ({ rules }: Release, ids: readonly UnitId[]) =>
  ids.flatMap((id) => {
    const found = rules.units.find((unit) => unit.id === id);
    return found
      ? [{ unit: found.code, unitId: id, name: { vi: found.nameVi, en: found.nameEn } }]
      : [];
  });

const outcomeJson = (release: Release, outcome: PlanOutcome) => ({
  raised: outcome.raised,
  period: outcome.period,
  value: outcome.figure.value,
  numerator: outcome.figure.numerator,
  denominator: outcome.figure.denominator,
  rank: outcome.rank,
  ranked: outcome.ranked,
  passed: namesIn(release, outcome.passed),
  passedBy: namesIn(release, outcome.passedBy),
  state: outcome.state,
  demand: outcome.demand,
  due: outcome.due,
  metOn: outcome.metOn.answer,
  metOnReason: outcome.metOn.reason,
});
