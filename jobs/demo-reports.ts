// Quarterly reports in the demo: every unit may hand one in, one was taken and one came back. Reports
// stand behind what portals say, so that they change no figure but those that no portal gave.
// demo-past.ts imports it.
import { randomUUID } from 'node:crypto';
import { openXlsx, saveXlsx } from 'hucre/xlsx';
import { formatPeriod } from '#lib/domain/format.ts';
import { DUTIES } from '#lib/domain/report/duties.ts';
import { DUTY_STATE_WORDS } from '#lib/domain/report/duty.ts';
import type { ServiceRecord } from '#lib/domain/validate/service.ts';
import type { JobContext } from '#lib/server/context.ts';
import { invariant } from '#lib/server/errors.ts';
import { ABOUT, columnOf, DUTY_SHEET, OBSTACLES, SERVICES } from '#lib/server/reports/form.ts';
import { writeForm } from '#lib/server/reports/write-form.ts';
import { parseSources, type SourceConfig } from '#lib/server/sources/source.ts';
import { recordEvent } from '#lib/server/store/audit.ts';
import { receiveIntake } from '#lib/server/store/intakes.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const INDICATORS = ['share_l3', 'share_l4', 'share_l3_plus', 'share_l4_eligible'];
/** By the evening of the day before portals are asked. */
const SCHEDULE = '0 17 14 1,4,7,10 *';
const LAST_SLOT = '2022-01-14T17:00+07:00';
/** Units whose portals gave nothing about 2021-Q1 may report from that quarter on. */
const SILENT_IN_SPRING = new Set(['portal-bca', 'portal-25', 'portal-30', 'portal-83']);

/** What sources that units hand in themselves have in common. A slot that nothing came for is let go. */
export const handedInOf = ({ id, unit }: SourceConfig) => ({
  unit,
  mapping: { produces: 'services' },
  schedule: SCHEDULE,
  missedPolicy: 'skip',
  firstSlot: SILENT_IN_SPRING.has(id) ? '2021-04-14T17:00+07:00' : LAST_SLOT,
  lastSlot: LAST_SLOT,
  frequency: 'quarter',
  reckoning: 'calendar',
  timeoutMs: 60_000,
  maxAttempts: 1,
  illustrative: true,
  indicators: INDICATORS,
});

/** "Cổng dịch vụ công tỉnh Lâm Đồng" → "Báo cáo quý của tỉnh Lâm Đồng". */
const reportNameVi = ({ nameVi }: SourceConfig): string =>
  nameVi.replace(/^Cổng dịch vụ công /, 'Báo cáo quý của ');
const reportNameEn = ({ nameEn }: SourceConfig): string =>
  nameEn.replace(/ public service portal$/, ', quarterly report');

/** A source for the reports of every unit that has a portal. */
export const reportSources = (portals: readonly SourceConfig[]): SourceConfig[] =>
  parseSources(
    portals.map((portal) => ({
      ...handedInOf(portal),
      id: portal.id.replace(/^portal-/, 'report-'),
      kind: 'xlsx-report',
      origin: 'report',
      nameVi: reportNameVi(portal),
      nameEn: reportNameEn(portal),
    })),
  );

/** What somebody types into a form: a cell of a sheet by its row and column, from 1. */
type Typed = readonly [sheet: string, row: number, column: number, value: string | number];

async function typeInto(form: Uint8Array, typed: readonly Typed[]): Promise<Uint8Array> {
  const workbook = await openXlsx(form);
  for (const [name, row, column, value] of typed) {
    const sheet = workbook.sheets.find((each) => each.name === name);
    const cells = sheet?.rows[row - 1];
    invariant(cells, `the form has a row ${row} in ${name}`);
    cells[column - 1] = value;
  }
  return saveXlsx(workbook);
}

const DUTY_STATES = ['done', 'doing', 'not-started'] as const;

/** Who signs, and how far each duty is. */
function answersOf(signer: string): Typed[] {
  const answer = (field: 'person' | 'phone' | 'signedOn', value: string): Typed => [
    ABOUT.name,
    ABOUT.rows[field].row,
    ABOUT.answerColumn,
    value,
  ];
  const duties = DUTIES.flatMap((_duty, at): Typed[] => {
    const state = DUTY_STATES[at % 3] ?? 'doing';
    const row = DUTY_SHEET.headerRow + 1 + at;
    const cell = (field: 'state' | 'doneOn' | 'document', value: string): Typed => [
      DUTY_SHEET.name,
      row,
      columnOf(DUTY_SHEET, field),
      value,
    ];
    if (state !== 'done') return [cell('state', DUTY_STATE_WORDS[state])];
    return [
      cell('state', DUTY_STATE_WORDS.done),
      cell('doneOn', '15/12/2020'),
      cell('document', 'Báo cáo minh họa số 01/BC'),
    ];
  });
  return [
    answer('person', signer),
    answer('phone', '024 0000 0000'),
    answer('signedOn', '10/2/2022'),
    ...duties,
  ];
}

const OBSTACLE = {
  what: 'Chưa có quy định về giá trị pháp lý của kết quả giải quyết thủ tục bằng bản điện tử ở một số lĩnh vực đất đai (minh họa)',
  rule: 'Nghị định 45/2020/NĐ-CP, Điều 14',
  remover: 'Bộ Tài nguyên và Môi trường',
  proposal: 'Hướng dẫn thống nhất việc trả kết quả bản điện tử (minh họa)',
};

const obstacle: Typed[] = (Object.keys(OBSTACLE) as (keyof typeof OBSTACLE)[]).map((field) => [
  OBSTACLES.name,
  OBSTACLES.headerRow + 1,
  columnOf(OBSTACLES, field),
  OBSTACLE[field],
]);

/** Slips of somebody in a hurry, each of another rule. */
const SLIPS: readonly Typed[] = [
  [ABOUT.name, ABOUT.rows.signedOn.row, ABOUT.answerColumn, 'hôm nay'],
  [SERVICES.name, SERVICES.headerRow + 2, columnOf(SERVICES, 'level'), 5],
  [SERVICES.name, SERVICES.headerRow + 3, columnOf(SERVICES, 'received'), 'khoảng 200'],
  [SERVICES.name, SERVICES.headerRow + 5, columnOf(SERVICES, 'filedOnline'), 999_999],
  [DUTY_SHEET.name, DUTY_SHEET.headerRow + 2, columnOf(DUTY_SHEET, 'state'), 'Xong rồi'],
];

export interface DemoReport {
  source: SourceConfig;
  period: string;
  unit: { code: string; nameVi: string };
  services: readonly ServiceRecord[];
  personId: string;
  signer: string;
  isHasty: boolean;
}

/** Fills the form that the unit would be given, and hands it in; the run that reads it waits then. */
export async function handIn({ db, now }: JobContext, report: DemoReport): Promise<void> {
  const { source, period, unit, services, personId, signer, isHasty } = report;
  const nameVi = formatPeriod(period, 'vi');
  const form = await writeForm({ unit, period: { code: period, nameVi }, services, earlier: null });
  const typed = [...answersOf(signer), ...obstacle, ...(isHasty ? SLIPS : [])];
  const body = await typeInto(form, typed);
  const { intake } = await receiveIntake(db, {
    ...{ source, period, kind: 'report', idempotencyKey: randomUUID(), body, personId },
    ...{ contentType: XLSX, fileName: `bao-cao-${unit.code}-${period}.xlsx`, now: now() },
  });
  const details = { number: intake.number, period, hash: intake.hash };
  const event = { unitId: source.unit, personId, action: 'report.receive', details } as const;
  await recordEvent(db, { ...event, subject: intake.id }, now());
}
