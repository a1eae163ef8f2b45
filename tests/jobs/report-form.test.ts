// The quarterly report form: what is given out can be sent back, and every mistake in it is named with
// its sheet and cell.
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { DUTIES } from '#lib/domain/report/duties.ts';
import type { DutyRecord } from '#lib/domain/report/duty.ts';
import { checkServices } from '#lib/domain/validate/service.ts';
import { cellPlace, readForm, type FormReading } from '#lib/server/reports/read-form.ts';
import { SERVICES, columnOf } from '#lib/server/reports/form.ts';
import { writeForm } from '#lib/server/reports/write-form.ts';
import { readWorkbook } from '#lib/server/spreadsheets/read-workbook.ts';
import {
  blankForm,
  changeCells,
  type CellChange,
  filledForm,
  PERIOD_WORDS,
  serviceOf,
  SIGNED,
  SIX,
  TWELVE_MISTAKES,
  withoutRow,
} from '../helpers/report-form.ts';

const EXPECTED = { unitCode: '68', period: { code: '2020-Q3', end: '2020-09-30' } };

const read = async (workbook: Uint8Array): Promise<FormReading> =>
  readForm(await readWorkbook(workbook, { sheets: 'all' }), EXPECTED);

/** Everything that a sender is told: what is wrong with the form, and what with its service rows. */
async function mistakesIn(workbook: Uint8Array): Promise<[rule: string, place: string][]> {
  const { services, findings } = await read(workbook);
  const ofRows = checkServices(services.map(({ raw }) => raw)).findings;
  return [
    ...findings.map(({ rule, place }): [string, string] => [rule.id, place]),
    ...ofRows.map(({ rule, row, field }): [string, string] => [
      rule.id,
      cellPlace(
        SERVICES.name,
        services[row]?.row ?? 0,
        columnOf(SERVICES, (field ?? 'code') as 'code'),
      ),
    ]),
  ];
}

const filled = async (...changes: CellChange[]): Promise<Uint8Array> =>
  changeCells(await filledForm(), [...SIGNED, ...changes]);

