// What the unit page shows of the unit's gaps on the headline's measure: the gaps, who holds the places
// above, and the first services to raise. Only the unit page imports it.
import { officesOf, type OfficeShare } from '#lib/domain/explain/counted-things.ts';
import type { Gap } from '#lib/domain/explain/gap.ts';
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

export interface GapView {
  gap: Gap;
  /** Whether there is an earlier period, without which nobody has a pace. */
  hasPast: boolean;
  /** Who is to be caught up with, now and one period on. */
  holders: Name[];
  nextHolders: Name[];
  /** The larger of what the target and the next place take, by the offices of the services named for it. */
  needed: number;
  offices: OfficeShare[];
  /** The first few; null where none can be named, for the reason beside it. */
  named: Pick<ServiceLine, 'code' | 'nameVi' | 'office' | 'level' | 'received'>[] | null;
  candidates: number;
  namelessReason: NamelessReason | null;
}

/** The gaps of a unit in the last release of a course; null where that does not measure it. */
export async function readGapView(
  db: Db,
  course: readonly Release[],
  unit: UnitId,
): Promise<GapView | null> {
  const found = await readGap(db, course, { unit, measure: HEADLINE_MEASURE, rank: null });
  return found && viewOf(found, course.length > 1);
}

function viewOf({ release, gap, services, namelessReason }: UnitGap, hasPast: boolean): GapView {
  const named = (ids: readonly UnitId[] = []): Name[] =>
    ids.flatMap((id) => release.rules.units.find((unit) => unit.id === id) ?? []);
  const place = gap.toNextRank.answer;
  const needed = Math.max(gap.toTarget.answer?.more ?? 0, place?.moves[0]?.standing ?? 0);
  return {
    gap,
    hasPast,
    holders: named(place?.holders),
    nextHolders: named(place?.next.holders),
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
    namelessReason,
  };
}
