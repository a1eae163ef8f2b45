import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RowDecision } from './decision.ts';
import { checkService, checkServices, type RawService } from './service.ts';

const SOUND: RawService = {
  code: '1.001',
  procedure: '2.000815',
  name: 'Chứng thực bản sao từ bản chính',
  field: 'Chứng thực',
  office: 'Sở Tư pháp',
  level: 4,
  eligible: true,
  received: 120,
  filedOnline: 40,
  handledOnline: 38,
  onTime: 118,
};

const rulesOf = (change: Partial<RawService>): string[] =>
  checkService({ ...SOUND, ...change }).faults.map((fault) => fault.rule.id);

describe('a service row', () => {
  it.each<[string, Partial<RawService>, string[]]>([
    ['is accepted as it is when it is sound', {}, []],
    [
      'may have no dossiers at all',
      { received: 0, filedOnline: 0, handledOnline: 0, onTime: 0 },
      [],
    ],
    ['may give counts as bare digits', { received: '120' }, []],
    ['needs a code', { code: '' }, ['missing-code']],
    ['needs a code of more than blanks', { code: '  ' }, ['missing-code']],
    ['needs a procedure', { procedure: undefined }, ['missing-procedure']],
    ['may give a code as a whole number', { code: 68, procedure: 1 }, []],
    ['has no code of a number that lost its last 0', { code: 1.00463 }, ['number-for-code']],
    ['has no procedure of such a number', { procedure: 1.00463 }, ['number-for-code']],
    ['has no code of more digits than a number holds', { code: 2 ** 60 }, ['number-for-code']],
    ['needs a name', { name: null }, ['missing-name']],
    ['is flagged without a field', { field: '' }, ['missing-field']],
    ['is flagged without an office', { office: undefined }, ['missing-office']],
    ['has a name that is text', { name: ['x'] }, ['not-text']],
    ['has no text that cannot be stored', { name: 'a\0b' }, ['unprintable']],
    ['has no half of a character', { name: 'a\ud800' }, ['unprintable']],
    ['has texts of bounded length', { name: 'x'.repeat(2001) }, ['long-text']],
    ['has no level 0', { level: 0 }, ['level']],
    ['has no level 5', { level: 5 }, ['level']],
    ['has no level between two', { level: 3.5 }, ['level']],
    ['has no level in words nobody mapped', { level: 'Mức độ 4' }, ['level']],
    ['has no eligibility in words nobody mapped', { eligible: 'có' }, ['eligible']],
    ['is flagged at level 4 without being eligible', { eligible: false }, ['level-4-not-eligible']],
    ['has no negative count', { received: -1 }, ['not-a-whole-number']],
    ['has no half dossiers', { filedOnline: 1.5 }, ['not-a-whole-number']],
    ['has no count that could mean two things', { received: '1.234' }, ['not-a-whole-number']],
    ['has no count left out', { onTime: undefined }, ['not-a-whole-number']],
    ['has no count beyond 32 bits', { received: 2 ** 31 }, ['count-too-large']],
    ['has no more filed online than received', { filedOnline: 121 }, ['filed-above-received']],
    ['has no more handled than filed online', { handledOnline: 41 }, ['handled-above-filed']],
    ['has no more on time than received', { onTime: 121 }, ['on-time-above-received']],
  ])('%s', (_rule, change, expected) => {
    expect(rulesOf(change)).toEqual(expected);
  });

  it('is rejected by a rule that rejects, and kept by one that flags', () => {
    expect(checkService({ ...SOUND, name: '' }).record).toBeNull();
    expect(checkService({ ...SOUND, office: '' }).record).toMatchObject({ office: '', level: 4 });
  });

  it('is never accepted with a part above its whole, whatever the numbers', () => {
    const count = fc.oneof(fc.nat(50), fc.integer(), fc.double(), fc.string(), fc.constant(null));
    fc.assert(
      fc.property(count, count, count, count, (received, filedOnline, handledOnline, onTime) => {
        const { record } = checkService({ ...SOUND, received, filedOnline, handledOnline, onTime });
        return (
          record === null ||
          (record.filedOnline <= record.received &&
            record.handledOnline <= record.filedOnline &&
            record.onTime <= record.received &&
            record.received >= 0)
        );
      }),
    );
  });
});

