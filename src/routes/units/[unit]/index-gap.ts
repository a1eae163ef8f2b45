// What the unit page shows of the way to the next place on an index, the product's own where none is
// named: how much more of each indicator alone. Only units' pages import it.
import { cheapestMoves, type Move } from '#lib/domain/explain/place-gap.ts';
import { gapOf } from '#lib/domain/explain/gap.ts';
import { nodeMeasure } from '#lib/domain/indicator.ts';
import type { Release } from '#lib/domain/release.ts';
import { versionOn } from '#lib/domain/score.ts';
import type { MemberUnit, UnitId } from '#lib/domain/unit.ts';
import { keepLast } from '#lib/server/keep-last.ts';
import { OWN_INDEX } from './unit-view.ts';

interface Name {
  nameVi: string;
  nameEn: string;
}

export interface IndexMove extends Pick<Move, 'thing' | 'room' | 'standing' | 'moving'> {
  code: string;
  indicator: Name;
  /** Null where the leaf hangs on the root itself. */
  pillar: Name | null;
  /** Whether it takes the smallest part of what is left to add, of all in its pillar. */
  isCheapest: boolean;
}

export interface IndexGap {
  rank: number;
  holders: Name[];
  nextPeriod: string;
  moves: IndexMove[];
}

/** Some kilobytes each; working one out asks the engine some hundred times. */
const KEPT = 500;
const keep = keepLast<IndexGap | null>(KEPT);

/** Null where the unit has the first place, or none, on the index. */
export function readIndexGap(
  course: readonly Release[],
  unit: UnitId,
  index = OWN_INDEX,
): Promise<IndexGap | null> {
  const release = course.at(-1);
  if (!release) return Promise.resolve(null);
  const key = [release.id, release.knownAt, unit, index].join(' ');
  return keep(key, () => Promise.resolve(indexGap(course, release, unit, index)));
}

const name = ({ nameVi, nameEn }: Name): Name => ({ nameVi, nameEn });

function indexGap(
  course: readonly Release[],
  release: Release,
  unit: UnitId,
  index: string,
): IndexGap | null {
  const root = versionOn(release.rules.indices, index, release.periodEnd)?.nodes[0];
  const gap = root && gapOf(course, unit, nodeMeasure(index, root.code));
  const place = gap?.toNextRank.answer;
  if (!place) return null;
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
      standing: move.standing,
      moving: move.moving,
      isCheapest: cheapest.has(move),
    })),
  };
}
