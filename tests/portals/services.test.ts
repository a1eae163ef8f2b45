// The services of every unit and quarter against the file they are made from.
import { describe, expect, it } from 'vitest';
import { readCatalogue } from './catalogue/catalogue.ts';
import { readFigures, type UnitQuarter } from './figures.ts';
import {
  buildUnitServices,
  countsAt,
  placesInForce,
  setLevel,
  type QuarterRows,
  type UnitServices,
} from './unit-services.ts';

const figures = readFigures();
const catalogue = readCatalogue();
const made = new Map<string, UnitServices>();

function makeServices(code: string): UnitServices {
  const unit = figures.units.find((known) => known.code === code);
  if (!unit) throw new Error(`no unit ${code}`);
  const procedures = /^\d/.test(code) ? catalogue.provinces : catalogue.ofMinistry(code);
  return buildUnitServices(unit, figures.quartersOf(code), procedures);
}

function servicesOf(code: string): UnitServices {
  const services = made.get(code) ?? makeServices(code);
  made.set(code, services);
  return services;
}

function rowsOf(code: string, period: string): QuarterRows {
  const rows = servicesOf(code).quarters.get(period);
  if (!rows) throw new Error(`no ${period} of ${code}`);
  return rows;
}

/** Nothing is left at level 1 or 2, yet the file gives dossiers to such services. */
const isContradiction = ({ levels, dossiers }: UnitQuarter): boolean =>
  levels[0] + levels[1] === 0 && dossiers.ofOnlineServices < dossiers.total;

/** Counts a quarter's services the way a gatherer does. */
function countServices(services: UnitServices, rows: QuarterRows) {
  const counted = {
    levels: [0, 0, 0, 0],
    eligible: 0,
    level3WithDossiers: 0,
    level4WithDossiers: 0,
    dossiers: { total: 0, ofOnlineServices: 0, filedOnline: 0, handledOnline: 0, onTime: 0 },
  };
  for (const place of placesInForce(services, rows)) {
    const row = countsAt(rows, place);
    counted.levels[row.level - 1] = (counted.levels[row.level - 1] ?? 0) + 1;
    if (row.eligible) counted.eligible += 1;
    if (row.level === 3 && row.filedOnline > 0) counted.level3WithDossiers += 1;
    if (row.level === 4 && row.filedOnline > 0) counted.level4WithDossiers += 1;
    counted.dossiers.total += row.received;
    if (row.level >= 3) counted.dossiers.ofOnlineServices += row.received;
    counted.dossiers.filedOnline += row.filedOnline;
    counted.dossiers.handledOnline += row.handledOnline;
    counted.dossiers.onTime += row.onTime;
  }
  return counted;
}

/** What the file says, with the total standing where it contradicts itself. */
function expectedCounts(quarter: UnitQuarter) {
  const { levels, eligible, level3WithDossiers, level4WithDossiers, dossiers } = quarter;
  const ofOnlineServices = isContradiction(quarter) ? dossiers.total : dossiers.ofOnlineServices;
  return {
    levels,
    eligible,
    level3WithDossiers,
    level4WithDossiers,
    dossiers: { ...dossiers, ofOnlineServices },
  };
}

/** The fewest level changes that lead from one quarter's counts to the next's. */
function fewestChanges(before: UnitQuarter, after: UnitQuarter): number {
  const gaps = after.levels.map((count, i) => count - (before.levels[i] ?? 0));
  const net = gaps.reduce((sum, gap) => sum + gap, 0);
  return gaps.reduce((sum, gap) => sum + Math.max(0, gap), 0) - Math.max(0, net);
}

