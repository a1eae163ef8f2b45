// What the unit page shows of the way to the next place on an index, the product's own where none is
// named: how many services to raise, and how much more of each indicator alone. Only units' pages import it.
import { cheapestMoves, type Move, type PlaceGap } from '#lib/domain/explain/place-gap.ts';
import type { Raising, RaisingReason } from '#lib/domain/explain/raising.ts';
import { nodeMeasure } from '#lib/domain/indicator.ts';
import type { Release } from '#lib/domain/release.ts';
import { versionOn } from '#lib/domain/score.ts';
import type { MemberUnit, UnitId } from '#lib/domain/unit.ts';
import { OWN_INDEX } from '#lib/domain/usual-measures.ts';
import { inTime, type UntoldGap } from '#lib/server/explain/gap-thread.ts';
import { readGap } from '#lib/server/explain/gap.ts';
import { passing } from '#lib/server/pages/passing.ts';
import { getDb } from '#lib/server/web.ts';

export type { UntoldGap } from '#lib/server/explain/gap-thread.ts';

/** More are the API's. */
const MOST_NAMED = 5;

interface Name {
  nameVi: string;
  nameEn: string;
}

export interface IndexMove extends Pick<
  Move,
  'thing' | 'room' | 'standing' | 'moving' | 'movingRoom' | 'sharesServices'
> {
  code: string;
  indicator: Name;
  /** Null where the leaf hangs on the root itself. */
  pillar: Name | null;
  /** Whether it takes the smallest part of what is left to add, of all in its pillar. */
  isCheapest: boolean;
}

/** Services to raise to level 4, as far as all shares that count them are counted anew. */
export interface IndexRaising extends Pick<Raising, 'standing' | 'moving'> {
  indicators: Name[];
  room: number;
  /** The first of those that are to be raised. */
  named: string[];
}

export interface IndexGap {
  rank: number;
  holders: Name[];
  nextPeriod: string;
  moves: IndexMove[];
  /** Null where services cannot be counted anew, for the reason beside it. */
  raising: IndexRaising | null;
  raisingReason: RaisingReason | null;
}

/** Pages wait so long for what a thread works out. */
const PATIENCE_MS = 1_500;

/** Null where the unit has the first place, or none, on the index. */
export async function readIndexGap(
  course: readonly Release[],
  unit: UnitId,
  index = OWN_INDEX,
): Promise<IndexGap | UntoldGap | null> {
  const release = course.at(-1);
  const root = release && versionOn(release.rules.indices, index, release.periodEnd)?.nodes[0];
  if (!release || !root) return null;
  const question = { unit, measure: nodeMeasure(index, root.code), rank: null };
  const found = await inTime(readGap(getDb(), course, question), PATIENCE_MS);
  if (found !== null && 'untold' in found) {
    // Whoever reloads the page may find more on it.
    passing();
    return found;
  }
  const place = found?.gap.toNextRank.answer;
  return place ? viewOf(release, place) : null;
}

const name = ({ nameVi, nameEn }: Name): Name => ({ nameVi, nameEn });

function viewOf(release: Release, place: PlaceGap): IndexGap {
  const cheapest = cheapestMoves(place.moves);
  const member = (id: UnitId): MemberUnit[] =>
    release.rules.units.filter((candidate) => candidate.id === id);
  return {
    rank: place.rank,
    holders: place.holders.flatMap(member).map(name),
    nextPeriod: place.next.period,
    moves: place.moves.map((move) => ({
      code: move.path.map(({ code }) => code).join('/'),
      indicator: name(move.indicator),
      pillar: move.path.length > 1 && move.path[0] ? name(move.path[0]) : null,
      thing: move.thing,
      room: move.room,
      sharesServices: move.sharesServices,
      standing: move.standing,
      moving: move.moving,
      movingRoom: move.movingRoom,
      isCheapest: cheapest.has(move),
    })),
    raising: place.raising.answer && raisingView(place.raising.answer),
    raisingReason: place.raising.reason,
  };
}

const raisingView = ({ indicators, order, standing, moving }: Raising): IndexRaising => ({
  indicators: indicators.map(name),
  room: order.length,
  named: order.slice(0, Math.min(standing ?? 0, MOST_NAMED)).map(({ nameVi }) => nameVi),
  standing,
  moving,
});
