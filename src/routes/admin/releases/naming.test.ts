import { describe, expect, it } from 'vitest';
import { unitId } from '#lib/domain/unit.ts';
import { namedUnits, namingOf } from './naming.ts';

/** Findings of a held release that each name the same twelve units. */
const waitingWith = (findings: number) => {
  const units = Array.from({ length: 12 }, (_, at) => unitId(`p-${at}`));
  return [
    { findings: Array.from({ length: findings }, (_, at) => ({ key: `held-${at}`, units })) },
  ];
};
const named = (findings: number, query: string) => {
  const waiting = waitingWith(findings);
  const naming = namingOf(new URLSearchParams(query), waiting);
  return waiting[0]?.findings.map((finding) => namedUnits(finding, naming).length);
};
const none = (count: number) => Array.from({ length: count }, () => 0);

describe('units that findings name', () => {
  it('are all named where they are few', () => {
    expect(named(2, '')).toEqual([12, 12]);
  });

  it('are named finding by finding where they are many', () => {
    expect(named(20, '')).toEqual(none(20));
    expect(named(20, 'finding=held-1')).toEqual([0, 12, ...none(18)]);
    expect(named(20, 'finding=nothing')).toEqual(none(20));
  });

  it('are one alone where the address asks for it, and as before where nothing names it', () => {
    expect(named(2, 'unit=p-3')).toEqual([1, 1]);
    expect(named(20, 'unit=p-3')?.every((count) => count === 1)).toBe(true);
    expect(named(2, 'unit=m-x')).toEqual([12, 12]);
  });
});
