import { describe, expect, it } from 'vitest';
import { composeUnits, lastMadeOn, type Transfer } from './lineage.ts';
import { unitId, type TransferScope } from './unit.ts';

const moved = (
  from: string,
  to: string,
  onDay: string,
  scope: TransferScope = 'all',
): Transfer => ({ fromUnitId: unitId(from), toUnitId: unitId(to), onDay, scope });

const TRANSFERS = [
  moved('hue', 'hue-city', '2025-01-01'),
  moved('hung-yen', 'new-hung-yen', '2025-07-01'),
  moved('thai-binh', 'new-hung-yen', '2025-07-01'),
  moved('labour', 'new-home', '2025-03-01'),
  moved('home', 'new-home', '2025-03-01'),
  moved('labour', 'health', '2025-03-01', 'social-protection'),
];
const OLD = {
  day: '2020-03-31',
  units: ['hue', 'hung-yen', 'thai-binh', 'labour', 'home', 'health', 'hanoi'].map(unitId),
};
const NEW = {
  day: '2025-12-31',
  units: ['hue-city', 'new-hung-yen', 'new-home', 'health', 'hanoi'].map(unitId),
};

const partsOf = (...given: Parameters<typeof composeUnits>) =>
  Object.fromEntries(
    [...composeUnits(...given)].map(([unit, { kind, units }]) => [unit, [kind, ...units]]),
  );

describe('what units of another day are made of', () => {
  it('is their parts, and nothing where something of a divided unit is in them', () => {
    expect(partsOf(TRANSFERS, OLD, NEW)).toEqual({
      'hue-city': ['parts', 'hue'],
      'new-hung-yen': ['parts', 'hung-yen', 'thai-binh'],
      'new-home': ['split', 'labour'],
      health: ['split', 'labour'],
      hanoi: ['parts', 'hanoi'],
    });
  });
  it('is, seen from before a merger, the heir of those alone that went into it alone', () => {
    expect(partsOf(TRANSFERS, NEW, OLD)).toEqual({
      hue: ['parts', 'hue-city'],
      'hung-yen': ['merged', 'new-hung-yen'],
      'thai-binh': ['merged', 'new-hung-yen'],
      labour: ['divided', 'health', 'new-home'],
      home: ['merged', 'new-home'],
      health: ['merged', 'health'],
      hanoi: ['parts', 'hanoi'],
    });
  });
  it('looks at no transfer before the one day or after the other', () => {
    const between = { day: '2025-01-31', units: ['hue-city', 'hung-yen', 'hanoi'].map(unitId) };
    expect(partsOf(TRANSFERS, OLD, between)).toEqual({
      'hue-city': ['parts', 'hue'],
      'hung-yen': ['parts', 'hung-yen'],
      hanoi: ['parts', 'hanoi'],
    });
  });
  it('names a part that there are no figures of', () => {
    const measured = { day: '2020-03-31', units: [unitId('hung-yen')] };
    const wanted = { day: '2025-12-31', units: [unitId('new-hung-yen')] };
    expect(partsOf(TRANSFERS, measured, wanted)).toEqual({
      'new-hung-yen': ['parts', 'hung-yen', 'thai-binh'],
    });
  });
  it('is nothing for a unit that nobody went into', () => {
    const wanted = { day: '2025-12-31', units: [unitId('founded')] };
    expect(partsOf(TRANSFERS, OLD, wanted)).toEqual({ founded: ['parts'] });
  });
  it('divides a unit that gave up a field and went on', () => {
    const transfers = [moved('home', 'health', '2025-03-01', 'social-protection')];
    const units = ['home', 'health'].map(unitId);
    expect(partsOf(transfers, { day: '2025-01-01', units }, { day: '2025-12-31', units })).toEqual({
      home: ['split', 'home'],
      health: ['split', 'home'],
    });
  });
});

describe('transfers of one day', () => {
  const DAY = '2025-07-01';
  const partsAfter = (transfers: Transfer[], ...units: string[]) =>
    partsOf(
      transfers,
      { day: '2025-01-01', units: ['a', 'b', 'c'].map(unitId) },
      { day: DAY, units: units.map(unitId) },
    );

  it('lose no unit that goes through one which ends the same day, in whatever order they stand', () => {
    const chain = [moved('a', 'b', DAY), moved('b', 'c', DAY), moved('c', 'd', DAY)];
    for (const transfers of [chain, chain.toReversed()]) {
      expect(partsAfter(transfers, 'd')).toEqual({ d: ['parts', 'a', 'b', 'c'] });
    }
  });
  it('leave with a unit what it took in as it gave up a field of its own', () => {
    const transfers = [moved('a', 'b', DAY), moved('b', 'c', DAY, 'social-protection')];
    expect(partsAfter(transfers, 'b', 'c')).toEqual({ b: ['split', 'b'], c: ['split', 'b'] });
  });
  it('end where units change places', () => {
    const transfers = [moved('a', 'b', DAY), moved('b', 'a', DAY)];
    expect(partsAfter(transfers, 'a', 'b')).toEqual({ a: ['parts', 'b'], b: ['parts', 'a'] });
  });
});

describe('the first day of a unit as it is now', () => {
  const transfers = [
    ...TRANSFERS,
    moved('mausoleum', 'defence', '2025-03-01'),
    moved('press', 'culture', '2007-08-01', 'press-publishing'),
    moved('culture', 'health', '2026-01-01', 'social-protection'),
  ];

  it.each([
    ['comes out of others', 'new-hung-yen', '2025-07-01'],
    ['comes out of one', 'hue-city', '2025-01-01'],
    ['keeps its id and takes in another whole', 'defence', '2025-03-01'],
    ['keeps its id and takes in a field, the last time of two', 'health', '2026-01-01'],
    ['took in a field and gave up one', 'culture', '2026-01-01'],
    ['went on as it was', 'hanoi', null],
    ['ended, divided among others', 'labour', null],
  ])('of one that %s: %s', (_, unit, day) => {
    expect(lastMadeOn(transfers, unitId(unit))).toBe(day);
  });
});
