import { describe, expect, it } from 'vitest';
import { broken, CATALOGUE, readFiles, SOUND } from '../../../../tests/helpers/sound-package.ts';
import { MANIFEST } from './files.ts';
import { packageGroups } from './score-package.ts';

const O = 'observations.csv';
const T = 'targets.csv';
const S = 'services.csv';
const U = 'units.csv';
const M = 'missing.csv';
const X = 'index.csv';

describe('a sound package', () => {
  const { content, faults, notes } = readFiles(SOUND);

  it('has no fault and no note', () => {
    expect([faults, notes]).toEqual([[], []]);
    expect(content?.periods.map((period) => period.code)).toEqual(['2020']);
  });

  it('takes the exact quotient of counts in place of a rounded value', () => {
    const share = content?.figures.find((figure) => figure.line === 2);
    expect(share?.value).toBe(1 / 3);
  });

  it('keeps a reason of ours, and any other in its own words', () => {
    expect(content?.figures.find((figure) => figure.missing)).toMatchObject({
      missing: 'not-reported',
      missingNote: null,
    });
    const other = readFiles(broken(M, 'not-reported', 'chưa thống kê'));
    expect(other.content?.figures.find((figure) => figure.missing)).toMatchObject({
      missing: 'other',
      missingNote: 'chưa thống kê',
    });
  });

  it('reads a share whose denominator is 0 as not measured', () => {
    const { content: read0 } = readFiles(broken(O, '0.33,1,3', ',0,0'));
    expect(read0?.figures[0]).toMatchObject({ value: null, missing: 'no-denominator' });
  });

  it('makes one target of rows that ask the same, with each document as a basis', () => {
    const row = 'share,,provinces|departments,>=,0.3,,2020-12-31,749/QĐ-TTg,2020-06-03';
    const { content: both } = readFiles({ ...SOUND, [T]: `${SOUND[T]}\n${row}` });
    expect(both?.targets).toHaveLength(2);
    expect(both?.targets[0]?.bases.map((basis) => basis.document)).toEqual([
      '17/NQ-CP',
      '749/QĐ-TTg',
    ]);
  });

  it('orders parents before children, whatever the order of the file', () => {
    const lines = SOUND[X]?.split('\n') ?? [];
    const reversed = [lines[0], ...lines.slice(1).toReversed()].join('\n');
    const { content: turned } = readFiles({ ...SOUND, [X]: reversed });
    const second = turned?.indices.find((index) => index.version === '2');
    expect(second?.nodes.map((node) => node.code)).toEqual(['total', 'points', 'part', 'share']);
  });

  it('notes a successor and a region that are nowhere without refusing them', () => {
    const files = {
      ...SOUND,
      ...broken(U, 'north,2008-08-01,2025-06-30,48', 'west,2008-08-01,2025-06-30,77'),
    };
    const reading = readFiles(files);
    expect(reading.faults).toEqual([]);
    expect(reading.notes.map((note) => [note.rule, note.line, note.column])).toEqual([
      ['successor-unknown', 2, 'successors'],
      ['region-unknown', 2, 'region'],
    ]);
  });

  it('notes a service at level 4 that is marked as not eligible', () => {
    const reading = readFiles(broken(S, '2020,4,1', '2020,4,0'));
    expect(reading.content).not.toBeNull();
    expect(reading.notes.map((note) => note.rule)).toEqual(['eligible-below-level']);
  });
});

describe('a group', () => {
  const named =
    '"test",\n  "groups": [{ "name": "departments", "title": "Sở, ngành", "title_en": "Departments" }],';
  const groupsOf = (files: Record<string, string>) => {
    const { content } = readFiles(files);
    return content ? packageGroups(content, CATALOGUE) : [];
  };

  it('of the package bears the names that it gives, else its code; one of the catalogue its own', () => {
    expect(groupsOf(SOUND).map(({ id, nameVi }) => [id, nameVi])).toEqual([
      ['provinces', 'Tỉnh'],
      ['departments', 'departments'],
    ]);
    expect(groupsOf(broken(MANIFEST, '"test",', named))).toMatchObject([
      { nameVi: 'Tỉnh', inNational: true },
      { nameVi: 'Sở, ngành', nameEn: 'Departments', inNational: false },
    ]);
  });
});

describe('a code of the package', () => {
  const idOf = (files: Record<string, string>, code: string, day: string) =>
    readFiles(files).content?.book.find(code, day)?.unitId;

  it('is the unit of the catalogue that bears the same code and name on that day', () => {
    expect(idOf(SOUND, '15', '2020-12-31')).toBe('p-15');
  });

  it('is a unit of the package where the name is another', () => {
    expect(idOf(broken(U, 'Tỉnh Yên Bái', 'Yên Bái'), '15', '2020-12-31')).toBe('test:15');
    expect(idOf(SOUND, 'a', '2020-12-31')).toBe('test:a');
  });

  it('falls back to the catalogue on days for which the package has no row', () => {
    expect(idOf(SOUND, '15', '2025-12-31')).toBe('p25-15');
    expect(idOf(SOUND, '48', '2025-06-30')).toBe('p-48');
    expect(idOf(SOUND, '48', '2025-07-01')).toBe('p25-48');
  });

  it('is another unit of the package once it has passed to one of another name', () => {
    const files = {
      ...SOUND,
      [U]: `${SOUND[U]}\nc,Sở C,departments,,,,2019-12-31,\nc,Sở C mới,departments,,,2020-01-01,,`,
    };
    expect(idOf(files, 'c', '2019-12-31')).toBe('test:c');
    expect(idOf(files, 'c', '2020-01-01')).toBe('test:c@2020-01-01');
  });

  it('stands in the ranking as the unit of each day where one row spans a merger', () => {
    const row = '48,Thành phố Đà Nẵng,provinces,,,2008-08-01,,';
    const { content } = readFiles({ ...SOUND, [U]: `${SOUND[U]}\n${row}` });
    const members = content?.members.filter((member) => member.code === '48');
    expect(members?.map(({ unit, validFrom, validTo }) => [unit.id, validFrom, validTo])).toEqual([
      ['p-48', '2008-08-01', '2025-06-30'],
      ['p25-48', '2025-07-01', null],
    ]);
  });
});
