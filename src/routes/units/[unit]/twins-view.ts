// What the unit page shows of the units that stood where it stands and have met the target since. Only
// the unit page's load imports it, and its part the type.
import { inLanguage } from '#lib/components/words.ts';
import type { RaisedProcedure, Twin } from '#lib/domain/explain/twins.ts';
import type { MeasureCode } from '#lib/domain/indicator.ts';
import type { Release } from '#lib/domain/release.ts';
import type { MemberUnit, UnitId } from '#lib/domain/unit.ts';
import { readTwins } from '#lib/server/explain/twins.ts';
import { getDb } from '#lib/server/web.ts';

/** More are the API's. */
const MOST_TWINS = 5;
const MOST_PROCEDURES = 5;

interface ShownTwin extends Pick<Twin, 'then' | 'now' | 'metIn'> {
  unit: Pick<MemberUnit, 'id' | 'nameVi' | 'nameEn'>;
}

export interface TwinsView {
  measure: MeasureCode;
  /** Who they are, or why there are none, in the language being read. */
  sentence: string;
  /** The period in which they stood there; null where there are none. */
  since: string | null;
  twins: ShownTwin[];
  /** How many more there are. */
  others: number;
  /** What they raised; null where that cannot be told. */
  procedures: RaisedProcedure[] | null;
}

/** @param course oldest first */
export async function readTwinsView(
  course: readonly Release[],
  unit: UnitId,
  measure: MeasureCode,
): Promise<TwinsView | null> {
  const told = await readTwins(getDb(), course, unit, measure);
  if (!told) return null;
  const { found, raised, sentence, units } = told;
  const all = found?.twins ?? [];
  return {
    measure,
    sentence: inLanguage(sentence.vi, sentence.en),
    since: found?.since ?? null,
    twins: all.slice(0, MOST_TWINS).flatMap(({ unitId, then, now, metIn }) => {
      const known = units.get(unitId);
      if (!known) return [];
      const { id, nameVi, nameEn } = known;
      return [{ unit: { id, nameVi, nameEn }, then, now, metIn }];
    }),
    others: Math.max(0, all.length - MOST_TWINS),
    procedures: raised && raised.procedures.slice(0, MOST_PROCEDURES),
  };
}
