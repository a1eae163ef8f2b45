// Words for what became of a report. Pages under /report import it.
import { m } from '#lib/paraglide/messages.js';
import type { IntakeState } from '#lib/domain/intake.ts';
import type { CellPlace } from '#lib/domain/place.ts';

const STATES: Record<IntakeState, () => string> = {
  received: m.report_state_received,
  checking: m.report_state_checking,
  recorded: m.report_state_recorded,
  returned: m.report_state_returned,
  failed: m.report_state_failed,
};

export const reportStateWord = (state: IntakeState | null): string =>
  state === null ? m.report_state_none() : STATES[state]();

/** What keeps a file from being read at all, by the code of its run. */
const ERRORS: Record<string, () => string> = {
  'wrong-period': m.report_error_wrong_period,
  'wrong-unit': m.report_error_wrong_unit,
  shape: m.report_error_shape,
  'too-large': m.report_error_too_large,
  'zip-bomb': m.report_error_too_large,
  'too-slow': m.report_error_too_slow,
  empty: m.report_error_empty,
  ...Object.fromEntries(
    [
      'not-a-workbook',
      'encrypted',
      'foreign-part',
      'zip-lies',
      'bad-xml',
      'xml-entities',
      'bad-sheet',
      'bad-cell',
    ].map((code) => [code, m.report_error_unreadable]),
  ),
};

export const reportErrorWord = (code: string): string =>
  ERRORS[code]?.() ?? m.report_error_other({ code });

/** `F12`, or the row where it is a whole one; the words of a place that is in no workbook. */
export function cellWord(place: string, at: CellPlace | null): string {
  if (at === null) return place;
  return at.cell ?? (at.row === null ? '' : m.report_col_row({ row: at.row }));
}
