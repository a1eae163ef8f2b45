// What place a unit would have were its own figures others: asked of the release's own scoring, the
// others scored once where they do not hang on it. Pure; place-gap.ts and raising.ts import it.
import type { Figure } from '../figures.ts';
import type { IndexNode } from '../indicator.ts';
import { type FigureTable, leavesBelow, type Method, ranksOf } from '../method.ts';
import { isScored, type Scored } from '../missing.ts';
import { compareTexts } from '../order.ts';
import { comparable } from '../rank.ts';
import type { UnitId } from '../unit.ts';

/** A group and the figures that it has, or would have. */
export interface World {
  units: readonly UnitId[];
  figures: FigureTable;
}

export type OwnFigures = ReadonlyMap<string, Figure>;

/** A place that a unit wants on a measure. */
export interface Wish {
  method: Method;
  unit: UnitId;
  rank: number;
}

/** A unit's score as it is ranked, the best the lowest. */
interface Placed {
  id: UnitId;
  key: number;
}

/** Whether a leaf is scored by the spread of the group, so that one unit's figure moves all scores. */
export const isOfSpread = ({ normalise }: IndexNode): boolean =>
  normalise === 'minmax' || normalise === 'zscore';

/** Whether the scores of others hang on a unit's figures. */
export const hangsTogether = ({ index }: Method): boolean =>
  index !== null && leavesBelow(index).some(isOfSpread);

function placedOf({ direction }: Method, scores: ReadonlyMap<UnitId, Scored>): Placed[] {
  const sign = direction === 'lower' ? 1 : -1;
  return [...scores]
    .flatMap(([id, scored]) =>
      isScored(scored) ? [{ id, key: sign * comparable(scored.score) }] : [],
    )
    .toSorted((a, b) => a.key - b.key || compareTexts(a.id, b.id));
}

/** The others that have a score, the best first; those level with each other by code. */
export function othersIn({ method, unit }: Wish, { units, figures }: World): Placed[] {
  const placed = placedOf(method, method.score(units, figures));
  return placed.filter(({ id }) => id !== unit);
}

/**
 * Says of other figures of the unit whether they bring it to the place or a better one.
 *
 * @param world the figures of the others; the unit's own in it do not count
 */
export function reaching(wish: Wish, world: World): (own: OwnFigures) => boolean {
  const { method, unit, rank } = wish;
  const { units, figures } = world;
  if (hangsTogether(method)) {
    return (own) => {
      const scores = method.score(units, new Map(figures).set(unit, own));
      return (ranksOf(method, scores).get(unit) ?? Infinity) <= rank;
    };
  }
  // So many others may stand above: level with the one at the place is enough.
  const holder = othersIn(wish, world)[rank - 1]?.key ?? Infinity;
  return (own) => {
    const [placed] = placedOf(method, method.score([unit], new Map([[unit, own]])));
    return placed !== undefined && placed.key <= holder;
  };
}
