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
    expect(scoresCsv({ ...content, rows })).toBe(scoresCsv(content));
  });

  it.each([
    ['score', { score: 0.334 }],
    ['rank', { rank: 3 }],
    ['state', { targetState: 'met' }],
    ['reason', { missing: 'no-reply' }],
  ] as const)('feels a change of %s', (_, change) => {
    const content = built();
    const rows = content.rows.map((row, place) => (place === 0 ? { ...row, ...change } : row));
    expect(scoresCsv({ ...content, rows })).not.toBe(scoresCsv(content));
  });

  it('feels a change of method', () => {
    const content = built();
    const rules = { ...content.rules, methodVersion: '2' };
    expect(scoresCsv({ ...content, rules })).not.toBe(scoresCsv(content));
  });

  it('quotes what would break a line', () => {
    expect(scoresCsv(built(['01', 'a,"b"']))).toContain(',"a,""b""",');
  });
});
