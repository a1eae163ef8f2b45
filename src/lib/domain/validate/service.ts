// What a unit says of one public service in one period, checked by itself and among the rows of its
// reply. Anyone may import it; the gatherer applies it to every row of a portal's reply.
import { COMMON_RULES } from './common-rules.ts';
import {
  applyDecision,
  correctRow,
  type DecidedRows,
  isWithdrawn,
  NOTHING_DECIDED,
} from './decision.ts';
import { readCode, readCount, readText } from './read.ts';
import { type Checked, type Fault, type Finding, isRejected } from './rule.ts';
import { SERVICE_RULES } from './service-rules.ts';

/** A public service as its portal reports it. Counts are dossiers of the period. */
export interface ServiceRecord {
  /** The unit's own code. */
  code: string;
  /** Code of the national administrative procedure that the service is an instance of. */
  procedure: string;
  name: string;
  field: string;
  /** The office that owns it. */
  office: string;
  /** 1 to 4 (Decree 43/2011/NĐ-CP, article 3). */
  level: number;
  /** Whether it qualifies for level 4. */
  eligible: boolean;
  received: number;
  filedOnline: number;
  handledOnline: number;
  onTime: number;
}

/** The same fields as they came, unchecked. */
export type RawService = { [Field in keyof ServiceRecord]: unknown };

function readLevel(value: unknown, faults: Fault[]): number {
  const level = value === '1' || value === '2' || value === '3' || value === '4' ? +value : value;
  if (level === 1 || level === 2 || level === 3 || level === 4) return level;
  faults.push({ rule: SERVICE_RULES.level, field: 'level' });
  return Number.NaN;
}

const isNo = (value: unknown): boolean => value === false || value === 0;

function readEligible(value: unknown, faults: Fault[]): boolean {
  if (value === true || value === 1) return true;
  if (!isNo(value)) faults.push({ rule: SERVICE_RULES.eligible, field: 'eligible' });
  return false;
}

/** Parts may not exceed their whole. A count that could not be read is NaN and breaks nothing here. */
function checkParts(record: ServiceRecord, faults: Fault[]): void {
  const { received, filedOnline, handledOnline, onTime } = record;
  if (filedOnline > received) {
    faults.push({ rule: SERVICE_RULES.filedAboveReceived, field: 'filedOnline' });
  }
  if (handledOnline > filedOnline) {
    faults.push({ rule: SERVICE_RULES.handledAboveFiled, field: 'handledOnline' });
  }
  if (onTime > received) faults.push({ rule: SERVICE_RULES.onTimeAboveReceived, field: 'onTime' });
}

function readService(raw: RawService, faults: Fault[]): ServiceRecord {
  return {
    code: readCode(raw.code, 'code', faults, SERVICE_RULES.missingCode),
    procedure: readCode(raw.procedure, 'procedure', faults, SERVICE_RULES.missingProcedure),
    name: readText(raw.name, 'name', faults, SERVICE_RULES.missingName),
    field: readText(raw.field, 'field', faults, SERVICE_RULES.missingField),
    office: readText(raw.office, 'office', faults, SERVICE_RULES.missingOffice),
    level: readLevel(raw.level, faults),
    eligible: readEligible(raw.eligible, faults),
    received: readCount(raw.received, 'received', faults),
    filedOnline: readCount(raw.filedOnline, 'filedOnline', faults),
    handledOnline: readCount(raw.handledOnline, 'handledOnline', faults),
    onTime: readCount(raw.onTime, 'onTime', faults),
  };
}

/** Checks one row by itself: its types, its ranges, and that no part exceeds its whole. */
export function checkService(raw: RawService): Checked<ServiceRecord> {
  const faults: Fault[] = [];
  const record = readService(raw, faults);
  checkParts(record, faults);
  if (record.level === 4 && isNo(raw.eligible)) {
    faults.push({ rule: SERVICE_RULES.notEligible, field: 'eligible' });
  }
  return { record: isRejected(faults) ? null : record, faults };
}

export interface CheckedServices {
  /** Rows that count, each with its place among the rows given. */
  accepted: { record: ServiceRecord; row: number }[];
  findings: Finding[];
  /** Codes that the reply lists in quarantined rows: those services are not gone. */
  quarantinedCodes: string[];
  /** Rows that counted until a person rejected them: their services count no longer. */
  withdrawn: { code: string; row: number }[];
  /** True where a quarantined row's code cannot be read, so that it might be any service. */
  anyCodeUnread: boolean;
}

