// Disputes that are open or decided, and the decisions on them.
import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import type { ListedField } from '#lib/domain/listed-services.ts';
import { requirePerson } from '#lib/server/access/guard.ts';
import type { Fault } from '#lib/domain/validate/rule.ts';
import { inTransaction } from '#lib/server/db/client.ts';
import { disputeMail } from '#lib/server/dispute-mail.ts';
import { readForm, words } from '#lib/server/form.ts';
import { readBrokenRules } from '#lib/server/store/disputed-rules.ts';
import {
  countDisputes,
  decideDispute,
  DISPUTE_FILTERS,
  isAnswerMailed,
  readDisputes,
  type Dispute,
} from '#lib/server/store/disputes.ts';
import { getDb } from '#lib/server/web.ts';
import { localizeHref } from '#lib/paraglide/runtime.js';
import type { Actions, PageServerLoad } from './$types';

/** What the unit says of the row that we say otherwise; empty where one side has no row. */
function differencesOf({ ours, theirs }: Dispute) {
  if (!ours || !theirs) return [];
  return Object.entries(theirs.fields).flatMap(([name, value]) => {
    const field = name as ListedField;
    return String(value) === String(ours[field])
      ? []
      : [{ field, ours: ours[field], theirs: value }];
  });
}

/** Who decided what, when and why; null while nobody did. */
function decisionOf({ state, deciderName: by, decidedAt: at, answer }: Dispute) {
  return state === 'open' || by === null || at === null ? null : { state, by, at, answer };
}

/** A broken rule as the page tells it. */
const brokenOf = ({ rule: { severity, messageVi, messageEn }, field }: Fault) => ({
  ...{ severity, messageVi, messageEn },
  field: field as ListedField | null,
});

/** Characters of an answer. */
const MOST_ANSWER = 1_000;

const FILTER = v.fallback(v.picklist(DISPUTE_FILTERS), 'open');

export const load: PageServerLoad = async ({ locals, url }) => {
  const person = requirePerson({ locals }, 'decide-disputes');
  const state = v.parse(FILTER, url.searchParams.get('state'));
  const [disputes, counts] = await Promise.all([
    readDisputes(getDb(), { state }),
    countDisputes(getDb()),
  ]);
  // What is decided needs no check: the run has told what it found.
  const broken = await readBrokenRules(getDb(), state === 'open' ? disputes : []);
  return {
    state,
    counts,
    mostAnswer: MOST_ANSWER,
    disputes: disputes.map((dispute) => {
      const { id, unitId, period, serviceCode, note, raiserName, raisedAt } = dispute;
      const { unitNameVi: nameVi, unitNameEn: nameEn } = dispute;
      return {
        ...{ id, unitId, period, serviceCode, note, raiserName, raisedAt, nameVi, nameEn },
        decision: decisionOf(dispute),
        name: dispute.ours?.name ?? String(dispute.theirs?.fields.name ?? ''),
        kind: dispute.ours === null ? 'only-theirs' : dispute.theirs === null ? 'only-ours' : null,
        row: dispute.theirs?.row ?? 0,
        differences: differencesOf(dispute),
        broken: broken.get(id)?.map(brokenOf) ?? null,
        isOwn: dispute.raisedBy === person.id,
      };
    }),
  };
};

const DECISION = v.strictObject({
  id: v.pipe(v.string(), v.uuid()),
  unit: v.pipe(v.string(), v.maxLength(60)),
  verdict: v.picklist(['accept', 'decline']),
  answer: words(MOST_ANSWER),
  code: v.pipe(v.string(), v.maxLength(2_000)),
});

export const actions: Actions = {
  default: async ({ locals, request, url }) => {
    const person = requirePerson({ locals }, 'decide-disputes');
    const read = await readForm(request, DECISION);
    if (!read.ok) {
      const fault = read.faults.includes('answer') ? ('no-answer' as const) : ('form' as const);
      return fail(400, { fault, id: null });
    }
    const { id, unit: unitId, verdict, answer, code } = read.fields;
    const accept = verdict === 'accept';
    const lists = url.origin + localizeHref(`/compare-list?unit=${unitId}`);
    const mail = disputeMail({ code, answer, accept, url: lists });
    const decision = { id, unitId, accept, answer, by: person.id, at: new Date() };
    const fault = await inTransaction(getDb(), (tx) => decideDispute(tx, decision, mail));
    if (fault) return fail(409, { fault, id });
    return { decided: { isMailed: await isAnswerMailed(getDb(), decision) } };
  },
};
