// A receipt as the API tells it: at once, when something was handed in, and later with what became of
// it. Only the routes of the API import it.
import type { IntakeOutcome } from '../store/intakes.ts';

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

/** The receipt with what became of it. */
export const outcomeOf = (intake: IntakeOutcome, origin: string) => ({
  ...receiptOf(intake, origin),
  finishedAt: intake.finishedAt?.toISOString() ?? null,
  rowsAccepted: intake.rowsAccepted,
  rowsSetAside: intake.rowsQuarantined,
  changes: intake.versionsWritten,
  // The text of a failure may tell of the inside of our network; its code is enough.
  error: intake.errorCode,
  findings: intake.findings.map(({ messageVi, messageEn, ...finding }) => ({
    ...finding,
    message: { vi: messageVi, en: messageEn },
  })),
});
