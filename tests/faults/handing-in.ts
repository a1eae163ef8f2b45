// Pushes and uploads that go on over real HTTP whatever becomes of the scheduler and of PostgreSQL, each
// sent again as it was until it is acknowledged; and what must have become of every receipt. The cases
// of hand-ins and their slice import it.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { exampleServiceRow } from '#lib/domain/service-fields.ts';
import { isSettled, OVERTAKEN } from '#lib/domain/intake.ts';
import type { Db } from '#lib/server/db/client.ts';
import { writeForm } from '#lib/server/reports/write-form.ts';
import { parseSources } from '#lib/server/sources/source.ts';
import { loadCatalogue } from '#lib/server/store/catalogue.ts';
import { readIntake, type IntakeOutcome } from '#lib/server/store/intakes.ts';
import { upsertSources } from '#lib/server/store/sources.ts';
import {
  makePushToken,
  registerPushSource,
  sendPush,
  type PushTo,
} from '../helpers/push-source.ts';
import { changeCells, serviceOf, SIGNED } from '../helpers/report-form.ts';
import { joinAs, joinFirst, type Browser } from '../helpers/staff.ts';
import { startWeb, type WebServer } from '../helpers/web-server.ts';
import { readFigures, type PortalUnit } from '../portals/figures.ts';
import { startStepping, type Stepping } from './child-steps.ts';
import { PROJECT } from './kill-gatherer.ts';

const SCRIPT = join(import.meta.dirname, 'taking-in.ts');
const LONGEST_MS = 600_000;
const SETTLED_WITHIN_MS = 120_000;
/** Between two hand-ins of one sender, and between two looks at what is waited for. */
const BETWEEN_MS = 1_000;
const LOOK_MS = 100;
/** Every so manieth hand-in breaks a rule, and must come back with words. */
const EVERY_WRONG = 4;
const PUSHED_PERIODS = ['2020-Q1', '2020-Q2', '2020-Q3', '2020-Q4', '2021-Q1'];
export const REPORTED = { code: '2020-Q3', nameVi: 'Quý III năm 2020' };

/** Something handed in, and the number on its receipt. */
export interface Acknowledged {
  number: string;
  sourceId: string;
  period: string;
  isWrong: boolean;
  rows: number;
}

/** One unit that hands in: pushes the nth lot, or uploads the nth report, once. */
interface Sender {
  sourceId: string;
  /** Null where it was refused; `enough` where its person may hand in no more within the hour. */
  send: (n: number) => Promise<Acknowledged | 'enough' | null>;
}

export interface HandIns {
  /** Begins nothing more, and resolves with all that was acknowledged. */
  stop: () => Promise<Acknowledged[]>;
  /** How often something had to be sent again. */
  retries: () => number;
}

export interface HandingIn {
  web: WebServer;
  start: () => HandIns;
}

const rowsOf = (n: number): number => 1 + (n % 3);
const isWrong = (n: number): boolean => n % EVERY_WRONG === EVERY_WRONG - 1;

function pushSender(to: PushTo, { code }: PortalUnit): Sender {
  return {
    sourceId: to.sourceId,
    async send(n) {
      const period = PUSHED_PERIODS[n % PUSHED_PERIODS.length] ?? '';
      const rows = Array.from({ length: rowsOf(n) }, (_, at) => ({
        ...exampleServiceRow(),
        ...{ code: `DV-${at}`, level: isWrong(n) ? 9 : 1 + (n % 4) },
      }));
      const body = JSON.stringify({ period, unit: code, rows });
      const response = await sendPush(to, { key: `lot ${n}`, body, period });
      const { number } = (await response.json()) as { number?: string };
      if (!response.ok || number === undefined) return null;
      return { number, sourceId: to.sourceId, period, isWrong: isWrong(n), rows: rows.length };
    },
  };
}

/** The nth report of a unit; every fourth is not signed. */
export async function reportOf({ code, unitId }: PortalUnit, n: number): Promise<Uint8Array> {
  const services = Array.from({ length: rowsOf(n) }, (_, at) =>
    serviceOf(at + 1, { code: `DV-${at}`, received: 100 + n }),
  );
  const content = { unit: { code, nameVi: unitId }, period: REPORTED, services, earlier: null };
  const form = await writeForm(content);
  return isWrong(n) ? form : changeCells(form, SIGNED);
}

function uploadSender(browser: Browser, origin: string, unit: PortalUnit): Sender {
  const sourceId = `report-${unit.unitId}`;
  const files = new Map<number, Uint8Array>();
  return {
    sourceId,
    async send(n) {
      // The very same bytes each time: a form of its own making would be another delivery.
      const file = files.get(n) ?? (await reportOf(unit, n));
      files.set(n, file);
      const fields = new FormData();
      fields.set('unit', unit.unitId);
      fields.set('period', REPORTED.code);
      fields.set('file', new Blob([file as Uint8Array<ArrayBuffer>]), `lan-${n}.xlsx`);
      const headers = { origin };
      const response = await browser.fetch('/report', { method: 'POST', body: fields, headers });
      const number = response.headers.get('location')?.split('/report/')[1];
      await response.arrayBuffer();
      if (response.status === 429) return 'enough';
      if (response.status !== 303 || number === undefined) return null;
      const about = { sourceId, period: REPORTED.code };
      return { number, ...about, isWrong: isWrong(n), rows: rowsOf(n) };
    },
  };
}

