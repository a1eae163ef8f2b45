// Signs of formality behind the login: staff see all and may withdraw one with a reason; a unit's
// reporter sees those of the unit, from the day they were raised, and answers them.
import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { SIGN_LIMITS } from '#lib/domain/explain/sign-limits.ts';
import { hanoiDay } from '#lib/domain/format.ts';
import { requirePerson } from '#lib/server/access/guard.ts';
import { isStaff, may, unitsFor } from '#lib/server/access/person.ts';
import { inTransaction } from '#lib/server/db/client.ts';
import { readForm } from '#lib/server/form.ts';
import { answerSign, readSigns, withdrawSign, type AskedSign } from '#lib/server/store/signs.ts';
import { getDb } from '#lib/server/web.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const person = requirePerson({ locals }, 'see-signs');
  const units = unitsFor(person, 'see-signs');
  const signs = await readSigns(getDb(), units === 'all' ? {} : { units });
  const today = hanoiDay(new Date().toISOString());
  return {
    mayWithdraw: isStaff(person),
    limits: Object.values(SIGN_LIMITS).map(({ reasonVi, reasonEn }) => ({ reasonVi, reasonEn })),
    signs: signs.map((sign: AskedSign) => ({
      ...sign,
      isPublic: sign.dueOn < today && sign.withdrawal === null,
      mayAnswer: sign.withdrawal === null && may(person, 'answer-sign', sign.unitId),
    })),
  };
};

const MAX_TEXT = 2_000;
const SAID = v.strictObject({
  unit: v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
  sign: v.pipe(v.string(), v.uuid()),
  text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MAX_TEXT)),
});

export const actions: Actions = {
  async answer({ locals, request }) {
    requirePerson({ locals }, 'answer-sign');
    const read = await readForm(request, SAID);
    if (!read.ok) return fail(400, { fault: 'text' as const });
    const { unit: unitId, sign: id, text } = read.fields;
    const { id: by } = requirePerson({ locals }, 'answer-sign', unitId);
    const said = { unitId, id, text, by, at: new Date() };
    const isTaken = await inTransaction(getDb(), (tx) => answerSign(tx, said));
    return isTaken ? { done: 'answered' as const } : fail(409, { fault: 'gone' as const });
  },
  async withdraw({ locals, request }) {
    const { id: by } = requirePerson({ locals }, 'withdraw-sign');
    const read = await readForm(request, SAID);
    if (!read.ok) return fail(400, { fault: 'text' as const });
    const { unit: unitId, sign: id, text } = read.fields;
    const said = { unitId, id, text, by, at: new Date() };
    const isTaken = await inTransaction(getDb(), (tx) => withdrawSign(tx, said));
    return isTaken ? { done: 'withdrawn' as const } : fail(409, { fault: 'gone' as const });
  },
};
