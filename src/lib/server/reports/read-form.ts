// Reads the quarterly report form from the sheets of a workbook: its service rows, duties and
// obstacles, and what is wrong with it beside what the rules say of its service rows, each with sheet
// and cell. Pure; sources/xlsx-report.ts and tests import it.
import { DUTIES } from '#lib/domain/report/duties.ts';
import {
  checkDuty,
  checkObstacle,
  type DutyRecord,
  type ObstacleRecord,
  readDay,
} from '#lib/domain/report/duty.ts';
import { REPORT_RULES, REPORT_ROW_RULES } from '#lib/domain/validate/report-rules.ts';
import type { Rule } from '#lib/domain/validate/rule.ts';
import type { RawService } from '#lib/domain/validate/service.ts';
import type { PageFinding } from '../sources/kind.ts';
import { columnName, type Sheet } from '../spreadsheets/table.ts';
import { FormSheet, type FormRow } from './form-sheet.ts';
import {
  ABOUT,
  columnOf,
  COUNT_COLUMNS,
  DUTY_SHEET,
  ISSUE,
  ISSUED_CODE_COLUMN,
  NO,
  OBSTACLES,
  PRINTED_STATE,
  READ_VERSIONS,
  SERVICES,
  type ServiceColumn,
  SHEET_NAMES,
  type TableSheet,
  VERSION_WITH_STATES,
  YES,
} from './form.ts';

export interface FormReading {
  /** Rows that the rules for services have yet to judge, each with its row in the sheet. */
  services: { raw: RawService; row: number }[];
  duties: DutyRecord[];
  obstacles: ObstacleRecord[];
  /** ISO day; null where it cannot be told. */
  signedOn: string | null;
  person: string;
  phone: string;
  findings: PageFinding[];
}

export interface ExpectedForm {
  /** The sender's official code on the period's last day. */
  unitCode: string;
  period: { code: string; end: string };
}

/** A place in words that lead a person there. */
export const cellPlace = (sheet: string, row: number, column: number): string =>
  `sheet "${sheet}", cell ${columnName(column)}${row}`;

const textOf = (value: unknown): string => (value === undefined ? '' : String(value));

/** Reads one form, gathering what is wrong on the way. */
class FormReader {
  readonly findings: PageFinding[] = [];

  find(
    rule: Rule,
    sheet: string,
    at: { row: number; column: number },
    field: string | null,
    value: unknown,
  ) {
    this.findings.push({
      rule,
      place: cellPlace(sheet, at.row, at.column),
      field,
      original: JSON.stringify(value ?? null),
    });
  }

  /** Sheets by name; what is no part of the form is told, as is what is lacking. */
  openSheets(sheets: readonly Sheet[]): Map<string, FormSheet> {
    const top = { row: 1, column: 1 };
    const byName = new Map(sheets.map((sheet) => [sheet.name.normalize('NFC').trim(), sheet]));
    for (const [name, { rows }] of byName) {
      if (SHEET_NAMES.includes(name)) continue;
      this.find(REPORT_RULES.foreignSheet, name, top, null, rows[0]?.cells[0]?.value);
    }
    for (const name of SHEET_NAMES) {
      if (!byName.has(name)) this.find(REPORT_RULES.missingSheet, name, top, null, null);
    }
    return new Map([...byName].map(([name, sheet]) => [name, new FormSheet(sheet)]));
  }

  /** The unit and the period, as printed and as issued: a form of another is one mistake, not two. */
  checkSubject(about: FormSheet, issue: FormSheet, { unitCode, period }: ExpectedForm): void {
    const check = (
      rule: Rule,
      name: 'unitCode' | 'period',
      issuedRow: number,
      expected: string,
    ): void => {
      const at = { row: ABOUT.rows[name].row, column: ABOUT.answerColumn };
      const printed = about.value(at.row, at.column);
      const issued = issue.value(issuedRow, 1);
      if (textOf(printed) === expected && textOf(issued) === expected) return;
      this.find(rule, ABOUT.name, at, name, printed);
    };
    check(REPORT_RULES.unit, 'unitCode', ISSUE.unitRow, unitCode);
    check(REPORT_RULES.period, 'period', ISSUE.periodRow, period.code);
  }