/** Where a unit hands its reports in. */
export const reportSource = ({ unitId }: PortalUnit) => ({
  id: `report-${unitId}`,
  unit: unitId,
  ...({ kind: 'xlsx-report', origin: 'report', nameVi: 'Báo cáo', nameEn: 'Report' } as const),
  mapping: { produces: 'services' as const },
  schedule: '0 6 15 1,4,7,10 *',
  missedPolicy: 'skip' as const,
  ...{ firstSlot: '2020-04-15T06:00+07:00', lastSlot: '2020-10-15T06:00+07:00' },
  ...({ frequency: 'quarter', reckoning: 'calendar' } as const),
  ...{ timeoutMs: 2_000, maxAttempts: 3, illustrative: false, indicators: ['share_l4'] },
});

async function openPushers(db: Db, web: WebServer, units: PortalUnit[]): Promise<Sender[]> {
  const senders: Sender[] = [];
  for (const unit of units) {
    const sourceId = await registerPushSource(db, unit.unitId);
    const { text: token } = await makePushToken(db, sourceId);
    senders.push(pushSender({ origin: web.origin, sourceId, token }, unit));
  }
  return senders;
}

async function openReporters(db: Db, web: WebServer, units: PortalUnit[]): Promise<Sender[]> {
  await upsertSources(db, parseSources(units.map(reportSource)));
  const place = { origin: web.origin, db };
  await joinFirst(place, 'quan-tri@example.vn');
  const senders: Sender[] = [];
  for (const { unitId, ...unit } of units) {
    const invited = { role: 'unit_reporter', unitId, email: `${unitId}@example.vn` } as const;
    const browser = await joinAs(place, invited);
    senders.push(uploadSender(browser, web.origin, { ...unit, unitId }));
  }
  return senders;
}

/** Hands in one lot after the other, each again and again until it is acknowledged, or it is enough. */
function startSending(senders: readonly Sender[]): HandIns {
  const stopping = new AbortController();
  const acknowledged: Acknowledged[] = [];
  let retries = 0;
  const sendAll = async ({ send }: Sender): Promise<void> => {
    for (let n = 0; !stopping.signal.aborted; n += 1) {
      for (;;) {
        const receipt = await send(n).catch(() => null);
        if (receipt === 'enough') return;
        if (receipt) {
          acknowledged.push(receipt);
          break;
        }
        retries += 1;
        await pause(LOOK_MS);
      }
      await pause(BETWEEN_MS);
    }
  };
  const sending = Promise.all(senders.map(sendAll));
  return {
    retries: () => retries,
    async stop() {
      stopping.abort();
      await sending;
      return acknowledged;
    },
  };
}

/** The web server and those who hand in; @param database migrated and empty */
export async function openHandingIn(
  { db, url }: { db: Db; url: string },
  { pushers, reporters }: { pushers: number; reporters: number },
): Promise<HandingIn> {
  await loadCatalogue(db, join(PROJECT, 'drizzle/catalogue'));
  const web = await startWeb(url);
  const provinces = readFigures().units.filter(({ code }) => /^\d/.test(code));
  const senders = [
    ...(await openPushers(db, web, provinces.slice(0, pushers))),
    ...(await openReporters(db, web, provinces.slice(pushers, pushers + reporters))),
  ];
  return { web, start: () => startSending(senders) };
}

/** The scheduler that takes in what they hand in; @param flags of Node itself */
export const startTakingIn = (databaseUrl: string, flags: readonly string[] = []): Stepping =>
  startStepping([...flags, SCRIPT, databaseUrl], LONGEST_MS);

async function untilSettled(
  db: Db,
  number: string,
  untilMs: number,
): Promise<IntakeOutcome | null> {
  for (;;) {
    const outcome = await readIntake(db, number).catch(() => null);
    if ((outcome && isSettled(outcome.state)) || performance.now() > untilMs) return outcome;
    await pause(LOOK_MS);
  }
}

const isOvertaken = ({ state, errorCode }: IntakeOutcome): boolean =>
  state === 'recorded' && errorCode === OVERTAKEN;

