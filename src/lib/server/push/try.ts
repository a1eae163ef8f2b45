// Tries a push: what would become of it, with nothing stored, neither body nor receipt nor run. It is
// read in a child process with limits, never by the web process. The route of pushes imports it.
import { RETURNED } from '#lib/domain/intake.ts';
import { isOurFault } from '#lib/domain/our-faults.ts';
import { SourceError } from '../errors.ts';
import type { ProblemError } from '../http.ts';
import { runIsolated, type IsolationLimits } from '../sources/isolated.ts';
import type { ServiceMapping } from '../sources/source-mapping.ts';
import { checkLimits } from './body.ts';
import type { PushCheck } from './check.ts';
import { PUSH_LIMITS, type PushGate } from './limits.ts';
import { pushProblem } from './problems.ts';
import { withBody, type Admitted } from './receive.ts';
import { RETURN_CODES } from './returns.ts';

export interface Tried extends PushCheck {
  bytes: number;
  /** What it would be returned for; null where it would be recorded. */
  errorCode: string | null;
  errorText: string | null;
}

const NOTHING: PushCheck = { rowsAccepted: 0, rowsRefused: 0, isReturned: true, findings: [] };

/** We did not get to the end of it, which says nothing about the body. */
function checkFailed(request: Request, cause: unknown): ProblemError {
  const seconds = PUSH_LIMITS.checkAgainSeconds;
  const wait = { 'retry-after': String(seconds) };
  const problem = pushProblem(request, 'check-failed', { seconds }, wait);
  problem.cause = cause;
  return problem;
}

/** A fault of the body is an answer; what is too much to try is a refusal, and so is a fault of ours. */
function tellFault(request: Request, error: unknown): Omit<Tried, 'bytes'> {
  if (!(error instanceof SourceError)) throw error;
  const { code, message } = error;
  if (Object.hasOwn(RETURN_CODES, code)) return { ...NOTHING, errorCode: code, errorText: message };
  if (isOurFault(code)) throw checkFailed(request, error);
  throw pushProblem(request, 'too-large-to-check', checkLimits);
}

async function check(
  request: Request,
  admitted: Admitted,
  fields: ServiceMapping['fields'],
  content: Uint8Array,
  limits: IsolationLimits,
): Promise<Omit<Tried, 'bytes'>> {
  const subject = { period: admitted.period, unit: admitted.unitCode };
  const { lastListed, isShorterMeant } = admitted;
  const mostRows = PUSH_LIMITS.maxCheckRows;
  const settings = { subject, fields, mostRows, lastListed, isShorterMeant };
  try {
    const found = await runIsolated('check-push', { settings, content }, limits);
    return { ...found, errorCode: found.isReturned ? RETURNED : null, errorText: null };
  } catch (error) {
    return tellFault(request, error);
  }
}

/** What `work` gives; where it is not there in time, or nobody waits any more, its child is stopped. */
async function inTime<T>(
  request: Request,
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = AbortSignal.any([request.signal, timeout]);
  const ended = Promise.withResolvers<never>();
  const stop = (): void => ended.reject(signal.reason as Error);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work(signal), ended.promise]);
  } catch (error) {
    throw timeout.aborted && error === timeout.reason ? checkFailed(request, error) : error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/**
 * What would become of a push. Its rows are judged by themselves, and their number by that of the list
 * before; other marks that come of a comparison with the period before are found by the real one alone,
 * and never return a push.
 *
 * @param limits of the child that reads it, and of the whole; tests bring their own
 * @throws ProblemError 413 where it is larger than may be tried, 422 where its source takes no services,
 * 503 where we did not get to its end in time
 */
export async function tryPush(
  gate: PushGate,
  request: Request,
  admitted: Admitted,
  limits: IsolationLimits & { wholeMs?: number } = {},
): Promise<Tried> {
  const { wholeMs = PUSH_LIMITS.checkTimeoutMs, ...ofChild } = limits;
  const { mapping } = admitted.source;
  if (mapping.produces !== 'services') throw pushProblem(request, 'not-to-check');
  return inTime(request, wholeMs, (signal) =>
    withBody(gate, request, admitted, async (body) => ({
      bytes: body.byteLength,
      ...(await check(request, admitted, mapping.fields, body, { ...ofChild, signal })),
    })),
  );
}