  /** @returns the version, as it is written */
  checkVersion(issue: FormSheet): string {
    const version = issue.value(ISSUE.versionRow, 1);
    if (READ_VERSIONS.includes(textOf(version))) return textOf(version);
    this.find(
      REPORT_RULES.version,
      ISSUE.name,
      { row: ISSUE.versionRow, column: 1 },
      null,
      version,
    );
    return textOf(version);
  }

  readAbout(
    about: FormSheet,
    { period }: ExpectedForm,
  ): Pick<FormReading, 'signedOn' | 'person' | 'phone'> {
    const { person, phone, signedOn } = ABOUT.rows;
    const answer = ({ row }: { row: number }): unknown => about.value(row, ABOUT.answerColumn);
    const name = textOf(answer(person)).trim();
    if (name === '') {
      const at = { row: person.row, column: ABOUT.answerColumn };
      this.find(REPORT_RULES.person, ABOUT.name, at, 'person', null);
    }
    const day = readDay(answer(signedOn));
    const isAfter = day !== null && day > period.end;
    if (!isAfter) {
      const at = { row: signedOn.row, column: ABOUT.answerColumn };
      this.find(REPORT_RULES.signedOn, ABOUT.name, at, 'signedOn', answer(signedOn));
    }
    return { signedOn: isAfter ? day : null, person: name, phone: textOf(answer(phone)).trim() };
  }

  /**
   * Rows whose code is the one they were issued with, or new, and stands in no row above; what was
   * issued and is nowhere is told where it stood.
   */
  checkCodes<Field extends string>(
    rows: readonly FormRow<Field>[],
    layout: TableSheet<Field>,
    codeField: Field,
    issued: readonly string[],
  ): FormRow<Field>[] {
    const column = columnOf(layout, codeField);
    const seen = new Set<string>();
    const found = new Set<string>();
    const sound = rows.filter((row) => {
      const code = textOf(row.values[codeField]);
      const at = { row: row.number, column };
      if (row.issuedCode !== null) found.add(row.issuedCode);
      const isAgain = code !== '' && seen.has(code);
      seen.add(code);
      if (isAgain) this.find(REPORT_ROW_RULES.repeatedCode, layout.name, at, codeField, code);
      else if (row.issuedCode !== null && code !== row.issuedCode) {
        this.find(REPORT_ROW_RULES.changedCode, layout.name, at, codeField, code);
      } else return true;
      return false;
    });
    issued.forEach((code, place) => {
      if (found.has(code) || seen.has(code)) return;
      const at = { row: layout.headerRow + 1 + place, column };
      this.find(REPORT_ROW_RULES.missingRow, layout.name, at, codeField, code);
    });
    return sound;
  }

  readServices(sheet: FormSheet, issue: FormSheet): FormReading['services'] {
    const rows = sheet.rows(SERVICES, ISSUED_CODE_COLUMN);
    const issued = issue.column(1, ISSUE.firstServiceRow).map(textOf);
    const isCounted = ({ values }: FormRow<ServiceColumn>): boolean =>
      COUNT_COLUMNS.some((field) => values[field] !== undefined);
    if (rows.length > 0 && !rows.some(isCounted)) {
      // One mistake, not four a service: nobody has written in it yet.
      const at = { row: SERVICES.headerRow + 1, column: columnOf(SERVICES, 'received') };
      this.find(REPORT_RULES.noCounts, SERVICES.name, at, 'received', null);
      return [];
    }
    return this.checkCodes(rows, SERVICES, 'code', issued).flatMap((row) => {
      const { offered, ...values } = row.values;
      // A new row need not say that it is offered.
      if (offered === NO) return [];
      if (offered !== YES && !(offered === undefined && row.issuedCode === null)) {
        const at = { row: row.number, column: columnOf(SERVICES, 'offered') };
        this.find(REPORT_ROW_RULES.offered, SERVICES.name, at, 'offered', offered);
      }
      return [{ raw: rawService(values), row: row.number }];
    });
  }

