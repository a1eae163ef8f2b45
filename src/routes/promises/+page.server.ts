// Every dated promise with what became of it, narrowed to a state and seen from a day as the address asks.
import { PROMISE_STATES, countStates } from '#lib/domain/promise-outcomes.ts';
import { GATHERED_SERIES } from '#lib/domain/usual-measures.ts';
import { momentAsked } from '#lib/server/page-release.ts';
import { requireWords } from '#lib/server/page-words.ts';
import { readPromises, whomOf, type DatedPromise, type Witness } from '#lib/server/promise-list.ts';
import { readGroups } from '#lib/server/store/rules.ts';
import { readUnits } from '#lib/server/store/facts.ts';
import { getDb, getPublished } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';

/** What says what happened, without the release it stands in. */
function toldOf(witness: Witness | null) {
  if (!witness) return null;
  const { value, fact = null, press = null, release } = witness;
  return {
    day: fact?.day ?? press?.day ?? witness.day,
    value,
    fact,
    press,
    release: release ? { id: release.id, period: release.period } : null,
  };
}

function releasedOf(promise: DatedPromise) {
  if (promise.origin !== 'target' || !promise.released) return null;
  const { release, ...figures } = promise.released;
  const { id, period, illustrative } = release;
  return { ...figures, release: { id, period, illustrative, series: release.rules.series.id } };
}

/** Of whom the one figure is that decides what each body of them was asked; null where it is a body's own. */
function togetherOf(promise: DatedPromise): 'nation' | 'group' | null {
  if (promise.origin !== 'target' || !promise.by || promise.target.unitId !== null) return null;
  return promise.target.groupIds.length === 1 ? 'group' : 'nation';
}

/** What is promised, by whom it was set, and where it stands. */
function lineOf(promise: DatedPromise) {
  const { id, origin, due, state, by, latest } = promise;
  return {
    ...{ id, origin, due, state, by: toldOf(by), latest: toldOf(latest) },
    ...whomOf(promise),
    indicator: origin === 'target' ? promise.indicator : null,
    target: origin === 'target' ? promise.target : null,
    listed: origin === 'listed' ? promise.listed : null,
    fact: origin === 'press' ? promise.fact : null,
    said: origin === 'press' ? promise.said : null,
    released: releasedOf(promise),
    together: togetherOf(promise),
  };
}

export const load: PageServerLoad = async ({ url }) => {
  const db = getDb();
  requireWords(url.searchParams, { state: PROMISE_STATES });
  const asOf = momentAsked(url.searchParams);
  const list = await readPromises(db, getPublished(), { now: new Date(), asOf });
  const state = PROMISE_STATES.find((each) => each === url.searchParams.get('state')) ?? null;
  const [groups, units] = await Promise.all([
    readGroups(db, GATHERED_SERIES, list.today),
    readUnits(db),
  ]);
  const wanted = list.dated.filter((each) => state === null || each.state === state);
  const named = new Set(wanted.map((each) => whomOf(each).unitId));
  return {
    today: list.today,
    asOf: asOf ? list.today : null,
    state,
    counts: countStates(list.dated.map((each) => each.state)),
    total: list.dated.length,
    lines: wanted.map(lineOf),
    undated: list.undated,
    groups,
    units: units
      .filter(({ id }) => named.has(id))
      .map(({ id, nameVi, nameEn }) => ({ id, nameVi, nameEn })),
  };
};
