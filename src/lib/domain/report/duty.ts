// Duties that only a report can tell of, and obstacles: what a unit writes of them, and the rules it
// must keep to. Pure; anyone may import it.
import { isDay } from '../period.ts';
import { REPORT_ROW_RULES } from '../validate/report-rules.ts';
import { readText } from '../validate/read.ts';
import { type Checked, type Fault, isRejected } from '../validate/rule.ts';

export const DUTY_STATES = ['done', 'doing', 'not-started'] as const;
export type DutyState = (typeof DUTY_STATES)[number];

/** The states as the form offers them, in Vietnamese: what is read must be spelled so. */
export const DUTY_STATE_WORDS: Readonly<Record<DutyState, string>> = {
  done: 'Đã hoàn thành',
  doing: 'Đang thực hiện',
  'not-started': 'Chưa thực hiện',
};

/** What a unit says of one duty. */
export interface DutyRecord {
  /** Its code in the list of duties. */
  duty: string;
  state: DutyState;
  /** ISO day; null unless it is done. */
  doneOn: string | null;
  document: string;
  note: string;
}

/** What blocks a unit, by which rule, who can remove it, and what the unit proposes. */
export interface ObstacleRecord {
  what: string;
  rule: string;
  remover: string;
  proposal: string;
}

export type RawDuty = { [Field in keyof DutyRecord]: unknown };
export type RawObstacle = { [Field in keyof ObstacleRecord]: unknown };

const isAbsent = (value: unknown): boolean => value === undefined || value === null || value === '';

const optionalText = (value: unknown, field: string, faults: Fault[]): string =>
  isAbsent(value) ? '' : readText(value, field, faults);

/**
 * An ISO day from a cell: a date as the sheet holds it, or text as people write it, `31/3/2020`.
 * Null where it is none.
 */
export function readDay(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const [, day = '', month = '', year = ''] =
    /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(value.trim()) ?? [];
  const iso =
    year === '' ? value.slice(0, 10) : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(iso) ? iso : null;
}

function readState(value: unknown, faults: Fault[]): DutyState {
  if (isAbsent(value)) {
    faults.push({ rule: REPORT_ROW_RULES.dutyUnanswered, field: 'state' });
    return 'not-started';
  }
  const text = typeof value === 'string' ? value.normalize('NFC').trim() : '';
  const state = DUTY_STATES.find((state) => DUTY_STATE_WORDS[state] === text);
  if (state) return state;
  faults.push({ rule: REPORT_ROW_RULES.dutyState, field: 'state' });
  return 'not-started';
}

function readDoneOn(
  value: unknown,
  state: DutyState,
  signedOn: string | null,
  faults: Fault[],
): string | null {
  if (isAbsent(value)) {
    if (state === 'done') faults.push({ rule: REPORT_ROW_RULES.doneWithoutDay, field: 'doneOn' });
    return null;
  }
  const day = readDay(value);
  if (day === null || (signedOn !== null && day > signedOn)) {
    faults.push({ rule: REPORT_ROW_RULES.dutyDay, field: 'doneOn' });
  }
  return state === 'done' ? day : null;
}

/** @param signedOn the day on which the report was signed, null where that cannot be told */
export function checkDuty(raw: RawDuty, signedOn: string | null): Checked<DutyRecord> {
  const faults: Fault[] = [];
  const state = readState(raw.state, faults);
  const record: DutyRecord = {
    duty: readText(raw.duty, 'duty', faults),
    state,
    doneOn: readDoneOn(raw.doneOn, state, signedOn, faults),
    document: optionalText(raw.document, 'document', faults),
    note: optionalText(raw.note, 'note', faults),
  };
  if (record.doneOn !== null && record.document === '') {
    faults.push({ rule: REPORT_ROW_RULES.doneWithoutDocument, field: 'document' });
  }
  return { record: isRejected(faults) ? null : record, faults };
}

export function checkObstacle(raw: RawObstacle): Checked<ObstacleRecord> {
  const faults: Fault[] = [];
  const record: ObstacleRecord = {
    what: readText(raw.what, 'what', faults, REPORT_ROW_RULES.obstacleWhat),
    rule: optionalText(raw.rule, 'rule', faults),
    remover: readText(raw.remover, 'remover', faults, REPORT_ROW_RULES.obstacleRemover),
    proposal: optionalText(raw.proposal, 'proposal', faults),
  };
  return { record: isRejected(faults) ? null : record, faults };
}
