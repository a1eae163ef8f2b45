// Signs of formality behind the login: staff see all and may withdraw one with a reason; a unit's
// reporter sees those of the unit, from the day they were raised, and answers them.
import { fail, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { SIGN_LIMITS } from '#lib/domain/explain/sign-limits.ts';
import { hanoiDay } from '#lib/domain/format.ts';
import { requirePerson } from '#lib/server/access/guard.ts';
import { type Action, isStaff, may, unitsFor } from '#lib/server/access/person.ts';
import { inTransaction } from '#lib/server/db/client.ts';
import { readForm, words } from '#lib/server/form.ts';
import { pageAsked } from '#lib/server/page-asked.ts';
import {
  type AskedSign,
  countSigns,
  readSigns,
  SIGN_STATES,
  type SignCount,
} from '#lib/server/store/asked-signs.ts';
import { answerSign, withdrawSign } from '#lib/server/store/signs.ts';
import { getDb } from '#lib/server/web.ts';
import type { Actions, PageServerLoad } from './$types';

/** Characters of an answer or a reason. */
const MOST_TEXT = 2_000;
/** Signs of a page, each with its form. */
const A_PAGE = 20;

const isId = (text: string | null): text is string => v.is(v.pipe(v.string(), v.uuid()), text);

/** How many there are in each state, of one unit or of all. */
const statesOf = (counts: readonly SignCount[], unit: string | undefined) =>
  SIGN_STATES.map((state) => ({
    state,
    count: counts
      .filter((each) => each.state === state && (unit === undefined || each.unitId === unit))
      .reduce((sum, { count }) => sum + count, 0),
  }));

/** What the address narrows the list to; one sign alone goes before state and unit. */
function filterOf(params: URLSearchParams, counts: readonly SignCount[]) {
  const sign = params.get('sign');
  if (isId(sign)) return { id: sign, unit: undefined, state: undefined };
  const unit = counts.find(({ unitId }) => unitId === params.get('unit'))?.unitId;
  const state = SIGN_STATES.find((each) => each === params.get('state')) ?? 'open';
  return { id: undefined, unit, state };
}

export const load: PageServerLoad = async ({ locals, url }) => {
  const person = requirePerson({ locals }, 'see-signs');
  const allowed = unitsFor(person, 'see-signs');
  const units = allowed === 'all' ? undefined : allowed;
  const counts = await countSigns(getDb(), { units });
  const { id, unit, state } = filterOf(url.searchParams, counts);
  const states = statesOf(counts, unit);
  const total = states.find((each) => each.state === state)?.count ?? 0;
  const pages = Math.max(1, Math.ceil(total / A_PAGE));
  const page = pageAsked(url.searchParams, pages);
  const signs = await readSigns(getDb(), {
    ...{ id, state, units: unit === undefined ? units : [unit] },
    slice: { most: A_PAGE, after: (page - 1) * A_PAGE },
  });
  const today = hanoiDay(new Date().toISOString());
  return {
    mayWithdraw: isStaff(person),
    mostText: MOST_TEXT,
    limits: Object.values(SIGN_LIMITS).map(({ reasonVi, reasonEn }) => ({ reasonVi, reasonEn })),
    filter: { id, unit, state },
    states,
    units: [
      ...new Map(counts.map(({ unitId, nameVi, nameEn }) => [unitId, { nameVi, nameEn }])),
    ].map(([unitId, names]) => ({ id: unitId, ...names })),
    page,
    pages,
    signs: signs.map((sign: AskedSign) => {
      const stands = sign.state === 'open' || sign.state === 'answered';
      return {
        ...sign,
        isPublic: stands && sign.dueOn < today,
        mayAnswer: stands && may(person, 'answer-sign', sign.unitId),
      };
    }),
  };
};

const SAID = v.strictObject({
  unit: v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
  sign: v.pipe(v.string(), v.uuid()),
  text: words(MOST_TEXT),
});

/** An act that records words about one sign; who may do which the table of access says. */
const recording =
  <D extends string>(act: Action, record: typeof answerSign, done: D) =>
  async ({ locals, request }: RequestEvent) => {
    requirePerson({ locals }, act);
    const read = await readForm(request, SAID);
    if (!read.ok) return fail(400, { fault: 'text' as const });
    const { unit: unitId, sign: id, text } = read.fields;
    const { id: by } = requirePerson({ locals }, act, unitId);
    const said = { unitId, id, text, by, at: new Date() };
    const isTaken = await inTransaction(getDb(), (tx) => record(tx, said));
    return isTaken ? { done } : fail(409, { fault: 'gone' as const });
  };

export const actions = {
  answer: recording('answer-sign', answerSign, 'answered'),
  withdraw: recording('withdraw-sign', withdrawSign, 'withdrawn'),
} satisfies Actions;
