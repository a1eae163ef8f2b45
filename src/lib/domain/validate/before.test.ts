import { describe, expect, it } from 'vitest';
import { compareWithBefore, type ServiceBefore } from './before.ts';

const service = (code: number, change: Partial<ServiceBefore> = {}): ServiceBefore => ({
  code: String(code),
  level: 3,
  eligible: true,
  received: 10,
  filedOnline: 4,
  handledOnline: 3,
  onTime: 9,
  ...change,
});

const many = (count: number, change: (at: number) => Partial<ServiceBefore> = () => ({})) =>
  Array.from({ length: count }, (_, at) => service(at, change(at)));

const compare = (now: readonly ServiceBefore[], before: readonly ServiceBefore[]) =>
  compareWithBefore(
    now.map((record, row) => ({ record, row })),
    new Map(before.map((each) => [each.code, each])),
  );

describe('a service beside the period before', () => {
  it.each<[string, Partial<ServiceBefore>, Partial<ServiceBefore>, string[]]>([
    ['is flagged where its level fell', { level: 4 }, { level: 3 }, ['level-fell']],
    ['is unremarkable where it rose by one', { level: 3 }, { level: 4 }, []],
    ['is noted where it rose by two', { level: 2 }, { level: 4 }, ['levels-leapt']],
    [
      'is noted where it no longer qualifies',
      { eligible: true },
      { eligible: false },
      ['eligible-withdrawn'],
    ],
    ['is unremarkable where it qualifies now', { eligible: false }, { eligible: true }, []],
  ])('%s', (_rule, before, now, expected) => {
    const { rows, wide: all } = compare([service(1, now)], [service(1, before)]);
    const found = [...rows, ...all].map(({ rule }) => rule);
    expect(found.map(({ id }) => id)).toEqual(expected);
    expect(found.some(({ severity }) => severity === 'refuse')).toBe(false);
  });

  it('has nothing to be laid beside where it is new', () => {
    expect(compare([service(1)], [service(2)]).rows).toEqual([]);
  });
});

const wide = (...given: Parameters<typeof compare>) =>
  compare(...given).wide.map(({ rule }) => rule.id);
const grown = (at: number): Partial<ServiceBefore> => ({ received: 11 + at });

describe('all services of a unit beside the period before', () => {
  it.each<[string, ServiceBefore[], ServiceBefore[], string[]]>([
    ['are unremarkable where counts move', many(20, grown), many(20), []],
    ['are copied where no count moved', many(20), many(20), ['copied-forward']],
    [
      'are copied where 19 of 20 did not move',
      [...many(19), service(19, { received: 99 })],
      many(20),
      ['copied-forward'],
    ],
    [
      'are not copied where 18 of 20 did not move',
      many(20, (at) => (at < 2 ? { received: 99 } : {})),
      many(20),
      [],
    ],
    ['are not copied where only four can be compared', many(4), many(4), []],
    [
      'are not copied where there were no dossiers at all',
      many(20, () => ({ received: 0, filedOnline: 0, handledOnline: 0, onTime: 0 })),
      many(20, () => ({ received: 0, filedOnline: 0, handledOnline: 0, onTime: 0 })),
      [],
    ],
    [
      'are odd without any dossier after a busy period',
      many(5, () => ({ received: 0, filedOnline: 0, handledOnline: 0, onTime: 0 })),
      many(5),
      ['zero-after-busy'],
    ],
    [
      'are unremarkable without dossiers after a quiet period',
      many(4, () => ({ received: 0, filedOnline: 0, handledOnline: 0, onTime: 0 })),
      many(4),
      [],
    ],
    [
      'shrink where a fifth is gone and the share at level 4 rises',
      many(40, (at) => ({ ...grown(at), level: at < 10 ? 4 : 3 })),
      many(50, (at) => ({ level: at < 10 ? 4 : 3 })),
      ['shrinking-denominator', 'shrinking-eligible'],
    ],
    [
      'do not shrink where the share falls with them',
      many(40, (at) => ({ ...grown(at), level: at < 5 ? 4 : 3 })),
      many(50, (at) => ({ level: at < 10 ? 4 : 3 })),
      [],
    ],
    [
      'do not shrink by a tenth',
      many(45, (at) => ({ ...grown(at), level: at < 10 ? 4 : 3 })),
      many(50, (at) => ({ level: at < 10 ? 4 : 3 })),
      [],
    ],
    [
      'shrink in those that qualify alone',
      many(50, (at) => ({ ...grown(at), level: at < 10 ? 4 : 3, eligible: at < 20 })),
      many(50, (at) => ({ level: at < 10 ? 4 : 3, eligible: at < 30 })),
      ['shrinking-eligible', 'eligible-withdrawn'],
    ],
  ])('%s', (_rule, now, before, expected) => {
    expect(wide(now, before).filter((id) => id !== 'level-fell')).toEqual(expected);
  });

  it('are laid beside what a figure in doubt was laid beside itself', () => {
    const atLevel4 = (at: number) => ({ ...grown(at), level: at < 10 ? 4 : 3 });
    const now = many(40, atLevel4).map((record, row) => ({ record, row }));
    const before = new Map(
      many(40, (at) => ({ level: at < 10 ? 4 : 3 })).map((each) => [each.code, each]),
    );
    const rules = (denominatorBefore: number) => {
      const evidence = { denominator: 40, denominatorBefore, numerator: 10, numeratorBefore: 10 };
      const doubted = new Map([['shrinking-denominator', evidence]]);
      return compareWithBefore(now, before, doubted).wide.map(({ rule, evidence: of }) => [
        rule.id,
        of.denominatorBefore,
      ]);
    };
    expect(compareWithBefore(now, before).wide).toEqual([]);
    expect(rules(50)).toEqual([['shrinking-denominator', 50]]);
    expect(rules(42)).toEqual([]);
  });

  it('tell nothing in a first period', () => {
    expect(compare(many(20), [])).toEqual({ rows: [], wide: [] });
  });
});
