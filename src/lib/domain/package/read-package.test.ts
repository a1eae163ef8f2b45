import { describe, expect, it } from 'vitest';
import { unitId } from '../unit.ts';
import { faultAt, RULES, wholeFile, type FaultRule } from './fault.ts';
import { isPackageFile, MANIFEST, type PackageFile, type RawTable } from './files.ts';
import { readPackage, type PackageReading } from './read-package.ts';
import type { PackageCatalogue } from './unit-book.ts';

const province = (id: string, nameVi: string) => ({
  id: unitId(id),
  nameVi,
  nameEn: nameVi,
  shortVi: nameVi,
  kind: 'province',
  regionId: null,
  population: null,
  providesServices: true,
});

/** Code 15 passed from Yên Bái to Lào Cai on 2025-07-01 (Decision 19/2025/QĐ-TTg). */
const CATALOGUE: PackageCatalogue = {
  codes: [
    { unitId: unitId('p-15'), code: '15', validFrom: '2008-08-01', validTo: '2025-06-30' },
    { unitId: unitId('p25-15'), code: '15', validFrom: '2025-07-01', validTo: null },
    { unitId: unitId('p-48'), code: '48', validFrom: '2008-08-01', validTo: '2025-06-30' },
    { unitId: unitId('p25-48'), code: '48', validFrom: '2025-07-01', validTo: null },
  ],
  units: new Map(
    [
      province('p-15', 'Tỉnh Yên Bái'),
      province('p25-15', 'Tỉnh Lào Cai'),
      province('p-48', 'Thành phố Đà Nẵng'),
      province('p25-48', 'Thành phố Đà Nẵng'),
    ].map((unit) => [unit.id, unit]),
  ),
  groups: [{ id: 'provinces', nameVi: 'Tỉnh', nameEn: 'Provinces', sort: 3, inNational: true }],
  members: [
    { unitId: unitId('p-48'), groupId: 'provinces', validFrom: '2008-08-01', validTo: null },
  ],
  regionIds: new Set(['north']),
  gatheredSeries: new Set(['dvc']),
};

/** A package that keeps every rule; each case below breaks one of them. */
const SOUND: Record<string, string> = {
  [MANIFEST]: '{\n  "name": "test",\n  "resources": [{ "path": "units.csv" }]\n}',
  'units.csv': `code,name_vi,group,parent,region,valid_from,valid_to,successors
15,Tỉnh Yên Bái,provinces,,north,2008-08-01,2025-06-30,48
a,Sở A,departments,15,,,,
b,Sở B,departments,15,,,,`,
  'indicators.csv': `code,name_vi,measure,direction,frequency,decimals
share,Tỷ lệ,share,higher,year,1
errors,Lỗi,count,lower,year,0
ready,Sẵn sàng,flag,higher,year,0
points,Điểm,score,higher,year,2`,
  'index.csv': `index,version,valid_from,valid_to,node,parent,weight,weight_min,weight_max,indicator,normalise,min,max,aggregate,missing
all,1,2018-01-01,2019-12-31,total,,,,,,,,,sum,zero
all,1,2018-01-01,2019-12-31,points,total,1,,,points,none,,,,
all,2,2020-01-01,,total,,,,,,,,,mean,exclude_unit
all,2,2020-01-01,,part,total,2,1,3,,,,,mean,renormalise
all,2,2020-01-01,,share,part,1,,,share,goalposts,0,1,,
all,2,2020-01-01,,points,total,1,,,points,none,,,,`,
  'targets.csv': `indicator,unit,group,operator,value,baseline,due,document,document_date
share,,departments|provinces,>=,0.3,,2020-12-31,17/NQ-CP,2019-03-07
errors,a,,x,0.5,2019,2020-12-31,17/NQ-CP,2019-03-07`,
  'observations.csv': `unit,indicator,period,value,numerator,denominator,status,qualifier
a,share,2020,0.33,1,3,,
b,share,2020,0.5,,,P,
a,errors,2020,7,,,E,>
a,ready,2020,1,,,,
15,points,2020,6.5,,,,
48,points,2020,7,,,,`,
  'missing.csv': `unit,indicator,period,reason
b,errors,2020,not-reported`,
  'services.csv': `unit,service,procedure,name,period,level,eligible,received,filed_online,handled_online,on_time
a,s1,1.001,Cấp phép,2020,4,1,10,5,4,9
a,s2,1.002,Đổi phép,2020,1,0,0,0,0,0`,
  'published.csv': `index,node,unit,period,score,rank
all,points,15,2020,6.5,2
all,total,a,2020,,`,
};

