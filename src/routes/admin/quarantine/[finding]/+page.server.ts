// One text that broke rules: what it says, what stands, what was decided, and the decision of now.
import { error, fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { periodOf, shiftPeriod } from '#lib/domain/period.ts';
import { m } from '#lib/paraglide/messages.js';
import { requirePerson } from '#lib/server/access/guard.ts';
import { may } from '#lib/server/access/person.ts';
import type { Db } from '#lib/server/db/client.ts';
import { decideText, isRow, type Refusal, unreleasable } from '#lib/server/quarantine/decide.ts';
import { readOriginal, toText } from '#lib/server/quarantine/reading.ts';
import type { SourceConfig } from '#lib/server/sources/source.ts';
import { readDecisions } from '#lib/server/store/decisions.ts';
import {
  type FoundDetail,
  readFoundText,
  readStandingService,
} from '#lib/server/store/quarantine-views.ts';
import { readSources } from '#lib/server/store/sources.ts';
import { words } from '#lib/server/form.ts';
import { getDb } from '#lib/server/web.ts';
import { MAX_REASON } from '../quarantine-words.ts';
import type { Actions, PageServerLoad } from './$types';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

async function findText(db: Db, id: string): Promise<{ text: FoundDetail; source?: SourceConfig }> {
  const text = UUID.test(id) ? await readFoundText(db, id) : null;
  if (!text) error(404, m.common_error_404());
  const [source] = await readSources(db, [text.sourceId]);
  return source ? { text, source } : { text };
}

/** A field as read, beside what stands of it now and in the period before. */
interface FieldRow {
  name: string;
  read: string;
  standing: string | null;
  before: string | null;
  isAtFault: boolean;
}

async function compareFields(db: Db, text: FoundDetail, source: SourceConfig): Promise<FieldRow[]> {
  const reading = isRow(text) ? readOriginal(source, text.original) : null;
  if (!reading) return [];
  const previous = shiftPeriod(periodOf(text.period).code, -1);
  const services =
    source.mapping.produces === 'services'
      ? await readStandingService(db, {
          ...{ unitId: text.unitId, sourceId: text.sourceId, code: toText(reading.code) },
          periods: [text.period, previous],
        })
      : [];
  const fieldsOf = (period: string) => services.find((each) => each.period === period)?.fields;
  const [now, before] = [fieldsOf(text.period), fieldsOf(previous)];
  const atFault = new Set(text.faults.map(({ field }) => field));
  return Object.entries(reading).map(([name, value]) => ({
    name,
    read: toText(value),
    standing: now ? toText(now[name]) : null,
    before: before ? toText(before[name]) : null,
    isAtFault: atFault.has(name) || atFault.has(name.split('.')[0] ?? name),
  }));
}

export const load: PageServerLoad = async ({ params, locals }) => {
  const db = getDb();
  const { text, source } = await findText(db, params.finding);
  const decisions = await readDecisions(db, text);
  const canDecide = text.stands && source !== undefined && may(locals.person, 'decide-rows');
  return {
    text,
    fields: source ? await compareFields(db, text, source) : [],
    isRow: isRow(text),
    canDecide,
    canCorrect: canDecide && isRow(text),
    canRelease: canDecide && unreleasable(text).length === 0,
    decisions: decisions.map(({ at, corrected, ...decision }) => ({
      ...decision,
      at: at.toISOString(),
      corrected: Object.entries(corrected ?? {}).map(([name, value]) => [name, toText(value)]),
    })),
  };
};

const decisionForm = v.looseObject({
  decision: v.picklist(['correct', 'release', 'reject']),
  reason: words(MAX_REASON),
});

/** Names of a correction's inputs, so that no field of a source is taken for one of the form's own. */
const FIELD = 'field:';

const typedOf = (fields: Record<string, FormDataEntryValue>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      name.startsWith(FIELD) && typeof value === 'string'
        ? [[name.slice(FIELD.length), value]]
        : [],
    ),
  );

/** A refusal as a page can show it: rules by their ids. */
const toShown = (refusal: Refusal) => ({
  refusal: refusal.code,
  broken:
    refusal.code === 'still-refused'
      ? refusal.faults.map(({ rule, field }) => ({ rule: rule.id, field }))
      : [],
});

export const actions = {
  async default(event) {
    const { id: by } = requirePerson(event, 'decide-rows');
    const db = getDb();
    const { source } = await findText(db, event.params.finding);
    const given = Object.fromEntries(await event.request.formData());
    const typed = typedOf(given);
    const reading = v.safeParse(decisionForm, given);
    if (!reading.success) return fail(400, { refusal: 'no-reason' as const, broken: [], typed });
    const { decision, reason } = reading.output;
    const refusal: Refusal | null = source
      ? await decideText(db, source, event.params.finding, {
          decision,
          reason,
          by,
          typed,
          at: new Date(),
        })
      : { code: 'gone' };
    return refusal ? fail(422, { ...toShown(refusal), typed, reason }) : { taken: decision };
  },
} satisfies Actions;
