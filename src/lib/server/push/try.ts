// Tries a push: what would become of it, with nothing stored, neither body nor receipt nor run. It is
// read in a child process with limits, never by the web process. The route of pushes imports it.
import { RETURNED } from '#lib/domain/intake.ts';
import { SourceError } from '../errors.ts';
import { runIsolated } from '../sources/isolated.ts';
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

/** A fault of the body is an answer; what is too much to try is a refusal. */
function tellFault(request: Request, error: unknown): Omit<Tried, 'bytes'> {
  if (!(error instanceof SourceError)) throw error;
  const { code, message } = error;
  if (Object.hasOwn(RETURN_CODES, code)) return { ...NOTHING, errorCode: code, errorText: message };
  if (code === 'parser-crashed') throw error;
  throw pushProblem(request, 'too-large-to-check', checkLimits);
}

async function check(
  request: Request,
  admitted: Admitted,
  fields: ServiceMapping['fields'],
  content: Uint8Array,
): Promise<Omit<Tried, 'bytes'>> {
  const subject = { period: admitted.period, unit: admitted.unitCode };
  const { lastListed, isShorterMeant } = admitted;
  const mostRows = PUSH_LIMITS.maxCheckRows;
  const settings = { subject, fields, mostRows, lastListed, isShorterMeant };
  try {
    const { signal } = request;
    const found = await runIsolated('check-push', { settings, content }, { signal });
    return { ...found, errorCode: found.isReturned ? RETURNED : null, errorText: null };
  } catch (error) {
    return tellFault(request, error);
  }
}

/**
 * What would become of a push. Its rows are judged by themselves, and their number by that of the list
 * before; other marks that come of a comparison with the period before are found by the real one alone,
 * and never return a push.
 *
 * @throws ProblemError 413 where it is larger than may be tried, 422 where its source takes no services
 */
export async function tryPush(
  gate: PushGate,
  request: Request,
  admitted: Admitted,
): Promise<Tried> {
  const { mapping } = admitted.source;
  if (mapping.produces !== 'services') throw pushProblem(request, 'not-to-check');
  return withBody(gate, request, admitted, async (body) => ({
    bytes: body.byteLength,
    ...(await check(request, admitted, mapping.fields, body)),
  }));
}
