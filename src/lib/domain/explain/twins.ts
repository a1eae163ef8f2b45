// Units that a year ago stood where a unit stands now and have met its target since, and what they raised
// meanwhile: the shortest answer to "how is it done". Pure; server/explain/twins.ts imports it.
import { compareTexts } from '../order.ts';
import { MONTHS_IN, periodOf, shiftPeriod } from '../period.ts';
import { countDemanded } from '../rational.ts';
import { rowOf } from '../release-lookup.ts';
import type { ReleaseContent, ScoreRow } from '../release.ts';
import type { ServiceLine } from '../service-count.ts';
import { targetOf } from '../standing.ts';
import { isMet } from '../target.ts';
import type { UnitId } from '../unit.ts';
import { isCounted } from './count-pace.ts';
import { countedBy } from './counted-things.ts';
import { type Answered, none } from './gap-answer.ts';

/**
 * How far from a unit another may have stood a year ago to have stood where it stands now: a fraction, so
 * three percentage points to either side.
 */
export const TWIN_REACH = 0.03;

/**
 * Why no twins are looked for, or none are found:
 * `no-figure` the unit has no counted share this period · `no-target` none judges it, or it asks for less ·
 * `met` the unit meets it itself · `no-year` nothing was released of the period a year before ·
 * `nobody` no unit of its group stood there and has met the target since
 */
export type TwinsReason = 'no-figure' | 'no-target' | 'met' | 'no-year' | 'nobody';

/** A share as it was counted. */
export interface TwinFigure {
  value: number;
  numerator: number;
  denominator: number;
}

export interface Twin {
  unitId: UnitId;
  then: TwinFigure;
  now: TwinFigure;
  /** The first period after `then` in which it met its target. */
  metIn: string;
}

export interface Twins {
  /** The period a year before the one shown. */
  since: string;
  /** What the target asks of the unit, a fraction. */
  demand: number;
  /** The unit's own figure now. */
  own: TwinFigure;
  /** Those that stood nearest first; of equals the first by id. */
  twins: Twin[];
}

/**
 * The twins of a unit on a share of the last release of a course. A twin is of the unit's group, stood a
 * year ago within `TWIN_REACH` of the unit's share of now and short of what is asked of it, and meets the
 * same target now. Measured over whole counts, as targets are.
 *
 * @param course releases of one series, oldest first
 */
export function twinsOf(
  course: readonly ReleaseContent[],
  unit: UnitId,
  measure: string,
): Answered<Twins, TwinsReason> {
  const shown = course.at(-1);
  const row = shown ? rowOf(shown, unit, measure) : null;
  const own = row && figureOf(row);
  if (!shown || !row || !own) return none('no-figure');
  const target = targetOf(shown, row.targetId);
  if (!target || row.demand === null || target.operator === '<=') return none('no-target');
  if (isMet(row.targetState)) return none('met');
  const since = shiftPeriod(shown.period, -periodsOfYear(shown.period));
  const at = course.findIndex(({ period }) => period === since);
  if (at < 0) return none('no-year');
  const twins = shown.rows
    .filter((other) => isRival(other, row))
    .flatMap((other) => twinOf(course.slice(at), other, own) ?? [])
    .toSorted((a, b) => distance(a, own) - distance(b, own) || compareTexts(a.unitId, b.unitId));
  return twins.length === 0
    ? none('nobody')
    : { answer: { since, demand: row.demand, own, twins }, reason: null };
}

const periodsOfYear = (period: string): number => 12 / MONTHS_IN[periodOf(period).frequency];

const isRival = (other: ScoreRow, row: ScoreRow): boolean =>
  other.measure === row.measure &&
  other.groupId === row.groupId &&
  other.unitId !== row.unitId &&
  other.targetId === row.targetId &&
  isMet(other.targetState);

const distance = ({ then }: Twin, own: TwinFigure): number => Math.abs(then.value - own.value);

