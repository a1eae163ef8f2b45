// Rows that a portal gets wrong: now and then a province's own software contradicts itself, as real
// ones do. The seed draws which rows; the rest of the reply is as it should be. Only where asked for.
import { hashOf } from './seeded.ts';
import { countsAt, placesInForce, type QuarterRows } from './unit-services.ts';
import type { Service, ServiceCounts, UnitServices } from './unit-services.ts';

/** A row as the portal should list it. */
interface Row {
  service: Service;
  counts: ServiceCounts;
  /** The service listed before it. */
  before: Service;
}

type WrongRow = Pick<Row, 'service' | 'counts'>;
type Mistake = (row: Row) => WrongRow;

const miscount =
  (change: (counts: ServiceCounts) => Partial<ServiceCounts>): Mistake =>
  ({ service, counts }) => ({ service, counts: { ...counts, ...change(counts) } });

const misname =
  (change: Partial<Service['procedure']>): Mistake =>
  ({ service, counts }) => ({
    service: { ...service, procedure: { ...service.procedure, ...change } },
    counts,
  });

/** What keeps a row out, or has it marked; in the order in which they are dealt out. */
const GRAVE: readonly Mistake[] = [
  miscount(({ received }) => ({ filedOnline: received + 14 })),
  miscount(({ filedOnline }) => ({ handledOnline: filedOnline + 9 })),
  miscount(({ received }) => ({ onTime: received + 21 })),
  miscount(() => ({ level: 5 })),
  miscount(({ received }) => ({ received: received + 0.5 })),
  misname({ name: '' }),
  miscount(() => ({ received: -1 })),
  // The code of another row, as when a line is copied and only half filled in.
  ({ service, counts, before }) => ({ service: { ...service, code: before.code }, counts }),
  misname({ code: '' }),
  miscount(() => ({ received: 4_000_000_000 })),
];
const SLIGHT: readonly Mistake[] = [misname({ field: '' }), misname({ office: '' })];

/** How many provinces err in a quarter, and how badly. The last quarter's shares stay whole. */
const QUARTERS: Readonly<Record<string, { provinces: number; mistakes: readonly Mistake[] }>> = {
  '2021-Q2': { provinces: 14, mistakes: GRAVE },
  '2021-Q3': { provinces: 10, mistakes: GRAVE },
  '2021-Q4': { provinces: 4, mistakes: SLIGHT },
};

/** What a portal lists otherwise than it should, by the place of the service; null where nothing. */
export type WrongRows = (
  unit: UnitServices,
  rows: QuarterRows,
) => { place: number; row: WrongRow } | null;

function wrongRow(unit: UnitServices, rows: QuarterRows, lot: number, mistake: Mistake) {
  const places = placesInForce(unit, rows);
  const busy = places.filter((place, at) => at > 0 && countsAt(rows, place).filedOnline > 0);
  const place = busy[lot % busy.length];
  const service = unit.services[place ?? -1];
  const before = unit.services[places[places.indexOf(place ?? -1) - 1] ?? -1];
  if (place === undefined || !service || !before) return null;
  return { place, row: mistake({ service, counts: countsAt(rows, place), before }) };
}

/**
 * Deals the mistakes out among provinces: one row each, in the quarters above.
 *
 * @param codes of all units
 */
export function dealMistakes(codes: readonly string[], seed: number): (unit: string) => WrongRows {
  const dealt = new Map<string, Mistake>();
  for (const [period, { provinces, mistakes }] of Object.entries(QUARTERS)) {
    codes
      .filter((code) => /^\d/.test(code))
      .toSorted((a, b) => hashOf('err', seed, period, a) - hashOf('err', seed, period, b))
      .slice(0, provinces)
      .forEach((code, turn) => {
        const mistake = mistakes[turn % mistakes.length];
        if (mistake) dealt.set(`${code} ${period}`, mistake);
      });
  }
  return (unit) => (services, rows) => {
    const mistake = dealt.get(`${unit} ${rows.period}`);
    if (!mistake) return null;
    return wrongRow(services, rows, hashOf('row', seed, unit, rows.period), mistake);
  };
}
