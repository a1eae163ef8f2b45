// The gaps of a unit with the services that would close them, as known when the release was built: one
// answer for the unit page, the API and its CSV.
import { countedBy, servicesToRaise } from '#lib/domain/explain/counted-things.ts';
import type { Gap } from '#lib/domain/explain/gap.ts';
import { rowOfServices } from '#lib/domain/explain/raising.ts';
import type { MeasureCode } from '#lib/domain/indicator.ts';
import { methodOf } from '#lib/domain/method.ts';
import { rowOf } from '#lib/domain/release-lookup.ts';
import type { Release } from '#lib/domain/release.ts';
import type { ServiceLine } from '#lib/domain/service-count.ts';
import { unitId, type MemberUnit } from '#lib/domain/unit.ts';
import type { Db } from '../db/client.ts';
import { keepLast } from '../keep-last.ts';
import { readServiceLinesOf } from '../store/provenance.ts';
import { workOutGap } from './gap-thread.ts';

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

/**
 * How far a unit is from its target and from better places, and which services bring it there.
 *
 * @param course releases of one series, oldest first, the one that is asked of last
 * @param signal of the one who asks
 * @returns null where that release does not measure it for the unit
 * @throws as `workOutGap` does
 */
export async function readGap(
  db: Db,
  course: readonly Release[],
  { unit: id, measure, rank }: GapQuestion,
  signal?: AbortSignal,
): Promise<UnitGap | null> {
  const release = course.at(-1);
  const unit = release?.rules.units.find((each) => each.id === id);
  if (!release || !unit) return null;
  const lines = await linesBehind(db, release, unit, measure);
  const question = { unit: unitId(id), measure, rank, services: lines };
  const key = [release.id, release.knownAt, id, measure, rank].join(' ');
  const gap = await workOutGap(course, question, { key, signal });
  return gap && { release, unit, gap, ...namedOf(lines, measure) };
}

type Named = Pick<UnitGap, 'services' | 'namelessReason'>;

function namedOf(lines: readonly ServiceLine[] | null, measure: MeasureCode): Named {
  if (!countedBy(measure).adds) return { services: null, namelessReason: 'counts-no-services' };
  if (lines === null) return { services: null, namelessReason: 'no-rows' };
  return { services: servicesToRaise(lines, measure), namelessReason: null };
}

/** The services of a province are some hundred kilobytes. */
const LISTS_KEPT = 40;
const keepLines = keepLast<ServiceLine[] | null>(LISTS_KEPT);

/** The services that a measure of a unit is counted from; null where they are not known. */
export async function linesBehind(
  db: Db,
  release: Release,
  unit: MemberUnit,
  measure: MeasureCode,
): Promise<ServiceLine[] | null> {
  const row = rowOf(release, unit.id, measure);
  const method = row && methodOf(release, measure, row.groupId);
  const { sourceId = null } = (method && rowOfServices(release, method, unit.id)) ?? {};
  if (sourceId === null) return null;
  return keepLines([release.id, release.knownAt, unit.id, sourceId].join(' '), async () => {
    const lines = await readServiceLinesOf(db, {
      unitId: unit.id,
      sourceId,
      period: release.period,
      knownAt: new Date(release.knownAt),
    });
    return lines.length > 0 ? lines : null;
  });
}
