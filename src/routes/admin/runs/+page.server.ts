// The ledger of runs, by filter and page by page. Read again whenever a run that is followed ends.
import * as v from 'valibot';
import {
  countRuns,
  listRuns,
  readRunChoices,
  type RunFilter,
} from '#lib/server/store/run-views.ts';
import { RUN_STATES, RUN_TRIGGERS } from '#lib/server/store/runs.ts';
import { listSources } from '#lib/server/store/source-views.ts';
import { getDb } from '#lib/server/web.ts';
import type { PageServerLoad } from './$types';

/** A day of the calendar: "2020-02-31" is none. */
const isDay = (text: string): boolean => {
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};
const day = v.pipe(v.string(), v.isoDate(), v.check(isDay));
/** Ids and periods as the ledger writes them. */
const word = v.pipe(v.string(), v.maxLength(100), v.regex(/^[\w-]+$/));
const optional = <S extends v.GenericSchema<string>>(schema: S) =>
  v.fallback(v.optional(schema), undefined);

/** What cannot be is left out, as if it had not been asked for. */
const filterForm = v.object({
  state: optional(v.picklist(RUN_STATES)),
  trigger: optional(v.picklist(RUN_TRIGGERS)),
  source: optional(word),
  unit: optional(word),
  period: optional(word),
  from: optional(day),
  to: optional(day),
  before: v.fallback(v.optional(v.pipe(v.string(), v.uuid())), undefined),
});

export const load: PageServerLoad = async ({ url }) => {
  const db = getDb();
  const asked = v.parse(filterForm, Object.fromEntries(url.searchParams));
  const { before, source: sourceId, unit: unitId, ...rest } = asked;
  const filter: RunFilter = { ...rest, sourceId, unitId };
  const [{ runs, hasMore }, counts, choices, sources] = await Promise.all([
    listRuns(db, filter, before ?? null),
    countRuns(db, filter),
    readRunChoices(db),
    listSources(db),
  ]);
  return {
    filter,
    runs,
    counts,
    choices: { ...choices, sources: sources.map(({ id }) => id) },
    isFirst: before === undefined,
    next: hasMore ? (runs.at(-1)?.id ?? null) : null,
  };
};
