// How far a duty of a unit is, in the language of the page. Pages of reports and of units import it.
import type { DutyState } from '#lib/domain/report/duty.ts';
import { m } from '#lib/paraglide/messages.js';

const STATES: Record<DutyState, () => string> = {
  done: m.report_duty_done,
  doing: m.report_duty_doing,
  'not-started': m.report_duty_not_started,
};

export const dutyStateWord = (state: DutyState): string => STATES[state]();
