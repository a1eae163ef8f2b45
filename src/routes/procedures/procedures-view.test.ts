import { describe, expect, it } from 'vitest';
import { fieldsOf, type ListedProcedure, listProcedures, readView } from './procedures-view.ts';

const one = (code: string, given: Partial<ListedProcedure> = {}): ListedProcedure => ({
  procedure: code,
  code,
  nameVi: `Thủ tục ${code}`,
  field: 'Đất đai',
  ...{ units: 1, services: 1, dossiers: 1, short: 0, reachAlone: 0 },
  ...given,
});
const PROCEDURES = [
  one('1.1', { dossiers: 9 }),
  one('1.2', { nameVi: 'Đăng ký khai sinh', field: 'Hộ tịch', short: 3 }),
  one('1.3', { reachAlone: 2, dossiers: 90 }),
];
const listed = (query: string): string =>
  listProcedures(PROCEDURES, readView(new URLSearchParams(query)))
    .map(({ code }) => code)
    .join(' ');

describe('the list of procedures', () => {
  it.each([
    ['', '1.1 1.2 1.3'],
    ['q=sinh+dang', '1.2'],
    ['q=ho tich', '1.2'],
    ['q=1.3', '1.3'],
    ['field=Đất đai&sort=dossiers', '1.3 1.1'],
    ['sort=short', '1.2 1.1 1.3'],
    ['sort=alone', '1.3 1.1 1.2'],
    ['sort=name', '1.2 1.1 1.3'],
    ['sort=colour', '1.1 1.2 1.3'],
  ])('%s shows %s', (query, expected) => expect(listed(query)).toBe(expected));

  it('names its fields with how many procedures each has', () => {
    expect(fieldsOf(PROCEDURES)).toEqual([
      ['Đất đai', 2],
      ['Hộ tịch', 1],
    ]);
  });
});
