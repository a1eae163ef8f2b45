// Texts that wait for a person or were decided on, by filter; several alike are decided at once.
import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { requirePerson } from '#lib/server/access/guard.ts';
import { may } from '#lib/server/access/person.ts';
import { words } from '#lib/server/form.ts';
import { decideTexts } from '#lib/server/quarantine/decide.ts';
import {
  countFoundTexts,
  FINDING_STATES,
  type FindingFilter,
  listFoundTexts,
  readAlikeTexts,
  readFindingChoices,
  readFoundSet,
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
  const canDecideAll = isAlike && mayDecide && filter.state === 'waiting';
  const all = canDecideAll && total > TEXTS_A_PAGE ? await readFoundSet(db, filter) : null;
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
    canDecideAll,
    /** All texts, where there are others than those of the page that can be decided with them. */
    all: all && { texts: all.ids.length, hash: all.hash },
  };
};

const bulkForm = v.pipe(
  v.strictObject({
    row: v.pipe(v.array(v.pipe(v.string(), v.uuid())), v.maxLength(TEXTS_A_PAGE)),
    /** Which texts the filter named when the person chose all of them; null where rows are chosen. */
    all: v.nullable(v.pipe(v.string(), v.hash(['sha256']))),
    decision: v.picklist(['release', 'reject']),
    reason: words(MAX_REASON),
  }),
  v.check(({ row, all }) => all !== null || row.length > 0),
);
type BulkForm = v.InferOutput<typeof bulkForm>;

/** Whom a decision on several texts is about; null where the filter names others than were meant. */
async function chosenTexts(
  filter: FindingFilter,
  { row, all }: BulkForm,
): Promise<string[] | null> {
  if (all === null) return row;
  const found = await readFoundSet(getDb(), filter);
  return found?.hash === all ? found.ids : null;
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
    const ids = await chosenTexts(filter, reading.output);
    if (ids === null) return fail(409, { fault: 'changed' as const });
    const [source] = await readSources(getDb(), [sourceId]);
    if (!source) return { decided: 0, refused: ids.length };
    const { decision, reason } = reading.output;
    const wish = { decision, reason, by, typed: {}, at: new Date(), rule };
    const refusals = await decideTexts(getDb(), source, ids, wish);
    const refused = refusals.filter((refusal) => refusal !== null).length;
    return { decided: ids.length - refused, refused };
  },
} satisfies Actions;
