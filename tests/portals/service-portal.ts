// The portal of one unit: lists its services for a quarter, page by page, in the dialect of its makers.
import type { Dialect, Window } from './dialects/dialect.ts';
import type { Portal } from './listener.ts';
import { countsAt, placesInForce, type UnitServices } from './unit-services.ts';

const COMMA = Buffer.from(',');

/**
 * @param load gives the unit's services; called when the portal is first asked.
 *
 * Pages are joined from bytes: the opening of a row, most of its text, is the same in every quarter
 * and is encoded once.
 */
export function servicePortal(unit: string, dialect: Dialect, load: () => UnitServices): Portal {
  const openings = new Map<number, Buffer>();

  function opening(services: UnitServices, place: number): Buffer {
    let bytes = openings.get(place);
    if (bytes === undefined) {
      const service = services.services[place];
      bytes = Buffer.from(service ? dialect.openRow(service) : '');
      openings.set(place, bytes);
    }
    return bytes;
  }

  function write(asked: Window): Buffer | null {
    const services = load();
    const rows = services.quarters.get(asked.period);
    if (!rows) return null;
    const places = placesInForce(services, rows);
    const [before, after] = dialect.envelope({ ...asked, unit, total: places.length });
    const parts: Buffer[] = [Buffer.from(before)];
    for (const place of places.slice(asked.offset, asked.offset + asked.limit)) {
      if (parts.length > 1) parts.push(COMMA);
      parts.push(opening(services, place), Buffer.from(dialect.closeRow(countsAt(rows, place))));
    }
    parts.push(Buffer.from(after));
    return Buffer.concat(parts);
  }

  return {
    id: `portal-${unit}`,
    answer(url) {
      const asked = dialect.readRequest(url);
      return asked && { period: asked.period, write: () => write(asked) };
    },
  };
}
