import { describe, expect, it } from 'vitest';
import { compareLists } from './compare-lists.ts';
import { readServiceList, type ListRow } from './listed-services.ts';
import type { ServiceRecord } from './validate/service.ts';

const row = (number: number, ...values: (string | number | boolean | null)[]): ListRow => ({
  number,
  cells: new Map(
    values.flatMap((value, at): [number, string | number | boolean][] =>
      value === null ? [] : [[at + 1, value]],
    ),
  ),
});
const record = (code: string, change: Partial<ServiceRecord> = {}): ServiceRecord => ({
  code,
  procedure: '1.0001',
  name: `Dịch vụ ${code}`,
  field: 'Đất đai',
  office: 'Sở Tư pháp',
  level: 3,
  eligible: true,
  received: 1200,
  filedOnline: 4,
  handledOnline: 3,
  onTime: 9,
  ...change,
});

describe('a unit’s own list', () => {
  const list = readServiceList([
    row(1, 'DANH MỤC DỊCH VỤ CÔNG TRỰC TUYẾN'),
    row(3, 'STT', 'Mã DVC', 'Tên dịch vụ công', 'Mức độ', 'Đủ điều kiện mức độ 4', 'Tiếp nhận'),
    row(4, 1, 'A', 'Dịch vụ  A', 'Mức độ 4', 'Có', '1.200'),
    row(5, 2, 'B', null, 3, 'không', 7),
    row(6, 3, null, 'Chưa có mã'),
    row(7, 4, 'A', 'Lần hai', 1),
    row(8, 5, 1.00463, 'Mã đã mất số 0', 1),
  ]);

  it('is read by its headings, wherever they stand', () => {
    expect(list?.fields).toEqual(['eligible', 'level', 'received', 'name']);
    expect(list?.services).toEqual([
      {
        code: 'A',
        row: 4,
        fields: { name: 'Dịch vụ  A', level: 4, eligible: true, received: 1200 },
      },
      { code: 'B', row: 5, fields: { level: 3, eligible: false, received: 7 } },
    ]);
    expect(list?.rowsWithoutCode).toBe(2);
  });

  it('may bear the names of our own API, whose columns of an earlier period say nothing', () => {
    const heads = 'release unit place service name level previous_level filed_online on_time'.split(
      ' ',
    );
    const own = readServiceList([row(1, ...heads), row(2, 'r', '68', 1, 'A', "'=Tên", 3, 2, 5, 6)]);
    expect(own?.services).toEqual([
      { code: 'A', row: 2, fields: { name: '=Tên', level: 3, filedOnline: 5, onTime: 6 } },
    ]);
  });

  it('is none without a column of codes', () => {
    expect(readServiceList([row(1, 'Tên dịch vụ', 'Mức độ'), row(2, 'A', 3)])).toBeNull();
    expect(readServiceList([])).toBeNull();
  });

  it('beside ours shows what differs, field by field, and what only one side has', () => {
    const { same, rows } = compareLists(
      [record('A'), record('B', { eligible: false, received: 7 }), record('C')],
      [...(list?.services ?? []), { code: 'D', fields: { name: 'Mới' }, row: 9 }],
    );
    expect(same).toBe(1);
    expect(
      rows.map(({ kind, code, name, differences }) => [kind, code, name, differences]),
    ).toEqual([
      ['different', 'A', 'Dịch vụ A', [{ field: 'level', ours: 3, theirs: 4 }]],
      ['only-theirs', 'D', 'Mới', []],
      ['only-ours', 'C', 'Dịch vụ C', []],
    ]);
  });
});
