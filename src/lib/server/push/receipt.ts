// A receipt as the API tells it: at once, when something was handed in, and later with what became of
// it. Only the routes of the API import it.
import type { IntakeFinding, IntakeOutcome } from '../store/intakes.ts';
import type { Admitted } from './receive.ts';
import { returnWords } from './returns.ts';
import type { Tried } from './try.ts';

/**
 * What a portal gets for what it sent; the same for the same push, however often it comes.
 *
 * @param origin scheme and host that readers type
 */
export const receiptOf = (intake: IntakeOutcome, origin: string) => ({
  number: intake.number,
  source: intake.sourceId,
  unitId: intake.unitId,
  period: intake.period,
  receivedAt: intake.receivedAt.toISOString(),
  bytes: intake.bytes,
  hash: intake.hash,
  state: intake.state,
  statusUrl: `${origin}/api/v1/intakes/${intake.number}`,
});

/** What it was returned for. The texts of other failures may tell of the inside of our network. */
const errorOf = ({ errorCode, errorText }: Pick<IntakeOutcome, 'errorCode' | 'errorText'>) => {
  const message = returnWords(errorCode);
  return { error: errorCode, message, detail: message && errorText };
};

const findingsOf = (findings: readonly IntakeFinding[]) =>
  findings.map(({ messageVi, messageEn, ...finding }) => ({
    ...finding,
    message: { vi: messageVi, en: messageEn },
  }));

/** The receipt with what became of it. */
export const outcomeOf = (intake: IntakeOutcome, origin: string) => ({
  ...receiptOf(intake, origin),
  finishedAt: intake.finishedAt?.toISOString() ?? null,
  rowsAccepted: intake.rowsAccepted,
  rowsSetAside: intake.rowsQuarantined,
  changes: intake.versionsWritten,
  ...errorOf(intake),
  findings: findingsOf(intake.findings),
});

/** What would become of a push that is only tried: there is no receipt, for nothing is kept. */
export const trialOf = (tried: Tried, { source, period }: Pick<Admitted, 'source' | 'period'>) => ({
  source: source.id,
  unitId: source.unit,
  period,
  bytes: tried.bytes,
  wouldBe: tried.errorCode === null ? 'recorded' : 'returned',
  rowsAccepted: tried.errorCode === null ? tried.rowsAccepted : 0,
  rowsSetAside: tried.rowsRefused,
  ...errorOf(tried),
  findings: findingsOf(tried.findings),
});
