// Which services a unit would raise, as it stands in an address: `?raise=12&with=CODE,CODE&without=CODE`.
// The server, the browser and the API read the same text, so that a plan can be linked to and works
// without scripts. Pure; pages and the API import it.
import type { Rivals } from './plan-outcome.ts';

/** The first so many in the order in which to raise them, some others with them, some of them left out. */
export interface Plan {
  first: number;
  with: string[];
  without: string[];
  rivals: Rivals;
}

export const NO_PLAN: Plan = { first: 0, with: [], without: [], rivals: 'still' };

/** The names of a plan in the address. */
export const PLAN_NAMES = ['raise', 'with', 'without', 'others'] as const;

const codesIn = (params: URLSearchParams, name: string): string[] => [
  ...new Set(
    params
      .getAll(name)
      .flatMap((text) => text.split(','))
      .map((code) => code.trim())
      .filter((code) => code !== ''),
  ),
];

const firstIn = (params: URLSearchParams): string => params.get('raise')?.trim() ?? '';

/** Letters of what means nothing that are said again. */
const MOST_SAID = 40;

/** What an address says where a number of services stands; null where it is one, or none is said. */
export const wrongFirst = (params: URLSearchParams): string | null =>
  /^\d*$/.test(firstIn(params)) && Number.isSafeInteger(Number(firstIn(params)))
    ? null
    : firstIn(params).slice(0, MOST_SAID);

/** How many of the first services an address asks for, more than there are too; 0 for what is no such number. */
export const askedFirst = (params: URLSearchParams): number =>
  wrongFirst(params) === null ? Number(firstIn(params)) : 0;

/**
 * What an address asks for; null where it names no plan. What cannot be meant is left out: a number that
 * is none, codes that are in `ignored`.
 *
 * @param most services that may be raised
 */
export function readPlan(
  params: URLSearchParams,
  most: number,
  ignored: readonly string[] = [],
): Plan | null {
  if (!PLAN_NAMES.some((name) => params.has(name))) return null;
  const codes = (name: string) => codesIn(params, name).filter((code) => !ignored.includes(code));
  return {
    first: Math.min(askedFirst(params), most),
    with: codes('with'),
    without: codes('without'),
    rivals: params.get('others') === 'moving' ? 'moving' : 'still',
  };
}

/** `params` with this plan in place of the one that they held. */
export function writePlan(params: URLSearchParams, plan: Plan): URLSearchParams {
  const written = new URLSearchParams(params);
  for (const name of PLAN_NAMES) written.delete(name);
  if (plan.first > 0) written.set('raise', String(plan.first));
  if (plan.with.length > 0) written.set('with', plan.with.join(','));
  if (plan.without.length > 0) written.set('without', plan.without.join(','));
  if (plan.rivals !== 'still') written.set('others', plan.rivals);
  return written;
}

/** The same for plans that ask the same. */
export const planKey = (plan: Plan): string => writePlan(new URLSearchParams(), plan).toString();

/**
 * Codes of a plan that mean nothing: not of services that can be raised, added though they are among the
 * first ones, or left out though they are not.
 *
 * @param order codes in the order in which to raise them
 */
export function ignoredIn(plan: Plan, order: readonly string[]): string[] {
  const places = new Map(order.map((code, at) => [code, at + 1]));
  const isFirst = (code: string): boolean => (places.get(code) ?? Infinity) <= plan.first;
  return [
    ...plan.with.filter((code) => !places.has(code) || isFirst(code)),
    ...plan.without.filter((code) => !isFirst(code)),
  ];
}

/** How many services it raises, of a plan whose codes all mean something. */
export const raisedBy = (plan: Plan): number => plan.first - plan.without.length + plan.with.length;

/** Whether a service is among those that are raised. @param place its place in the order, from 1 */
export const isRaised = (plan: Plan, code: string, place: number): boolean =>
  place <= plan.first ? !plan.without.includes(code) : plan.with.includes(code);

/** Those of some services that a plan raises, each with its place in the order; none has null. */
export const plannedOf = <Service extends { code: string; place: number | null }>(
  services: readonly Service[],
  plan: Plan,
): Service[] => services.filter(({ code, place }) => place !== null && isRaised(plan, code, place));

/** The plan with one service more, or without it where it was in it. */
export function toggled(plan: Plan, code: string, place: number): Plan {
  const name = place <= plan.first ? 'without' : 'with';
  const codes = plan[name];
  const next = codes.includes(code) ? codes.filter((each) => each !== code) : [...codes, code];
  return { ...plan, [name]: next };
}
