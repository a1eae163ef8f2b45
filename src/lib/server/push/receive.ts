// Takes in one push: who sends, whether it comes whole, about which period, and the receipt. Nobody
// here looks into the body: that is the scheduler's, so that no receipt depends on what is in it. The
// route of pushes imports it.
import { periodFault, type PeriodFault } from '#lib/domain/intake.ts';
import { formatDay, hanoiDay } from '#lib/domain/format.ts';
import { isDay, periodHolding, periodOf } from '#lib/domain/period.ts';
import { isWithin } from '#lib/domain/unit.ts';
import type { Db } from '../db/client.ts';
import { periodOfSlot, periodsAsked } from '../sources/slots.ts';
import type { SourceConfig } from '../sources/source.ts';
import { readDatedCodes } from '../store/catalogue.ts';
import type { Listed } from '#lib/domain/validate/shorter.ts';
import { KeyReused, readIntake, receiveIntake, type IntakeOutcome } from '../store/intakes.ts';
import { readLastListed } from '../store/listed.ts';
import { readSources } from '../store/sources.ts';
import type { PushToken } from '../store/tokens.ts';
import { announcedBytes, readPushBody } from './body.ts';
import { PUSH_LIMITS, type PushGate, type PushLane } from './limits.ts';
import { languageOf, pushProblem, type PushProblem } from './problems.ts';
import { requireToken } from './sender.ts';

export interface PushWorld {
  db: Db;
  gate: PushGate;
  now: Date;
}

/** What was received, and whether it had been before. */
export interface PushReceipt {
  intake: IntakeOutcome;
  isNew: boolean;
}

const KEY = /^[\x20-\x7e]{1,255}$/;
/** With or without a charset, which may be UTF-8 alone. */
const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

function requireKey(request: Request): string {
  const key = request.headers.get('idempotency-key') ?? '';
  if (!KEY.test(key)) throw pushProblem(request, 'bad-idempotency-key');
  return key;
}

const PERIOD_PROBLEMS: Record<PeriodFault, PushProblem> = {
  'not-a-period': 'bad-period',
  'other-frequency': 'other-frequency',
  'not-over': 'period-not-over',
  'not-asked': 'period-not-asked',
};

function checkPeriod(request: Request, source: SourceConfig, period: string, now: Date): void {
  const today = hanoiDay(now.toISOString());
  const asked = periodsAsked(source);
  const fault = periodFault(period, { ...source, asked }, today);
  if (fault === null) return;
  const example = periodHolding('2020-03-01', source.frequency);
  const end =
    fault === 'not-over'
      ? formatDay(periodOf(period, source.reckoning).end, languageOf(request))
      : '';
  throw pushProblem(request, PERIOD_PROBLEMS[fault], {
    example,
    end,
    first: asked.first,
    // A source without an end is asked for every period that is over.
    last: asked.last ?? periodOfSlot(source, now),
  });
}

/** The code that the unit bears on the last day of the period: the body must name it. */
async function requireUnitCode(
  request: Request,
  db: Db,
  source: SourceConfig,
  period: string,
): Promise<string> {
  const day = periodOf(period, source.reckoning).end;
  const codes = await readDatedCodes(db);
  const ofUnit = codes.filter(({ unitId }) => unitId === source.unit);
  const own = ofUnit.find((each) => isWithin(day, each));
  if (own) return own.code;
  const ends =
    ofUnit
      .map(({ validTo }) => validTo ?? '')
      .toSorted()
      .at(-1) ?? '';
  const locale = languageOf(request);
  const end = isDay(ends) ? formatDay(ends, locale) : '';
  throw pushProblem(request, 'unit-ended', { code: ofUnit.at(-1)?.code ?? '', end });
}

async function requireSource(request: Request, db: Db, token: PushToken, id: string) {
  if (token.sourceId !== id) throw pushProblem(request, 'other-source');
  const [source] = await readSources(db, [id]);
  if (source?.kind !== 'push' || source.unit !== token.unitId) {
    throw pushProblem(request, 'source-closed');
  }
  return source;
}

interface PushQuery {
  period: string;
  isCheck: boolean;
  isShorterMeant: boolean;
}

/** What the address says: about which period, whether it is only tried, whether few rows are meant. */
function readQuery(request: Request): PushQuery {
  const { searchParams } = new URL(request.url);
  const { period = '', check, shorter, ...others } = Object.fromEntries(searchParams);
  const isOnce = new Set(searchParams.keys()).size === searchParams.size;
  const isKnown = (check ?? '1') === '1' && (shorter ?? 'yes') === 'yes';
  if (!isOnce || !isKnown || Object.keys(others).length > 0)
    throw pushProblem(request, 'bad-query');
  return { period, isCheck: check !== undefined, isShorterMeant: shorter !== undefined };
}

