import { describe, expect, it } from 'vitest';
import { aMember, anAbsence, aShare, theRules } from '../../../tests/helpers/engine-cases.ts';
import { buildRelease } from './build-release.ts';
import type { Observation } from './observation.ts';
import { periodOf } from './period.ts';
import {
  groupsOnProcedure,
  procedureStanding,
  type ProcedureFacts,
  type ProcedureService,
  whomToAsk,
} from './procedure-standing.ts';
import type { Release } from './release.ts';
import { unitId } from './unit.ts';

const PERIODS = ['2019-Q3', '2019-Q4', '2020-Q1'];
const ENDS = PERIODS.map((period) => periodOf(period).end);
const UNITS = ['1', '2', '3', '4'];

const rules = theRules({ units: UNITS.map((code) => aMember(code, 'provinces')) });
/** The fourth said nothing in the last period. */
const observations = (period: string): Observation[] =>
  UNITS.map((unit) =>
    unit === '4' && period === '2020-Q1'
      ? anAbsence(unit, period, 'no-reply')
      : aShare(unit, period, [1, 10]),
  );
const course = PERIODS.map((period) => {
  const { start, end, ...rest } = periodOf(period);
  const content = buildRelease({
    rules,
    period: { start, end, ...rest },
    observations: observations(period),
    previous: null,
    releasedOn: end,
  });
  return { ...content, periodStart: start, periodEnd: end } as Release;
});

const aService = (unit: string, given: Partial<ProcedureService> = {}): ProcedureService => ({
  unitId: unitId(`p-${unit}`),
  code: `s-${unit}`,
  nameVi: 'Cấp phiếu lý lịch tư pháp',
  office: 'Sở Tư pháp',
  level: 4,
  eligible: true,
  received: 10,
  filedOnline: 4,
  handledOnline: 3,
  onTime: 9,
  ...given,
});
const levels = (unit: string, ...of: (number | null)[]) =>
  of.flatMap((level, at) =>
    level === null ? [] : [{ unitId: unitId(`p-${unit}`), periodEnd: ENDS[at] ?? '', level }],
  );
const knownIn = (...units: string[]) =>
  units.flatMap((unit) => ENDS.map((periodEnd) => ({ unitId: unitId(`p-${unit}`), periodEnd })));

const standingOf = (facts: Partial<ProcedureFacts>) =>
  procedureStanding(course, { services: [], levels: [], known: [], ...facts });

describe('what is known of a unit', () => {
  it('is told apart: offered, not offered, no list of services, no figure', () => {
    const standing = standingOf({
      services: [aService('1', { level: 3 })],
      levels: levels('1', 3, 3, 3),
      known: knownIn('1', '2'),
    });
    expect(standing.map(({ offer, level }) => [offer, level])).toEqual([
      ['offered', 3],
      ['not-offered', null],
      ['no-rows', null],
      ['no-figure', null],
    ]);
  });

  it('is summed over its services of the procedure, at the highest of their levels', () => {
    const [first] = standingOf({
      services: [aService('1', { level: 2 }), aService('1', { code: 's-1b' })],
      levels: levels('1', 4, 4, 4),
      known: knownIn('1'),
    });
    expect(first).toMatchObject({ level: 4, toRaise: 1, received: 20, onTime: 18 });
  });
});

describe('since when a unit is at its level', () => {
  const sinceOf = (of: (number | null)[], known = knownIn('1')) => {
    const [first] = standingOf({
      services: [aService('1', { level: of.at(-1) ?? 0 })],
      levels: levels('1', ...of),
      known,
    });
    return [first?.since, first?.sinceOrBefore];
  };
  it.each([
    ['the period of its last rise', [3, 4, 4], '2019-Q4', false],
    ['the last one where it fell and rose again', [4, 3, 4], '2020-Q1', false],
    ['the first period or before where it never changed', [4, 4, 4], '2019-Q3', true],
    ['the period in which it was first offered', [null, 4, 4], '2019-Q4', false],
  ])('is %s', (_, of, since, orBefore) => expect(sinceOf(of)).toEqual([since, orBefore]));

  it('may be before where its services were not known then', () => {
    expect(sinceOf([null, 4, 4], knownIn('1').slice(1))).toEqual(['2019-Q4', true]);
  });

  it('may be before where nothing was released of the period right before', () => {
    const holed = course.filter(({ period }) => period !== '2019-Q4');
    const [first] = procedureStanding(holed, {
      services: [aService('1')],
      levels: levels('1', 3, 4, 4),
      known: knownIn('1'),
    });
    expect(first).toMatchObject({ since: '2020-Q1', sinceOrBefore: true });
  });
});

it('a group counts those that offer it out of those whose services are known', () => {
  const standing = standingOf({
    services: [aService('1'), aService('2', { level: 2, filedOnline: 0 })],
    levels: [],
    known: knownIn('1', '2', '3'),
  });
  expect(groupsOnProcedure(standing)).toEqual([
    { groupId: 'provinces', units: 4, known: 3, offering: 2, atLevel4: 1, toRaise: 1 },
  ]);
});

it('those at level 4 with most dossiers filed online are to be asked', () => {
  const standing = standingOf({
    services: [
      aService('1', { filedOnline: 3 }),
      aService('2', { filedOnline: 8 }),
      aService('3', { filedOnline: 99, level: 3 }),
      aService('4', { filedOnline: 0 }),
    ],
  });
  expect(whomToAsk(standing, 5).map(({ unit }) => unit.id)).toEqual(['p-2', 'p-1']);
});
