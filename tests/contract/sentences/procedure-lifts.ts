// Which procedures would lift most units, one by one and together, worked out from what is told of each
// procedure's units and from what each unit lacks to its target.
import { judging, type NationRow, type PlannedIndicator } from './nation-facts.ts';

/** The steps of those raised together are no more than these. */
const MOST_STEPS = 100;

/** As the API tells of one procedure. */
export interface RaisedProcedure {
  procedure: string;
  name: string;
  field: string;
  units: {
    unitId: string;
    services: { level: number; eligible: boolean; dossiers: number }[];
  }[];
}

/** What one unit has to raise of one procedure. */
interface Own {
  unitId: string;
  services: number;
  dossiers: number;
}

export interface Named {
  procedure: string;
  name: string;
  field: string;
}

/** One row of the list, and one step of those raised together. */
export interface Lift extends Named {
  units: number;
  services: number;
  dossiers: number;
  short: number;
  reachAlone: number;
}
export interface Step extends Named {
  helped: number;
  services: number;
  reached: number;
  lacking: number;
}

export interface Lifts {
  procedures: Lift[];
  together: Step[];
}

/** How many services each unit lacks to its target, of those that lack any; in whole numbers. */
export function lacksOf(
  rows: readonly NationRow[],
  indicator: PlannedIndicator,
  period: string,
): Map<string, number> {
  return new Map(
    rows.flatMap(({ unitId, group, numerator, denominator }): [string, number][] => {
      const target = judging(indicator, [group], period);
      if (!target || numerator === null || denominator === null) return [];
      const needed = Math.ceil(Math.round(target.value * 1e4 * denominator) / 1e4);
      return needed > numerator ? [[unitId, needed - numerator]] : [];
    }),
  );
}

const ownOf = ({ units }: RaisedProcedure): Own[] =>
  units.flatMap(({ unitId, services }) => {
    const open = services.filter(({ level, eligible }) => eligible && level < 4);
    const dossiers = open.reduce((sum, each) => sum + each.dossiers, 0);
    return open.length > 0 ? [{ unitId, services: open.length, dossiers }] : [];
  });

const sum = <T>(all: readonly T[], of: (each: T) => number): number =>
  all.reduce((total, each) => total + of(each), 0);

const nameOf = ({ procedure, name, field }: Named): Named => ({ procedure, name, field });

/** The one with most of the first, then of the second, …, then that whose code comes first. */
function bestOf<T extends Named>(all: readonly T[], merits: ((each: T) => number)[]): T[] {
  return all.toSorted((a, b) => {
    const merit = merits.find((of) => of(a) !== of(b));
    return merit ? merit(b) - merit(a) : a.procedure < b.procedure ? -1 : 1;
  });
}

/** @param wanted every procedure of which a unit has anything to raise, and others at will */
export function liftsOf(
  wanted: readonly RaisedProcedure[],
  lacks: ReadonlyMap<string, number>,
): Lifts {
  const open = wanted.flatMap((each) => {
    const own = ownOf(each);
    return own.length > 0 ? [{ ...nameOf(each), own }] : [];
  });
  const procedures = open.map(({ own, ...named }): Lift => {
    const short = own.filter(({ unitId }) => lacks.has(unitId));
    return {
      ...named,
      units: own.length,
      services: sum(own, ({ services }) => services),
      dossiers: sum(own, ({ dossiers }) => dossiers),
      short: short.length,
      reachAlone: short.filter(({ unitId, services }) => services >= (lacks.get(unitId) ?? 0))
        .length,
    };
  });
  const byUse = [({ units }: Lift) => units, ({ dossiers }: Lift) => dossiers];
  return { procedures: bestOf(procedures, byUse), together: stepsOf(open, lacks) };
}

/** The best next one again and again, as long as one helps anybody. */
function stepsOf(
  open: readonly (Named & { own: Own[] })[],
  lacks: ReadonlyMap<string, number>,
): Step[] {
  const left = new Map(lacks);
  const taken = new Set<string>();
  const steps: Step[] = [];
  for (;;) {
    const lackOf = ({ unitId }: Own) => left.get(unitId) ?? 0;
    const choices = open
      .filter(({ procedure }) => !taken.has(procedure))
      .map((each) => ({ ...each, helped: each.own.filter((own) => lackOf(own) > 0) }))
      .filter(({ helped }) => helped.length > 0);
    type Choice = (typeof choices)[number];
    const madeUp = ({ helped }: Choice) =>
      sum(helped, (own) => Math.min(own.services, lackOf(own)));
    const [best] = bestOf(choices, [
      ({ helped }) => helped.filter((own) => own.services >= lackOf(own)).length,
      madeUp,
      ({ helped }) => sum(helped, ({ dossiers }) => dossiers),
    ]);
    if (!best || steps.length === MOST_STEPS) return steps;
    const services = madeUp(best);
    for (const own of best.helped) {
      left.set(own.unitId, Math.max(0, lackOf(own) - own.services));
    }
    taken.add(best.procedure);
    const lacking = [...left.values()];
    steps.push({
      ...nameOf(best),
      helped: best.helped.length,
      services,
      reached: lacking.filter((each) => each === 0).length,
      lacking: sum(lacking, (each) => each),
    });
  }
}
