// Rows that provinces get wrong: the same ones at every start, and none where the published figures are.
import { describe, expect, it } from 'vitest';
import { readCatalogue } from './catalogue/catalogue.ts';
import { readFigures } from './figures.ts';
import { dealMistakes } from './mistakes.ts';
import { buildUnitServices, countsAt } from './unit-services.ts';

const figures = readFigures();
const { provinces } = readCatalogue();
const codes = figures.units.map(({ code }) => code);

/** Every row that is listed otherwise than it should be: unit, quarter, and what differs. */
function wrongRows(seed: number) {
  const findWrong = dealMistakes(codes, seed);
  return figures.units
    .filter(({ code }) => /^\d/.test(code))
    .flatMap((unit) => {
      const services = buildUnitServices(unit, figures.quartersOf(unit.code), provinces);
      return [...services.quarters.values()].flatMap((rows) => {
        const wrong = findWrong(unit.code)(services, rows);
        if (!wrong) return [];
        const right = {
          service: services.services[wrong.place],
          counts: countsAt(rows, wrong.place),
        };
        return [{ unit: unit.code, period: rows.period, row: wrong.row, right }];
      });
    });
}

describe('mistakes of portals', () => {
  const dealt = wrongRows(1);

  it('are the same at every start, and others by another seed', () => {
    expect(JSON.stringify(wrongRows(1))).toBe(JSON.stringify(dealt));
    expect(JSON.stringify(wrongRows(2))).not.toBe(JSON.stringify(dealt));
  });

  it('are 28 rows of 2021, and none of the quarters that are set to published figures', () => {
    expect(dealt).toHaveLength(28);
    expect(new Set(dealt.map(({ period }) => period))).toEqual(
      new Set(['2021-Q2', '2021-Q3', '2021-Q4']),
    );
  });

  it('say otherwise than they should', () => {
    const same = dealt.filter(({ row, right }) => JSON.stringify(row) === JSON.stringify(right));
    expect(same).toEqual([]);
  });
});
