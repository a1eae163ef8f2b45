// Twins: who stood there a year ago and has met the target since, against a search over whole counts, and
// what they raised.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aMember, aShare, aTarget, theRules } from '../../../../tests/helpers/engine-cases.ts';
import { buildRelease } from '../build-release.ts';
import { periodOf } from '../period.ts';
import type { ReleaseContent } from '../release.ts';
import type { ServiceLine } from '../service-count.ts';
import type { Target } from '../target.ts';
import { unitId } from '../unit.ts';
import { raisedByTwins, TWIN_REACH, twinsOf } from './twins.ts';

const PERIODS = ['2019-Q1', '2019-Q2', '2019-Q3', '2019-Q4', '2020-Q1'];
type Counts = readonly [numerator: number, denominator: number];
/** By unit, its counts period by period; null where it was silent. */
type Filed = Record<string, readonly (Counts | null)[]>;

function courseOf(filed: Filed, target: Partial<Target> = {}): ReleaseContent[] {
  const units = Object.keys(filed).map((code) => aMember(code, 'provinces'));
  const observations = Object.entries(filed).flatMap(([code, counts]) =>
    counts.flatMap((each, at) => (each ? [aShare(code, PERIODS[at] ?? '', [...each])] : [])),
  );
  return PERIODS.map((period) =>
    buildRelease({
      rules: theRules({ units, targets: [aTarget(target)] }),
      period: periodOf(period),
      observations: observations.filter((each) => each.period <= period),
      previous: null,
      releasedOn: '2020-04-25',
    }),
  );
}

const ask = (filed: Filed, target?: Partial<Target>) =>
  twinsOf(courseOf(filed, target), unitId('p-1'), 'share_l4');
const stay = (counts: Counts): Counts[] => PERIODS.map(() => counts);
/** From one count to another in the year, the change in its third quarter. */
const rise = (from: Counts, to: Counts): Counts[] => [from, from, from, to, to];

