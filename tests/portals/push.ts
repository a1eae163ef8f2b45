// A portal that sends by itself: posts a unit's services of a quarter to an address, with its token and
// a key, as the documentation for vendors asks. The control address sets it off.
import { countsAt, placesInForce, type UnitServices } from './unit-services.ts';

/** What to send where. */
export interface PushOrder {
  /** The unit's code. */
  unit: string;
  period: string;
  url: string;
  token: string;
  idempotencyKey: string;
  /** Whether one row is to contradict itself. */
  mistake: boolean;
}

const TEXTS = ['unit', 'period', 'url', 'token', 'idempotencyKey'] as const;

/** Null where it is no order. */
export function readPushOrder(body: unknown): PushOrder | null {
  if (typeof body !== 'object' || body === null) return null;
  const given = body as Record<string, unknown>;
  if (!TEXTS.every((name) => typeof given[name] === 'string')) return null;
  if (!URL.canParse(String(given.url))) return null;
  return { ...(given as unknown as PushOrder), mistake: given.mistake === true };
}

/** A unit's services of a quarter under the names that pushes use; null where it lists none. */
export function listServices(unit: UnitServices, period: string) {
  const rows = unit.quarters.get(period);
  if (!rows) return null;
  return placesInForce(unit, rows).flatMap((place) => {
    const service = unit.services[place];
    if (!service) return [];
    const { code: procedure, name, field, office } = service.procedure;
    return [{ code: service.code, procedure, name, field, office, ...countsAt(rows, place) }];
  });
}

/** Sends it and tells what came back; null where the unit lists nothing in the period. */
export async function push(
  services: UnitServices,
  { unit, period, url, token, idempotencyKey, mistake }: PushOrder,
): Promise<{ status: number; answer: unknown } | null> {
  const rows = listServices(services, period);
  const [first] = rows ?? [];
  if (!rows || !first) return null;
  const wrong = { ...first, handledOnline: first.filedOnline + 7 };
  const response = await fetch(`${url}?period=${period}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': idempotencyKey,
    },
    body: JSON.stringify({ period, unit, rows: mistake ? [wrong, ...rows.slice(1)] : rows }),
  });
  return { status: response.status, answer: await response.json() };
}
