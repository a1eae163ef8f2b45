// Texts that wait for a person or were decided on, by filter; several alike are decided at once.
import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { requirePerson } from '#lib/server/access/guard.ts';
import { may } from '#lib/server/access/person.ts';
import { decideText, type Refusal } from '#lib/server/quarantine/decide.ts';
import {
  countFoundTexts,
  FINDING_STATES,
  type FindingFilter,
  listFoundTexts,
  readAlikeTexts,
  readFindingChoices,
  readFoundText,
  TEXTS_A_PAGE,
} from '#lib/server/store/quarantine-views.ts';
import { readSources } from '#lib/server/store/sources.ts';
import { getDb } from '#lib/server/web.ts';
import { MAX_REASON } from './quarantine-words.ts';
import type { Actions, PageServerLoad } from './$types';

const filterForm = v.object({
  state: v.fallback(v.picklist(FINDING_STATES), 'waiting'),
  severity: v.fallback(v.optional(v.picklist(['refuse', 'flag', 'note'])), undefined),
  page: v.fallback(v.pipe(v.string(), v.regex(/^[1-9]\d{0,4}$/), v.transform(Number)), 1),
});

function readFilter(params: URLSearchParams): FindingFilter & { page: number } {
  const chosen = (name: string) => params.get(name)?.slice(0, 200) || undefined;
  const names = ['state', 'severity', 'page'];
  const given = Object.fromEntries(names.map((name) => [name, params.get(name) ?? undefined]));
  return {
    ...v.parse(filterForm, given),
    sourceId: chosen('source'),
    unitId: chosen('unit'),
    period: chosen('period'),
    rule: chosen('rule'),
  };
}

export const load: PageServerLoad = async ({ url, locals }) => {
  const db = getDb();
  const { page, ...filter } = readFilter(url.searchParams);
  const [texts, counts, alike, choices] = await Promise.all([
    listFoundTexts(db, filter, page),
    countFoundTexts(db, filter),
    readAlikeTexts(db, filter),
    readFindingChoices(db),
  ]);
  const total = counts.refuse + counts.flag + counts.note;
  // Rows of one rule and source have one cause, so that one reason can hold for all of them.
  const isAlike = filter.rule !== undefined && filter.sourceId !== undefined;
  const mayDecide = may(locals.person, 'decide-rows');
  return {
    filter,
    texts,
    counts,
    /** Offered where nothing is decided at once yet. */
    alike: isAlike || !mayDecide || filter.state !== 'waiting' ? [] : alike,
    choices,
    page,
    pages: Math.max(1, Math.ceil(total / TEXTS_A_PAGE)),
    canDecideAll: isAlike && mayDecide && filter.state === 'waiting',
  };
};

const bulkForm = v.strictObject({
  row: v.pipe(v.array(v.pipe(v.string(), v.uuid())), v.minLength(1), v.maxLength(TEXTS_A_PAGE)),
  decision: v.picklist(['release', 'reject']),
  reason: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MAX_REASON)),
});

export const actions = {
  async default(event) {
    const { id: by } = requirePerson(event, 'decide-rows');
    const { rule, sourceId } = readFilter(event.url.searchParams);
    const form = await event.request.formData();
    const reading = v.safeParse(bulkForm, {
      row: form.getAll('row'),
      decision: form.get('decision'),
      reason: form.get('reason'),
    });
    if (!reading.success || !rule || !sourceId) return fail(400, { isIncomplete: true });
    const db = getDb();
    const [source] = await readSources(db, [sourceId]);
    const { row: ids, decision, reason } = reading.output;
    const refusals: Refusal['code'][] = [];
    for (const id of ids) {
      const text = await readFoundText(db, id);
      const isAlike = text?.sourceId === sourceId && text.faults.some((each) => each.rule === rule);
      const refusal =
        source && isAlike
          ? await decideText(db, source, text, { decision, reason, by, typed: {}, at: new Date() })
          : ({ code: 'gone' } as const);
      if (refusal) refusals.push(refusal.code);
    }
    return { decided: ids.length - refusals.length, refused: refusals.length };
  },
} satisfies Actions;
