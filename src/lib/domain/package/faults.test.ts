import { describe, expect, it } from 'vitest';
import {
  broken,
  CATALOGUE,
  readFiles,
  SOUND,
  without,
} from '../../../../tests/helpers/sound-package.ts';
import { faultAt, RULES, wholeFile, type FaultRule } from './fault.ts';
import { MANIFEST } from './files.ts';
import { readPackage } from './read-package.ts';

const I = 'indicators.csv';
const O = 'observations.csv';
const T = 'targets.csv';
const S = 'services.csv';
const U = 'units.csv';
const P = 'published.csv';

/** A package whose only target is a step of a schedule; `asked` is its cells from unit to baseline. */
const scheduled = (asked: string, schedule: string): Record<string, string> => ({
  ...SOUND,
  [T]: `indicator,unit,group,operator,value,baseline,due,document,document_date,schedule
errors,${asked}2020-12-31,17/NQ-CP,2019-03-07,${schedule}`,
});
const M = 'missing.csv';
const X = 'index.csv';

/** units.csv with one more column, which the first unit misuses. */
const ANSWERED = (SOUND[U] ?? '')
  .trim()
  .split('\n')
  .map((line, at) => `${line},${at === 0 ? 'provides_services' : at === 1 ? 'maybe' : ''}`)
  .join('\n');

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
  [
    'manifest-field',
    broken(MANIFEST, '"test",', '"test", "period": "2020", "release": { "hash": "1" },'),
    MANIFEST,
    2,
    'release',
  ],
  ['unknown-yes-no', { ...SOUND, [U]: ANSWERED }, U, 2, 'provides_services'],
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
  ['unknown-schedule', scheduled('a,,>=,0.5,,', 'hers'), T, 2, 'schedule'],
  ['schedule-without-unit', scheduled(',departments,>=,0.5,,', 'own'), T, 2, 'unit'],
  ['schedule-of-multiples', scheduled('a,,x,2,2019,', 'imposed'), T, 2, 'operator'],
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
  ['whole-too-large', broken(S, '10,5,4,9', '2147483648,5,4,9'), S, 2, 'received'],
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
    const { content, faults } = readFiles(files);
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
    const { faults } = readFiles(files);
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
    const { faults } = readFiles({ ...SOUND, [I]: 'code;name_vi\nshare;Tỷ lệ' });
    expect(faults.map((fault) => fault.rule)).toEqual(['wrong-separator']);
  });
});
