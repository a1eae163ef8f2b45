import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aFigure,
  aGroup,
  aMember,
  anAbsence,
  anIndicator,
  aShare,
  aTarget,
  theRules,
} from '../../../tests/helpers/engine-cases.ts';
import { aRandomRelease, GROUP, ROOT } from '../../../tests/helpers/random-release.ts';
import { redrawCourse, stopKey, type Boundaries, type Redrawn } from './boundaries.ts';
import { buildRelease } from './build-release.ts';
import { pastOf } from './explain/past.ts';
import type { Transfer } from './lineage.ts';
import { figuresIn, membersIn, methodOf, ranksOf } from './method.ts';
import { periodOf } from './period.ts';
import { rowOf, summaryOf } from './release-lookup.ts';
import type { ReleaseContent, ScoreRow } from './release.ts';
import type { MemberUnit, UnitId } from './unit.ts';

const RELEASED_ON = '2020-04-25';
const SEEDS = { numRuns: 1000 };

const moved = (from: MemberUnit, to: MemberUnit, onDay = '2025-07-01'): Transfer => ({
  fromUnitId: from.id,
  toUnitId: to.id,
  onDay,
  scope: 'all',
});

const boundariesOf = (units: MemberUnit[], transfers: readonly Transfer[]): Boundaries => ({
  day: '2025-12-31',
  groups: [aGroup(GROUP)],
  units,
  transfers,
});

function redraw(release: ReleaseContent, boundaries: Boundaries): Redrawn<ReleaseContent> {
  const [redrawn] = redrawCourse([release], boundaries, () => RELEASED_ON);
  if (!redrawn) throw new Error('one release gives one');
  return redrawn;
}

/** What a row says, without where it comes from. */
const saying = ({
  measure,
  unitId,
  value,
  numerator,
  denominator,
  score,
  rank,
  missing,
}: ScoreRow) =>
  JSON.stringify([measure, unitId, value, numerator, denominator, score, rank, missing]);

/** A release, and its units dealt out into at most three new ones. */
const aMerger = aRandomRelease().chain((release) =>
  fc
    .array(fc.nat({ max: 2 }), {
      minLength: release.rules.units.length,
      maxLength: release.rules.units.length,
    })
    .map((lots) => {
      const heirs = new Map(
        [...new Set(lots)].map((lot) => [lot, aMember(`new${lot}`, GROUP)] as const),
      );
      const transfers = release.rules.units.flatMap((unit, at) => {
        const heir = heirs.get(lots[at] ?? -1);
        return heir ? [moved(unit, heir)] : [];
      });
      return { release, heirs: [...heirs.values()], transfers };
    }),
);

const partsIn = (transfers: readonly Transfer[], heir: UnitId) =>
  transfers.filter(({ toUnitId }) => toUnitId === heir).map(({ fromUnitId }) => fromUnitId);

const total = (rows: readonly ScoreRow[], of: 'numerator' | 'denominator') =>
  rows.reduce((sum, row) => sum + (row[of] ?? 0), 0);

