// How far the services that units have to raise would bring them, and which procedures would lift most
// units at once, in one release. The first page needs the sums alone; the page of procedures and the API
// the whole answer. Each is worked out once a release.
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
  countRaisable,
  type Procedure,
  type RaisableQuestion,
  readProcedures,
  readRaisable,
} from '../store/gap-services.ts';

/** What is raised to level 4 counts for this measure. */
const MEASURE = 'share_l4';

/** The list of procedures to raise together has no more than these. */
const MOST_TOGETHER = 100;

/** A list is some hundred kilobytes. */
const LISTS_KEPT = 12;
/** Sums are a few numbers. */
const SUMS_KEPT = 500;

export interface LiftSums {
  /** Units with a figure, and those of them that are short of their target. */
  measured: number;
  short: number;
  /** What those lack together, in services. */
  lacking: number;
  /** Those short whose single services are known, and what they lack: only of these the next can be said. */
  shortKnown: number;
  lackingKnown: number;
  /**
   * Services that those units have to raise, how many of the lacking ones they would make up, and how
   * many of those units would reach their target by them.
   */
  eligible: number;
  coverable: number;
  reaching: number;
  /** Units that are on pace, and those of them that lack more than they have to raise. */
  onPace: number;
  onPaceTooFew: number;
}

export interface NationalLift extends LiftSums {
  procedures: (ProcedureLift & Procedure)[];
  together: (LiftStep & Procedure)[];
}

const keepSums = keepLast<LiftSums>(SUMS_KEPT);
const keepLists = keepLast<NationalLift>(LISTS_KEPT);
/** A stored release never changes; one as known at another moment has its own answers. */
const keyOf = ({ id, knownAt }: Release): string => `${id} ${knownAt}`;

/** What is short in a release, and how far raising everything would bring it; the last ones stay in memory. */
export const liftSums = (db: Db, release: Release): Promise<LiftSums> =>
  keepSums(keyOf(release), () => readSums(db, release));

/** The same with every procedure; the last few stay in memory. */
export const nationalLift = (db: Db, release: Release): Promise<NationalLift> =>
  keepLists(keyOf(release), () => readLift(db, release));

/** Units that the nation's figures count and that have one; bodies of a province are short of nothing here. */
function countedRows(release: Release): ScoreRow[] {
  const groups = new Set(
    release.rules.groups.filter(({ inNational }) => inNational).map(({ id }) => id),
  );
  return release.rows.filter(
    ({ measure, value, groupId }) => measure === MEASURE && value !== null && groups.has(groupId),
  );
}

const questionOf = (release: Release, rows: readonly ScoreRow[]): RaisableQuestion => ({
  of: rows.flatMap(({ unitId, sourceId }) => (sourceId === null ? [] : [{ unitId, sourceId }])),
  period: release.period,
  periodEnd: release.periodEnd,
  knownAt: new Date(release.knownAt),
});

async function readSums(db: Db, release: Release): Promise<LiftSums> {
  const rows = countedRows(release);
  const raisable = await countRaisable(db, questionOf(release, rows));
  const lacks = lacksOf(rows);
  const onPace = new Set(
    rows.filter(({ targetState }) => targetState === 'on_pace').map(({ unitId }) => unitId),
  );
  return {
    measured: rows.length,
    short: lacks.size,
    lacking: [...lacks.values()].reduce((sum, lack) => sum + lack, 0),
    ...coveredBy(raisable, lacks),
    onPace: onPace.size,
    onPaceTooFew: shortOfEligible(raisable, lacks).filter((unit) => onPace.has(unit)).length,
  };
}

async function readLift(db: Db, release: Release): Promise<NationalLift> {
  const rows = countedRows(release);
  const [sums, raisable] = await Promise.all([
    liftSums(db, release),
    readRaisable(db, questionOf(release, rows)),
  ]);
  const lacks = lacksOf(rows);
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
    ...sums,
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
