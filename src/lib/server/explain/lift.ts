// The procedures that would lift most units at once, in one release: one answer for the page of
// procedures, the first page and the API, worked out once a release.
import {
  type LiftStep,
  type ProcedureLift,
  coveredBy,
  liftsOf,
  liftTogether,
  shortOfEligible,
} from '#lib/domain/explain/lift.ts';
import type { Release, ScoreRow } from '#lib/domain/release.ts';
import { shortfallOf } from '#lib/domain/standing.ts';
import type { UnitId } from '#lib/domain/unit.ts';
import type { Db } from '../db/client.ts';
import { keepLast } from '../keep-last.ts';
import {
  type Procedure,
  readKnownUnits,
  readProcedures,
  readRaisable,
} from '../store/gap-services.ts';

/** What is raised to level 4 counts for this measure. */
const MEASURE = 'share_l4';

/** The list of procedures to raise together has no more than these. */
const MOST_TOGETHER = 100;

/** An answer is some hundred kilobytes. */
const ANSWERS_KEPT = 12;

export interface NationalLift {
  /** Units with a figure, and those of them that are short of their target. */
  measured: number;
  short: number;
  /** What those lack together, in services. */
  lacking: number;
  /** Services that those units have to raise, and how many of the lacking ones they would make up. */
  eligible: number;
  coverable: number;
  /** Units that are on pace, and those of them that lack more than they have to raise. */
  onPace: number;
  onPaceTooFew: number;
  procedures: (ProcedureLift & Procedure)[];
  together: (LiftStep & Procedure)[];
}

const keep = keepLast<NationalLift>(ANSWERS_KEPT);

/** The lift of a stored release, which never changes; the last few stay in memory. */
export const nationalLift = (db: Db, release: Release): Promise<NationalLift> =>
  keep(`${release.id} ${release.knownAt}`, () => readLift(db, release));

async function readLift(db: Db, release: Release): Promise<NationalLift> {
  // Bodies that no national figure counts are short of nothing here.
  const groups = new Set(
    release.rules.groups.filter(({ inNational }) => inNational).map(({ id }) => id),
  );
  const rows = release.rows.filter(
    ({ measure, value, groupId }) => measure === MEASURE && value !== null && groups.has(groupId),
  );
  const question = {
    of: rows.flatMap(({ unitId, sourceId }) => (sourceId === null ? [] : [{ unitId, sourceId }])),
    period: release.period,
    periodEnd: release.periodEnd,
    knownAt: new Date(release.knownAt),
  };
  const [raisable, unitsKnown] = await Promise.all([
    readRaisable(db, question),
    readKnownUnits(db, question),
  ]);
  const lacks = lacksOf(rows);
  const onPace = new Set(
    rows.filter(({ targetState }) => targetState === 'on_pace').map(({ unitId }) => unitId),
  );
  const tooFew = shortOfEligible(raisable, lacks, unitsKnown);
  const lifts = liftsOf(raisable, lacks);
  const known = await readProcedures(
    db,
    lifts.map(({ procedure }) => procedure),
  );
  const named = <T extends { procedure: string }>(each: T): T & Procedure => ({
    ...each,
    ...(known.get(each.procedure) ?? { code: each.procedure, nameVi: each.procedure, field: '' }),
  });
  return {
    measured: rows.length,
    short: lacks.size,
    lacking: [...lacks.values()].reduce((sum, lack) => sum + lack, 0),
    ...coveredBy(raisable, lacks),
    onPace: onPace.size,
    onPaceTooFew: tooFew.filter((unit) => onPace.has(unit)).length,
    procedures: lifts.map(named),
    together: liftTogether(raisable, lacks, MOST_TOGETHER).map(named),
  };
}

function lacksOf(rows: readonly ScoreRow[]): Map<UnitId, number> {
  const lacks = new Map<UnitId, number>();
  for (const row of rows) {
    const lack = shortfallOf(row);
    if (lack !== null && lack > 0) lacks.set(row.unitId, lack);
  }
  return lacks;
}
