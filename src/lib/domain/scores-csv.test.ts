import { describe, expect, it } from 'vitest';
import { aMember, anAbsence, aShare, theRules } from '../../../tests/helpers/engine-cases.ts';
import { buildRelease } from './build-release.ts';
import { periodOf } from './period.ts';
import { hashNumber, scoresCsv } from './scores-csv.ts';

describe('hashNumber', () => {
  it.each([
    [null, ''],
    [0, '0'],
    [-0, '0'],
    [1, '1'],
    [1 / 3, '0.333333333'],
    [0.1 + 0.2, '0.3'],
    [117_496, '117496'],
    [1_234_567_890_123, '1234567890000'],
    [1e-9, '1e-9'],
    [99.9999999999, '100'],
  ])('%d is written %s', (value, text) => {
    expect(hashNumber(value)).toBe(text);
  });
});

const built = (units = ['10', '02', '01']) =>
  buildRelease({
    rules: theRules({ units: units.map((code) => aMember(code, 'provinces')) }),
    period: periodOf('2020-Q1'),
    observations: [
      aShare('01', '2020-Q1', [1, 3]),
      aShare('10', '2020-Q1', [2, 3]),
      anAbsence('02', '2020-Q1', 'no-reply'),
    ],
    previous: null,
    releasedOn: '2020-04-25',
  });

describe('scoresCsv', () => {
  it('is this text, byte for byte', () => {
    expect(scoresCsv(built())).toBe(
      [
        'method,measure,group,unit,score,rank,state,reason,period,illustrative,value,numerator,' +
          'denominator,status,qualifier,demand,missed,last_period,last_value,counted,expected,met,asked',
        '1,share_l4,,,,,no_target,,2020-Q1,false,0.5,3,6,,,,,,,2,3,0,0',
        '1,share_l4,provinces,,,,no_target,,2020-Q1,false,0.5,3,6,,,,,,,2,3,0,0',
        '1,share_l4,provinces,01,0.333333333,2,no_target,,2020-Q1,false,0.333333333,1,3,A,,,,,,,,,',
        '1,share_l4,provinces,02,,,no_target,no-reply,2020-Q1,false,,,,,,,,,,,,,',
        '1,share_l4,provinces,10,0.666666667,1,no_target,,2020-Q1,false,0.666666667,2,3,A,,,,,,,,,',
        '',
      ].join('\n'),
    );
  });

  it('is in its first version still what the first releases were known by', () => {
    expect(scoresCsv(built(), 1)).toBe(
      [
        'method,measure,group,unit,score,rank,state,reason',
        '1,share_l4,provinces,01,0.333333333,2,no_target,',
        '1,share_l4,provinces,02,,,no_target,no-reply',
        '1,share_l4,provinces,10,0.666666667,1,no_target,',
        '',
      ].join('\n'),
    );
  });

  it('does not feel changes, provenance and the order of rows', () => {
    const content = built();
    const rows = content.rows
      .toReversed()
      .map((row) => ({ ...row, change: 1, previousRank: 7, runId: 'x', version: 2 }));
    const summaries = content.summaries.map((each) => ({ ...each, previousValue: 1, change: 1 }));
    expect(scoresCsv({ ...content, rows, summaries })).toBe(scoresCsv(content));
  });

  it.each([
    ['score', { score: 0.334 }],
    ['rank', { rank: 3 }],
    ['state', { targetState: 'met' }],
    ['demand', { demand: 0.3 }],
    ['reason', { missing: 'no-reply' }],
    ['numerator', { numerator: 2 }],
    ['denominator', { denominator: 4 }],
    ['status', { status: 'E' }],
    ['qualifier', { qualifier: '>' }],
    [
      'last known figure',
      { lastKnown: { period: '2019-Q4', value: 0.2, numerator: null, denominator: null } },
    ],
  ] as const)('feels a change of %s', (_, change) => {
    const content = built();
    const rows = content.rows.map((row, place) => (place === 0 ? { ...row, ...change } : row));
    expect(scoresCsv({ ...content, rows })).not.toBe(scoresCsv(content));
  });

  it.each([
    ['value', { value: 0.6 }],
    ['count of units', { counted: 3 }],
    ['count of those that met it', { met: 1 }],
    ['state', { targetState: 'met' }],
  ] as const)('feels a change of the national %s', (_, change) => {
    const content = built();
    const summaries = content.summaries.map((each) =>
      each.groupId === null ? { ...each, ...change } : each,
    );
    expect(summaries).not.toEqual(content.summaries);
    expect(scoresCsv({ ...content, summaries })).not.toBe(scoresCsv(content));
  });

  it('feels a change of method, of period, and whether figures are illustrative', () => {
    const content = built();
    const rules = { ...content.rules, methodVersion: '2' };
    expect(scoresCsv({ ...content, rules })).not.toBe(scoresCsv(content));
    expect(scoresCsv({ ...content, period: '2020-Q2' })).not.toBe(scoresCsv(content));
    expect(scoresCsv({ ...content, illustrative: true })).not.toBe(scoresCsv(content));
  });

  it('quotes what would break a line', () => {
    expect(scoresCsv(built(['01', 'a,"b"']))).toContain(',"a,""b""",');
  });
});
