import { describe, expect, it } from 'vitest';
import { composeUnits, type Transfer } from './lineage.ts';
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