const wait = (seconds: number) => ({ 'retry-after': String(seconds) });

async function countRequest(request: Request, lane: PushLane, tokenId: string): Promise<void> {
  const seconds = await lane.countRequest(tokenId);
  if (seconds === null) return;
  const most = lane.limits.perMinute;
  throw pushProblem(request, 'too-many-requests', { most, seconds }, wait(seconds));
}

async function countBytes(
  request: Request,
  lane: PushLane,
  tokenId: string,
  bytes: number,
): Promise<void> {
  const seconds = bytes > 0 ? await lane.countBytes(tokenId, bytes) : null;
  if (seconds === null) return;
  const most = lane.limits.bytesPerHour / 1_000_000;
  throw pushProblem(request, 'too-many-bytes', { most, seconds }, wait(seconds));
}

const laneOf = (gate: PushGate, isCheck: boolean): PushLane =>
  isCheck ? gate.checks : gate.pushes;

/** A request that may go on to its body. */
export interface Admitted {
  token: PushToken;
  source: SourceConfig;
  period: string;
  /** The unit's on the last day of the period. */
  unitCode: string;
  contentType: string;
  isCheck: boolean;
  /** Whether a list with far fewer services than the last is meant. */
  isShorterMeant: boolean;
  /** What the source listed last, for a trial; null where it listed nothing, or nothing is tried. */
  lastListed: Listed | null;
}

/**
 * Refuses what can be refused before a byte of the body is read.
 *
 * @throws ProblemError as the documentation at /data/push lists them
 */
export async function admitPush(
  { db, gate, now }: PushWorld,
  request: Request,
  sourceId: string,
): Promise<Admitted> {
  const token = await requireToken(db, request, 'push', now);
  const { period, isCheck, isShorterMeant } = readQuery(request);
  await countRequest(request, laneOf(gate, isCheck), token.id);
  const source = await requireSource(request, db, token, sourceId);
  const contentType = request.headers.get('content-type') ?? '';
  if (!JSON_TYPE.test(contentType)) throw pushProblem(request, 'bad-content-type');
  checkPeriod(request, source, period, now);
  const unitCode = await requireUnitCode(request, db, source, period);
  const lastListed = isCheck ? await readLastListed(db, { sourceId, period }, now) : null;
  return { token, source, period, unitCode, contentType, isCheck, isShorterMeant, lastListed };
}

/**
 * The body in the token's turn, its bytes counted: before any is read where the request says how many
 * there are, and once they are here where it does not.
 *
 * @throws ProblemError 413 or 408 as `readPushBody`, and 429 where the token has sent too many bytes
 */
export async function withBody<T>(
  gate: PushGate,
  request: Request,
  { token, isCheck }: Admitted,
  work: (body: Uint8Array) => Promise<T>,
): Promise<T> {
  const most = isCheck ? PUSH_LIMITS.maxCheckBytes : PUSH_LIMITS.maxBytes;
  const lane = laneOf(gate, isCheck);
  const announced = announcedBytes(request, most);
  await countBytes(request, lane, token.id, announced);
  return lane.inTurn(token.id, async () => {
    const body = await readPushBody(request, most);
    await countBytes(request, lane, token.id, body.byteLength - announced);
    return work(body);
  });
}

/**
 * Receives one push of a source.
 *
 * @throws ProblemError as the documentation at /data/push lists them; nothing is kept then
 */
export async function receivePush(
  { db, gate, now }: PushWorld,
  request: Request,
  admitted: Admitted,
): Promise<PushReceipt> {
  const idempotencyKey = requireKey(request);
  const { token, source, period, contentType, isShorterMeant } = admitted;
  return withBody(gate, request, admitted, async (body) => {
    const delivery = { source, period, kind: 'push', body, contentType, now } as const;
    const sender = { idempotencyKey, tokenId: token.id, fileName: null, isShorterMeant };
    try {
      const { intake, isNew } = await receiveIntake(db, { ...delivery, ...sender });
      const outcome = await readIntake(db, intake.number);
      if (!outcome) throw new Error(`receipt ${intake.number} is gone`);
      return { intake: outcome, isNew };
    } catch (error) {
      if (!(error instanceof KeyReused)) throw error;
      throw pushProblem(request, 'key-reused', { number: error.receipt.number });
    }
  });
}
