// Raising services on an index: what is told is compared with releases in which so many of them truly
// stand at level 4, built anew from the rows.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aMember,
  anAbsence,
  anIndicator,
  aNode,
  aShare,
  theRules,
} from '../../../../tests/helpers/engine-cases.ts';
import { buildRelease } from '../build-release.ts';
import { deriveShares } from '../derive.ts';
import { indicatorId } from '../indicator.ts';
import type { Observation } from '../observation.ts';
import { periodOf } from '../period.ts';
import type { ReleaseContent } from '../release.ts';
import { rowOf } from '../release-lookup.ts';
import { countServices, type ServiceLine } from '../service-count.ts';
import { unitId } from '../unit.ts';
import { gapOf } from './gap.ts';

const PERIOD = '2020-Q1';
const INDEX = 'made:made';
const ASKER = unitId('p-0');
const CODES = ['share_l4', 'share_l3_plus', 'share_l4_with_dossiers', 'dossiers_online_services'];
const LEAVES = [...CODES, 'docs_signed'];

type Normalise = 'goalposts' | 'minmax' | 'zscore';

const rulesOf = (units: number, weights: readonly number[], normalise: Normalise) =>
  theRules({
    units: Array.from({ length: units }, (_, at) => aMember(String(at), 'provinces')),
    indicators: LEAVES.map((code) => anIndicator(code)),
    indices: [
      {
        ...{ code: 'made', version: '1', validFrom: null, validTo: null },
        nodes: [
          aNode('made', null, { aggregate: 'mean', missing: 'renormalise' }),
          ...LEAVES.map((code, at) =>
            aNode(code, 'made', {
              weight: weights[at] ?? 1,
              indicatorId: indicatorId(code),
              normalise,
              min: normalise === 'goalposts' ? 0 : null,
              max: normalise === 'goalposts' ? 1 : null,
            }),
          ),
        ],
      },
    ],
  });

interface World {
  /** The services of each unit, the asker first. */
  units: ServiceLine[][];
  signed: number[];
  weights: number[];
  normalise: Normalise;
}

const figuresOf = (unit: string, services: readonly ServiceLine[]): Observation[] =>
  deriveShares(countServices(services))
    .filter(({ code }) => CODES.includes(code))
    .map(({ code, numerator, denominator }) =>
      denominator === 0
        ? anAbsence(unit, PERIOD, 'not-reported', code)
        : aShare(unit, PERIOD, [numerator, denominator], { indicator: code }),
    );

const releaseOf = ({ units, signed, weights, normalise }: World): ReleaseContent =>
  buildRelease({
    rules: rulesOf(units.length, weights, normalise),
    period: periodOf(PERIOD),
    observations: units.flatMap((services, at) => [
      ...figuresOf(String(at), services),
      aShare(String(at), PERIOD, [signed[at] ?? 0, 10], { indicator: 'docs_signed' }),
    ]),
    previous: null,
    releasedOn: '2020-04-25',
  });

const service = fc
  .record({
    level: fc.integer({ min: 1, max: 4 }),
    eligible: fc.boolean(),
    received: fc.nat({ max: 9 }),
    online: fc.nat({ max: 9 }),
    handled: fc.nat({ max: 9 }),
  })
  .map(({ level, eligible, received, online, handled }): Omit<ServiceLine, 'code'> => {
    const filedOnline = level >= 3 ? Math.min(online, received) : 0;
    const names = { nameVi: '', procedure: '', office: '', field: '' };
    const counts = { received, filedOnline, handledOnline: Math.min(handled, filedOnline) };
    return {
      ...names,
      level,
      eligible: eligible || level === 4,
      ...counts,
      onTime: 0,
      previousLevel: null,
    };
  });

const aWorld: fc.Arbitrary<World> = fc.record({
  units: fc
    .array(fc.array(service, { minLength: 1, maxLength: 12 }), { minLength: 2, maxLength: 6 })
    .map((units) =>
      units.map((own) => own.map((each, at) => ({ ...each, code: String(100 + at) }))),
    ),
  signed: fc.array(fc.nat({ max: 10 }), { minLength: 6, maxLength: 6 }),
  weights: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 5, maxLength: 5 }),
  normalise: fc.constantFrom('goalposts', 'minmax', 'zscore'),
});

