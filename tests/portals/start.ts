// Starts every stand-in in this one process: a portal for each unit, the national platforms, and the
// control address that says where they are. Imported by tests; `main.ts` runs it by itself.
import { behaviourOfFile, type ChooseBehaviour } from './behaviour.ts';
import { readCatalogue } from './catalogue/catalogue.ts';
import { controlServer } from './control.ts';
import { dialectOf } from './dialects/index.ts';
import { readFigures } from './figures.ts';
import { listen, openPortal, type Portal } from './listener.ts';
import { openPlatforms } from './platforms.ts';
import { servicePortal } from './service-portal.ts';
import { sourceOfPlatform, sourceOfUnit, type Source } from './sources.ts';
import { buildUnitServices, type UnitServices } from './unit-services.ts';

export interface PortalOptions {
  /** Port of the control address; any free one by default. */
  port?: number;
  /** How portals behave; by default as the file says: silent where a report is missing. */
  behaviour?: ChooseBehaviour;
}

export interface Portals {
  /** The control address. */
  url: string;
  sources: Source[];
  close(): Promise<void>;
}

/** A function that makes each unit's services when they are first asked for, and keeps them. */
function serviceLibrary(figures: ReturnType<typeof readFigures>) {
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

/** Starts the stand-ins on 127.0.0.1 and resolves when all of them listen. */
export async function startPortals(options: PortalOptions = {}): Promise<Portals> {
  const figures = readFigures();
  const servicesOf = serviceLibrary(figures);
  const choose = options.behaviour ?? behaviourOfFile(figures);
  const requests = new Map<string, number>();
  const open = (portal: Portal) =>
    openPortal(portal, choose, () => {
      requests.set(portal.id, (requests.get(portal.id) ?? 0) + 1);
    });

  const opened = await Promise.all([
    ...figures.units.map(async (unit) => {
      const dialect = dialectOf(unit.code);
      const load = (): UnitServices => {
        const services = servicesOf(unit.code);
        if (!services) throw new Error(`no unit ${unit.code}`);
        return services;
      };
      const listener = await open(servicePortal(unit.code, dialect, load));
      return { listener, source: sourceOfUnit(unit, dialect, listener.url) };
    }),
    ...openPlatforms(figures).map(async (platform) => {
      const listener = await open(platform.portal);
      return { listener, source: sourceOfPlatform(platform, listener.url) };
    }),
  ]);
  const sources = opened.map(({ source }) => source);
  const control = await listen(controlServer({ sources, requests, servicesOf }), options.port ?? 0);
  const listeners = [control, ...opened.map(({ listener }) => listener)];
  return {
    url: `${control.url}/`,
    sources,
    close: async () => {
      await Promise.all(listeners.map((listener) => listener.close()));
    },
  };
}
