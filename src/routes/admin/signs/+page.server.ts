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
import { answerSign, readSigns, withdrawSign, type AskedSign } from '#lib/server/store/signs.ts';
import { getDb } from '#lib/server/web.ts';
import type { Actions, PageServerLoad } from './$types';

/** Characters of an answer or a reason. */
const MOST_TEXT = 2_000;

export const load: PageServerLoad = async ({ locals }) => {
  const person = requirePerson({ locals }, 'see-signs');
  const units = unitsFor(person, 'see-signs');
  const signs = await readSigns(getDb(), units === 'all' ? {} : { units });
  const today = hanoiDay(new Date().toISOString());
  return {
    mayWithdraw: isStaff(person),
    mostText: MOST_TEXT,
    limits: Object.values(SIGN_LIMITS).map(({ reasonVi, reasonEn }) => ({ reasonVi, reasonEn })),
    signs: signs.map((sign: AskedSign) => ({
      ...sign,
      isPublic: sign.stands && sign.dueOn < today && sign.withdrawal === null,
      mayAnswer: sign.stands && sign.withdrawal === null && may(person, 'answer-sign', sign.unitId),
    })),
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
