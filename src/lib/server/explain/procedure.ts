// One procedure across all units in one release: one answer for its page, its map and the API.
import type { ProcedureLift } from '#lib/domain/explain/lift.ts';
import { procedureStanding, type UnitOnProcedure } from '#lib/domain/procedure-standing.ts';
import type { Release } from '#lib/domain/release.ts';
import { HEADLINE_MEASURE } from '#lib/domain/usual-measures.ts';
import { allOf } from '../all-of.ts';
import type { Db } from '../db/client.ts';
import { keepLast } from '../keep-last.ts';
import { type Procedure, readProcedures } from '../store/gap-services.ts';
import { readProcedureRows } from '../store/procedure-rows.ts';
import { nationalLift } from './lift.ts';

/** Each of some ten kilobytes. */
const KEPT = 200;
const keep = keepLast<UnitOnProcedure[]>(KEPT);

export interface ProcedureAnswer {
  release: Release;
  procedure: Procedure;
  standing: UnitOnProcedure[];
  /** What raising it everywhere would bring; null where nobody has it to raise. */
  lift: ProcedureLift | null;
}

/**
 * A procedure in the last release of a course; null where no unit ever named one of the code.
 *
 * @param course releases of one series, oldest first, the one that is asked of last
 */
export async function readProcedure(
  db: Db,
  course: readonly Release[],
  code: string,
): Promise<ProcedureAnswer | null> {
  const release = course.at(-1);
  const procedure = (await readProcedures(db, [code])).get(code);
  if (!release || !procedure) return null;
  const { standing, lifts } = await allOf({
    standing: keep([release.id, release.knownAt, code].join(' '), () =>
      readStanding(db, course, release, code),
    ),
    lifts: nationalLift(db, release),
  });
  const lift = lifts.procedures.find((each) => each.procedure === code) ?? null;
  return { release, procedure, standing, lift };
}

async function readStanding(
  db: Db,
  course: readonly Release[],
  release: Release,
  procedure: string,
): Promise<UnitOnProcedure[]> {
  const rows = release.rows.filter(({ measure }) => measure === HEADLINE_MEASURE);
  const facts = await readProcedureRows(db, {
    procedure,
    of: rows.flatMap(({ unitId, sourceId }) => (sourceId === null ? [] : [{ unitId, sourceId }])),
    ends: course.map(({ periodEnd }) => periodEnd),
    knownAt: new Date(release.knownAt),
  });
  return procedureStanding(course, facts);
}
