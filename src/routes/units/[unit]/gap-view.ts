// What the unit page shows of the unit's gaps on one share: the gaps, who holds the places above, and the
// first services to raise. Only the unit page and its parts import it.
import { officesOf, type OfficeShare } from '#lib/domain/explain/counted-things.ts';
import type { Gap } from '#lib/domain/explain/gap.ts';
import type { PlaceGap } from '#lib/domain/explain/place-gap.ts';
import type { MeasureCode } from '#lib/domain/indicator.ts';
import type { Release } from '#lib/domain/release.ts';
import type { ServiceLine } from '#lib/domain/service-count.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import { HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
import type { Db } from '#lib/server/db/client.ts';
import { type NamelessReason, readGap, type UnitGap } from '#lib/server/explain/gap.ts';

/** More are a file's. */
const MOST_NAMED = 10;

interface Name {
  nameVi: string;
  nameEn: string;
}

/** Who holds a place, now and one period on; empty where the place is not told. */
export interface PlaceHolders {
  holders: Name[];
  nextHolders: Name[];
}

export interface GapView {
  measure: MeasureCode;
  gap: Gap;
  /** Whether there is an earlier period, without which nobody has a pace. */
  hasPast: boolean;
  /** Who is to be caught up with for the next place, now and one period on. */
  next: PlaceHolders;
  /** The same for a place that was asked for. */
  wanted: PlaceHolders;
  /** The largest of what the target and the places take, by the offices of the services named for it. */
  needed: number;
  offices: OfficeShare[];
  /** The first few; null where none can be named, for the reason beside it. */
  named: Pick<ServiceLine, 'code' | 'nameVi' | 'office' | 'level' | 'received'>[] | null;
  candidates: number;
  /** Services that qualify for level 4 and are below it; null where they are not known, or not what counts. */
  eligible: number | null;
  namelessReason: NamelessReason | null;
}

/**
 * The gaps of a unit in the last release of a course; null where that does not measure it.
 *
 * @param rank a place asked for, from 1
 */
export async function readGapView(
  db: Db,
  course: readonly Release[],
  unit: UnitId,
  { measure, rank }: { measure: MeasureCode; rank: number | null } = HEADLINE,
): Promise<GapView | null> {
  const found = await readGap(db, course, { unit, measure, rank });
  return found && viewOf(found, measure, course.length > 1);
}

const HEADLINE = { measure: HEADLINE_MEASURE, rank: null };

function viewOf(
  { release, gap, services, namelessReason }: UnitGap,
  measure: MeasureCode,
  hasPast: boolean,
): GapView {
  const named = (ids: readonly UnitId[] = []): Name[] =>
    ids.flatMap((id) => release.rules.units.find((unit) => unit.id === id) ?? []);
  const holdersOf = (place: PlaceGap | null | undefined): PlaceHolders => ({
    holders: named(place?.holders),
    nextHolders: named(place?.next.holders),
  });
  const [target, next, wanted] = [
    gap.toTarget.answer,
    gap.toNextRank.answer,
    gap.toRank?.answer ?? null,
  ] as const;
  const needed = Math.max(
    target === null || target.isLess ? 0 : target.more,
    next?.moves[0]?.standing ?? 0,
    wanted?.moves[0]?.standing ?? 0,
  );
  return {
    measure,
    gap,
    hasPast,
    next: holdersOf(next),
    wanted: holdersOf(wanted),
    needed,
    offices: officesOf(services?.slice(0, needed) ?? []),
    named:
      services &&
      services
        .slice(0, Math.min(needed, MOST_NAMED))
        .map(({ code, nameVi, office, level, received }) => ({
          ...{ code, nameVi, office, level, received },
        })),
    candidates: services?.length ?? 0,
    eligible: measure === HEADLINE_MEASURE ? (services?.length ?? null) : null,
    namelessReason,
  };
}
