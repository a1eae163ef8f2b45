import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aMember,
  anAbsence,
  aNode,
  anIndicator,
  aShare,
  theRules,
} from '../../../../tests/helpers/engine-cases.ts';
import { buildRelease } from '../build-release.ts';
import type { Observation } from '../observation.ts';
import { periodOf } from '../period.ts';
import { rowOf } from '../release-lookup.ts';
import type { ReleaseContent } from '../release.ts';
import { compareEditions } from './editions.ts';

const PERIOD = '2020-Q1';
const QUESTION = { measure: 'share_l4', groupId: 'provinces' };
const UNITS = ['01', '02', '03', '04', '05'];
const RULES = theRules({
  units: UNITS.map((code) => aMember(code, 'provinces')),
  indicators: [anIndicator('share_l4')],
  indices: [
    {
      code: 'made',
      version: '1',
      validFrom: null,
      validTo: null,
      nodes: [
        aNode('root', null, { aggregate: 'mean', missing: 'exclude_unit' }),
        aNode('leaf', 'root', { indicatorId: anIndicator('share_l4').id, normalise: 'none' }),
      ],
    },
  ],
});

const release = (observations: readonly Observation[]): ReleaseContent =>
  buildRelease({
    rules: RULES,
    period: periodOf(PERIOD),
    observations,
    previous: null,
    releasedOn: '2020-04-25',
  });

/** One thing written down of one unit at a moment. */
interface Entry {
  unit: string;
  at: number;
  counts: [number, number] | null;
}

const entry: fc.Arbitrary<Entry> = fc.record({
  unit: fc.constantFrom(...UNITS),
  at: fc.nat({ max: 40 }),
  counts: fc.option(fc.tuple(fc.nat({ max: 9 }), fc.integer({ min: 10, max: 20 })), { freq: 6 }),
});

/** The log in the order in which it was written. */
const aLog = fc
  .array(entry, { maxLength: 30 })
  .map((entries) => entries.toSorted((a, b) => a.at - b.at));

/** What was known at a moment: the last word on each unit stands. */
function asOf(log: readonly Entry[], moment: number): Observation[] {
  const known = new Map<string, Observation>();
  for (const { unit, at, counts } of log) {
    if (at > moment) break;
    const said = counts ? aShare(unit, PERIOD, counts) : anAbsence(unit, PERIOD, 'no-reply');
    const version = (known.get(unit)?.version ?? 0) + 1;
    known.set(unit, { ...said, version, reason: version === 1 ? null : 'R1' });
  }
  return [...known.values()];
}

describe('two releases of one period side by side', () => {
  it('differ in just what is listed, and by the differences that are told', () => {
    fc.assert(
      fc.property(
        aLog,
        fc.nat({ max: 41 }),
        fc.nat({ max: 41 }),
        fc.constantFrom('share_l4', 'made:root'),
        (log, one, other, measure) => {
          const before = release(asOf(log, Math.min(one, other)));
          const after = release(asOf(log, Math.max(one, other)));
          const { lines, unchanged } = compareEditions(before, after, { ...QUESTION, measure });
          expect(lines.length + unchanged).toBe(UNITS.length);
          for (const { id } of RULES.units) {
            const [then, now] = [before, after].map((each) => rowOf(each, id, measure));
            const line = lines.find(({ unit }) => unit.id === id);
            if (!line) {
              expect([now?.rank ?? null, now?.score ?? null]).toEqual([
                then?.rank ?? null,
                then?.score ?? null,
              ]);
            } else if (line.before?.rank != null && line.after?.rank != null) {
              expect(line.before.rank - (line.placesWon ?? NaN)).toBe(now?.rank);
              expect((line.before.score ?? NaN) + (line.scoreChange ?? NaN)).toBeCloseTo(
                now?.score ?? NaN,
                12,
              );
            }
            if (line && !line.isOwn) expect(then?.value ?? null).toEqual(now?.value ?? null);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  const before = release([
    aShare('01', PERIOD, [9, 10]),
    aShare('02', PERIOD, [8, 10]),
    aShare('03', PERIOD, [1, 10]),
    anAbsence('04', PERIOD, 'no-reply'),
  ]);
  const after = release([
    aShare('01', PERIOD, [7, 10], { version: 2, reason: 'C' }),
    aShare('02', PERIOD, [8, 10]),
    aShare('03', PERIOD, [1, 10]),
    aShare('04', PERIOD, [3, 10], { version: 2, reason: 'R2' }),
  ]);
  it.each(['share_l4', 'made:root'])('tell on %s who moved, and why', (measure) => {
    const { lines, unchanged } = compareEditions(before, after, { ...QUESTION, measure });
    expect(
      lines.map(({ unit, placesWon, isOwn, reasons }) => [unit.code, placesWon, isOwn, reasons]),
    ).toEqual([
      ['01', -1, true, ['C']],
      ['04', null, true, ['R2']],
      ['02', 1, false, []],
      ['03', -1, false, []],
    ]);
    expect(unchanged).toBe(1);
  });
});
