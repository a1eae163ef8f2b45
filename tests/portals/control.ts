// The control address of the stand-ins: what there is to gather, a look at one service, and the changes
// that a test or a demonstration makes: the level of a service, and how a portal behaves.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { BEHAVIOURS, isBehaviour, type Behaviour, type Overrides } from './behaviour.ts';
import { sendFault, sendJson } from './misbehave.ts';
import { packageArchive } from './packages.ts';
import { listServices, push, readPushOrder } from './push.ts';
import type { Source } from './sources.ts';
import { countsAt, setLevel, type UnitServices } from './unit-services.ts';

export interface Controlled {
  sources: Source[];
  /** Requests that each portal has received since the start. */
  requests: Map<string, number>;
  /** Null where there is no such unit. */
  servicesOf(unit: string): UnitServices | null;
  behaviours: Overrides;
}

const MAX_BODY_BYTES = 10_000;
const PACKAGE = '/packages/lam-dong-ict.zip';

/** The body as JSON; null where it is none or too long. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > MAX_BODY_BYTES) return null;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** `{ from: '2020-Q1', level: 4 }`, or null where it is anything else. */
function readChange(body: unknown): { from: string; level: number } | null {
  if (typeof body !== 'object' || body === null) return null;
  if (!('from' in body) || !('level' in body)) return null;
  const { from, level } = body;
  if (typeof from !== 'string' || !/^\d{4}-Q[1-4]$/.test(from)) return null;
  return level === 1 || level === 2 || level === 3 || level === 4 ? { from, level } : null;
}

function showService(
  response: ServerResponse,
  unit: UnitServices,
  code: string,
  period: string | null,
): void {
  const place = unit.services.findIndex((service) => service.code === code);
  const rows = [...unit.quarters.values()]
    .filter((quarter) => period === null || quarter.period === period)
    .map((quarter) => ({ period: quarter.period, ...countsAt(quarter, place) }))
    .filter((row) => row.level > 0);
  if (rows.length === 0) return sendFault(response, 404, `no service ${code} in that period`);
  sendJson(response, 200, JSON.stringify({ ...unit.services[place], quarters: rows }));
}

async function changeService(
  request: IncomingMessage,
  response: ServerResponse,
  unit: UnitServices,
  code: string,
): Promise<void> {
  const change = readChange(await readJson(request));
  if (!change) {
    return sendFault(response, 400, 'say { "from": "2020-Q1", "level": 1 to 4 }');
  }
  if (!unit.services.some((service) => service.code === code)) {
    return sendFault(response, 404, `no service ${code}`);
  }
  const changes = setLevel(unit, code, change.from, change.level);
  sendJson(response, 200, JSON.stringify({ code, changes }));
}

/** `{ portal, behaviour, period? }`; behaviour null goes back to the plan. Null where it is anything else. */
function readChoice(body: unknown, sources: readonly Source[]) {
  if (typeof body !== 'object' || body === null) return null;
  if (!('portal' in body) || !('behaviour' in body)) return null;
  const { portal, behaviour } = body;
  const period = 'period' in body ? body.period : null;
  const source = sources.find(({ id }) => id === portal);
  if (!source || !(behaviour === null || isBehaviour(behaviour))) return null;
  if (!(period === null || typeof period === 'string')) return null;
  const needsTls = behaviour === 'bad-certificate' && !source.address.startsWith('https:');
  return needsTls ? null : { portal: source.id, period, behaviour };
}

/** Every portal that does not simply answer in a period, with what it does. */
function showBehaviours(response: ServerResponse, controlled: Controlled, period: string): void {
  const chosen = controlled.sources
    .map(({ id }): [string, Behaviour] => [
      id,
      controlled.behaviours.choose({ portal: id, period }),
    ])
    .filter(([, behaviour]) => behaviour !== 'answer');
  const shown = { period, behaviours: Object.fromEntries(chosen), meanings: BEHAVIOURS };
  sendJson(response, 200, JSON.stringify(shown));
}

async function changeBehaviour(
  request: IncomingMessage,
  response: ServerResponse,
  { sources, behaviours }: Controlled,
): Promise<void> {
  const choice = readChoice(await readJson(request), sources);
  if (!choice) {
    const names = Object.keys(BEHAVIOURS).join(', ');
    return sendFault(
      response,
      400,
      `say { "portal": "portal-68", "behaviour": one of ${names}, or null, "period": "2020-Q1" or none }`,
    );
  }
  behaviours.set(choice.portal, choice.period, choice.behaviour);
  sendJson(response, 200, JSON.stringify(choice));
}

/** Has a unit's portal send what it knows. */
async function sendPush(
  request: IncomingMessage,
  response: ServerResponse,
  controlled: Controlled,
): Promise<void> {
  const order = readPushOrder(await readJson(request));
  const unit = order && controlled.servicesOf(order.unit);
  const sent = order && unit && (await push(unit, order));
  if (!sent) return sendFault(response, 400, 'say unit, period, url, token and idempotencyKey');
  sendJson(response, 200, JSON.stringify(sent));
}

const ROUTES =
  'GET /sources, /requests, /services/UNIT?period=2020-Q1, /services/UNIT/CODE, ' +
  '/behaviours?period=2020-Q1; PUT /services/UNIT/CODE, /behaviours; POST /pushes';

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  controlled: Controlled,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const route = `${request.method} ${url.pathname}`;
  if (route === 'GET /sources') {
    return sendJson(response, 200, JSON.stringify(controlled.sources));
  }
  if (route === 'GET /requests') {
    return sendJson(response, 200, JSON.stringify(Object.fromEntries(controlled.requests)));
  }
  if (route === 'GET /behaviours') {
    return showBehaviours(response, controlled, url.searchParams.get('period') ?? '');
  }
  if (route === 'PUT /behaviours') return changeBehaviour(request, response, controlled);
  if (route === 'POST /pushes') return sendPush(request, response, controlled);
  if (route === `GET ${PACKAGE}`) {
    const archive = packageArchive(url.searchParams.get('period') ?? '9999');
    return void response.writeHead(200, { 'content-type': 'application/zip' }).end(archive);
  }
  if (url.pathname.startsWith('/packages/'))
    return sendFault(response, 503, 'Hệ thống đang bảo trì');
  const [, unitCode = '', code] = /^\/services\/([^/]+)(?:\/([^/]+))?$/.exec(url.pathname) ?? [];
  const unit = controlled.servicesOf(unitCode);
  if (code === undefined) {
    const rows = unit && listServices(unit, url.searchParams.get('period') ?? '');
    return rows ? sendJson(response, 200, JSON.stringify(rows)) : sendFault(response, 404, ROUTES);
  }
  if (unit && request.method === 'GET') {
    return showService(response, unit, code, url.searchParams.get('period'));
  }
  if (unit && request.method === 'PUT') return changeService(request, response, unit, code);
  sendFault(response, 404, ROUTES);
}

export function controlServer(controlled: Controlled): Server {
  return createServer((request, response) => {
    answer(request, response, controlled).catch((error: unknown) => {
      sendFault(response, 500, String(error));
    });
  });
}
