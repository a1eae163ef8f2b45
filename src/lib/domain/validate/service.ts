// What a unit says of one public service in one period, and the rules it must keep to. Anyone may
// import it; the gatherer applies it to every row of a portal's reply.
import {
  type Checked,
  COMMON_RULES,
  type Fault,
  type Finding,
  flagRule,
  isRejected,
  readCount,
  readText,
  rejectRule,
} from './rule.ts';

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

export const SERVICE_RULES = {
  missingCode: rejectRule('missing-code', 'Thiếu mã dịch vụ', 'The service has no code'),
  missingProcedure: rejectRule(
    'missing-procedure',
    'Thiếu mã thủ tục hành chính',
    'The administrative procedure is missing',
  ),
  missingName: rejectRule('missing-name', 'Thiếu tên dịch vụ', 'The service has no name'),
  missingField: flagRule('missing-field', 'Thiếu lĩnh vực', 'The field is missing'),
  missingOffice: flagRule('missing-office', 'Thiếu đơn vị phụ trách', 'The office is missing'),
  level: rejectRule('level', 'Mức độ phải từ 1 đến 4', 'The level must be 1 to 4'),
  eligible: rejectRule(
    'eligible',
    'Không rõ có đủ điều kiện mức độ 4 hay không',
    'Whether it qualifies for level 4 must be true or false',
  ),
  filedAboveReceived: rejectRule(
    'filed-above-received',
    'Hồ sơ nộp trực tuyến nhiều hơn hồ sơ tiếp nhận',
    'More dossiers filed online than received',
  ),
  handledAboveFiled: rejectRule(
    'handled-above-filed',
    'Hồ sơ xử lý trực tuyến nhiều hơn hồ sơ nộp trực tuyến',
    'More dossiers handled online than filed online',
  ),
  onTimeAboveReceived: rejectRule(
    'on-time-above-received',
    'Hồ sơ giải quyết đúng hạn nhiều hơn hồ sơ tiếp nhận',
    'More dossiers settled on time than received',
  ),
  repeatedCode: rejectRule(
    'repeated-code',
    'Một mã dịch vụ xuất hiện nhiều lần',
    'One code stands for more than one row of the reply',
  ),
  notEligible: flagRule(
    'level-4-not-eligible',
    'Ở mức độ 4 nhưng không thuộc diện đủ điều kiện mức độ 4',
    'At level 4 without being eligible for it',
  ),
} as const;

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

/** Checks one row by itself: its types, its ranges, and that no part exceeds its whole. */
export function checkService(raw: RawService): Checked<ServiceRecord> {
  const faults: Fault[] = [];
  const record: ServiceRecord = {
    code: readText(raw.code, 'code', faults, SERVICE_RULES.missingCode),
    procedure: readText(raw.procedure, 'procedure', faults, SERVICE_RULES.missingProcedure),
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
  /** True where a quarantined row's code cannot be read, so that it might be any service. */
  anyCodeUnread: boolean;
}

/** Codes that stand in more than one row: which of the rows is right cannot be known. */
function repeatedCodes(codes: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const code of codes) {
    if (code !== '' && seen.has(code)) repeated.add(code);
    seen.add(code);
  }
  return repeated;
}

/**
 * Checks all rows of one reply. `null` stands for a row that is no object. Where a code comes twice,
 * every row that bears it is quarantined.
 */
export function checkServices(rows: readonly (RawService | null)[]): CheckedServices {
  const codes = rows.map((raw) => readText(raw?.code, 'code', []));
  const repeated = repeatedCodes(codes);
  const result: CheckedServices = {
    accepted: [],
    findings: [],
    quarantinedCodes: [],
    anyCodeUnread: false,
  };
  rows.forEach((raw, row) => {
    const { record, faults } = raw
      ? checkService(raw)
      : { record: null, faults: [{ rule: COMMON_RULES.notARow, field: null }] };
    const code = codes[row] ?? '';
    const isRepeated = repeated.has(code);
    if (isRepeated) faults.push({ rule: SERVICE_RULES.repeatedCode, field: 'code' });
    for (const fault of faults) result.findings.push({ ...fault, row });
    if (record && !isRepeated) result.accepted.push({ record, row });
    else if (code === '') result.anyCodeUnread = true;
    else result.quarantinedCodes.push(code);
  });
  return result;
}
