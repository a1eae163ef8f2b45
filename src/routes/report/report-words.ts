// Words for what became of a report. Pages under /report import it.
import { m } from '#lib/paraglide/messages.js';
import type { IntakeState } from '#lib/domain/intake.ts';
import { locale } from '#lib/components/address.ts';
import { dutyStateWord } from '#lib/components/duty-words.ts';
import { inLanguage } from '#lib/components/words.ts';
import { formatDay, formatNumber } from '#lib/domain/format.ts';
import { readOriginal } from '#lib/domain/original-text.ts';
import type { DutyRecord } from '#lib/domain/report/duty.ts';
import { readCellPlace, type CellPlace } from '#lib/domain/place.ts';
import { findRule } from '#lib/domain/validate/catalogue.ts';
import { evidenceWord, placeWord } from '../admin/quarantine/quarantine-words.ts';

const STATES: Record<IntakeState, () => string> = {
  received: m.report_state_received,
  checking: m.report_state_checking,
  recorded: m.report_state_recorded,
  returned: m.report_state_returned,
  failed: m.report_state_failed,
};

export const reportStateWord = (state: IntakeState | null): string =>
  state === null ? m.report_state_none() : STATES[state]();

/** How far a duty is, as the unit said; with the day where it is done. */
export const dutyWord = ({ state, doneOn }: Pick<DutyRecord, 'state' | 'doneOn'>): string =>
  doneOn === null
    ? dutyStateWord(state)
    : m.report_recorded_duty_on({ state: dutyStateWord(state), day: formatDay(doneOn, locale()) });

/** What keeps a file from being read at all, by the code of its run. */
const ERRORS: Record<string, () => string> = {
  'wrong-period': m.report_error_wrong_period,
  'wrong-unit': m.report_error_wrong_unit,
  shape: m.report_error_shape,
  'too-large': m.report_error_too_large,
  'zip-bomb': m.report_error_bomb,
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
  if (at === null) return placeWord(place);
  return at.cell ?? (at.row === null ? '' : m.report_col_row({ row: at.row }));
}

/** The rule of a count that is none. */
const NOT_WHOLE = 'not-a-whole-number';

/** Names of what is said beside the numbers that were compared, and said elsewhere on the page. */
const SAID_ELSEWHERE = new Set(['unit', 'field']);

const numberWord = (value: string): string =>
  /^-?\d+$/.test(value) ? formatNumber(Number(value), locale(), 0) : value;

/** What stood there, as it was typed, and the service whose row it was. */
export interface OriginalWords {
  value: string;
  code: string;
  name: string;
}

/** How to mend what was found; of a count that nobody filled in, what to write where there is none. */
export function mendWord(finding: OriginalFinding & { rule: string }): string {
  const isEmptyCount =
    finding.rule === NOT_WHOLE && originalWords(finding).value === m.report_original_empty();
  const rule = findRule(finding.rule);
  const mend = rule ? inLanguage(rule.mendVi, rule.mendEn) : '';
  return isEmptyCount ? `${m.report_mend_empty_count()} ${mend}` : mend;
}

/** What a finding keeps of the text at fault. */
interface OriginalFinding {
  original: string;
  field: string | null;
  place: string;
}

/** A finding's own text, without the row around it. */
export function originalWords(finding: OriginalFinding): OriginalWords {
  const isOfCell = readCellPlace(finding.place) !== null;
  const read = readOriginal(finding.original, finding.field, isOfCell);
  const none = { code: '', name: '' };
  if (read.kind === 'unworked') return { ...none, value: m.report_original_unworked() };
  if (read.kind === 'numbers') {
    const numbers = read.numbers.filter(([name]) => !SAID_ELSEWHERE.has(name));
    const words = numbers.map(([name, value]) => `${evidenceWord(name)}: ${numberWord(value)}`);
    return { ...none, value: words.join('; ') };
  }
  const { value, row } = read;
  const isTruth = typeof value === 'boolean';
  const shown = isTruth ? (value ? m.common_yes() : m.compare_no()) : value;
  return { ...(row ?? none), value: shown ?? m.report_original_empty() };
}
