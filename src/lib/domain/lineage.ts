// Which units of one day stand behind a unit of another day, across mergers and splits. Pure; anyone
// may import it.
import { compareTexts } from './order.ts';
import type { TransferScope, UnitId } from './unit.ts';

/** A unit, or one field of its work, going over into another. */
export interface Transfer {
  fromUnitId: UnitId;
  toUnitId: UnitId;
  /** First day of the new order. */
  onDay: string;
  scope: TransferScope;
}

/**
 * What a unit of the wanted boundaries is made of:
 * - `parts` these units, each whole; none where nothing of ours stands behind it
 * - `split` something of `units`, which were divided, is in it, and nobody says which services
 * - `divided` seen from the older side: the unit was divided among `units`
 * - `merged` seen from the older side: the unit went into `units` together with others
 */
export type Composition =
  | { kind: 'parts'; units: UnitId[] }
  | { kind: 'split'; units: UnitId[] }
  | { kind: 'divided'; units: UnitId[] }
  | { kind: 'merged'; units: UnitId[] };

/** Units that stood on one day. */
export interface UnitsOn {
  day: string;
  units: readonly UnitId[];
}

/** Where the units of the older day had gone by the newer one: older unit to newer ones. */
type Heirs = ReadonlyMap<UnitId, ReadonlySet<UnitId>>;

/**
 * Follows every unit through the transfers after `older.day` up to `newer`. A unit that nothing is said
 * of goes on as itself; so does one that gave up a field and is not said to have gone over whole. What
 * came into a unit on the day on which that went over whole goes on with it.
 */
function heirsOf(transfers: readonly Transfer[], older: UnitsOn, newer: string): Heirs {
  const bySource = Map.groupBy(transfers, ({ fromUnitId }) => fromUnitId);
  /** @param through the units that it came through on the day `since` itself, so that none comes twice */
  const follow = (unit: UnitId, since: string, through: readonly UnitId[]): UnitId[] => {
    const own = bySource.get(unit) ?? [];
    const atOnce = own.filter(
      ({ toUnitId, onDay }) => through.length > 0 && onDay === since && !through.includes(toUnitId),
    );
    if (atOnce.some(isWhole)) {
      return atOnce.flatMap(({ toUnitId }) => follow(toUnitId, since, [...through, unit]));
    }
    const next = own.filter(({ onDay }) => onDay > since && onDay <= newer);
    const gone = next.flatMap(({ toUnitId, onDay }) => follow(toUnitId, onDay, [unit]));
    return next.some(isWhole) ? gone : [unit, ...gone];
  };
  return new Map(older.units.map((unit) => [unit, new Set(follow(unit, older.day, []))]));
}

const isWhole = ({ scope }: Transfer): boolean => scope === 'all';

const inOrder = (units: Iterable<UnitId>): UnitId[] => [...new Set(units)].toSorted(compareTexts);

function invert(heirs: Heirs): Heirs {
  const origins = new Map<UnitId, Set<UnitId>>();
  for (const [unit, own] of heirs) {
    for (const heir of own) {
      origins.set(heir, (origins.get(heir) ?? new Set<UnitId>()).add(unit));
    }
  }
  return origins;
}

const NOBODY: ReadonlySet<UnitId> = new Set();

/** Seen from the newer side: the sum of its origins, unless one of them was divided. */
function fromOrigins(unit: UnitId, origins: Heirs, heirs: Heirs): Composition {
  const own = origins.get(unit) ?? NOBODY;
  const divided = [...own].filter((origin) => (heirs.get(origin)?.size ?? 0) > 1);
  return divided.length > 0
    ? { kind: 'split', units: inOrder(divided) }
    : { kind: 'parts', units: inOrder(own) };
}

/** Seen from the older side: its heir, where it alone went into that. */
function fromHeir(unit: UnitId, origins: Heirs, heirs: Heirs): Composition {
  const own = inOrder(heirs.get(unit) ?? NOBODY);
  if (own.length > 1) return { kind: 'divided', units: own };
  const isAlone = own.every((heir) => (origins.get(heir)?.size ?? 0) === 1);
  return { kind: isAlone ? 'parts' : 'merged', units: own };
}

/** The units of a day: those given, and those that are only known by what became of them. */
function withUnmeasured(transfers: readonly Transfer[], { day, units }: UnitsOn): UnitsOn {
  const later = transfers.filter(({ onDay }) => onDay > day);
  const born = new Set(later.filter(isWhole).map((each) => each.toUnitId));
  const others = later.map(({ fromUnitId }) => fromUnitId).filter((unit) => !born.has(unit));
  return { day, units: inOrder([...units, ...others]) };
}

/**
 * What each wanted unit is made of, in units that there are figures of. The wanted boundaries may be
 * newer than the figures (counts are then added) or older (a unit then goes on only where it went
 * into another one alone). A part that there are no figures of is named all the same. The order of
 * units and transfers does not matter.
 *
 * @example 2020's figures on 2025's boundaries: p25-33 (Hưng Yên) is p-33 and p-34 (Thái Bình)
 */
export function composeUnits(
  transfers: readonly Transfer[],
  measured: UnitsOn,
  wanted: UnitsOn,
): Map<UnitId, Composition> {
  const isForward = wanted.day >= measured.day;
  const [older, newer] = isForward ? [measured, wanted] : [wanted, measured];
  const heirs = heirsOf(transfers, withUnmeasured(transfers, older), newer.day);
  const origins = invert(heirs);
  const compose = isForward ? fromOrigins : fromHeir;
  return new Map(wanted.units.map((unit) => [unit, compose(unit, origins, heirs)]));
}

/**
 * The first day of a unit as it is now: the last on which something went into it, or it gave up a field
 * and went on. A unit whose id stays may so begin anew. Null where it never was another one.
 *
 * @example m-bqp (Defence) took in m-bqll on 2025-03-01; m-byt (Health) a field of m-bldtbxh
 */
export function lastMadeOn(transfers: readonly Transfer[], unit: UnitId): string | null {
  const byDay = Map.groupBy(transfers, ({ onDay }) => onDay);
  const days = [...byDay].filter(([day, own]) => {
    const before = { day: '', units: [] };
    const made = composeUnits(own, before, { day, units: [unit] }).get(unit);
    return made !== undefined && made.units.length > 0;
  });
  return (
    days
      .map(([day]) => day)
      .toSorted(compareTexts)
      .at(-1) ?? null
  );
}