describe('a release on other boundaries', () => {
  it('adds the counts of merged units, and names the parts that lack a figure', () => {
    fc.assert(
      fc.property(aMerger, ({ release, heirs, transfers }) => {
        const redrawn = redraw(release, boundariesOf(heirs, transfers));
        const shares = release.rules.indicators.filter(({ measure }) => measure === 'share');
        for (const { code } of shares) {
          for (const heir of heirs) {
            const parts = partsIn(transfers, heir.id).flatMap(
              (part) => rowOf(release, part, code) ?? [],
            );
            const row = rowOf(redrawn.release, heir.id, code);
            const lacking = parts.filter(({ value }) => value === null);
            const stop = redrawn.stops.get(stopKey(heir.id, code));
            if (lacking.length > 0 && parts.length > 1) {
              const units = lacking.map(({ unitId }) => unitId).toSorted();
              expect(stop).toEqual({ reason: 'part-missing', units });
              expect(row?.score ?? null).toBeNull();
            } else if (lacking.length === 0 && parts.length > 0) {
              const [n, d] = [total(parts, 'numerator'), total(parts, 'denominator')];
              expect(row).toMatchObject({ numerator: n, denominator: d, value: n / d });
              expect(stop).toBeUndefined();
            }
          }
        }
      }),
      SEEDS,
    );
  });

  it('says the same of an index where it alone is redrawn, whatever the index', () => {
    fc.assert(
      fc.property(aMerger, ({ release, heirs, transfers }) => {
        const boundaries = boundariesOf(heirs, transfers);
        const [alone] = redrawCourse([release], boundaries, () => RELEASED_ON, ROOT);
        const whole = redraw(release, boundaries);
        const ofRoot = (rows: readonly ScoreRow[] = []) =>
          rows.filter(({ measure }) => measure === ROOT);
        expect(ofRoot(alone?.release.rows)).toEqual(ofRoot(whole.release.rows));
      }),
      SEEDS,
    );
  });

  it('is the same release where nothing merged', () => {
    fc.assert(
      fc.property(aRandomRelease(), (release) => {
        const same = redraw(release, boundariesOf(release.rules.units, []));
        expect(same.release.rows.map(saying)).toEqual(release.rows.map(saying));
        expect(same.stops.size).toBe(0);
      }),
      SEEDS,
    );
  });

  it('is the same whatever the order of units and transfers', () => {
    fc.assert(
      fc.property(aMerger, fc.infiniteStream(fc.nat()), ({ release, heirs, transfers }, lots) => {
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((entry) => [lots.next().value as number, entry] as const)
            .toSorted(([a], [b]) => a - b)
            .map(([, entry]) => entry);
        const one = redraw(release, boundariesOf(heirs, transfers));
        const { rules, rows } = release;
        const other = redraw(
          { ...release, rows: shuffled(rows), rules: { ...rules, units: shuffled(rules.units) } },
          boundariesOf(shuffled(heirs), shuffled(transfers)),
        );
        expect(other.release.rows.map(saying)).toEqual(one.release.rows.map(saying));
        expect(Object.fromEntries(other.stops)).toEqual(Object.fromEntries(one.stops));
      }),
      SEEDS,
    );
  });

  it('is the same whether units merged at once or one after the other, years apart or the same day', () => {
    const aDay = fc.constantFrom('2022-01-01', '2025-07-01');
    fc.assert(
      fc.property(aMerger, aDay, ({ release, heirs, transfers }, day) => {
        const steps = transfers.flatMap(({ fromUnitId, toUnitId }): Transfer[] => {
          const between = aMember(`between-${fromUnitId}`, GROUP).id;
          return [
            { fromUnitId, toUnitId: between, onDay: day, scope: 'all' },
            { fromUnitId: between, toUnitId, onDay: '2025-07-01', scope: 'all' },
          ];
        });
        const once = redraw(release, boundariesOf(heirs, transfers));
        const stepwise = redraw(release, boundariesOf(heirs, steps));
        expect(stepwise.release.rows.map(saying)).toEqual(once.release.rows.map(saying));
      }),
      SEEDS,
    );
  });

  it('ranks the merged figures by the method of the release', () => {
    fc.assert(
      fc.property(aMerger, ({ release, heirs, transfers }) => {
        const { release: redrawn } = redraw(release, boundariesOf(heirs, transfers));
        for (const measure of new Set(redrawn.rows.map((row) => row.measure))) {
          const method = methodOf(redrawn, measure, GROUP);
          if (!method) throw new Error(`no method for ${measure}`);
          const members = membersIn(redrawn, method);
          const ranks = ranksOf(method, method.score(members, figuresIn(redrawn, method)));
          const said = redrawn.rows.filter((row) => row.measure === measure && row.rank !== null);
          expect(Object.fromEntries(ranks)).toEqual(
            Object.fromEntries(said.map(({ unitId, rank }) => [unitId, rank])),
          );
        }
      }),
      SEEDS,
    );
  });
});

