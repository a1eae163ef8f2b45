// The portal of one unit: lists its services for a quarter, page by page, in the dialect of its makers.
import type { Dialect, Window } from './dialects/dialect.ts';
import type { Portal } from './listener.ts';
import type { Bend } from './misbehave.ts';
import type { WrongRows } from './mistakes.ts';
import { countsAt, placesInForce, type UnitServices } from './unit-services.ts';

const COMMA = Buffer.from(',');

/** `2020-Q1` → `2019-Q4`. */
function quarterBefore(period: string): string {
  const [year = 0, quarter = 0] = period.split('-Q').map(Number);
  return quarter === 1 ? `${year - 1}-Q4` : `${year}-Q${quarter - 1}`;
}

/**
 * @param id of the portal; a unit may have several
 * @param load gives the unit's services; called when the portal is first asked.
 * @param findWrong a row that it gets wrong; none where it is left out
 *
 * Pages are joined from bytes: the opening of a row, most of its text, is the same in every quarter
 * and is encoded once.
 */
export function servicePortal(
  id: string,
  unit: string,
  dialect: Dialect,
  load: () => UnitServices,
  findWrong: WrongRows = () => null,
): Portal {
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

  function write(asked: Window, { earlier, totalsChange }: Bend = {}): Buffer | null {
    const services = load();
    const period = earlier ? quarterBefore(asked.period) : asked.period;
    const rows = services.quarters.get(period) ?? services.quarters.get(asked.period);
    if (!rows) return null;
    const places = placesInForce(services, rows);
    const total = places.length + (totalsChange ? asked.offset : 0);
    const [before, after] = dialect.envelope({ ...asked, period, unit, total });
    const parts: Buffer[] = [Buffer.from(before)];
    const wrong = findWrong(services, rows);
    for (const place of places.slice(asked.offset, asked.offset + asked.limit)) {
      if (parts.length > 1) parts.push(COMMA);
      if (place === wrong?.place) {
        const { service, counts } = wrong.row;
        parts.push(Buffer.from(dialect.openRow(service) + dialect.closeRow(counts)));
      } else
        parts.push(opening(services, place), Buffer.from(dialect.closeRow(countsAt(rows, place))));
    }
    parts.push(Buffer.from(after));
    return Buffer.concat(parts);
  }

  return {
    id,
    hasVersions: dialect.hasVersions ?? false,
    answer(url) {
      const asked = dialect.readRequest(url);
      return asked && { period: asked.period, write: (bend) => write(asked, bend) };
    },
  };
}