/** What is wrong with one receipt, or null; @param isFollowed by a sound lot of its source and period */
function faultOf(
  said: Acknowledged,
  outcome: IntakeOutcome | null,
  isFollowed: boolean,
): string | null {
  const { number, isWrong: mustReturn, rows } = said;
  if (!outcome) return `${number} is lost`;
  const { state, errorCode, rowsAccepted, findings } = outcome;
  // What comes to its turn after a later lot has nothing to say any more, right or wrong, and is told so.
  if (isOvertaken(outcome)) return isFollowed ? null : `${number} is told overtaken by nothing`;
  const wanted = mustReturn ? 'returned' : 'recorded';
  if (state !== wanted) return `${number} is ${state}, not ${wanted} (${errorCode})`;
  const isTold = findings.length > 0 && errorCode !== null;
  if (mustReturn) return isTold ? null : `${number} came back without a word`;
  return rowsAccepted === rows ? null : `${number}: ${rowsAccepted} of its ${rows} rows were taken`;
}

/** Receipts, runs and figures that are there twice, or that nobody was told of. */
async function findDoubles(db: Db, acknowledged: readonly Acknowledged[]): Promise<string[]> {
  const [kept] = await db.sql<{ intakes: number; runs: number; versions: number; rows: number }[]>`
    select (select count(*)::int from intake) as intakes,
      (select count(*)::int from job_run where trigger in ('push', 'report')) as runs,
      (select count(*)::int from (select from observation group by run_id, unit_id, indicator_id,
        period having count(*) > 1) twice) as versions,
      (select count(*)::int from (select from service_row where in_force
        and superseded_at is null group by unit_id, source_id, service_id, period having count(*) > 1) twice) as rows`;
  const { intakes = -1, runs = -1, versions = -1, rows = -1 } = kept ?? {};
  const wanted = new Set(acknowledged.map(({ number }) => number)).size;
  const faults: string[] = [];
  if (wanted !== acknowledged.length) faults.push('a receipt was given twice');
  if (intakes !== wanted) faults.push(`${intakes} receipts are kept, ${wanted} were given`);
  if (runs !== wanted) faults.push(`${runs} runs of ${wanted} receipts`);
  if (versions > 0) faults.push(`${versions} figures were written twice by one run`);
  if (rows > 0) faults.push(`${rows} service rows are in force twice`);
  return faults;
}

const aboutOf = ({ sourceId, period }: Acknowledged): string => `${sourceId} ${period}`;

/** By source and period, what was handed in last and was sound. */
const lastSound = (acknowledged: readonly Acknowledged[]): Map<string, Acknowledged> =>
  new Map(
    acknowledged.filter((said) => !said.isWrong).map((said) => [aboutOf(said), said] as const),
  );

/** What stands of each source and period must be what was handed in last and was sound. */
async function findForeign(db: Db, last: Map<string, Acknowledged>): Promise<string[]> {
  const stands = await db.sql<{ key: string; rows: number }[]>`
    select source_id || ' ' || period as key, count(*)::int as rows from service_row
    where in_force and superseded_at is null group by 1`;
  return [...last].flatMap(([key, { rows }]) => {
    const found = stands.find((one) => one.key === key)?.rows ?? 0;
    return found === rows ? [] : [`${key}: ${found} rows stand, the last lot had ${rows}`];
  });
}

/** What became of all that was acknowledged. */
export interface ReceiptReport {
  recorded: number;
  returned: number;
  /** Recorded, and told that a later lot had been taken in before. */
  overtaken: number;
  /** What is lost, doubled or wrong. */
  faults: string[];
}

/** Waits until all that was acknowledged is settled, and tells what became of it. */
export async function settleReceipts(
  db: Db,
  acknowledged: readonly Acknowledged[],
): Promise<ReceiptReport> {
  const untilMs = performance.now() + SETTLED_WITHIN_MS;
  const last = lastSound(acknowledged);
  const report: ReceiptReport = { recorded: 0, returned: 0, overtaken: 0, faults: [] };
  for (const [place, said] of acknowledged.entries()) {
    const outcome = await untilSettled(db, said.number, untilMs);
    if (outcome && isOvertaken(outcome)) report.overtaken += 1;
    else if (outcome?.state === 'recorded') report.recorded += 1;
    else if (outcome?.state === 'returned') report.returned += 1;
    const lastOfIts = last.get(aboutOf(said));
    const isFollowed = lastOfIts !== undefined && acknowledged.indexOf(lastOfIts) > place;
    const fault = faultOf(said, outcome, isFollowed);
    if (fault !== null) report.faults.push(fault);
  }
  report.faults.push(...(await findDoubles(db, acknowledged)), ...(await findForeign(db, last)));
  return report;
}

/** Every way was gone, and most lots were judged for themselves. */
export const isTelling = ({ recorded, returned, overtaken }: ReceiptReport): boolean =>
  recorded > 0 && returned > 0 && overtaken <= recorded + returned;

export const tellReceipts = ({ recorded, returned, overtaken, faults }: ReceiptReport): string =>
  `${recorded + returned + overtaken} receipts: ${recorded} recorded, ${returned} returned, ` +
  `${overtaken} overtaken by a later lot; ${faults.length} lost, doubled or wrong`;
