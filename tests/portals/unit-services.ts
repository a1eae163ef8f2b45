// The services of one unit over all quarters: who offers what, at which level, with how many dossiers.
// Kept as typed arrays (a unit takes about 300 kB), made when the unit's portal is first asked.
import type { Procedure } from './catalogue/procedure.ts';
import { planDossiers, type Dossiers } from './dossiers.ts';
import type { PortalUnit, UnitQuarter } from './figures.ts';
import { NOT_IN_FORCE, planStandings, servicesNeeded } from './levels.ts';
import { hashOf, normalFrom, randomFrom } from './seeded.ts';

export interface Service {
  /** The unit's own code: `1.004194.000.00.00.H36` in provinces, `B-BNV-004194-TT` in ministries. */
  code: string;
  procedure: Procedure;
}

export interface ServiceCounts {
  level: number;
  eligible: boolean;
  received: number;
  filedOnline: number;
  handledOnline: number;
  onTime: number;
}

export interface QuarterRows extends Dossiers {
  period: string;
  levels: Uint8Array;
  eligible: Uint8Array;
}

export interface UnitServices {
  /** Every service the unit ever had; the arrays of a quarter have the same places. */
  services: Service[];
  /** Places in the order in which the portal lists them: by code. */
  listing: number[];
  quarters: Map<string, QuarterRows>;
}

function serviceCode(unit: PortalUnit, procedure: Procedure): string {
  return /^\d/.test(unit.code)
    ? `${procedure.code}.000.00.00.${unit.agencyCode}`
    : `B-${unit.agencyCode}-${procedure.code.slice(2)}-TT`;
}

/** Which procedures the unit offers, first to last to appear: the busiest are offered everywhere. */
function chooseProcedures(unit: PortalUnit, catalogue: Procedure[], count: number): Procedure[] {
  if (catalogue.length < count) {
    throw new Error(
      `${unit.code} needs ${count} procedures, the catalogue has ${catalogue.length}`,
    );
  }
  const busiest = catalogue.toSorted((a, b) => b.weight - a.weight);
  const core = new Set(busiest.slice(0, Math.floor(count * 0.6)));
  return catalogue
    .map((procedure) => ({ procedure, lot: hashOf(unit.code, procedure.code) }))
    .sort((a, b) => Number(core.has(b.procedure)) - Number(core.has(a.procedure)) || a.lot - b.lot)
    .slice(0, count)
    .map(({ procedure }) => procedure);
}

/** Places in falling order of a score. */
function inOrderOf(scores: Float64Array): Uint16Array {
  return Uint16Array.from(scores.keys()).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
}

/** Temperaments of the services: busy ones are somewhat likelier to go and to be used online. */
function temperOf(unit: PortalUnit, procedures: Procedure[]) {
  const random = randomFrom(hashOf(unit.code, 'services'));
  const logs = Float64Array.from(
    procedures,
    (procedure) => Math.log(procedure.weight) + 0.6 * normalFrom(random),
  );
  const near = (share: number, spread: number) =>
    inOrderOf(logs.map((log) => share * log + spread * normalFrom(random)));
  const byReadiness = near(0.4, 1);
  return {
    demand: { weights: logs.map(Math.exp), byUptake: near(1, 1) },
    preferences: { byReadiness, byFitness: near(0.3, 1) },
  };
}

/** Makes a unit's services from its rows in the file. The same unit is the same at every start. */
export function buildUnitServices(
  unit: PortalUnit,
  quarters: UnitQuarter[],
  catalogue: Procedure[],
): UnitServices {
  const procedures = chooseProcedures(unit, catalogue, servicesNeeded(quarters));
  const { demand, preferences } = temperOf(unit, procedures);
  const services = procedures.map((procedure) => ({
    code: serviceCode(unit, procedure),
    procedure,
  }));
  const standings = planStandings(quarters, preferences);
  const rows = quarters.map((quarter, i): QuarterRows => {
    const { levels, eligible } = standings[i] ?? {
      levels: new Uint8Array(),
      eligible: new Uint8Array(),
    };
    const random = randomFrom(hashOf(unit.code, quarter.period));
    return {
      period: quarter.period,
      levels,
      eligible,
      ...planDossiers(quarter, levels, demand, random),
    };
  });
  return {
    services,
    listing: [...services.keys()].sort((a, b) =>
      (services[a]?.code ?? '').localeCompare(services[b]?.code ?? '', 'en'),
    ),
    quarters: new Map(rows.map((row) => [row.period, row])),
  };
}

/** Places of the services in force in a quarter, in the portal's order. */
export function placesInForce(unit: UnitServices, rows: QuarterRows): number[] {
  return unit.listing.filter((i) => rows.levels[i] !== NOT_IN_FORCE);
}

/** What the portal says of the service at a place. */
export function countsAt(rows: QuarterRows, place: number): ServiceCounts {
  return {
    level: rows.levels[place] ?? NOT_IN_FORCE,
    eligible: rows.eligible[place] === 1,
    received: rows.received[place] ?? 0,
    filedOnline: rows.filedOnline[place] ?? 0,
    handledOnline: rows.handledOnline[place] ?? 0,
    onTime: rows.onTime[place] ?? 0,
  };
}

export interface LevelChange {
  period: string;
  from: number;
  to: number;
}

/**
 * Sets a service's level in every quarter from `since` on in which it is in force, and says what
 * changed. At level 4 it counts as eligible; below level 3 nothing can be filed online.
 */
export function setLevel(
  unit: UnitServices,
  code: string,
  since: string,
  level: number,
): LevelChange[] {
  const place = unit.services.findIndex((service) => service.code === code);
  const changes: LevelChange[] = [];
  for (const rows of unit.quarters.values()) {
    const from = rows.levels[place];
    if (rows.period < since || from === undefined || from === NOT_IN_FORCE || from === level)
      continue;
    rows.levels[place] = level;
    if (level === 4) rows.eligible[place] = 1;
    if (level < 3) rows.filedOnline[place] = rows.handledOnline[place] = 0;
    changes.push({ period: rows.period, from, to: level });
  }
  return changes;
}
