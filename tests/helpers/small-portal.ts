// A small portal on a port of its own, whose rows a test may change between two questions. It speaks
// the simplest dialect there is; the stand-ins in tests/portals speak the others.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseSources, type SourceInputOf, type SourceOf } from '#lib/server/sources/source.ts';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface SmallPortal {
  url: string;
  /** What is answered from now on. */
  answer: Answer;
  /** Paths asked for so far, oldest first. */
  asked: string[];
  close(): Promise<void>;
}

export function sendJson(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

export const sendStatus =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end('{}');

export async function openSmallPortal(answer: Answer): Promise<SmallPortal> {
  const portal: Omit<SmallPortal, 'url' | 'close'> = { answer, asked: [] };
  const server = createServer((request, response) => {
    portal.asked.push(request.url ?? '');
    portal.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(portal, {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

export interface ServiceRow {
  code: string;
  procedure: string;
  name: string;
  field: string;
  office: string;
  level: unknown;
  eligible: unknown;
  received: unknown;
  filedOnline: unknown;
  handledOnline: unknown;
  onTime: unknown;
}

/** A sound row; at level 4 it has dossiers filed online. */
export const serviceRow = (code: string, change: Partial<ServiceRow> = {}): ServiceRow => ({
  code,
  procedure: `1.00${code}`,
  name: `Thủ tục ${code}`,
  field: 'Đất đai',
  office: 'Sở Tài nguyên và Môi trường',
  level: 2,
  eligible: true,
  received: 10,
  filedOnline: 4,
  handledOnline: 3,
  onTime: 9,
  ...change,
});

/** Answers every question with these rows, in one page, for the period that was asked for. */
export const answerRows =
  (rows: readonly unknown[]): Answer =>
  (request, response) => {
    const period = new URL(request.url ?? '', 'http://portal').searchParams.get('period');
    sendJson(response, { period, total: rows.length, rows });
  };

const FIELDS = Object.fromEntries(Object.keys(serviceRow('1')).map((name) => [name, name]));

/** The source that asks a small portal of one unit, by the quarter. */
export function smallSource(
  id: string,
  unit: string,
  address: string,
  change: Partial<SourceInputOf<'portal-json'>> = {},
): SourceOf<'portal-json'> {
  const { hostname, port } = new URL(address);
  const [source] = parseSources([
    {
      id,
      unit,
      kind: 'portal-json',
      origin: 'counted',
      nameVi: 'Cổng thử',
      nameEn: 'Test portal',
      address,
      // A portal on this machine is let in by its address, as those of a private network are.
      allow: [{ host: hostname, port: Number(port), addresses: ['127.0.0.1'] }],
      mapping: {
        produces: 'services',
        request: { path: '/services?period={period}&page={page}' },
        paging: { kind: 'page', total: 'total' },
        rows: 'rows',
        expect: { period: 'period' },
        fields: FIELDS,
      },
      schedule: '0 6 15 1,4,7,10 *',
      missedPolicy: 'all',
      firstSlot: '2020-04-15T06:00+07:00',
      lastSlot: null,
      frequency: 'quarter',
      reckoning: 'calendar',
      timeoutMs: 2_000,
      maxAttempts: 2,
      illustrative: false,
      indicators: ['share_l4', 'share_l3_plus', 'dossiers_on_time'],
      ...change,
    },
  ]);
  if (source?.kind !== 'portal-json') throw new Error('a small portal answers in JSON');
  return source;
}
