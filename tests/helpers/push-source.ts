// A source that a unit's portal pushes to, registered with a token, and pushes to it over real HTTP.
import { exampleServiceRow } from '#lib/domain/service-fields.ts';
import type { Db } from '#lib/server/db/client.ts';
import { parseSources } from '#lib/server/sources/source.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import { createToken, type NewToken } from '#lib/server/store/tokens.ts';

const MADE_AT = new Date('2020-01-01T00:00:00Z');
const FAR = new Date('2999-01-01T00:00:00Z');
export const ADMINISTRATOR = 'test';

/** `push-UNIT` as an installation's file of sources holds it. */
export const pushSource = (unit: string) => ({
  id: `push-${unit}`,
  unit,
  kind: 'push',
  origin: 'push',
  nameVi: `Cổng ${unit} gửi`,
  nameEn: `Portal ${unit} pushes`,
  mapping: { produces: 'services' },
  schedule: '0 6 15 1,4,7,10 *',
  missedPolicy: 'skip',
  firstSlot: '2020-04-15T06:00+07:00',
  frequency: 'quarter',
  reckoning: 'calendar',
  timeoutMs: 2_000,
  maxAttempts: 2,
  illustrative: false,
  indicators: ['share_l4'],
});

/** Registers `push-UNIT`; the catalogue must hold the unit. */
export async function registerPushSource(db: Db, unit: string): Promise<string> {
  const source = pushSource(unit);
  await upsertSources(db, parseSources([source]));
  return source.id;
}

/** A token for the source, good for pushing and reading unless it is told otherwise. */
export async function makePushToken(
  db: Db,
  sourceId: string,
  change: Partial<NewToken> = {},
): Promise<{ id: string; unitId: string; text: string }> {
  const wanted: NewToken = { sourceId, name: 'test', scopes: ['push', 'read'], expiresAt: FAR };
  const made = await createToken(db, { ...wanted, ...change }, ADMINISTRATOR, MADE_AT);
  if (!made) throw new Error(`nothing is posted to ${sourceId}`);
  return made;
}

/** A sound body of p-68 with this many rows. */
export const pushBody = (rows = 1): string =>
  JSON.stringify({
    period: '2020-Q1',
    unit: '68',
    rows: Array.from({ length: rows }, (_, at) => ({ ...exampleServiceRow(), code: `DV-${at}` })),
  });

export interface PushTo {
  origin: string;
  sourceId: string;
  token: string;
}

export const sendPush = (
  { origin, sourceId, token }: PushTo,
  { key, body, period = '2020-Q1' }: { key: string; body: string; period?: string },
): Promise<Response> =>
  fetch(`${origin}/api/v1/push/${sourceId}?period=${period}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body,
  });