  readDuties(sheet: FormSheet, signedOn: string | null, version: string): DutyRecord[] {
    const rows = sheet.rows(DUTY_SHEET, ISSUED_CODE_COLUMN);
    const issued = DUTIES.map(({ code }) => code);
    return this.checkCodes(rows, DUTY_SHEET, 'duty', issued).flatMap(({ values, number }) => {
      const { duty, state, doneOn, document, note } = values;
      const isPrinted = version === VERSION_WITH_STATES && state === PRINTED_STATE;
      const isUntouched = [doneOn, document, note].every((value) => value === undefined);
      if (isPrinted && isUntouched) return [];
      const { record, faults } = checkDuty({ duty, state, doneOn, document, note }, signedOn);
      for (const { rule, field } of faults) {
        const column = columnOf(DUTY_SHEET, (field ?? 'duty') as 'duty');
        const value = values[(field ?? 'duty') as 'duty'];
        this.find(rule, DUTY_SHEET.name, { row: number, column }, field, value);
      }
      return record ? [record] : [];
    });
  }

  readObstacles(sheet: FormSheet): ObstacleRecord[] {
    return sheet.rows(OBSTACLES, ISSUED_CODE_COLUMN).flatMap(({ values, number }) => {
      const { what, rule, remover, proposal } = values;
      const { record, faults } = checkObstacle({ what, rule, remover, proposal });
      for (const fault of faults) {
        const column = columnOf(OBSTACLES, (fault.field ?? 'what') as 'what');
        this.find(fault.rule, OBSTACLES.name, { row: number, column }, fault.field, values);
      }
      return record ? [record] : [];
    });
  }
}

/** Yes and no as our rules read them; anything else stays, so that they can name it. */
function truth(value: unknown): unknown {
  return value === YES ? true : value === NO ? false : value;
}

const rawService = (
  values: Partial<Record<Exclude<ServiceColumn, 'offered'>, unknown>>,
): RawService => ({
  code: values.code,
  procedure: values.procedure,
  name: values.name,
  field: values.field,
  office: values.office,
  level: values.level,
  eligible: truth(values.eligible),
  received: values.received,
  filedOnline: values.filedOnline,
  handledOnline: values.handledOnline,
  onTime: values.onTime,
});

const NOTHING = { services: [], duties: [], obstacles: [], signedOn: null, person: '', phone: '' };

/** Reads the form that a unit sent for a period. Whatever is wrong with it is a finding. */
export function readForm(sheets: readonly Sheet[], expected: ExpectedForm): FormReading {
  const reader = new FormReader();
  const isForm = sheets.some(({ name }) => SHEET_NAMES.includes(name.normalize('NFC').trim()));
  if (!isForm) {
    reader.find(REPORT_RULES.notTheForm, sheets[0]?.name ?? '', { row: 1, column: 1 }, null, null);
    return { ...NOTHING, findings: reader.findings };
  }
  const byName = reader.openSheets(sheets);
  const [about, issue] = [byName.get(ABOUT.name), byName.get(ISSUE.name)];
  const [services, duties] = [byName.get(SERVICES.name), byName.get(DUTY_SHEET.name)];
  const obstacles = byName.get(OBSTACLES.name);
  if (!about || !issue || !services || !duties || !obstacles) {
    return { ...NOTHING, findings: reader.findings };
  }
  const version = reader.checkVersion(issue);
  reader.checkSubject(about, issue, expected);
  const signed = reader.readAbout(about, expected);
  return {
    ...signed,
    services: reader.readServices(services, issue),
    duties: reader.readDuties(duties, signed.signedOn, version),
    obstacles: reader.readObstacles(obstacles),
    findings: reader.findings,
  };
}