const [hungYen, thaiBinh, hue] = ['33', '34', '46'].map((code) => aMember(code, GROUP));
const [newHungYen, newHue] = ['new33', 'new46'].map((code) => aMember(code, GROUP));
if (!hungYen || !thaiBinh || !hue || !newHungYen || !newHue) throw new Error('five units');
const MERGED = boundariesOf(
  [newHungYen, newHue],
  [moved(hungYen, newHungYen), moved(thaiBinh, newHungYen), moved(hue, newHue)],
);
const FLAG = anIndicator('lgsp_present', { measure: 'flag' });
const RULES = theRules({
  units: [hungYen, thaiBinh, hue],
  indicators: [anIndicator('share_l4'), FLAG],
  targets: [aTarget()],
});

function courseOf(periods: [string, Parameters<typeof buildRelease>[0]['observations']][]) {
  const course: ReleaseContent[] = [];
  const known: (typeof periods)[number][1][number][] = [];
  for (const [period, observations] of periods) {
    known.push(...observations);
    course.push(
      buildRelease({
        rules: RULES,
        period: periodOf(period),
        observations: [...known],
        previous: course.at(-1) ?? null,
        releasedOn: RELEASED_ON,
      }),
    );
  }
  return course;
}

describe('a course on other boundaries', () => {
  const course = courseOf([
    [
      '2019-Q4',
      [
        aShare('33', '2019-Q4', [10, 100]),
        aShare('34', '2019-Q4', [30, 300]),
        aShare('46', '2019-Q4', [30, 100]),
        aFigure('33', 'lgsp_present', '2019-Q4', 1),
        aFigure('34', 'lgsp_present', '2019-Q4', 1),
        aFigure('46', 'lgsp_present', '2019-Q4', 1),
      ],
    ],
    [
      '2020-Q1',
      [
        aShare('33', '2020-Q1', [50, 100]),
        aShare('34', '2020-Q1', [80, 300]),
        aShare('46', '2020-Q1', [31, 100]),
      ],
    ],
    ['2020-Q2', [aShare('33', '2020-Q2', [60, 100]), anAbsence('34', '2020-Q2', 'no-reply')]],
  ]);
  const redrawn = redrawCourse(course, MERGED, () => RELEASED_ON);
  const at = (index: number) => {
    const found = redrawn[index];
    if (!found) throw new Error('no such period');
    return found;
  };

  it('tells changes and places of the merged units, and judges them anew', () => {
    expect(rowOf(at(1).release, newHungYen.id, 'share_l4')).toMatchObject({
      value: 130 / 400,
      numerator: 130,
      denominator: 400,
      rank: 1,
      previousRank: 2,
      change: 130 / 400 - 40 / 400,
      targetState: 'met',
      sourceId: null,
    });
  });
  it('says the same of one measure where it alone is redrawn', () => {
    for (const measure of ['share_l4', 'lgsp_present']) {
      const alone = redrawCourse(course, MERGED, () => RELEASED_ON, measure);
      for (const [place, { release, stops }] of alone.entries()) {
        const ofMeasure = (rows: readonly { measure: string }[]) =>
          rows.filter((row) => row.measure === measure);
        const whole = at(place);
        expect(release.rows).toEqual(ofMeasure(whole.release.rows));
        expect(ofMeasure(release.summaries)).toEqual(ofMeasure(whole.release.summaries));
        expect(release.rules).toEqual(whole.release.rules);
        for (const [key, stop] of stops) expect(whole.stops.get(key)).toEqual(stop);
      }
    }
  });
  it('keeps what was said of the nation', () => {
    for (const [place, { release }] of redrawn.entries()) {
      const [own] = course.slice(place);
      expect(own && summaryOf(release, 'share_l4', null)).toEqual(
        own && summaryOf(own, 'share_l4', null),
      );
    }
  });
  it('adds no flags, and carries the flag of a unit that went on alone', () => {
    expect(at(0).stops.get(stopKey(newHungYen.id, 'lgsp_present'))?.reason).toBe('not-added');
    expect(rowOf(at(0).release, newHue.id, 'lgsp_present')?.value).toBe(1);
  });
  it('has no figure where a part has none, and remembers the last one', () => {
    expect(at(2).stops.get(stopKey(newHungYen.id, 'share_l4'))).toEqual({
      reason: 'part-missing',
      units: [thaiBinh.id],
    });
    expect(rowOf(at(2).release, newHungYen.id, 'share_l4')).toMatchObject({
      value: null,
      missing: 'other',
      lastKnown: { period: '2020-Q1', numerator: 130 },
    });
  });
  it('is told of one unit beside each of its parts', () => {
    const { parts, periods } = pastOf(course, redrawn, newHungYen.id, 'share_l4');
    expect(parts.map(({ id }) => id)).toEqual([hungYen.id, thaiBinh.id]);
    expect(periods[1]).toMatchObject({
      period: '2020-Q1',
      whole: { numerator: 130, denominator: 400, rank: 1, ranked: 2 },
      stop: null,
      parts: [
        { unitId: hungYen.id, numerator: 50, rank: 1, ranked: 3 },
        { unitId: thaiBinh.id, numerator: 80, rank: 3, ranked: 3 },
      ],
    });
    expect(periods[2]).toMatchObject({
      whole: { value: null },
      stop: { reason: 'part-missing', units: [thaiBinh.id] },
      parts: [{ value: 0.6 }, { value: null, missing: 'no-reply' }],
    });
  });
  it('stops before a merger for those who merged, and goes on for others', () => {
    const later = buildRelease({
      rules: { ...RULES, units: [newHungYen, newHue] },
      period: periodOf('2025-Q4'),
      observations: [aShare('new33', '2025-Q4', [90, 100]), aShare('new46', '2025-Q4', [80, 100])],
      previous: null,
      releasedOn: RELEASED_ON,
    });
    const before = { ...MERGED, day: '2020-12-31', units: [hungYen, thaiBinh, hue] };
    const { release, stops } = redraw(later, before);
    expect(rowOf(release, hue.id, 'share_l4')).toMatchObject({ numerator: 80, rank: 1 });
    expect(stops.get(stopKey(thaiBinh.id, 'share_l4'))).toEqual({
      reason: 'merged',
      units: [newHungYen.id],
    });
  });
});