const NO_ROW: RawService = Object.freeze({
  code: undefined,
  procedure: undefined,
  name: undefined,
  field: undefined,
  office: undefined,
  level: undefined,
  eligible: undefined,
  received: undefined,
  filedOnline: undefined,
  handledOnline: undefined,
  onTime: undefined,
});

const FIELD_NAMES = Object.keys(NO_ROW) as (keyof ServiceRecord)[];

const sayTheSame = (a: RawService, b: RawService): boolean =>
  FIELD_NAMES.every((field) => a[field] === b[field]);

/**
 * What is wrong with rows whose code stands in several of them, by row. Rows that say the same are
 * one row, counted once; where they differ none counts, for which is right cannot be known.
 */
function repetitions(
  raws: readonly (RawService | null)[],
  codes: readonly string[],
): Map<number, Fault> {
  const first = new Map<string, number>();
  const differing = new Set<string>();
  const found = new Map<number, Fault>();
  codes.forEach((code, row) => {
    const raw = raws[row];
    if (code === '' || !raw) return;
    const before = first.get(code);
    if (before === undefined) {
      first.set(code, row);
      return;
    }
    found.set(row, { rule: SERVICE_RULES.repeatedRow, field: null });
    if (!sayTheSame(raw, raws[before] ?? NO_ROW)) differing.add(code);
  });
  if (differing.size === 0) return found;
  codes.forEach((code, row) => {
    if (differing.has(code)) found.set(row, { rule: SERVICE_RULES.repeatedCode, field: 'code' });
  });
  return found;
}

function checkRow(raw: RawService | null): Checked<ServiceRecord> {
  if (raw) return checkService(raw);
  return { record: null, faults: [{ rule: COMMON_RULES.notARow, field: null }] };
}

/**
 * Checks all rows of one reply. `null` stands for a row that is no object. A row that a person
 * rejected is no rival of the others that bear its code. Findings do not depend on the order of rows,
 * but for which of several equal rows counts as the first.
 */
export function checkServices(
  rows: readonly (RawService | null)[],
  decided: DecidedRows = NOTHING_DECIDED,
): CheckedServices {
  const raws =
    decided.size === 0 ? rows : rows.map((raw, row) => correctRow(raw, decided.get(row), NO_ROW));
  const codes = raws.map((raw, row) =>
    decided.get(row)?.kind === 'reject' ? '' : readCode(raw?.code, 'code', []),
  );
  const repeated = repetitions(raws, codes);
  const result: CheckedServices = {
    accepted: [],
    findings: [],
    quarantinedCodes: [],
    withdrawn: [],
    anyCodeUnread: false,
  };
  raws.forEach((raw, row) => {
    const { record, faults: own } = checkRow(raw);
    const repetition = repeated.get(row);
    if (repetition) own.push(repetition);
    const faults = applyDecision(own, decided.get(row));
    for (const fault of faults) result.findings.push({ ...fault, row });
    place(result, { raw, record, row, faults, isWithdrawn: isWithdrawn(own, decided.get(row)) });
  });
  if (result.withdrawn.length > 0) dropTakenBack(result, codes);
  return result;
}

/**
 * What was taken back is gone, although another row of its code never counted and was rejected, too. A
 * row that waits to be decided on still lists its service.
 *
 * @param codes of the rows that nobody rejected
 */
function dropTakenBack(result: CheckedServices, codes: readonly string[]): void {
  const takenBack = new Set(result.withdrawn.map(({ code }) => code));
  for (const code of codes) takenBack.delete(code);
  result.quarantinedCodes = result.quarantinedCodes.filter((code) => !takenBack.has(code));
}

interface CheckedRow {
  raw: RawService | null;
  record: ServiceRecord | null;
  row: number;
  faults: readonly Fault[];
  isWithdrawn: boolean;
}

/** Puts a checked row where it belongs: it counts, says the same as another, is taken back, or stays out. */
function place(result: CheckedServices, checked: CheckedRow): void {
  const { raw, record, row, faults } = checked;
  if (!isRejected(faults)) {
    const isAgain = faults.some(({ rule }) => rule === SERVICE_RULES.repeatedRow);
    const service = record ?? (raw && readService(raw, []));
    if (service && !isAgain) result.accepted.push({ record: service, row });
    return;
  }
  const code = readCode(raw?.code, 'code', []);
  if (checked.isWithdrawn) result.withdrawn.push({ code, row });
  else if (code === '') result.anyCodeUnread = true;
  else result.quarantinedCodes.push(code);
}