describe('services of the stand-ins', () => {
  it('cover 86 units in 12 quarters, 1.41 million rows', () => {
    const quarters = figures.units.flatMap((unit) => figures.quartersOf(unit.code));
    const rows = quarters.flatMap((quarter) => quarter.levels).reduce((sum, n) => sum + n, 0);
    expect([figures.units.length, figures.periods.length, quarters.length, rows]).toEqual([
      86, 12, 1032, 1_409_989,
    ]);
    expect(quarters.filter(isContradiction)).toHaveLength(98);
  });

  it.each(figures.units.map((unit) => unit.code))(
    'of %s add up to its row in every quarter',
    (code) => {
      for (const quarter of figures.quartersOf(code)) {
        const counted = countServices(servicesOf(code), rowsOf(code, quarter.period));
        expect(counted, quarter.period).toEqual(expectedCounts(quarter));
      }
    },
  );

  it('never contradict themselves', () => {
    for (const { code } of figures.units) {
      const services = servicesOf(code);
      for (const rows of services.quarters.values()) {
        const absurd = placesInForce(services, rows).filter((place) => {
          const row = countsAt(rows, place);
          return (
            row.handledOnline > row.filedOnline ||
            row.filedOnline > row.received ||
            row.onTime > row.received ||
            row.onTime < 0 ||
            row.handledOnline < 0 ||
            (row.level < 3 && row.filedOnline > 0) ||
            (row.level === 4 && !row.eligible)
          );
        });
        expect(absurd, `${code} ${rows.period}`).toEqual([]);
      }
    }
  });

  it('change level no oftener than the counts demand, and a retired one never returns', () => {
    for (const { code } of figures.units) {
      const quarters = figures.quartersOf(code);
      for (const [i, after] of quarters.slice(1).entries()) {
        const before = quarters[i] ?? after;
        const earlier = rowsOf(code, before.period).levels;
        const later = rowsOf(code, after.period).levels;
        const stayed = [...later.keys()].filter((k) => later[k] !== 0 && earlier[k] !== 0);
        const changed = stayed.filter((k) => later[k] !== earlier[k]).length;
        const totals = [before, after].map((q) => q.levels.reduce((sum, n) => sum + n, 0));
        expect(changed, `${code} ${after.period}`).toBe(fewestChanges(before, after));
        expect(stayed).toHaveLength(Math.min(...totals));
      }
    }
  });

  it('fall in level only where the counts leave no choice', () => {
    let raised = 0;
    let lowered = 0;
    for (const { code } of figures.units) {
      const standings = [...servicesOf(code).quarters.values()].map((rows) => rows.levels);
      for (const [i, later] of standings.slice(1).entries()) {
        for (const [k, level] of later.entries()) {
          const before = standings[i]?.[k] ?? 0;
          if (before > 0 && level > before) raised += 1;
          if (level > 0 && level < before) lowered += 1;
        }
      }
    }
    expect(lowered / (raised + lowered)).toBeLessThan(0.02);
  });

  it('have names, codes and offices of their own in each unit', () => {
    for (const { code } of figures.units) {
      const { services } = servicesOf(code);
      const names = new Set(services.map((service) => service.procedure.name));
      const codes = new Set(services.map((service) => service.code));
      expect([names.size, codes.size], code).toEqual([services.length, services.length]);
      expect(services.filter(({ procedure }) => !procedure.field || !procedure.office)).toEqual([]);
    }
  });

  it('bear one national code for one procedure in all provinces', () => {
    const nameByCode = new Map<string, string>();
    for (const { code } of figures.units.filter((unit) => /^\d/.test(unit.code))) {
      for (const { procedure } of servicesOf(code).services) {
        expect(nameByCode.get(procedure.code) ?? procedure.name).toBe(procedure.name);
        nameByCode.set(procedure.code, procedure.name);
      }
    }
  });

  it('leave most dossiers to a few services', () => {
    const { received } = rowsOf('68', '2020-Q1');
    const falling = [...received].sort((a, b) => b - a);
    const total = falling.reduce((sum, n) => sum + n, 0);
    const top = falling.slice(0, Math.floor(falling.length / 10)).reduce((sum, n) => sum + n, 0);
    expect(top / total).toBeGreaterThan(0.5);
  });

  it('are the same when they are made again', () => {
    const [first, second] = [makeServices('bnv'), makeServices('bnv')];
    expect(second.services).toEqual(first.services);
    expect(second.quarters).toEqual(first.quarters);
  });
});

describe('setting a level', () => {
  it('changes this one service from that quarter on and nothing else', () => {
    const [untouched, unit] = [makeServices('68'), makeServices('68')];
    const rows = unit.quarters.get('2020-Q1');
    const place = unit.listing.find((i) => rows?.levels[i] === 2) ?? -1;
    const code = unit.services[place]?.code ?? '';
    const changes = setLevel(unit, code, '2020-Q1', 4);
    expect(changes[0]).toEqual({ period: '2020-Q1', from: 2, to: 4 });
    for (const [period, after] of unit.quarters) {
      const before = untouched.quarters.get(period);
      const differing = [...after.levels.keys()].filter(
        (i) => before && JSON.stringify(countsAt(before, i)) !== JSON.stringify(countsAt(after, i)),
      );
      const changed = changes.some((change) => change.period === period);
      expect(differing, period).toEqual(changed ? [place] : []);
    }
  });

  it('leaves nothing filed online at a service that is lowered to level 2', () => {
    const unit = makeServices('68');
    const rows = unit.quarters.get('2021-Q4');
    const place = unit.listing.find((i) => (rows?.filedOnline[i] ?? 0) > 0) ?? -1;
    setLevel(unit, unit.services[place]?.code ?? '', '2021-Q4', 2);
    expect(rows && countsAt(rows, place)).toMatchObject({
      level: 2,
      filedOnline: 0,
      handledOnline: 0,
    });
  });
});
