import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ignoredIn,
  isRaised,
  NO_PLAN,
  type Plan,
  plannedOf,
  raisedBy,
  readPlan,
  toggled,
  writePlan,
  wrongFirst,
} from './plan.ts';

const ORDER = ['a', 'b', 'c', 'd', 'e'];
const read = (query: string, ignored?: string[]): Plan | null =>
  readPlan(new URLSearchParams(query), ORDER.length, ignored);
const plan = (given: Partial<Plan>): Plan => ({ ...NO_PLAN, ...given });

describe('a plan in an address', () => {
  it.each([
    ['', null],
    ['period=2020-Q1', null],
    ['raise=2', plan({ first: 2 })],
    ['raise=9', plan({ first: 5 })],
    ['raise=-1', plan({})],
    ['raise=many', plan({})],
    ['raise=2&with=d,e&without=a', plan({ first: 2, with: ['d', 'e'], without: ['a'] })],
    ['with=d&with=e,d', plan({ with: ['d', 'e'] })],
    ['others=moving', plan({ rivals: 'moving' })],
    ['others=flying', plan({})],
  ])('%s', (query, expected) => expect(read(query)).toEqual(expected));

  it.each([
    ['', null],
    ['raise=', null],
    ['raise=12', null],
    ['raise=many', 'many'],
    ['raise=-1', '-1'],
    ['raise=1e2', '1e2'],
    [`raise=${'9'.repeat(60)}`, '9'.repeat(40)],
  ])('%s: what stands there in place of a number', (query, expected) => {
    expect(wrongFirst(new URLSearchParams(query))).toBe(expected);
  });

  it('picks its services, in the order in which they stand', () => {
    const services = ['e', 'a', 'none', 'b', 'c'].map((code) => {
      const at = ORDER.indexOf(code);
      return { code, place: at < 0 ? null : at + 1 };
    });
    const picked = plannedOf(services, plan({ first: 2, with: ['e'], without: ['a'] }));
    expect(picked.map(({ code }) => code)).toEqual(['e', 'b']);
  });

  it('leaves out what is to be ignored', () => {
    expect(read('with=d,x', ['x'])).toEqual(plan({ with: ['d'] }));
  });

  it('is written in place of the one that was there, beside what else the address holds', () => {
    const params = new URLSearchParams('period=2020-Q1&raise=3&with=e&others=moving');
    expect(writePlan(params, plan({ first: 1, without: ['a'] })).toString()).toBe(
      'period=2020-Q1&raise=1&without=a',
    );
    expect(writePlan(params, NO_PLAN).toString()).toBe('period=2020-Q1');
  });
});

describe('codes that mean nothing', () => {
  it.each([
    ['are of no service to raise', plan({ with: ['x'] }), ['x']],
    ['are added though they are among the first', plan({ first: 2, with: ['b', 'c'] }), ['b']],
    ['are left out though they are not among them', plan({ first: 2, without: ['a', 'd'] }), ['d']],
  ])('%s', (_, given, expected) => {
    expect(ignoredIn(given, ORDER)).toEqual(expected);
  });
});

describe('ticks', () => {
  const ticks = fc.array(fc.nat({ max: ORDER.length - 1 }), { maxLength: 12 });
  it('raise just what is ticked, and are found again in the address', () =>
    fc.assert(
      fc.property(fc.nat({ max: ORDER.length }), ticks, (first, places) => {
        const ticked = new Set(ORDER.slice(0, first));
        let made = plan({ first });
        for (const at of places) {
          const code = ORDER[at] ?? '';
          made = toggled(made, code, at + 1);
          if (!ticked.delete(code)) ticked.add(code);
        }
        expect(ORDER.filter((code, at) => isRaised(made, code, at + 1))).toEqual(
          ORDER.filter((code) => ticked.has(code)),
        );
        expect(raisedBy(made)).toBe(ticked.size);
        expect(ignoredIn(made, ORDER)).toEqual([]);
        const text = writePlan(new URLSearchParams(), made).toString();
        expect(read(text) ?? NO_PLAN).toEqual(made);
      }),
      { numRuns: 1000 },
    ));
});
