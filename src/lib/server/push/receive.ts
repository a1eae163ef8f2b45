// Takes in one push: who sends, whether it is whole and about what may be sent, and the receipt. Its
// rows are read later, by the scheduler. The route of pushes imports it.
import { periodFault, type PeriodFault } from '#lib/domain/intake.ts';
import { formatDay, hanoiDay } from '#lib/domain/format.ts';
import { isDay, periodHolding, periodOf } from '#lib/domain/period.ts';
import { isWithin } from '#lib/domain/unit.ts';
import type { Db } from '../db/client.ts';
import { periodOfSlot, periodsAsked } from '../sources/slots.ts';
import type { SourceConfig } from '../sources/source.ts';
import { readDatedCodes } from '../store/catalogue.ts';
import { KeyReused, readIntake, receiveIntake, type IntakeOutcome } from '../store/intakes.ts';
import { readSources } from '../store/sources.ts';
import type { PushToken } from '../store/tokens.ts';
import { readPushBody, readPushHead, type PushHead } from './body.ts';
import { PUSH_LIMITS, type PushGate } from './limits.ts';
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

/** Whoever sends says so by the code that the unit bears on the last day of the period. */
async function checkUnit(request: Request, db: Db, source: SourceConfig, head: PushHead) {
  const day = periodOf(head.period, source.reckoning).end;
  const codes = await readDatedCodes(db);
  const ofUnit = codes.filter(({ unitId }) => unitId === source.unit);
  const own = ofUnit.find((each) => isWithin(day, each));
  if (own?.code === head.unit) return;
  if (own) throw pushProblem(request, 'other-unit', { code: own.code });
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

/** Refuses what can be refused before a byte of the body is read. */
async function admit({ db, gate, now }: PushWorld, request: Request, sourceId: string) {
  const token = await requireToken(db, request, 'push', now);
  const seconds = await gate.waitSeconds(token.id);
  if (seconds !== null) {
    const given = { most: PUSH_LIMITS.perMinute, seconds };
    throw pushProblem(request, 'too-many-requests', given, { 'retry-after': String(seconds) });
  }
  const source = await requireSource(request, db, token, sourceId);
  const contentType = request.headers.get('content-type') ?? '';
  if (!JSON_TYPE.test(contentType)) throw pushProblem(request, 'bad-content-type');
  return { token, source, contentType, idempotencyKey: requireKey(request) };
}

/**
 * Receives one push of a source.
 *
 * @throws ProblemError as the documentation at /data/push lists them; nothing is kept then
 */
export async function receivePush(
  world: PushWorld,
  request: Request,
  sourceId: string,
): Promise<PushReceipt> {
  const { db, gate, now } = world;
  const { token, source, ...said } = await admit(world, request, sourceId);
  return gate.inTurn(token.id, async () => {
    const body = await readPushBody(request);
    const head = readPushHead(request, body);
    checkPeriod(request, source, head.period, now);
    await checkUnit(request, db, source, head);
    const delivery = { source, period: head.period, kind: 'push', body, now } as const;
    const sender = { ...said, tokenId: token.id, fileName: null };
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
