// A unit's services with what it would come to were some of them raised: one answer for the page of its
// services, their API and that of plans, as known when the release was built.
import type { Answered } from '#lib/domain/explain/gap-answer.ts';
import { ignoredIn, type Plan, raisedBy, readPlan } from '#lib/domain/explain/plan.ts';
import {
  mostRaised,
  type NoPlan,
  outcomeOf,
  type PlanOutcome,
  type PlanWorld,
  planWorldOf,
} from '#lib/domain/explain/plan-outcome.ts';
import type { Release } from '#lib/domain/release.ts';
import { type PlacedService, placeServices } from '#lib/domain/service-list.ts';
import type { MemberUnit } from '#lib/domain/unit.ts';
import { HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
import type { Db } from '../db/client.ts';
import { linesBehind } from './gap.ts';

/** The services of a unit in a release, in the order in which to raise them; null where none is known. */
export async function readPlaced(
  db: Db,
  release: Release,
  unit: MemberUnit,
): Promise<PlacedService[] | null> {
  const lines = await linesBehind(db, release, unit, HEADLINE_MEASURE);
  return lines && placeServices(lines);
}

/** What an address would have raised. */
export interface AskedPlan {
  plan: Plan;
  outcome: PlanOutcome;
}

export interface UnitPlan {
  world: Answered<PlanWorld, NoPlan>;
  /** Most services that may be raised: those that qualify, or where none is known all below level 4. */
  most: number;
  /** Codes of the address that mean nothing here. */
  ignored: string[];
  /** Null where the address asks for none, or nothing can be worked out. */
  asked: AskedPlan | null;
}

/**
 * The plan of an address; null where it has none.
 *
 * @param order codes of what may be raised, in the order in which to raise them
 * @param most how many may be, known too where the codes are not
 * @returns also the codes of the address that mean nothing here
 */
export function planIn(
  params: URLSearchParams,
  order: readonly string[],
  most = order.length,
): { plan: Plan | null; ignored: string[] } {
  const given = readPlan(params, most);
  const ignored = given ? ignoredIn(given, order) : [];
  return { plan: readPlan(params, most, ignored), ignored };
}

/** Codes of services in the order in which to raise them. */
export const orderOf = (services: readonly PlacedService[]): string[] =>
  services.flatMap(({ code, place }) => (place === null ? [] : [code]));

/**
 * What a plan of a unit comes to in the last release of a course.
 *
 * @param services as `readPlaced` answers them
 */
export function planAsked(
  course: readonly Release[],
  { id }: MemberUnit,
  services: readonly PlacedService[] | null,
  params: URLSearchParams,
): UnitPlan {
  const order = orderOf(services ?? []);
  const world = planWorldOf(course, id, services && order.length);
  if (!world.answer) return { world, most: 0, ignored: [], asked: null };
  const most = services ? order.length : mostRaised(world.answer);
  const { plan, ignored } = planIn(params, order, most);
  const asked = plan && {
    plan,
    outcome: outcomeOf(world.answer, raisedBy(plan), plan.rivals),
  };
  return { world, most, ignored, asked };
}
