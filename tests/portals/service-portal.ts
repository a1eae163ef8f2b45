// The portal of one unit: lists its services for a quarter, page by page, in the dialect of its makers.
import type { Dialect, Window } from './dialects/dialect.ts';
import type { Portal } from './listener.ts';
import { countsAt, placesInForce, type UnitServices } from './unit-services.ts';

/** @param load gives the unit's services; called when the portal is first asked. */
export function servicePortal(unit: string, dialect: Dialect, load: () => UnitServices): Portal {
  const openings = new Map<number, string>();

  function opening(services: UnitServices, place: number): string {
    let text = openings.get(place);
    if (text === undefined) {
      const service = services.services[place];
      text = service ? dialect.openRow(service) : '';
      openings.set(place, text);
    }
    return text;
  }

  function write(asked: Window): string | null {
    const services = load();
    const rows = services.quarters.get(asked.period);
    if (!rows) return null;
    const places = placesInForce(services, rows);
    const page = places
      .slice(asked.offset, asked.offset + asked.limit)
      .map((place) => opening(services, place) + dialect.closeRow(countsAt(rows, place)));
    return dialect.writeReply({ ...asked, unit, total: places.length, rows: page.join(',') });
  }

  return {
    id: `portal-${unit}`,
    answer(url) {
      const asked = dialect.readRequest(url);
      return asked && { period: asked.period, write: () => write(asked) };
    },
  };
}
