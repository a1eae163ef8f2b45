// Procedures that lift units: sums by hand, and every step of the greedy list against trying all.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unitId } from '../unit.ts';
import {
  coveredBy,
  type Lacks,
  liftsOf,
  liftTogether,
  type Raisable,
  shortOfEligible,
} from './lift.ts';

const one = (procedure: string, unit: string, services = 1, dossiers = 10): Raisable => ({
  procedure,
  unit: unitId(unit),
  services,
  dossiers,
});
/** Services of each unit: what it lacks, or what it has to raise. */
const ofEach = (...of: [string, number][]): Lacks =>
  new Map(of.map(([unit, services]) => [unitId(unit), services]));

describe('procedures that lift units', () => {
  it('count the units, services and dossiers, and who would reach the target by one alone', () => {
    const raisable = [
      one('1', 'a', 3, 50),
      one('1', 'b', 1, 7),
      one('1', 'c', 1, 1),
      one('2', 'b', 2, 90),
    ];
    expect(liftsOf(raisable, ofEach(['a', 3], ['b', 2]))).toEqual([
      { procedure: '1', units: 3, services: 5, dossiers: 58, short: 2, reachAlone: 1 },
      { procedure: '2', units: 1, services: 2, dossiers: 90, short: 1, reachAlone: 1 },
    ]);
  });

  it('make up no more of what a unit lacks than it has to raise, and no more than it lacks', () => {
    const raisable = ofEach(['a', 5], ['b', 1], ['c', 9]);
    expect(coveredBy(raisable, ofEach(['a', 4], ['b', 7], ['d', 5]))).toEqual({
      eligible: 6,
      coverable: 5,
      reaching: 1,
      // Of d nobody knows what it has to raise.
      shortKnown: 2,
      lackingKnown: 11,
    });
  });

  it('leave those short that lack more than they have to raise, of units whose services are known', () => {
    const raisable = ofEach(['a', 5], ['b', 1], ['c', 0], ['d', 9]);
    const lacks = ofEach(['a', 5], ['b', 2], ['c', 1], ['unknown', 4]);
    expect(shortOfEligible(raisable, lacks)).toEqual(['b', 'c']);
  });

  it('stand in order of units, then of dossiers', () => {
    const raisable = [one('few', 'a', 9, 900), one('much', 'a', 1, 20), one('much', 'b', 1, 0)];
    expect(liftsOf(raisable, ofEach()).map(({ procedure }) => procedure)).toEqual(['much', 'few']);
  });

  it('are listed together until nobody lacks anything', () => {
    const raisable = [one('1', 'a'), one('1', 'b'), one('2', 'a'), one('3', 'b'), one('3', 'd')];
    expect(liftTogether(raisable, ofEach(['a', 1], ['b', 2]), 9)).toEqual([
      { procedure: '1', helped: 2, services: 2, reached: 1, lacking: 1 },
      { procedure: '3', helped: 1, services: 1, reached: 2, lacking: 0 },
    ]);
  });

  it('are no list where units lack nothing, or have nothing to raise', () => {
    expect(liftTogether([one('1', 'a')], ofEach(), 9)).toEqual([]);
    expect(liftTogether([one('1', 'a')], ofEach(['b', 1]), 9)).toEqual([]);
  });

  it('bring at each step at least as many units over the line as any other would', () => {
    const raisables = fc
      .array(fc.tuple(fc.nat(4), fc.nat(4), fc.integer({ min: 1, max: 3 }), fc.nat(50)), {
        maxLength: 16,
      })
      .map((all) => {
        const once = new Map(all.map((each) => [`${each[0]} ${each[1]}`, each]));
        return [...once.values()].map(([p, u, services, dossiers]) =>
          one(`${p}`, `u${u}`, services, dossiers),
        );
      });
    const lacks = fc
      .array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 })
      .map((each) => ofEach(...each.map((lack, at): [string, number] => [`u${at}`, lack])));
    fc.assert(
      fc.property(raisables, lacks, (raisable, short) => {
        const steps = liftTogether(raisable, short, 9);
        const reachedBy = (procedures: readonly string[]): number =>
          [...short].filter(
            ([unit, lack]) =>
              raisable
                .filter((each) => each.unit === unit && procedures.includes(each.procedure))
                .reduce((sum, { services }) => sum + services, 0) >= lack,
          ).length;
        steps.forEach(({ reached }, at) => {
          const before = steps.slice(0, at).map(({ procedure }) => procedure);
          const all = raisable.map(({ procedure }) => reachedBy([...before, procedure]));
          expect(reached).toBe(reachedBy([...before, steps[at]?.procedure ?? '']));
          expect(reached).toBe(Math.max(...all));
        });
        expect(reachedBy(raisable.map(({ procedure }) => procedure))).toBe(
          steps.at(-1)?.reached ?? 0,
        );
      }),
      { numRuns: 1000 },
    );
  });
});
