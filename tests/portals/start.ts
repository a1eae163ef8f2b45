// Starts every stand-in in this one process: a portal for each unit, the national platforms, and the
// control address that says where they are. Imported by tests; `main.ts` runs it by itself.
import {
  behaviourOfFile,
  behaviourOfSeed,
  hasBadCertificate,
  withOverrides,
  type ChooseBehaviour,
} from './behaviour.ts';
import { readCatalogue } from './catalogue/catalogue.ts';
import { controlServer } from './control.ts';
import type { Dialect } from './dialects/dialect.ts';
import { egovLienThong } from './dialects/egov-lien-thong.ts';
import { dialectOf } from './dialects/index.ts';
import { readFigures, type Figures, type PortalUnit } from './figures.ts';
import { listen, openPortal, type Portal } from './listener.ts';
import { dealMistakes } from './mistakes.ts';
import { openPlatforms } from './platforms.ts';
import { servicePortal } from './service-portal.ts';
import { sourceOfFaulty, sourceOfPlatform, sourceOfUnit, type Source } from './sources.ts';
import { buildUnitServices, type UnitServices } from './unit-services.ts';

export interface PortalOptions {
  /** Port of the control address; any free one by default. */
  port?: number;
  /** How portals behave; by default as the file says: silent where a report is missing. */
  behaviour?: ChooseBehaviour;
  /** How many provinces have a second address that misbehaves (`faulty-68`); none by default. */
  faulty?: number;
  /** Whether some provinces get a row wrong in some quarters; not by default. */
  mistakes?: boolean;
  /** Draws their faults and mistakes; 1 by default. */
  seed?: number;
  /** How long a question takes to reach a portal, as one far away; no time by default. */
  latencyMs?: number;
}

export interface Portals {
  /** The control address. */
  url: string;
  sources: Source[];
  /** Requests that each portal has received since the start. */
  requests: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** A function that makes each unit's services when they are first asked for, and keeps them. */
function serviceLibrary(figures: Figures) {
  const catalogue = readCatalogue();
  const units = new Map(figures.units.map((unit) => [unit.code, unit]));
  const made = new Map<string, UnitServices>();
  return (code: string): UnitServices | null => {
    const unit = units.get(code);
    if (!unit) return null;
    const known = made.get(code);
    if (known) return known;
    const procedures = /^\d/.test(code) ? catalogue.provinces : catalogue.ofMinistry(code);
    const services = buildUnitServices(unit, figures.quartersOf(code), procedures);
    made.set(code, services);
    return services;
  };
}

interface UnitPortal {
  id: string;
  unit: PortalUnit;
  dialect: Dialect;
  hasBadCertificate: boolean;
  describe: typeof sourceOfUnit;
}

const healthyPortals = (figures: Figures): UnitPortal[] =>
  figures.units.map((unit) => ({
    id: `portal-${unit.code}`,
    unit,
    dialect: dialectOf(unit.code),
    hasBadCertificate: false,
    describe: sourceOfUnit,
  }));

/** They speak the dialect that says which period and unit it is about, so that a wrong one shows. */
const faultyPortals = (figures: Figures, count: number): UnitPortal[] =>
  figures.units
    .filter(({ code }) => /^\d/.test(code))
    .slice(0, count)
    .map((unit, place) => ({
      id: `faulty-${unit.code}`,
      unit,
      dialect: egovLienThong,
      hasBadCertificate: hasBadCertificate(place),
      describe: sourceOfFaulty,
    }));

/** Starts the stand-ins on 127.0.0.1 and resolves when all of them listen. */
export async function startPortals(options: PortalOptions = {}): Promise<Portals> {
  const figures = readFigures();
  const servicesOf = serviceLibrary(figures);
  const faulty = faultyPortals(figures, options.faulty ?? 0);
  const planned = options.behaviour ?? behaviourOfFile(figures);
  const faultyIds = faulty.map(({ id }) => id);
  const seed = options.seed ?? 1;
  const codes = options.mistakes ? figures.units.map(({ code }) => code) : [];
  const wrongRowsOf = dealMistakes(codes, seed);
  const behaviours = withOverrides(behaviourOfSeed(faultyIds, seed, planned));
  const requests = new Map<string, number>();
  const open = (portal: Portal, isUntrusted = false) =>
    openPortal(portal, {
      choose: behaviours.choose,
      onRequest: () => requests.set(portal.id, (requests.get(portal.id) ?? 0) + 1),
      hasBadCertificate: isUntrusted,
      latencyMs: options.latencyMs ?? 0,
    });

  const opened = await Promise.all([
    ...[...healthyPortals(figures), ...faulty].map(async ({ id, unit, dialect, ...one }) => {
      const load = (): UnitServices => {
        const services = servicesOf(unit.code);
        if (!services) throw new Error(`no unit ${unit.code}`);
        return services;
      };
      const portal = servicePortal(id, unit.code, dialect, load, wrongRowsOf(unit.code));
      const listener = await open(portal, one.hasBadCertificate);
      return { listener, source: one.describe(unit, dialect, listener.url) };
    }),
    ...openPlatforms(figures).map(async (platform) => {
      const listener = await open(platform.portal);
      return { listener, source: sourceOfPlatform(platform, listener.url) };
    }),
  ]);
  const sources = opened.map(({ source }) => source);
  const controlled = { sources, requests, servicesOf, behaviours };
  const control = await listen(controlServer(controlled), options.port ?? 0);
  const listeners = [control, ...opened.map(({ listener }) => listener)];
  return {
    url: `${control.url}/`,
    sources,
    requests,
    close: async () => {
      await Promise.all(listeners.map((listener) => listener.close()));
    },
  };
}