describe('the twins of a unit', () => {
  it('stood where it stands now and meet the target since, those nearest first', () => {
    const { answer } = ask({
      '1': stay([10, 100]),
      '2': rise([12, 100], [30, 100]),
      '3': rise([9, 100], [45, 100]),
      // Too far off a year ago, not there yet, and there already.
      '4': rise([20, 100], [50, 100]),
      '5': rise([10, 100], [29, 100]),
      '6': stay([40, 100]),
    });
    expect(answer).toMatchObject({ since: '2019-Q1', demand: 0.3, own: { value: 0.1 } });
    expect(answer?.twins.map((each) => [each.unitId, each.metIn, each.then.numerator])).toEqual([
      ['p-3', '2019-Q4', 9],
      ['p-2', '2019-Q4', 12],
    ]);
  });

  it('stood there also where they were just three points off', () => {
    // As a machine writes it 0.4 - 0.37 is a little more than 0.03.
    const filed = { '1': stay([37, 100]), '2': rise([40, 100], [60, 100]) };
    expect(ask(filed, { value: 0.5 }).answer?.twins).toHaveLength(1);
  });

  it('reached what is asked of the unit itself, whatever is asked of them', () => {
    const twice = { operator: 'x', value: 2, baseline: '2019-Q1' } as const;
    const filed = {
      '1': [[20, 100], ...stay([22, 100]).slice(1)] as Counts[],
      '2': rise([21, 100], [41, 100]),
      // Has doubled its own share before, and is short of what is asked of the unit.
      '3': rise([19, 100], [39, 100]),
    };
    const { answer } = ask(filed, twice);
    expect(answer?.demand).toBeCloseTo(0.4, 12);
    expect(answer?.twins.map((each) => String(each.unitId))).toEqual(['p-2']);
  });

  it('meet it from where they are short of it no more', () => {
    const filed = {
      '1': stay([10, 100]),
      '2': [[10, 100], [40, 100], [20, 100], null, [40, 100]] as (Counts | null)[],
    };
    expect(ask(filed).answer?.twins[0]?.metIn).toBe('2020-Q1');
  });

  const own = stay([10, 100]);
  const made = rise([10, 100], [40, 100]);
  it.each<[string, Filed, Partial<Target>, string]>([
    ['the unit was silent', { '1': [...own.slice(0, 4), null], '2': made }, {}, 'no-figure'],
    ['no target judges it', { '1': own, '2': made }, { groupIds: ['ministries'] }, 'no-target'],
    [
      'its target asks for less',
      { '1': own, '2': made },
      { operator: '<=', value: 0.05 },
      'no-target',
    ],
    ['it meets the target', { '1': stay([30, 100]), '2': made }, {}, 'met'],
    ['nobody stood there', { '1': own, '2': rise([14, 100], [40, 100]) }, {}, 'nobody'],
    ['nobody has made it', { '1': own, '2': own }, {}, 'nobody'],
  ])('are none where %s', (_, filed, target, reason) => {
    expect(ask(filed, target)).toEqual({ answer: null, reason });
  });

  it('are none where nothing was released a year ago', () => {
    const course = courseOf({ '1': own, '2': made }).slice(1);
    expect(twinsOf(course, unitId('p-1'), 'share_l4').reason).toBe('no-year');
  });

  it('are just those of the group that a search over whole counts finds', () => {
    const counts = fc
      .tuple(fc.nat(40), fc.integer({ min: 20, max: 60 }))
      .map(([n, d]): Counts => [Math.min(n, d), d]);
    const year = fc.array(fc.option(counts, { freq: 6 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(year, { minLength: 2, maxLength: 12 }), (all) => {
        const filed = Object.fromEntries(all.map((each, at) => [String(at + 1), each]));
        const now = all[0]?.[4];
        const isShort = (each: Counts) => 10 * each[0] < 3 * each[1];
        const expected = Object.entries(filed).flatMap(([code, each]) => {
          const [then, since] = [each[0], each[4]];
          if (code === '1' || !now || !then || !since || !isShort(now)) return [];
          // |a/b − c/d| ≤ 3/100, multiplied out.
          const off = Math.abs(then[0] * now[1] - now[0] * then[1]);
          const isNear = 100 * off <= 100 * TWIN_REACH * then[1] * now[1];
          return isNear && isShort(then) && !isShort(since) ? [`p-${code}`] : [];
        });
        const found = ask(filed).answer?.twins.map((each) => String(each.unitId)) ?? [];
        expect(found.toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 60 },
    );
  });
});

const service = (code: string, given: Partial<ServiceLine>): ServiceLine => ({
  code,
  nameVi: `Dịch vụ ${code}`,
  procedure: code,
  office: 'Sở Tư pháp',
  field: 'Tư pháp',
  level: 4,
  eligible: true,
  received: 10,
  filedOnline: 0,
  handledOnline: 0,
  onTime: 10,
  previousLevel: 2,
  ...given,
});

describe('what twins raised', () => {
  const twin = (code: string, lines: ServiceLine[]) => [unitId(`p-${code}`), lines] as const;

  it('is counted by field and procedure, what the unit has still to raise first', () => {
    const lines = new Map([
      twin('2', [service('a', {}), service('b', {}), service('c', { field: 'Xây dựng' })]),
      twin('3', [service('b', { previousLevel: 3 }), service('c', { field: 'Xây dựng' })]),
      twin('4', [service('a', { previousLevel: 4 })]),
      twin('5', []),
    ]);
    const own = [
      service('a', { level: 3 }),
      service('b', {}),
      service('c', { eligible: false, level: 2 }),
    ];
    expect(raisedByTwins(lines, own, 'share_l4')).toMatchObject({
      services: 5,
      twins: 2,
      known: 3,
      fields: [
        { field: 'Tư pháp', twins: 2, services: 3 },
        { field: 'Xây dựng', twins: 2, services: 2 },
      ],
      procedures: [
        { procedure: 'a', twins: 1, services: 1, own: 1 },
        { procedure: 'b', twins: 2, services: 2, own: 0 },
        { procedure: 'c', twins: 2, services: 2, own: 0 },
      ],
    });
  });

  it.each<[string, Partial<ServiceLine>]>([
    ['was there already', { previousLevel: 4 }],
    ['is not there yet', { previousLevel: 2, level: 3 }],
    ['was not in force a year ago', { previousLevel: null }],
    ['does not qualify', { eligible: false }],
  ])('leaves out a service that %s', (_, given) => {
    const lines = new Map([twin('2', [service('a', given)])]);
    expect(raisedByTwins(lines, [], 'share_l4')).toMatchObject({
      ...{ twins: 0, services: 0, procedures: [] },
    });
  });

  it('is not told of a measure that counts no levels, and says where the own services are unknown', () => {
    const lines = new Map([twin('2', [service('a', {})])]);
    expect(raisedByTwins(lines, [], 'dossiers_online_all')).toBeNull();
    expect(raisedByTwins(lines, [], 'share_l4_with_dossiers')).toBeNull();
    expect(raisedByTwins(lines, null, 'share_l4')?.procedures[0]?.own).toBeNull();
  });

  it('comes to the same whatever the order, its fields and procedures each to the whole', () => {
    const line = fc
      .record({
        code: fc.constantFrom('a', 'b', 'c', 'd'),
        field: fc.constantFrom('x', 'y'),
        level: fc.integer({ min: 1, max: 4 }),
        previousLevel: fc.option(fc.integer({ min: 1, max: 4 })),
        eligible: fc.boolean(),
      })
      .map(({ code, ...given }) => service(code, given));
    const twins = fc.dictionary(fc.constantFrom('2', '3', '4'), fc.array(line, { maxLength: 8 }));
    fc.assert(
      fc.property(twins, fc.array(line, { maxLength: 8 }), (all, own) => {
        const entries = Object.entries(all).map(([code, lines]) => twin(code, lines));
        const told = raisedByTwins(new Map(entries), own, 'share_l4');
        const sum = (parts: readonly { services: number }[] = []) =>
          parts.reduce((total, { services }) => total + services, 0);
        expect([sum(told?.fields), sum(told?.procedures)]).toEqual([
          told?.services,
          told?.services,
        ]);
        const again = raisedByTwins(new Map(entries.toReversed()), own.toReversed(), 'share_l4');
        const keys = (of: typeof told) =>
          of?.procedures.map(({ procedure, twins: n, services, own: left }) => [
            procedure,
            n,
            services,
            left,
          ]);
        expect(keys(again)).toEqual(keys(told));
      }),
    );
  });
});
