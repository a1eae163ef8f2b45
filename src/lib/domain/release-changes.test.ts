import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anAbsence, aShare, aTarget } from '../../../tests/helpers/engine-cases.ts';
import { build, PROVINCES, QUARTER, RULES } from '../../../tests/helpers/engine-release.ts';
import { periodOf } from './period.ts';
import type { Observation } from './observation.ts';
import { compareReleases, countChanges } from './release-changes.ts';

const withFigure = (figure: Observation): Observation[] => [
  ...QUARTER.filter(({ unitId }) => unitId !== figure.unitId),
  figure,
];
const between = (after: readonly Observation[], before: readonly Observation[] = QUARTER) =>
  compareReleases(build({ observations: before }), build({ observations: after }));
const told = ({ changes }: ReturnType<typeof between>) =>
  changes.map(({ unitId, kind }) => [unitId, kind]);

describe('two releases row by row', () => {
  it('say the same of a release and itself', () => {
    const { changes, unchanged } = between(QUARTER);
    expect([changes, unchanged]).toEqual([[], build({ observations: QUARTER }).rows.length]);
  });

  it('tell a figure apart from ranks that moved around it', () => {
    const found = between(
      withFigure(aShare('03', '2020-Q1', [4, 10], { version: 2, reason: 'R1' })),
    );
    expect(told(found)).toEqual([
      ['p-01', 'around'],
      ['p-02', 'around'],
      ['p-03', 'figure'],
    ]);
    const [around, , own] = found.changes;
    expect(own).toMatchObject({
      before: { score: 0.1, rank: 3 },
      after: { score: 0.4, rank: 1 },
      placesWon: 2,
      reason: 'R1',
    });
    expect(own?.scoreChange).toBeCloseTo(0.3, 12);
    expect(around).toMatchObject({ scoreChange: 0, placesWon: -1, reason: null });
  });

  it.each([
    ['appeared', aShare('04', '2020-Q1', [1, 5])],
    ['fell-silent', anAbsence('03', '2020-Q1', 'no-reply')],
    ['absence', anAbsence('04', '2020-Q1', 'not-reported')],
    ['figure', aShare('03', '2020-Q1', [2, 20])],
  ])('tell a unit that %s as such', (kind, figure) => {
    const [change] = between(withFigure(figure)).changes.filter(
      ({ unitId }) => unitId === figure.unitId,
    );
    expect(change?.kind).toBe(kind);
  });

  it('name units that came and went, of two periods too, and give those no reason', () => {
    const units = RULES.units.filter(({ id }) => id !== PROVINCES[0]?.id);
    const next = build({
      rules: { ...RULES, units },
      period: periodOf('2020-Q2'),
      observations: [aShare('02', '2020-Q2', [4, 10], { version: 2, reason: 'R1' })],
    });
    const { changes } = compareReleases(build({ observations: QUARTER }), next);
    const of = (id: string) => changes.find(({ unitId }) => unitId === id);
    expect(of('p-01')).toMatchObject({ kind: 'left', after: null, placesWon: null });
    expect(of('p-02')).toMatchObject({ kind: 'figure', reason: null });
    const back = compareReleases(next, build({ observations: QUARTER })).changes;
    expect(back.find(({ unitId }) => unitId === 'p-01')).toMatchObject({ kind: 'entered' });
  });

  it('refuse to be of two series', () => {
    const other = build({ rules: { ...RULES, series: { ...RULES.series, id: 'pkg' } } });
    expect(() => compareReleases(build({}), other)).toThrow(RangeError);
  });

  it('differ backwards by the same rows, their signs turned', () => {
    const counts = fc.option(fc.integer({ min: 0, max: 5 }));
    const quarter = fc
      .array(counts, { minLength: 4, maxLength: 4 })
      .map((some) =>
        some.map((n, at) =>
          n === null
            ? anAbsence(`0${at + 1}`, '2020-Q1', 'no-reply')
            : aShare(`0${at + 1}`, '2020-Q1', [n, 5]),
        ),
      );
    fc.assert(
      fc.property(quarter, quarter, (one, other) => {
        const [there, back] = [between(other, one), between(one, other)];
        expect(back.unchanged).toBe(there.unchanged);
        expect(back.changes.map(({ unitId, after }) => [unitId, after])).toEqual(
          there.changes.map(({ unitId, before }) => [unitId, before]),
        );
        const won = there.changes.map(({ placesWon }) => placesWon ?? 0);
        expect(back.changes.map(({ placesWon }) => -(placesWon ?? 0) + 0)).toEqual(won);
      }),
    );
  });
});

describe('what the changes come to', () => {
  it('is counted by kind, by targets reached and lost, and by ranks', () => {
    const rules = { ...RULES, targets: [aTarget({ value: 0.3 })] };
    const after = withFigure(aShare('03', '2020-Q1', [4, 10])).map((each) =>
      each.unitId === 'p-02' ? aShare('02', '2020-Q1', [2, 10]) : each,
    );
    const { changes } = compareReleases(
      build({ rules, observations: QUARTER }),
      build({ rules, observations: after }),
    );
    expect(countChanges(changes)).toEqual({
      kinds: {
        ...{ figure: 2, appeared: 0, 'fell-silent': 0, entered: 0, left: 0, absence: 0 },
        around: 1,
      },
      reached: 1,
      lost: 1,
      ranks: 3,
    });
  });

  it('is no target reached or lost where none judged before, or none judges now', () => {
    const judged = build({
      rules: { ...RULES, targets: [aTarget({ value: 0.1 })] },
      observations: QUARTER,
    });
    const free = build({ observations: QUARTER });
    for (const [before, after] of [
      [free, judged],
      [judged, free],
    ] as const) {
      const counts = countChanges(compareReleases(before, after).changes);
      expect([counts.reached, counts.lost, counts.kinds.around > 0]).toEqual([0, 0, true]);
    }
  });

  it('is no target lost where a later one, that asks more, judges now', () => {
    const judgedBy = (value: number) =>
      build({
        rules: { ...RULES, targets: [aTarget({ id: `to ${value}`, value })] },
        observations: QUARTER,
      });
    const [low, high] = [judgedBy(0.1), judgedBy(0.9)];
    for (const [before, after] of [
      [low, high],
      [high, low],
    ] as const) {
      const { reached, lost, kinds } = countChanges(compareReleases(before, after).changes);
      expect([reached, lost, kinds.around > 0]).toEqual([0, 0, true]);
    }
  });
});