/** The place of the asker once these services of its own are at level 4. */
function placeWith(world: World, raised: readonly ServiceLine[]): number {
  const codes = new Set(raised.map(({ code }) => code));
  const [own = [], ...others] = world.units;
  const services = own.map((each) => (codes.has(each.code) ? { ...each, level: 4 } : each));
  const release = releaseOf({ ...world, units: [services, ...others] });
  return rowOf(release, ASKER, INDEX)?.rank ?? Infinity;
}

describe('raising services to a place on an index', () => {
  it('reaches it with the number told, once they are at level 4, and with no smaller one', () => {
    let reached = 0;
    fc.assert(
      fc.property(aWorld, fc.nat(), (world, pick) => {
        const release = releaseOf(world);
        const own = rowOf(release, ASKER, INDEX);
        const wanted = 1 + (pick % Math.max(1, (own?.rank ?? 1) - 1));
        const told = gapOf([release], ASKER, INDEX, wanted, world.units[0] ?? []);
        for (const gap of [told?.toNextRank.answer, told?.toRank?.answer]) {
          if (!gap) continue;
          const { order = [], standing = null } = gap.raising.answer ?? {};
          const least = Array.from({ length: order.length + 1 }, (_, more) => more).find(
            (more) => placeWith(world, order.slice(0, more)) <= gap.rank,
          );
          expect(standing).toBe(least ?? null);
          expect(gap.raising.answer?.moving).toBe(standing);
          reached += Number(least !== undefined);
          expect(gap.moves.map(({ indicator }) => indicator.code)).not.toContain('share_l4');
        }
      }),
      { numRuns: 500 },
    );
    expect(reached).toBeGreaterThan(50);
  });

  const line = (code: string, level: number, given: Partial<ServiceLine> = {}): ServiceLine => ({
    ...{ code, nameVi: code, procedure: '', office: '', field: '', level, eligible: true },
    ...{ received: 0, filedOnline: 0, handledOnline: 0, onTime: 0, previousLevel: null },
    ...given,
  });
  const own = [
    line('idle', 3, { received: 9 }),
    line('used', 3, { received: 5, filedOnline: 2 }),
    line('low', 2, { received: 50 }),
    line('unfit', 2, { received: 99, eligible: false }),
    line('done', 4, { received: 5, filedOnline: 5, handledOnline: 5 }),
  ];
  const better = Array.from({ length: 3 }, (_, at) =>
    line(String(at), 4, { received: 9, filedOnline: 9, handledOnline: 9 }),
  );
  const world: World = {
    units: [own, better],
    signed: [5, 5],
    weights: [1, 1, 1, 1, 1],
    normalise: 'goalposts',
  };
  const raisingIn = (services: readonly ServiceLine[] | null, measure = INDEX) =>
    gapOf([releaseOf(world)], ASKER, measure, null, services)?.toNextRank.answer;

  it('takes those in use first, then the higher level, and none that does not qualify', () => {
    const order = raisingIn(own)?.raising.answer?.order.map(({ code }) => code);
    expect(order).toEqual(['used', 'idle', 'low']);
  });

  it('is no promise where raising all of them is not enough', () => {
    expect(raisingIn(own)?.raising.answer).toMatchObject({ standing: null, moving: null });
  });

  it.each([
    ['no-rows', null, INDEX],
    ['rows-differ', own.slice(1), INDEX],
    ['one-indicator', own, 'share_l4'],
    ['not-of-services', own, 'made:dossiers_online_services'],
  ] as const)('is not told: %s', (reason, services, measure) => {
    const told = raisingIn(services, measure);
    expect(told?.raising).toEqual({ answer: null, reason });
    if (reason === 'not-of-services' || reason === 'one-indicator') return;
    // The parts are told alone then, as far as they count what no other part counts.
    expect(
      told?.moves.map(({ indicator, sharesServices }) => [indicator.code, sharesServices]),
    ).toEqual([
      ['share_l4', true],
      ['share_l3_plus', true],
      ['share_l4_with_dossiers', true],
      ['dossiers_online_services', true],
      ['docs_signed', false],
    ]);
  });
});
