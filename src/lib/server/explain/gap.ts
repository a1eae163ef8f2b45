// The gaps of a unit with the services that would close them, as known when the release was built: one
// answer for the unit page, the API and its CSV.
import { countedBy, servicesToRaise } from '#lib/domain/explain/counted-things.ts';
import { type Gap, gapOf } from '#lib/domain/explain/gap.ts';
import type { MeasureCode } from '#lib/domain/indicator.ts';
import { shiftPeriod } from '#lib/domain/period.ts';
import type { Release, ScoreRow } from '#lib/domain/release.ts';
import type { ServiceLine } from '#lib/domain/service-count.ts';
import { unitId, type MemberUnit } from '#lib/domain/unit.ts';
import type { Db } from '../db/client.ts';
import { keepLast } from '../keep-last.ts';
import { readServiceLines } from '../store/provenance.ts';

/** Why no service is named: the measure counts none, or it was not counted from rows of services. */
export type NamelessReason = 'counts-no-services' | 'no-rows';

export interface UnitGap {
  release: Release;
  unit: MemberUnit;
  gap: Gap;
  /** The services that would each add one, in the order in which to raise them; null with a reason. */
  services: ServiceLine[] | null;
  namelessReason: NamelessReason | null;
}

export interface GapQuestion {
  unit: string;
  measure: MeasureCode;
  /** A place asked for, from 1; null for none. */
  rank: number | null;
}

/** Some kilobytes each. */
const GAPS_KEPT = 500;
const keepGap = keepLast<Gap | null>(GAPS_KEPT);

/**
 * How far a unit is from its target and from better places, and which services bring it there.
 *
 * @param course releases of one series, oldest first, the one that is asked of last
 * @returns null where that release does not measure it for the unit
 */
export async function readGap(
  db: Db,
  course: readonly Release[],
  { unit: id, measure, rank }: GapQuestion,
): Promise<UnitGap | null> {
  const release = course.at(-1);
  const unit = release?.rules.units.find((each) => each.id === id);
  if (!release || !unit) return null;
  const key = [release.id, release.knownAt, id, measure, rank].join(' ');
  const gap = await keepGap(key, () => Promise.resolve(gapOf(course, unitId(id), measure, rank)));
  if (!gap) return null;
  return { release, unit, gap, ...(await readNamed(db, release, gap.row)) };
}

type Named = Pick<UnitGap, 'services' | 'namelessReason'>;

/** The services of a province to raise are some hundred kilobytes. */
const LISTS_KEPT = 40;
const keep = keepLast<Named>(LISTS_KEPT);

async function readNamed(db: Db, release: Release, row: ScoreRow): Promise<Named> {
  const { measure, sourceId, unitId: unit } = row;
  if (!countedBy(measure).adds) return { services: null, namelessReason: 'counts-no-services' };
  if (sourceId === null) return NO_ROWS;
  return keep([release.id, release.knownAt, unit, measure].join(' '), async () => {
    const lines = await readServiceLines(db, {
      unitId: unit,
      sourceId,
      period: release.period,
      previous: shiftPeriod(release.period, -1),
      knownAt: new Date(release.knownAt),
    });
    if (lines.length === 0) return NO_ROWS;
    return { services: servicesToRaise(lines, measure), namelessReason: null };
  });
}

const NO_ROWS: Named = { services: null, namelessReason: 'no-rows' };