describe('the report form', () => {
  it('with what the unit said of this period, signed, says that again', async () => {
    const reading = await read(await filled());
    expect(reading.findings).toEqual([]);
    const { accepted, findings } = checkServices(reading.services.map(({ raw }) => raw));
    expect(accepted.map(({ record }) => record)).toEqual(SIX);
    expect(findings).toEqual([]);
    expect(reading).toMatchObject({ person: 'Nguyễn Thị Hoa', signedOn: '2020-10-05' });
    expect(reading.duties).toHaveLength(9);
    expect(reading.obstacles).toEqual([]);
  });

  it('leaves dossiers to be counted, and shows those of an earlier period under its name', async () => {
    const sheets = await readWorkbook(await blankForm(), { sheets: { name: 'Dịch vụ công' } });
    const row = (number: number) =>
      sheets[0]?.rows.find((each) => each.number === number)?.cells ?? [];
    const at = (number: number, column: number): unknown =>
      row(number).find((cell) => cell.column === column)?.value;
    const [first] = SIX;
    expect([9, 10, 11, 12].map((column) => at(5, column) ?? null)).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect([14, 15, 16, 17].map((column) => at(5, column))).toEqual([
      first?.received,
      first?.filedOnline,
      first?.handledOnline,
      first?.onTime,
    ]);
    expect(at(4, 14)).toBe('Hồ sơ tiếp nhận (kỳ trước: Quý II/2020)');
    expect([7, 8].map((column) => at(5, column))).toEqual([first?.level, 'Có']);
  });

  it('prints its headers on every page, by names of sheets that a spreadsheet can read', async () => {
    const { 'xl/workbook.xml': workbook = new Uint8Array() } = unzipSync(await blankForm());
    const names = [...strFromU8(workbook).matchAll(/<definedName [^>]*>([^<]*)</g)];
    expect(names.map(([, range]) => range?.replaceAll('&apos;', "'"))).toEqual([
      "'Dịch vụ công'!$4:$4",
      "'Nhiệm vụ'!$4:$4",
      "'Vướng mắc, kiến nghị'!$4:$4",
    ]);
  });

  it('that nobody has filled in is told so once', async () => {
    const workbook = changeCells(await blankForm(), SIGNED);
    expect(await mistakesIn(workbook)).toEqual([
      ['report-no-counts', 'sheet "Dịch vụ công", cell I5'],
    ]);
  });

  it('reads what stands in the columns to fill in, not the earlier figures', async () => {
    const counts = SIX.flatMap((_, at): CellChange[] =>
      ['I', 'J', 'K', 'L'].map((letter) => ['Dịch vụ công', `${letter}${5 + at}`, 0]),
    );
    const { services, findings } = await read(
      changeCells(await blankForm(), [...SIGNED, ...counts]),
    );
    expect(findings).toEqual([]);
    expect(services.map(({ raw }) => raw.received)).toEqual(SIX.map(() => 0));
  });

  it('tells new services, those that ended, duties and obstacles', async () => {
    const fresh = ['DV-0100', '1.000099', 'Cấp mới', 'Đất đai', 'Sở', 4, 'Có', 5, 4, 3, 2] as const;
    const cells = fresh.map((value, at): CellChange => [
      'Dịch vụ công',
      `${String.fromCharCode(66 + at)}11`,
      value,
    ]);
    const { services, duties, obstacles, findings } = await read(
      await filled(
        ...cells,
        ['Dịch vụ công', 'M5', 'Không'],
        ['Nhiệm vụ', 'F5', 'Đã hoàn thành'],
        ['Nhiệm vụ', 'G5', 43_952],
        ['Nhiệm vụ', 'H5', '12/QĐ-UBND'],
        ['Vướng mắc, kiến nghị', 'B5', 'Chưa có quy định'],
        ['Vướng mắc, kiến nghị', 'D5', 'Bộ Tài chính'],
      ),
    );
    expect(services.map(({ raw }) => raw.code)).toEqual([
      ...SIX.slice(1).map(({ code }) => code),
      'DV-0100',
    ]);
    // A day typed into a cell that is no date is a number, and no day: it is told, not guessed.
    expect(findings.map(({ rule, place }) => [rule.id, place])).toEqual([
      ['report-duty-day', 'sheet "Nhiệm vụ", cell G5'],
    ]);
    expect(duties.map(({ state }) => state)).not.toContain('done');
    expect(obstacles).toEqual([
      { what: 'Chưa có quy định', rule: '', remover: 'Bộ Tài chính', proposal: '' },
    ]);
  });

  it('with twelve different mistakes is told twelve, each with its sheet and cell', async () => {
    const changes = TWELVE_MISTAKES.map(({ change }) => change);
    const found = await mistakesIn(changeCells(await filledForm(), [...SIGNED, ...changes]));
    expect(found.toSorted()).toEqual(
      TWELVE_MISTAKES.map(({ rule, place }): [string, string] => [rule, place]).toSorted(),
    );
  });

  it.each(TWELVE_MISTAKES)('names $rule by itself', async ({ change, rule, place }) => {
    const workbook = changeCells(await filledForm(), [...SIGNED, change]);
    expect(await mistakesIn(workbook)).toEqual([[rule, place]]);
  });

  it('leaves the state of each duty to be chosen, and names the cell where nobody chose', async () => {
    const workbook = changeCells(await filledForm(), [...SIGNED, ['Nhiệm vụ', 'F7', null]]);
    expect(await mistakesIn(workbook)).toEqual([
      ['report-duty-unanswered', 'sheet "Nhiệm vụ", cell F7'],
    ]);
    expect((await read(workbook)).duties).toHaveLength(8);
    const untouched = await read(changeCells(await filledForm(), SIGNED.slice(-3)));
    expect(untouched.findings.map(({ rule }) => rule.id)).toEqual(
      Array.from({ length: 9 }, () => 'report-duty-unanswered'),
    );
  });

  it('gives back what the unit said of its duties of this very period, to be mended', async () => {
    const duties: DutyRecord[] = DUTIES.map(({ code }, at) => ({
      ...{ duty: code, state: at === 0 ? 'done' : 'doing', note: at === 1 ? 'Quý tới' : '' },
      ...{ doneOn: at === 0 ? '2020-09-01' : null, document: at === 0 ? '12/QĐ-UBND' : '' },
    }));
    const about = { unit: { code: '68', nameVi: 'Lâm Đồng' }, period: PERIOD_WORDS };
    const form = await writeForm({ ...about, services: SIX, earlier: null, duties });
    expect((await read(changeCells(form, SIGNED.slice(-3)))).duties).toEqual(duties);
  });

  it('names a code that was copied, and a row that is gone', async () => {
    const copied = await filled(
      ...(['DV-0002', '1.1', 'Tên', 'A', 'B', 3, 'Có', 1, 1, 1, 1] as const).map(
        (value, at): CellChange => ['Dịch vụ công', `${String.fromCharCode(66 + at)}11`, value],
      ),
    );
    expect(await mistakesIn(copied)).toEqual([
      ['report-repeated-code', 'sheet "Dịch vụ công", cell B11'],
    ]);
    expect(await mistakesIn(withoutRow(await filled(), 'Dịch vụ công', 7))).toEqual([
      ['report-missing-row', 'sheet "Dịch vụ công", cell B7'],
    ]);
    expect(await mistakesIn(withoutRow(await filled(), 'Nhiệm vụ', 6))).toEqual([
      ['report-missing-row', 'sheet "Nhiệm vụ", cell B6'],
    ]);
  });

  it('of the version before is read, without the states that it had printed for the unit', async () => {
    const before = await filled(['_bieu_mau', 'A1', '2'], ['Nhiệm vụ', 'F5', 'Đang thực hiện']);
    const said = changeCells(before, [
      ['Nhiệm vụ', 'I6', 'Quý tới mới bắt đầu'],
      ['Nhiệm vụ', 'H7', '12/QĐ-UBND'],
    ]);
    const { duties, findings } = await read(said);
    expect(findings).toEqual([]);
    // Beside what the unit wrote itself the printed state is its own.
    expect(duties.map(({ duty, state, document }) => [duty, state, document])).toEqual([
      ['NV-01', 'doing', ''],
      ['NV-02', 'not-started', ''],
      ['NV-03', 'not-started', '12/QĐ-UBND'],
    ]);
  });

  it('of another unit or version is told once for each', async () => {
    expect(await mistakesIn(await filled(['_bieu_mau', 'A1', '0']))).toEqual([
      ['report-version', 'sheet "_bieu_mau", cell A1'],
    ]);
    expect(
      await mistakesIn(await filled(['_bieu_mau', 'A2', '79'], ['Thông tin', 'C5', '79'])),
    ).toEqual([['report-unit', 'sheet "Thông tin", cell C5']]);
  });

  it('keeps text from running as a formula, and reads it as it was', async () => {
    const names = ['=1+1', '+1', '-1', '@SUM(A1)', '＝1+1', '\t=1', '|x'];
    const services = names.map((name, n) => serviceOf(n + 1, { name }));
    const form = await filledForm(services);
    const sheets = await readWorkbook(form, { sheets: { name: 'Dịch vụ công' } });
    const cells = sheets.flatMap(({ rows }) => rows.flatMap((row) => row.cells));
    expect(cells.filter(({ mark }) => mark !== undefined)).toEqual([]);
    const texts = cells.filter(({ column }) => column === 4).map(({ value }) => String(value));
    expect(texts.slice(1)).toEqual(names.map((name) => `'${name}`));
    const { services: back } = await read(changeCells(form, SIGNED));
    expect(back.map(({ raw }) => raw.name)).toEqual(names);
  });
});