/** Null where a row is no share of whole things. */
function figureOf({ value, numerator, denominator }: ScoreRow): TwinFigure | null {
  if (value === null || numerator === null || denominator === null) return null;
  return isCounted({ value, numerator, denominator }) ? { value, numerator, denominator } : null;
}

/** @param year the releases from a year ago to now */
function twinOf(year: readonly ReleaseContent[], row: ScoreRow, own: TwinFigure): Twin | null {
  const { unitId, measure, groupId, demand } = row;
  const [past, ...since] = year;
  const before = past ? rowOf(past, unitId, measure) : null;
  const [then, now] = [before?.groupId === groupId ? figureOf(before) : null, figureOf(row)];
  if (!then || !now || demand === null) return null;
  const isNear = Math.abs(then.value - own.value) <= TWIN_REACH;
  const wasShort = then.numerator < countDemanded(demand, then.denominator);
  const metIn = since.find((release) => {
    const found = rowOf(release, unitId, measure);
    return found !== null && isMet(found.targetState);
  });
  return isNear && wasShort && metIn ? { unitId, then, now, metIn: metIn.period } : null;
}

/** One national procedure that twins raised. */
export interface RaisedProcedure {
  procedure: string;
  nameVi: string;
  field: string;
  /** Twins that raised a service of it, and how many services those were. */
  twins: number;
  services: number;
  /** Services of it that the unit itself has still to raise; null where its own are not known. */
  own: number | null;
}

interface RaisedField {
  field: string;
  twins: number;
  services: number;
}

export interface TwinsRaised {
  /** Services raised by all twins of which they are known. */
  services: number;
  /** Twins of which services are known; nothing is said of the others. */
  known: number;
  /** The field in which most services were raised first. */
  fields: RaisedField[];
  /**
   * Those that the unit has still to raise first, then those that most twins raised, then by services
   * raised.
   */
  procedures: RaisedProcedure[];
}

/**
 * What twins raised within the year, each service told by its level then and now: those that a measure
 * counts now and did not count then. Null where it counts no services.
 *
 * @param lines of each twin, its services in force now with their level a year ago as `previousLevel`
 * @param own the unit's services in force; null where they are not known
 */
export function raisedBy(
  lines: ReadonlyMap<UnitId, readonly ServiceLine[]>,
  own: readonly ServiceLine[] | null,
  measure: string,
): TwinsRaised | null {
  const { adds, isOfServices } = countedBy(measure);
  if (!adds || !isOfServices) return null;
  const raised = [...lines].flatMap(([unit, services]) =>
    services.filter((line) => wasRaised(line, adds)).map((line) => ({ unit, line })),
  );
  const toRaise = own && Map.groupBy(own.filter(adds), (line) => line.procedure);
  const countIn = (all: readonly { unit: UnitId }[]) => ({
    twins: new Set(all.map(({ unit }) => unit)).size,
    services: all.length,
  });
  const fields = [...Map.groupBy(raised, ({ line }) => line.field)]
    .map(([field, all]) => ({ field, ...countIn(all) }))
    .toSorted((a, b) => b.services - a.services || compareTexts(a.field, b.field));
  const procedures = [...Map.groupBy(raised, ({ line }) => line.procedure)]
    .map(([procedure, all]) => ({
      procedure,
      nameVi: all[0]?.line.nameVi ?? procedure,
      field: all[0]?.line.field ?? '',
      ...countIn(all),
      own: toRaise && (toRaise.get(procedure)?.length ?? 0),
    }))
    .toSorted(
      (a, b) =>
        Number((b.own ?? 0) > 0) - Number((a.own ?? 0) > 0) ||
        b.twins - a.twins ||
        b.services - a.services ||
        compareTexts(a.procedure, b.procedure),
    );
  return { services: raised.length, known: lines.size, fields, procedures };
}

/** Whether a service was in force a year ago, would have added one then, and has been raised so far since. */
function wasRaised(line: ServiceLine, adds: (service: ServiceLine) => boolean): boolean {
  const { previousLevel, level } = line;
  if (previousLevel === null || previousLevel >= level) return false;
  return adds({ ...line, level: previousLevel }) && !adds(line);
}