describe('the rows of one reply', () => {
  it('quarantine every row of a code that comes twice, for which is right is unknown', () => {
    const checked = checkServices([SOUND, { ...SOUND, level: 3 }, { ...SOUND, code: '2' }]);
    expect(checked.accepted.map(({ row }) => row)).toEqual([2]);
    expect(checked.findings.map(({ row, rule }) => [row, rule.id])).toEqual([
      [0, 'repeated-code'],
      [1, 'repeated-code'],
    ]);
    expect(checked.quarantinedCodes).toEqual(['1.001', '1.001']);
  });

  it('say which codes stand in quarantined rows, and when a code cannot be read', () => {
    const checked = checkServices([{ ...SOUND, level: 9 }, null, { ...SOUND, code: 'ok' }]);
    expect(checked.quarantinedCodes).toEqual(['1.001']);
    expect(checked.anyCodeUnread).toBe(true);
    expect(checked.findings.map(({ rule }) => rule.id)).toEqual(['level', 'not-a-row']);
  });

  it('are each either accepted or found fault with', () => {
    const level = fc.constantFrom<unknown>(1, 2, 3, 4, 0, 'x', null);
    const code = fc.constantFrom<unknown>('a', 'b', 'c', '', null);
    fc.assert(
      fc.property(fc.array(fc.record({ level, code })), (changes) => {
        const { accepted, findings } = checkServices(changes.map((row) => ({ ...SOUND, ...row })));
        const touched = new Set([...accepted, ...findings].map(({ row }) => row));
        return touched.size === changes.length;
      }),
    );
  });

  it('count a row once that comes again word for word, and say so', () => {
    const checked = checkServices([SOUND, { ...SOUND }, { ...SOUND, code: '2' }]);
    expect(checked.accepted.map(({ row }) => row)).toEqual([0, 2]);
    expect(checked.findings).toMatchObject([{ row: 1, rule: { id: 'repeated-row' } }]);
    expect(checked.quarantinedCodes).toEqual([]);
  });

  it('break the same rules with the same severity in whatever order they come', () => {
    const row = fc.record({
      code: fc.constantFrom<unknown>('a', 'b', '', null),
      level: fc.constantFrom<unknown>(1, 4, 0),
      onTime: fc.constantFrom<unknown>(0, 999),
    });
    const told = (rows: readonly RawService[]) => {
      const { accepted, findings } = checkServices(rows);
      const found = findings.map(({ row: at, rule, field }) => [rows[at], rule.id, field]);
      return {
        accepted: accepted.map(({ record }) => JSON.stringify(record)).sort(),
        found: found.map((finding) => JSON.stringify(finding)).sort(),
      };
    };
    const rows = fc.array(row, { maxLength: 8 }).chain((changes) => {
      const given = changes.map((change) => ({ ...SOUND, ...change }));
      const all = { minLength: given.length, maxLength: given.length };
      return fc.tuple(fc.constant(given), fc.shuffledSubarray(given, all));
    });
    fc.assert(
      fc.property(rows, ([given, shuffled]) => {
        expect(told(shuffled)).toEqual(told(given));
      }),
    );
  });
});

describe('a row that a person has decided on', () => {
  const settled = { ...SOUND, onTime: 121 };
  const decide = (rows: RawService[], row: number, decision: RowDecision) =>
    checkServices(rows, new Map([[row, decision]]));

  it('counts as corrected, and keeps a mark of it', () => {
    const checked = decide([settled], 0, { kind: 'correct', fields: { onTime: 120 } });
    expect(checked.accepted).toMatchObject([{ record: { onTime: 120, received: 120 } }]);
    expect(checked.findings.map(({ rule }) => rule.id)).toEqual(['corrected-by-decision']);
  });

  it('is checked again as corrected, and stays out where it still breaks a rule', () => {
    const checked = decide([settled], 0, { kind: 'correct', fields: { onTime: -1 } });
    expect(checked.accepted).toEqual([]);
    expect(checked.findings.map(({ rule }) => rule.id)).toContain('not-a-whole-number');
  });

  it('counts as it stands once it is released from a rule that may be waived', () => {
    const checked = decide([settled], 0, { kind: 'release' });
    expect(checked.accepted).toMatchObject([{ record: { onTime: 121 } }]);
    expect(checked.findings.map(({ rule }) => rule.id)).toEqual(['released-by-decision']);
  });

  it('is not let in by a release where it cannot be read', () => {
    const checked = decide([{ ...SOUND, level: 9 }], 0, { kind: 'release' });
    expect(checked.accepted).toEqual([]);
    expect(checked.findings.map(({ rule }) => rule.id)).toContain('level');
  });

  it('stays out once rejected, and clears the way for its rival', () => {
    const rows = [SOUND, { ...SOUND, level: 3 }];
    const checked = decide(rows, 1, { kind: 'reject', wasLetIn: false, wasRival: false });
    expect(checked.accepted.map(({ row }) => row)).toEqual([0]);
  });

  it.each([
    ['counts by itself', SOUND, false],
    ['was let in by a decision', settled, true],
  ])('is taken back where it %s and is rejected', (_which, row, wasLetIn) => {
    const checked = decide([row], 0, { kind: 'reject', wasLetIn, wasRival: false });
    expect(checked).toMatchObject({ accepted: [], quarantinedCodes: [], anyCodeUnread: false });
    expect(checked.withdrawn).toEqual([{ code: '1.001', row: 0 }]);
  });

  it('leaves standing what stood where rows that contradict are all rejected', () => {
    const rejected = { kind: 'reject', wasLetIn: false, wasRival: true } as const;
    const rows = [SOUND, { ...SOUND, level: 3 }];
    const both = new Map([0, 1].map((row) => [row, rejected]));
    const checked = checkServices(rows, both);
    expect(checked).toMatchObject({ accepted: [], withdrawn: [], anyCodeUnread: false });
    expect(new Set(checked.quarantinedCodes)).toEqual(new Set(['1.001']));
  });

  it('is taken back where it counted once its rival was rejected, and is rejected, too', () => {
    const rejected = { kind: 'reject', wasLetIn: false, wasRival: true } as const;
    const rows = [SOUND, { ...SOUND, level: 3 }];
    const decided = new Map<number, RowDecision>([
      [0, rejected],
      [1, { ...rejected, wasRival: false }],
    ]);
    expect(checkServices(rows, decided)).toMatchObject({
      ...{ accepted: [], quarantinedCodes: [], withdrawn: [{ code: '1.001', row: 1 }] },
    });
  });

  it('leaves standing what stood where it never counted and is rejected', () => {
    const checked = decide([settled], 0, { kind: 'reject', wasLetIn: false, wasRival: false });
    expect(checked).toMatchObject({ accepted: [], quarantinedCodes: ['1.001'], withdrawn: [] });
  });
});
