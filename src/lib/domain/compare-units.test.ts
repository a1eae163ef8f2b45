import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aNode, anIndicator, aShare } from '../../../tests/helpers/engine-cases.ts';
import { build, QUARTER, RULES } from '../../../tests/helpers/engine-release.ts';
import {
  askedUnits,
  compareUnits,
  leadersOf,
  MOST_COMPARED,
  namedUnits,
  widestOf,
} from './compare-units.ts';
import { unitId } from './unit.ts';

const DAY = '2020-03-31';
const ids = (...codes: string[]) => codes.map((code) => unitId(`p-${code}`));
const compared = (...codes: string[]) =>
  compareUnits(build({ observations: QUARTER }), ids(...codes), DAY);

describe('units side by side', () => {
  it('tell who stands highest and lowest, by how much, in the order asked for', () => {
    const [share] = compared('03', '01', '02').measures;
    expect(share).toMatchObject({ highest: ids('01', '02'), lowest: ids('03') });
    expect(share?.spread).toBeCloseTo(0.2, 12);
    expect(share?.figures.map(({ unitId: id, row, ranked }) => [id, row?.rank, ranked])).toEqual([
      ['p-03', 3, 3],
      ['p-01', 1, 3],
      ['p-02', 1, 3],
    ]);
  });

  it('are level where their places are, whatever dust additions left', () => {
    const release = build({ observations: QUARTER });
    const dusty = {
      ...release,
      rows: release.rows.map((row) =>
        row.unitId === 'p-01' && row.score !== null ? { ...row, score: row.score + 1e-16 } : row,
      ),
    };
    const [share] = compareUnits(dusty, ids('01', '02'), DAY).measures;
    expect(share).toMatchObject({ highest: ids('01', '02'), spread: 0 });
    expect(share && leadersOf(share)).toEqual([]);
  });

  it('compare nobody with the silent', () => {
    const [share] = compared('03', '04').measures;
    expect(share).toMatchObject({ highest: [], lowest: [], spread: null });
    expect(share?.figures[1]?.row?.missing).toBe('no-reply');
    expect(compared('04').measures).toEqual([]);
  });

  it('name the groups, and the ids that the release has no unit of', () => {
    expect(compared('bnv', '01', 'zz')).toMatchObject({
      groupIds: ['ministries', 'provinces'],
      unknown: ids('zz'),
    });
    expect(compared()).toEqual({ units: [], unknown: [], groupIds: [], measures: [] });
  });

  it('are led by the lower figure where less is better, and by none where all are the same', () => {
    const rules = { ...RULES, indicators: [anIndicator('share_l4', { direction: 'lower' })] };
    const late = compareUnits(build({ observations: QUARTER, rules }), ids('01', '03'), DAY);
    expect(late.measures.map(leadersOf)).toEqual([ids('03')]);
    expect(compared('01', '02').measures.map(leadersOf)).toEqual([[]]);
  });

  it('are told of the index in force and its parts, not of its leaves again', () => {
    const nodes = [
      aNode('i', null, { aggregate: 'mean', missing: 'exclude_unit' }),
      aNode('l4', 'i', { indicatorId: anIndicator('share_l4').id, normalise: 'none' }),
    ];
    const index = { code: 'i', version: '1', validFrom: null, validTo: null, nodes };
    const past = { ...index, version: '0', validTo: '2019-12-31' };
    const rules = { ...RULES, indices: [past, index] };
    const { measures } = compareUnits(
      build({ observations: QUARTER, rules }),
      ids('01', '03'),
      DAY,
    );
    expect(measures.map(({ face }) => face.code)).toEqual(['share_l4', 'i:i']);
  });

  it('put the share on which they differ most first, and leave out where they do not', () => {
    const more = ['a', 'b', 'c'].map((code) => anIndicator(code));
    const rules = { ...RULES, indicators: more };
    const observations = [
      ...[1, 1].map((n, at) => aShare(`0${at + 1}`, '2020-Q1', [n, 10], { indicator: 'a' })),
      ...[1, 3].map((n, at) => aShare(`0${at + 1}`, '2020-Q1', [n, 10], { indicator: 'b' })),
      ...[1, 9].map((n, at) => aShare(`0${at + 1}`, '2020-Q1', [n, 10], { indicator: 'c' })),
    ];
    const comparison = compareUnits(build({ observations, rules }), ids('01', '02'), DAY);
    const widest = (most: number) => widestOf(comparison, most).map(({ face }) => face.code);
    expect([widest(5), widest(1)]).toEqual([['c', 'b'], ['c']]);
  });

  it('say the same in every order but that in which they stand', () => {
    const orders = fc.shuffledSubarray(['01', '02', '03', '04', 'bnv'], { minLength: 2 });
    fc.assert(
      fc.property(orders, (codes) => {
        const [one, other] = [compared(...codes), compared(...codes.toReversed())];
        const facts = ({ measures }: typeof one) =>
          measures.map(({ highest, lowest, spread }) => ({
            ...{ highest: highest.toSorted(), lowest: lowest.toSorted(), spread },
          }));
        expect(facts(other)).toEqual(facts(one));
      }),
    );
  });
});

describe('an address that names units', () => {
  it('names each once, and no more than have room', () => {
    expect(askedUnits('p-01, p-02,p-01,,')).toEqual(ids('01', '02'));
    expect(askedUnits(null)).toEqual([]);
    const many = Array.from({ length: 20 }, (_, at) => `p-${at}`).join(',');
    expect(askedUnits(many)).toHaveLength(MOST_COMPARED);
    expect(namedUnits(`${many},p-0`)).toHaveLength(20);
  });
});
