// Units that a year ago stood where a unit stands now and have reached since what is asked of it, and what
// they raised meanwhile: the shortest answer to "how is it done". Pure; server/explain/twins.ts imports it.
import { compareTexts } from '../order.ts';
import { MONTHS_IN, periodOf, shiftPeriod } from '../period.ts';
import { countDemanded } from '../rational.ts';
import { rowOf } from '../release-lookup.ts';
import type { ReleaseContent, ScoreRow } from '../release.ts';
import type { ServiceLine } from '../service-count.ts';
import { targetOf } from '../standing.ts';
import { isMet } from '../target.ts';
import type { UnitId } from '../unit.ts';
import { type Counted, countedIn } from './count-pace.ts';
import { countedBy } from './counted-things.ts';
import { dusted, rowBefore } from './course-rows.ts';
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
 * `nobody` no unit of its group stood there and has reached since what is asked
 */
export type TwinsReason = 'no-figure' | 'no-target' | 'met' | 'no-year' | 'nobody';

export interface Twin {
  unitId: UnitId;
  then: Counted;
  now: Counted;
  /** The first period from which on it has never been short of what is asked. */
  metIn: string;
}

export interface Twins {
  /** The period a year before the one shown. */
  since: string;
  /** What the target asks of the unit, a fraction. */
  demand: number;
  /** The unit's own figure now. */
  own: Counted;
  /** Those that stood nearest first; of equals the first by id. */
  twins: Twin[];
}

/**
 * The twins of a unit on a share of the last release of a course. A twin is of the unit's group, stood a
 * year ago within `TWIN_REACH` of the unit's share of now and short of what is asked of the unit, and
 * reaches that now; what its own target asks, twice its own baseline perhaps, is not looked at. Whether
 * it was reached is told over whole counts, as of targets.
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
  const own = countedIn(row);
  if (!shown || !row || !own) return none('no-figure');
  const target = targetOf(shown, row.targetId);
  const { demand } = row;
  if (!target || demand === null || target.operator === '<=') return none('no-target');
  if (isMet(row.targetState)) return none('met');
  const since = shiftPeriod(shown.period, -periodsOfYear(shown.period));
  const at = course.findIndex(({ period }) => period === since);
  if (at < 0) return none('no-year');
  const year = course.slice(at);
  const twins = shown.rows
    .filter(
      ({ measure: code, groupId, unitId }) =>
        code === measure && groupId === row.groupId && unitId !== unit,
    )
    .flatMap((other) => twinOf(countsOf(year, other), other.unitId, { own, demand }) ?? [])
    .toSorted((a, b) => distance(a, own) - distance(b, own) || compareTexts(a.unitId, b.unitId));
  return twins.length === 0
    ? none('nobody')
    : { answer: { since, demand, own, twins }, reason: null };
}

const periodsOfYear = (period: string): number => 12 / MONTHS_IN[periodOf(period).frequency];

const distance = ({ then }: Pick<Twin, 'then'>, own: Counted): number =>
  dusted(Math.abs(then.value - own.value));

/** A share in each period of a year; null where the unit has none in the same group. */
type Year = readonly { period: string; figure: Counted | null }[];

const countsOf = (year: readonly ReleaseContent[], row: ScoreRow): Year =>
  year.map((release) => ({
    period: release.period,
    figure: countedIn(rowBefore(release, row)),
  }));

function twinOf(
  year: Year,
  unitId: UnitId,
  { own, demand }: Pick<Twins, 'own' | 'demand'>,
): Twin | null {
  const [then, now] = [year[0]?.figure, year.at(-1)?.figure];
  const isShort = ({ numerator, denominator }: Counted): boolean =>
    numerator < countDemanded(demand, denominator);
  if (!then || !now || !isShort(then) || isShort(now)) return null;
  if (distance({ then }, own) > TWIN_REACH) return null;
  const lastShort = year.findLastIndex(({ figure }) => figure && isShort(figure));
  const met = year.slice(lastShort + 1).find(({ figure }) => figure);
  return met ? { unitId, then, now, metIn: met.period } : null;
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
  /** Twins of which services are known; nothing is said of the others. */
  known: number;
  /** Twins that raised a service, and how many services those were. */
  twins: number;
  services: number;
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
export function raisedByTwins(
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
  const known = [...lines.values()].filter((services) => services.length > 0).length;
  return { known, ...countIn(raised), fields, procedures };
}

/** Whether a service was in force a year ago, would have added one then, and has been raised so far since. */
function wasRaised(line: ServiceLine, adds: (service: ServiceLine) => boolean): boolean {
  const { previousLevel, level } = line;
  if (previousLevel === null || previousLevel >= level) return false;
  return adds({ ...line, level: previousLevel }) && !adds(line);
}