/** Splits a fixture's text; its cells hold commas only where they stand in double quotes. */
function tableOf(file: PackageFile, text: string): RawTable {
  const lines = text.split('\n').map((line, at) => ({ line: at + 1, text: line }));
  return {
    file,
    records: lines
      .filter((line) => line.text !== '')
      .map((line) => ({
        line: line.line,
        cells: [...line.text.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(
          (match) => match[1] ?? match[2] ?? '',
        ),
      })),
  };
}

function read(files: Record<string, string>): PackageReading {
  const tables = new Map<PackageFile, RawTable>();
  for (const [name, text] of Object.entries(files)) {
    if (isPackageFile(name)) tables.set(name, tableOf(name, text));
  }
  const manifest = files[MANIFEST] ?? null;
  return readPackage(
    { manifest, names: new Set(Object.keys(files)), tables, faults: [] },
    CATALOGUE,
  );
}

/** The sound package with one text of one file replaced. */
function broken(file: string, from: string, to: string): Record<string, string> {
  const text = SOUND[file] ?? '';
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  return { ...SOUND, [file]: text.replace(from, to) };
}

const without = (file: string): Record<string, string> =>
  Object.fromEntries(Object.entries(SOUND).filter(([name]) => name !== file));

const I = 'indicators.csv';
const O = 'observations.csv';
const T = 'targets.csv';
const S = 'services.csv';
const U = 'units.csv';
const P = 'published.csv';
const M = 'missing.csv';
const X = 'index.csv';

type Case = [
  rule: FaultRule,
  files: Record<string, string>,
  file: string,
  line: number | null,
  column: string | null,
];

const CASES: Case[] = [
  ['missing-file', without(MANIFEST), MANIFEST, null, null],
  ['missing-file', without(I), I, null, null],
  ['unknown-file', { ...SOUND, 'scores.txt': '' }, 'scores.txt', null, null],
  ['manifest-unreadable', broken(MANIFEST, '"test",', '"test"'), MANIFEST, 3, null],
  ['manifest-unreadable', { ...SOUND, [MANIFEST]: '[]' }, MANIFEST, 1, null],
  ['manifest-name-missing', broken(MANIFEST, '"name"', '"title"'), MANIFEST, 1, 'name'],
  ['manifest-name-invalid', broken(MANIFEST, '"test"', '"Thử nghiệm"'), MANIFEST, 2, 'name'],
  ['manifest-name-taken', broken(MANIFEST, '"test"', '"dvc"'), MANIFEST, 2, 'name'],
  [
    'manifest-field',
    broken(MANIFEST, '"test",', '"test", "asOf": "hôm qua",'),
    MANIFEST,
    2,
    'asOf',
  ],
  [
    'manifest-field',
    broken(MANIFEST, '"test",', '"test", "illustrative": "no",'),
    MANIFEST,
    2,
    'illustrative',
  ],
  ['manifest-resource', broken(MANIFEST, 'units.csv', 'u.csv'), MANIFEST, 3, 'resources[0].path'],
  ['empty-file', { ...SOUND, [T]: '' }, T, null, null],
  ['empty-file', { ...without(S), [O]: 'unit,indicator,period,value' }, O, null, null],
  [
    'wrong-separator',
    { ...SOUND, [M]: 'unit;indicator;period;reason\nb;errors;2020;x' },
    M,
    1,
    null,
  ],
  ['missing-column', broken(M, ',reason', ',status'), M, 1, 'reason'],
  ['unknown-column', broken(M, ',reason', ',status'), M, 1, 'status'],
  ['duplicate-column', broken(O, 'status,qualifier', 'status,status'), O, 1, 'status'],
  ['header-twice', { ...SOUND, [M]: `${SOUND[M]}\nunit,indicator,period,reason` }, M, 3, null],
  ['row-too-long', broken(O, '2020,1,,,,', '2020,1,,,,,'), O, 5, null],
  ['row-too-short', broken(O, '2020,1,,,,', '2020,1,,'), O, 5, 'status'],
  ['cell-empty', broken(I, 'Tỷ lệ', ''), I, 2, 'name_vi'],
  ['control-character', broken(I, 'Tỷ lệ', 'Tỷ\u0000lệ'), I, 2, 'name_vi'],
  ['not-a-number', broken(O, '2020,7,,,E', '2020,bảy,,,E'), O, 4, 'value'],
  ['decimal-comma', broken(O, '2020,6.5', '2020,"6,5"'), O, 6, 'value'],
  ['not-whole', broken(I, 'year,1', 'year,1.5'), I, 2, 'decimals'],
  ['not-a-day', broken(T, '2020-12-31', '2020-02-30'), T, 2, 'due'],
  ['not-a-period', broken(O, '15,points,2020', '15,points,2020-Q5'), O, 6, 'period'],
  ['code-invalid', broken(U, 'b,Sở B', 'b:1,Sở B'), U, 4, 'code'],
  ['unknown-measure', broken(I, 'share,higher', 'rate,higher'), I, 2, 'measure'],
  ['unknown-direction', broken(I, 'count,lower', 'count,down'), I, 3, 'direction'],
  ['unknown-frequency', broken(I, 'lower,year', 'lower,week'), I, 3, 'frequency'],
  ['unknown-normalise', broken(X, 'points,none', 'points,log'), X, 3, 'normalise'],
  ['unknown-aggregate', broken(X, 'sum,zero', 'median,zero'), X, 2, 'aggregate'],
  ['unknown-missing', broken(X, 'sum,zero', 'sum,guess'), X, 2, 'missing'],
  ['unknown-operator', broken(T, '>=', '>'), T, 2, 'operator'],
  ['unknown-status', broken(O, ',,,P,', ',,,Z,'), O, 3, 'status'],
  ['unknown-qualifier', broken(O, ',E,>', ',E,!'), O, 4, 'qualifier'],
  ['duplicate-key', broken(U, 'b,Sở B', 'a,Sở B'), U, 4, 'code'],
  ['duplicate-key', broken(I, 'errors,Lỗi', 'share,Lỗi'), I, 3, 'code'],
  ['duplicate-key', broken(X, 'part,total,2', 'total,total,2'), X, 5, 'index'],
  [
    'duplicate-key',
    { ...SOUND, [T]: `${SOUND[T]}\n${SOUND[T]?.split('\n')[1]}` },
    T,
    4,
    'indicator',
  ],
  ['duplicate-key', broken(O, 'b,share', 'a,share'), O, 3, 'unit'],
  ['duplicate-key', { ...SOUND, [M]: `${SOUND[M]}\nb,errors,2020,x` }, M, 3, 'unit'],
  ['duplicate-key', broken(S, 'a,s2', 'a,s1'), S, 3, 'unit'],
  ['duplicate-key', { ...SOUND, [P]: `${SOUND[P]}\nall,total,a,2020,1,` }, P, 4, 'index'],
  ['span-reversed', broken(U, '2025-06-30', '2005-06-30'), U, 2, 'valid_to'],
  [
    'unit-overlap',
    broken(U, 'b,Sở B,departments,15,,,', 'a,Sở B,departments,15,,2019-01-01,'),
    U,
    4,
    'valid_from',
  ],
  [
    'unit-parent-unknown',
    broken(U, 'b,Sở B,departments,15', 'b,Sở B,departments,99'),
    U,
    4,
    'parent',
  ],
  ['unit-cycle', broken(U, 'b,Sở B,departments,15', 'b,Sở B,departments,b'), U, 4, 'parent'],
  ['unknown-unit', broken(O, '48,points', '99,points'), O, 7, 'unit'],
  ['unit-not-valid-then', broken(O, '48,points,2020', '48,points,2007'), O, 7, 'unit'],
  ['index-no-root', broken(X, 'total,,,,,,,,,sum', 'total,points,1,,,,,,,sum'), X, 2, 'parent'],
  ['index-two-roots', broken(X, 'part,total,2', 'part,,2'), X, 5, 'parent'],
  ['index-parent-unknown', broken(X, 'share,part', 'share,parts'), X, 6, 'parent'],
  ['index-cycle', broken(X, 'part,total,2', 'part,share,2'), X, 5, 'parent'],
  ['index-span-differs', broken(X, '2019-12-31,points', '2019-12-30,points'), X, 3, 'valid_to'],
  [
    'index-versions-overlap',
    { ...SOUND, [X]: (SOUND[X] ?? '').replaceAll('2020-01-01', '2019-12-31') },
    X,
    4,
    'version',
  ],
  ['leaf-without-indicator', broken(X, '1,,,share,goalposts', '1,,,,goalposts'), X, 6, 'indicator'],
  ['inner-with-indicator', broken(X, '2,1,3,,', '2,1,3,share,'), X, 5, 'indicator'],
  ['inner-with-normalise', broken(X, '2,1,3,,,', '2,1,3,,none,'), X, 5, 'normalise'],
  ['unknown-indicator', broken(X, ',share,goalposts', ',shares,goalposts'), X, 6, 'indicator'],
  ['unknown-indicator', broken(O, 'a,ready', 'a,steady'), O, 5, 'indicator'],
  ['unknown-indicator', broken(T, 'share,,', 'shares,,'), T, 2, 'indicator'],
  ['weight-not-a-number', broken(X, 'part,total,2', 'part,total,hai'), X, 5, 'weight'],
  ['weight-not-a-number', broken(X, 'part,total,2', 'part,total,'), X, 5, 'weight'],
  ['weight-negative', broken(X, 'part,total,2,1', 'part,total,-2,'), X, 5, 'weight'],
  ['weight-out-of-bounds', broken(X, 'part,total,2', 'part,total,4'), X, 5, 'weight'],
  ['weight-out-of-bounds', broken(X, 'part,total,2', 'part,total,0.5'), X, 5, 'weight'],
  ['weights-zero', broken(X, 'share,part,1', 'share,part,0'), X, 5, 'node'],
  ['goalposts-missing', broken(X, 'goalposts,0,1', 'goalposts,0,'), X, 6, 'max'],
  ['goalposts-not-apart', broken(X, 'goalposts,0,1', 'goalposts,1,1'), X, 6, 'max'],
  ['unknown-group', broken(T, 'departments|', 'offices|'), T, 2, 'group'],
  ['unknown-unit', broken(T, 'errors,a', 'errors,z'), T, 3, 'unit'],
  ['target-for-nobody', broken(T, 'errors,a', 'errors,'), T, 3, 'group'],
  ['baseline-missing', broken(T, 'x,0.5,2019', 'x,0.5,'), T, 3, 'baseline'],
  ['baseline-not-a-period', broken(T, 'x,0.5,2019', 'x,0.5,năm ngoái'), T, 3, 'baseline'],
  ['share-out-of-range', broken(T, '>=,0.3', '>=,30'), T, 2, 'value'],
  ['period-frequency', broken(O, '15,points,2020', '15,points,2020-Q1'), O, 6, 'period'],
  ['value-missing', broken(O, '15,points,2020,6.5', '15,points,2020,'), O, 6, 'value'],
  ['share-without-denominator', broken(O, '0.33,1,3', '0.33,1,'), O, 2, 'denominator'],
  ['share-without-denominator', broken(O, '0.5,,', ',,'), O, 3, 'value'],
  ['share-without-numerator', broken(O, '0.33,1,3', '0.33,,3'), O, 2, 'numerator'],
  ['numerator-above-denominator', broken(O, '0.33,1,3', ',4,3'), O, 2, 'numerator'],
  ['negative-denominator', broken(O, '0.33,1,3', ',1,-3'), O, 2, 'denominator'],
  ['negative-count', broken(O, '0.33,1,3', ',-1,3'), O, 2, 'numerator'],
  ['negative-count', broken(O, '2020,7', '2020,-7'), O, 4, 'value'],
  ['share-out-of-range', broken(O, '0.5,,', '50,,'), O, 3, 'value'],
  ['value-contradicts-counts', broken(O, '0.33,1,3', '0.34,1,3'), O, 2, 'value'],
  ['flag-not-0-or-1', broken(O, 'ready,2020,1', 'ready,2020,2'), O, 5, 'value'],
  ['missing-and-value', broken(M, 'b,errors', 'a,errors'), M, 2, 'unit'],
  ['status-missing-with-value', broken(O, ',,,P,', ',,,M,'), O, 3, 'status'],
  ['level-not-1-to-4', broken(S, '2020,4,1', '2020,5,1'), S, 2, 'level'],
  ['flag-not-0-or-1', broken(S, '2020,4,1', '2020,4,có'), S, 2, 'eligible'],
  ['count-above-whole', broken(S, '10,5,4,9', '10,11,4,9'), S, 2, 'filed_online'],
  ['count-above-whole', broken(S, '10,5,4,9', '10,5,6,9'), S, 2, 'handled_online'],
  ['count-above-whole', broken(S, '10,5,4,9', '10,5,4,11'), S, 2, 'on_time'],
  ['not-whole', broken(S, '10,5,4,9', '10.5,5,4,9'), S, 2, 'received'],
  ['unknown-index', broken(P, 'all,points', 'some,points'), P, 2, 'index'],
  ['unknown-node', broken(P, 'all,points', 'all,parts'), P, 2, 'node'],
  ['index-not-valid-then', broken(P, '15,2020', '15,2017'), P, 2, 'period'],
  ['unknown-unit', broken(P, 'points,15', 'points,99'), P, 2, 'unit'],
  ['not-whole', broken(P, '6.5,2', '6.5,0'), P, 2, 'rank'],
];

/** Rules of opening files; sources/package.test.ts breaks them on real ones. */
const OF_OPENING: FaultRule[] = [
  'zip-unreadable',
  'zip-path',
  'too-many-files',
  'too-large',
  'too-many-rows',
  'not-a-plain-file',
  'not-utf8',
  'csv-unreadable',
];
const NOTES: FaultRule[] = ['successor-unknown', 'region-unknown', 'eligible-below-level'];

describe('a package that breaks a rule', () => {
  it.each(CASES)('is refused by %s where it breaks it', (rule, files, file, line, column) => {
    const { content, faults } = read(files);
    expect(content).toBeNull();
    expect(
      faults.map((fault) => [fault.rule, fault.file, fault.line, fault.column]),
    ).toContainEqual([rule, file, line, column]);
  });

  it('is tried here or on real files for every rule that there is', () => {
    const tried = new Set([...CASES.map(([rule]) => rule), ...OF_OPENING, ...NOTES]);
    expect(Object.keys(RULES).filter((rule) => !tried.has(rule as FaultRule))).toEqual([]);
  });

  it('lists every fault at once, in the order of files and lines, with both languages filled in', () => {
    const files = {
      ...SOUND,
      ...broken(O, '2020,7', '2020,-7'),
      [M]: 'unit,indicator,period,reason\nz,errors,2020,',
    };
    const { faults } = read(files);
    expect(faults.map((fault) => [fault.file, fault.line, fault.column, fault.rule])).toEqual([
      [M, 2, 'unit', 'unknown-unit'],
      [M, 2, 'reason', 'cell-empty'],
      [O, 4, 'value', 'negative-count'],
    ]);
    const texts = faults.flatMap((fault) => [
      fault.messageVi,
      fault.messageEn,
      fault.remedyVi,
      fault.remedyEn,
    ]);
    expect(texts.filter((text) => text === '' || /[{}]/.test(text))).toEqual([]);
    expect(faults[2]?.messageVi).toBe('Số đếm -7 là số âm');
  });

  it('is told that it could not be opened, and not that all its files are missing', () => {
    const fault = faultAt(wholeFile('test.zip'), 'zip-unreadable', { value: '' });
    const raw = { manifest: null, names: new Set<string>(), tables: new Map(), faults: [fault] };
    expect(readPackage(raw, CATALOGUE).faults).toEqual([fault]);
  });

  it('is told of a broken header once, not of every row that refers to the file', () => {
    const { faults } = read({ ...SOUND, [I]: 'code;name_vi\nshare;Tỷ lệ' });
    expect(faults.map((fault) => fault.rule)).toEqual(['wrong-separator']);
  });
});

describe('a sound package', () => {
  const { content, faults, notes } = read(SOUND);

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
    const other = read(broken(M, 'not-reported', 'chưa thống kê'));
    expect(other.content?.figures.find((figure) => figure.missing)).toMatchObject({
      missing: 'other',
      missingNote: 'chưa thống kê',
    });
  });

  it('reads a share whose denominator is 0 as not measured', () => {
    const { content: read0 } = read(broken(O, '0.33,1,3', ',0,0'));
    expect(read0?.figures[0]).toMatchObject({ value: null, missing: 'no-denominator' });
  });

  it('makes one target of rows that ask the same, with each document as a basis', () => {
    const row = 'share,,provinces|departments,>=,0.3,,2020-12-31,749/QĐ-TTg,2020-06-03';
    const { content: both } = read({ ...SOUND, [T]: `${SOUND[T]}\n${row}` });
    expect(both?.targets).toHaveLength(2);
    expect(both?.targets[0]?.bases.map((basis) => basis.document)).toEqual([
      '17/NQ-CP',
      '749/QĐ-TTg',
    ]);
  });

  it('orders parents before children, whatever the order of the file', () => {
    const lines = SOUND[X]?.split('\n') ?? [];
    const reversed = [lines[0], ...lines.slice(1).toReversed()].join('\n');
    const { content: turned } = read({ ...SOUND, [X]: reversed });
    const second = turned?.indices.find((index) => index.version === '2');
    expect(second?.nodes.map((node) => node.code)).toEqual(['total', 'points', 'part', 'share']);
  });

  it('notes a successor and a region that are nowhere without refusing them', () => {
    const files = {
      ...SOUND,
      ...broken(U, 'north,2008-08-01,2025-06-30,48', 'west,2008-08-01,2025-06-30,77'),
    };
    const reading = read(files);
    expect(reading.faults).toEqual([]);
    expect(reading.notes.map((note) => [note.rule, note.line, note.column])).toEqual([
      ['successor-unknown', 2, 'successors'],
      ['region-unknown', 2, 'region'],
    ]);
  });

  it('notes a service at level 4 that is marked as not eligible', () => {
    const reading = read(broken(S, '2020,4,1', '2020,4,0'));
    expect(reading.content).not.toBeNull();
    expect(reading.notes.map((note) => note.rule)).toEqual(['eligible-below-level']);
  });
});

describe('a code of the package', () => {
  const idOf = (files: Record<string, string>, code: string, day: string) =>
    read(files).content?.book.find(code, day)?.unitId;

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
    const { content } = read({ ...SOUND, [U]: `${SOUND[U]}\n${row}` });
    const members = content?.members.filter((member) => member.code === '48');
    expect(members?.map(({ unit, validFrom, validTo }) => [unit.id, validFrom, validTo])).toEqual([
      ['p-48', '2008-08-01', '2025-06-30'],
      ['p25-48', '2025-07-01', null],
    ]);
  });
});
