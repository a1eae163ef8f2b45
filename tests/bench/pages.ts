// The input of the bench: what the stand-ins' portals answer, made beforehand and kept in memory, page
// by page, in their four dialects. The client hands the pages out as the network would, and hashes
// each like the real one. Only the bench imports it.
import { createHash } from 'node:crypto';
import { periodOf } from '#lib/domain/period.ts';
import type { PortalClient, Request } from '#lib/server/sources/fetch.ts';
import { kindOf } from '#lib/server/sources/kinds.ts';
import { parseSources, type SourceConfig } from '#lib/server/sources/source.ts';
import type { DueSlot } from '../../jobs/due.ts';
import { periodOfSlot, slotsUntil } from '#lib/server/sources/slots.ts';
import { readCatalogue } from '../portals/catalogue/catalogue.ts';
import { dialectOf } from '../portals/dialects/index.ts';
import { readFigures, type PortalUnit } from '../portals/figures.ts';
import type { Portal } from '../portals/listener.ts';
import { servicePortal } from '../portals/service-portal.ts';
import { sourceOfUnit } from '../portals/sources.ts';
import { buildUnitServices, placesInForce, type UnitServices } from '../portals/unit-services.ts';

const RECEIVED_AT = new Date('2022-01-15T06:00:00Z');
/** Of addresses that are never asked: the client answers for them. */
const FIRST_PORT = 20_000;

export interface Input {
  sources: SourceConfig[];
  slots: DueSlot[];
  /** Service rows that the slots' replies list. */
  rows: number;
  client: PortalClient;
  /** Makes every page, so that none is made while the time runs. Answers their bytes. */
  prepare: () => Promise<number>;
  /** Has the portals say something else of every nth service; the pages are made anew. */
  change: (every: number) => void;
}

interface UnitPortal {
  source: SourceConfig;
  portal: Portal;
  services: UnitServices;
}

function openUnit(unit: PortalUnit, place: number, figures: ReturnType<typeof readFigures>) {
  const catalogue = readCatalogue();
  const dialect = dialectOf(unit.code);
  const quarters = figures.quartersOf(unit.code);
  const procedures = /^\d/.test(unit.code) ? catalogue.provinces : catalogue.ofMinistry(unit.code);
  const services = buildUnitServices(unit, quarters, procedures);
  return {
    registered: sourceOfUnit(unit, dialect, `http://127.0.0.1:${FIRST_PORT + place}`),
    portal: servicePortal(`portal-${unit.code}`, unit.code, dialect, () => services),
    services,
  };
}

function openUnits(): UnitPortal[] {
  const figures = readFigures();
  const opened = figures.units.map((unit, place) => openUnit(unit, place, figures));
  const sources = parseSources(opened.map(({ registered }) => registered));
  return opened.flatMap(({ portal, services }, place) => {
    const source = sources[place];
    return source ? [{ source, portal, services }] : [];
  });
}

/** Rows of a unit's reply. */
function rowsIn(services: UnitServices, period: string): number {
  const quarter = services.quarters.get(period);
  return quarter ? placesInForce(services, quarter).length : 0;
}

/** Slots of all units quarter by quarter, as history is gathered, until their replies list `rows`. */
function chooseSlots(units: readonly UnitPortal[], rows: number) {
  const all = units.flatMap(({ source, services }) =>
    slotsUntil(source, { until: RECEIVED_AT }).map((slotAt) => {
      const period = periodOfSlot(source, slotAt);
      const { id: sourceId, unit: unitId } = source;
      const slot = { job: 'gather', sourceId, unitId, slotAt, period, trigger: 'demo' } as const;
      return { source, slot, rows: rowsIn(services, period) };
    }),
  );
  all.sort((a, b) => a.slot.slotAt.getTime() - b.slot.slotAt.getTime());
  let taken = 0;
  const slots: DueSlot[] = [];
  for (const entry of all) {
    if (taken >= rows) break;
    taken += entry.rows;
    slots.push({ source: entry.source, slot: entry.slot });
  }
  return { slots, rows: taken };
}

/** Answers each address with the page that the unit's portal writes, kept from the first time on. */
function createShelf(units: readonly UnitPortal[]) {
  const portals = new Map(
    units.map(({ source, portal }) => [new URL(source.address ?? '').host, portal]),
  );
  const bodies = new Map<string, Buffer>();
  return {
    bodies,
    bodyOf: (address: string): Buffer => {
      const known = bodies.get(address);
      if (known) return known;
      const url = new URL(address);
      const body = portals.get(url.host)?.answer(url)?.write();
      if (!body) throw new Error(`no page at ${address}`);
      bodies.set(address, body);
      return body;
    },
  };
}

const clientOf = (bodyOf: (address: string) => Buffer): PortalClient => ({
  ask({ url }: Request) {
    const body = bodyOf(url);
    const hash = createHash('sha256').update(body).digest('hex');
    const contentType = 'application/json; charset=utf-8';
    const said = { etag: null, lastModified: null, receivedAt: RECEIVED_AT };
    return Promise.resolve({ url, status: 200, contentType, body, hash, ...said });
  },
});

/** The unit's official code, which its source's id ends with. */
const codeOf = ({ id }: SourceConfig): string => id.replace(/^portal-/, '');

/** Reads every page of every slot once, as the gatherer will. */
async function readAll({ slots, client }: Pick<Input, 'slots' | 'client'>): Promise<void> {
  const { signal } = new AbortController();
  for (const { source, slot } of slots) {
    const period = periodOf(slot.period, source.reckoning);
    const unitCode = codeOf(source);
    const asked = { source, period, unitCode, client, stored: null, signal, onReply: () => {} };
    const pages = kindOf(source).read(asked);
    while (!(await pages.next()).done);
  }
}

function changeEvery(units: readonly UnitPortal[], every: number): void {
  for (const { services } of units) {
    for (const quarter of services.quarters.values()) {
      for (let at = 0; at < quarter.received.length; at += every) {
        quarter.received[at] = (quarter.received[at] ?? 0) + 1;
      }
    }
  }
}

/** Makes the input of at least `rows` rows; 1.4 million is all that the stand-ins hold. */
export function makeInput(rows: number): Input {
  const units = openUnits();
  const chosen = chooseSlots(units, rows);
  const shelf = createShelf(units);
  const input = { ...chosen, client: clientOf(shelf.bodyOf) };
  return {
    ...input,
    sources: units.map(({ source }) => source),
    async prepare() {
      await readAll(input);
      return [...shelf.bodies.values()].reduce((sum, body) => sum + body.byteLength, 0);
    },
    change(every) {
      changeEvery(units, every);
      shelf.bodies.clear();
    },
  };
}
