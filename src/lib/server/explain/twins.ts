// The twins of a unit with what they raised, as known when the release was built: one answer for the unit
// page and the API, told in both languages.
import {
  raisedByTwins,
  twinsOf,
  type Twin,
  type Twins,
  type TwinsReason,
  type TwinsRaised,
} from '#lib/domain/explain/twins.ts';
import type { MeasureCode } from '#lib/domain/indicator.ts';
import { rowOf } from '#lib/domain/release-lookup.ts';
import type { Release } from '#lib/domain/release.ts';
import type { ServiceLine } from '#lib/domain/service-count.ts';
import type { MemberUnit, UnitId } from '#lib/domain/unit.ts';
import type { Db } from '../db/client.ts';
import { keepLast } from '../keep-last.ts';
import { readRaisedSince } from '../store/provenance.ts';
import { linesBehind } from './gap.ts';
import type { InBoth } from './move-sentence.ts';
import { twinsSentence } from './twins-sentence.ts';

/** Twins whose services are read; those that stood nearest. */
const MOST_READ = 5;

/** What is worked out; without the release, which would stay in memory with it. */
interface FoundTwins {
  /** Null with a reason where there are none. */
  found: Twins | null;
  reason: TwinsReason | null;
  /** What the nearest of them raised; null where the measure counts no services, or none is known of. */
  raised: TwinsRaised | null;
  /** Who they are and what they raised most, or why there are none. */
  sentence: InBoth;
}

export interface UnitTwins extends FoundTwins {
  /** Of every unit that the answer names. */
  units: ReadonlyMap<UnitId, MemberUnit>;
}

/** Some kilobytes each. */
const KEPT = 500;
const keep = keepLast<FoundTwins>(KEPT);

/**
 * Twins of a unit on a measure of the last release of a course; null where the release does not hold the
 * unit.
 *
 * @param course releases of one series, oldest first
 */
export async function readTwins(
  db: Db,
  course: readonly Release[],
  unit: UnitId,
  measure: MeasureCode,
): Promise<UnitTwins | null> {
  const release = course.at(-1);
  const own = release?.rules.units.find(({ id }) => id === unit);
  if (!release || !own) return null;
  const units = new Map(release.rules.units.map((each) => [each.id, each]));
  const key = [release.id, release.knownAt, unit, measure].join(' ');
  const kept = await keep(key, async () => {
    const { answer: found, reason } = twinsOf(course, unit, measure);
    const raised = found && (await readRaised(db, release, own, measure, found));
    const told = { found, reason, raised };
    const said = { ...told, unit: own, period: release.period, units };
    return { ...told, sentence: twinsSentence(said) };
  });
  return { ...kept, units };
}

async function readRaised(
  db: Db,
  release: Release,
  own: MemberUnit,
  measure: MeasureCode,
  { twins, since }: Twins,
): Promise<TwinsRaised | null> {
  const read = await Promise.all(
    twins.slice(0, MOST_READ).map(async ({ unitId }: Twin): Promise<[UnitId, ServiceLine[]]> => {
      const { sourceId = null } = rowOf(release, unitId, measure) ?? {};
      if (sourceId === null) return [unitId, []];
      const question = {
        ...{ unitId, sourceId, period: release.period },
        knownAt: new Date(release.knownAt),
      };
      return [unitId, await readRaisedSince(db, question, since)];
    }),
  );
  if (read.every(([, lines]) => lines.length === 0)) return null;
  return raisedByTwins(new Map(read), await linesBehind(db, release, own, measure), measure);
}
