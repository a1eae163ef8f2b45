import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPackageUnit, ownerOf, unitsAbove } from './body-tree.ts';
import { unitId, type UnitId } from './unit.ts';

const id = unitId;
const treeOf = (lines: [string, string | null][]): Map<UnitId, UnitId | null> =>
  new Map(lines.map(([unit, parent]) => [id(unit), parent === null ? null : id(parent)]));

const TREE = treeOf([
  ['s:so', 'p-14'],
  ['s:phong', 's:so'],
  ['s:huyen', 'p-14'],
  ['s:other', 'p-26'],
  ['s:alone', null],
]);

describe('a series belongs', () => {
  it.each<[string, string[], string | null]>([
    ['to the unit that all it ranks stand below', ['s:so', 's:huyen'], 'p-14'],
    ['to it also where they stand at different depths', ['s:phong', 's:huyen'], 'p-14'],
    ['to nobody where they stand below two', ['s:so', 's:other'], null],
    ['to nobody where one stands below none', ['s:so', 's:alone'], null],
    ['to nobody where it ranks a unit of the catalogue', ['s:so', 'p-14'], null],
    ['to nobody where it ranks units of the catalogue alone', ['p-14', 'p-26'], null],
    ['to nobody where it ranks nobody', [], null],
  ])('%s', (_, ranked, owner) => {
    expect(ownerOf(ranked.map(id), TREE)).toBe(owner);
  });
});

describe('the units above a unit', () => {
  it('are named from the nearest to that of the catalogue', () => {
    expect(unitsAbove(id('s:phong'), TREE)).toEqual(['s:so', 'p-14']);
    expect(unitsAbove(id('p-14'), TREE)).toEqual([]);
  });

  it('end before a circle repeats itself, and nobody of it has an owner', () => {
    const circle = treeOf([
      ['s:a', 's:b'],
      ['s:b', 's:c'],
      ['s:c', 's:b'],
    ]);
    expect(unitsAbove(id('s:a'), circle)).toEqual(['s:b', 's:c']);
    expect(unitsAbove(id('s:b'), circle)).toEqual(['s:c']);
    expect(ownerOf([id('s:a')], circle)).toBeNull();
  });
});

it('tells units of packages from those of the catalogue by their ids', () => {
  expect(['lam-dong-ict:672', 'p-14', 'p25-48', 'vn'].filter(isPackageUnit)).toEqual([
    'lam-dong-ict:672',
  ]);
});

/** Trees of up to thirty units, each below an earlier one or below one of two provinces. */
const forests = fc
  .array(fc.tuple(fc.nat(), fc.boolean()), { minLength: 1, maxLength: 30 })
  .map((draws) => {
    const owners: string[] = [];
    const lines = draws.map(([draw, isBelowUnit], at): [string, string] => {
      if (isBelowUnit && at > 0) {
        const above = draw % at;
        owners.push(owners[above] ?? '');
        return [`s:${at}`, `s:${above}`];
      }
      owners.push(draw % 2 === 0 ? 'p-14' : 'p-26');
      return [`s:${at}`, owners[at] ?? ''];
    });
    return { parents: treeOf(lines), owners };
  });

it('finds in any tree the owner that the tree was grown from, and no other', () => {
  fc.assert(
    fc.property(forests, ({ parents, owners }) => {
      const units = [...parents.keys()];
      units.forEach((unit, at) => expect(ownerOf([unit], parents)).toBe(owners[at]));
      const all = new Set(owners);
      expect(ownerOf(units, parents)).toBe(all.size === 1 ? owners[0] : null);
    }),
    { numRuns: 1000 },
  );
});
