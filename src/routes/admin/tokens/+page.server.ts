// Push tokens: administrators make and revoke them; a unit's reporter sees which ones there are.
import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { requirePerson } from '#lib/server/access/guard.ts';
import { may, unitsFor } from '#lib/server/access/person.ts';
import { inTransaction } from '#lib/server/db/client.ts';
import { line, readForm } from '#lib/server/form.ts';
import {
  createToken,
  readPostedSources,
  readTokens,
  revokeToken,
  SCOPES,
  type PushToken,
} from '#lib/server/store/tokens.ts';
import { getDb } from '#lib/server/web.ts';
import type { Actions, PageServerLoad } from './$types';

const DAY_MS = 86_400_000;
const USUAL_DAYS = 365;
const MOST_DAYS = 730;

const creationForm = v.strictObject({
  source: line(100),
  name: line(100),
  days: v.pipe(
    v.string(),
    v.regex(/^\d{1,4}$/),
    v.transform(Number),
    v.minValue(1),
    v.maxValue(MOST_DAYS),
  ),
});
const revocationForm = v.strictObject({ unit: line(60), id: v.pipe(v.string(), v.uuid()) });

type State = 'revoked' | 'expired' | 'valid';

function stateOf({ revokedAt, expiresAt }: PushToken, now: Date): State {
  if (revokedAt) return 'revoked';
  return expiresAt <= now ? 'expired' : 'valid';
}

const shown = (token: PushToken, now: Date) => ({
  id: token.id,
  unitId: token.unitId,
  sourceId: token.sourceId,
  name: token.name,
  scopes: token.scopes,
  state: stateOf(token, now),
  expiresAt: token.expiresAt.toISOString(),
  lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
});

export const load: PageServerLoad = async ({ locals }) => {
  const now = new Date();
  const mayManage = may(locals.person, 'manage-tokens');
  const [tokens, sources] = await Promise.all([
    readTokens(getDb(), unitsFor(locals.person, 'see-tokens')),
    mayManage ? readPostedSources(getDb()) : [],
  ]);
  return {
    mayManage,
    sources,
    tokens: tokens.map((token) => shown(token, now)),
    usualDays: USUAL_DAYS,
  };
};

export const actions = {
  async create(event) {
    const by = requirePerson(event, 'manage-tokens');
    const reading = await readForm(event.request, creationForm);
    if (!reading.ok) return fail(400, { faults: reading.faults });
    const { source, name, days } = reading.fields;
    const now = new Date();
    const expiresAt = new Date(now.getTime() + days * DAY_MS);
    const wanted = { sourceId: source, name, scopes: SCOPES, expiresAt };
    const made = await inTransaction(getDb(), (tx) => createToken(tx, wanted, by.id, now));
    return made ? { text: made.text, name } : fail(400, { faults: ['source'] });
  },
  async revoke(event) {
    const by = requirePerson(event, 'manage-tokens');
    const reading = await readForm(event.request, revocationForm);
    if (!reading.ok) return fail(400, { faults: reading.faults });
    const { unit: unitId, id } = reading.fields;
    await inTransaction(getDb(), (tx) => revokeToken(tx, { unitId, id }, by.id, new Date()));
    return { revoked: true };
  },
} satisfies Actions;
