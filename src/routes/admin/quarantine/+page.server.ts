// Texts that wait for a person or were decided on, by filter; several alike are decided at once.
import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { requirePerson } from '#lib/server/access/guard.ts';
import { may } from '#lib/server/access/person.ts';
import type { Db } from '#lib/server/db/client.ts';
import { decideText } from '#lib/server/quarantine/decide.ts';
import {
  countFoundTexts,
  FINDING_STATES,
  type FindingFilter,
  listFoundIds,
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
    total,
    page,
    pages: Math.max(1, Math.ceil(total / TEXTS_A_PAGE)),
    /** Whether there are others than those of the page that can be decided with them. */
    hasMore: total > TEXTS_A_PAGE && total <= MOST_AT_ONCE,
    canDecideAll: isAlike && mayDecide && filter.state === 'waiting',
  };
};

/** Texts of one decision: some seconds of work. */
const MOST_AT_ONCE = 2_000;

const bulkForm = v.pipe(
  v.strictObject({
    row: v.pipe(v.array(v.pipe(v.string(), v.uuid())), v.maxLength(TEXTS_A_PAGE)),
    /** How many the filter named when the person chose all of them; null where rows are chosen. */
    all: v.nullable(v.pipe(v.string(), v.digits(), v.transform(Number), v.maxValue(MOST_AT_ONCE))),
    decision: v.picklist(['release', 'reject']),
    reason: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MAX_REASON)),
  }),
  v.check(({ row, all }) => all !== null || row.length > 0),
);
type BulkForm = v.InferOutput<typeof bulkForm>;

/** Whom a decision on several texts is about; null where the filter names others than were meant. */
async function chosenTexts(
  db: Db,
  filter: FindingFilter,
  { row, all }: BulkForm,
): Promise<string[] | null> {
  if (all === null) return row;
  const ids = await listFoundIds(db, filter);
  return ids.length === all ? ids : null;
}

export const actions = {
  async default(event) {
    const { id: by } = requirePerson(event, 'decide-rows');
    const { page: _page, ...filter } = readFilter(event.url.searchParams);
    const { rule, sourceId } = filter;
    const form = await event.request.formData();
    const reading = v.safeParse(bulkForm, {
      row: form.getAll('row'),
      all: form.get('all'),
      decision: form.get('decision'),
      reason: form.get('reason'),
    });
    if (!reading.success || !rule || !sourceId || filter.state !== 'waiting') {
      return fail(400, { fault: 'incomplete' as const });
    }
    const db = getDb();
    const ids = await chosenTexts(db, filter, reading.output);
    if (ids === null) return fail(409, { fault: 'changed' as const });
    const [source] = await readSources(db, [sourceId]);
    const { decision, reason } = reading.output;
    const wish = { decision, reason, by, typed: {}, at: new Date() };
    let refused = 0;
    for (const id of ids) {
      const text = await readFoundText(db, id);
      const isAlike = text?.sourceId === sourceId && text.faults.some((each) => each.rule === rule);
      if (!source || !isAlike || (await decideText(db, source, text, wish))) refused += 1;
    }
    return { decided: ids.length - refused, refused };
  },
} satisfies Actions;