describe('units that keep their ids', () => {
  const [home, health, defence, museum] = ['home', 'health', 'defence', 'museum'].map((code) =>
    aMember(code, GROUP),
  );
  if (!home || !health || !defence || !museum) throw new Error('four units');
  const before = buildRelease({
    rules: { ...RULES, units: [home, health, defence, museum] },
    period: periodOf('2020-Q1'),
    observations: [
      aShare('home', '2020-Q1', [40, 100]),
      aShare('health', '2020-Q1', [30, 100]),
      aShare('defence', '2020-Q1', [20, 100]),
      aShare('museum', '2020-Q1', [5, 10]),
    ],
    previous: null,
    releasedOn: RELEASED_ON,
  });
  const { release, stops } = redraw(
    before,
    boundariesOf(
      [home, health, defence],
      [moved(museum, defence), { ...moved(home, health), scope: 'social-protection' }],
    ),
  );

  it('have the counts of one that they took in whole', () => {
    expect(rowOf(release, defence.id, 'share_l4')).toMatchObject({
      numerator: 25,
      denominator: 110,
      rank: 1,
    });
  });
  it('have no figure where a field went from one to the other', () => {
    const stop = { reason: 'split', units: [home.id] };
    expect(stops.get(stopKey(home.id, 'share_l4'))).toEqual(stop);
    expect(stops.get(stopKey(health.id, 'share_l4'))).toEqual(stop);
    expect(rowOf(release, health.id, 'share_l4')?.value ?? null).toBeNull();
  });
});
