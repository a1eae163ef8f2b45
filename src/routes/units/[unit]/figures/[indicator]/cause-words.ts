// Why a run was, as readers are told it. Used by this page alone.
import type { DecisionKind } from '#lib/domain/validate/decision.ts';
import { SENT_AGAIN } from '#lib/domain/intake.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageData } from './$types';

type Trigger = NonNullable<PageData['run']>['trigger'];

const CAUSES: Record<Trigger, () => string> = {
  schedule: m.provenance_cause_schedule,
  demo: m.provenance_cause_schedule,
  missed: m.provenance_cause_missed,
  manual: m.provenance_cause_manual,
  push: m.provenance_cause_push,
  report: m.provenance_cause_report,
  correction: m.provenance_cause_correction,
  retry: m.provenance_cause_retry,
};
export const causeText = (trigger: Trigger): string => CAUSES[trigger]();

const DECISIONS: Record<DecisionKind, () => string> = {
  correct: m.provenance_decision_correct,
  release: m.provenance_decision_release,
  reject: m.provenance_decision_reject,
};
export const decisionText = (decision: DecisionKind): string => DECISIONS[decision]();

/** Why it was tried again, in the words of whoever asked, or ours where nobody said. */
export const reasonText = (reason: string): string =>
  reason === SENT_AGAIN ? m.provenance_sent_again() : reason;

/** What the two times of a run are: when it was to be, and when it was. */
export function timeTerms(trigger: Trigger): { slot: string; asked: string } {
  switch (trigger) {
    case 'push':
    case 'report':
      return { slot: m.provenance_run_received(), asked: m.provenance_run_read() };
    case 'correction':
      return { slot: m.provenance_run_wanted(), asked: m.provenance_run_read() };
    case 'retry':
      return { slot: m.provenance_run_wanted(), asked: m.provenance_run_asked() };
    default:
      return { slot: m.provenance_run_slot(), asked: m.provenance_run_asked() };
  }
}
