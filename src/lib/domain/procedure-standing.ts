// One procedure across all units: who offers it at which level and since when, how it is used, and whom
// to ask. Pure; server/explain/procedure.ts, its page and its API import it.
import { releaseBefore } from './explain/course-rows.ts';
import { compareTexts } from './order.ts';
import { rowOf } from './release-lookup.ts';
import type { Release } from './release.ts';
import type { MemberUnit, UnitId } from './unit.ts';
import { HEADLINE_MEASURE } from './usual-measures.ts';

/** A unit's service of the procedure, in force in the period. */
export interface ProcedureService {
  unitId: UnitId;
  code: string;
  nameVi: string;
  office: string;
  level: number;
  eligible: boolean;
  /** Dossiers of the period; of a source that tells by the month those of its last month. */
  received: number;
  filedOnline: number;
  handledOnline: number;
  onTime: number;
}

/** The level of one service at the end of some period. */
export interface LevelThen {
  unitId: UnitId;
  periodEnd: string;
  level: number;
}

/**
 * `offered` it has a service of the procedure · `not-offered` its services are known and none is of it ·
 * `no-rows` its services are not known one by one · `no-figure` nothing is known of it this period
 */
export type Offer = 'offered' | 'not-offered' | 'no-rows' | 'no-figure';

export interface UnitOnProcedure {
  unit: MemberUnit;
  offer: Offer;
  /** The highest level of its services of the procedure; null where it is not known to offer it. */
  level: number | null;
  /** The first period of the unbroken run at that level; null without one. */
  since: string | null;
  /** True where it may be older: the period before is not known of it. */
  sinceOrBefore: boolean;
  services: ProcedureService[];
  /** Services that qualify for level 4 and are below it. */
  toRaise: number;
  /** Dossiers of the period, over its services of the procedure. */
  received: number;
  filedOnline: number;
  handledOnline: number;
  onTime: number;
}

export interface ProcedureFacts {
  services: readonly ProcedureService[];
  levels: readonly LevelThen[];
  /** Of which unit single services are known at the end of which period. */
  known: readonly Pick<LevelThen, 'unitId' | 'periodEnd'>[];
}

/**
 * Every unit of the release on a procedure, in the order of the release.
 *
 * @param course releases of one series, oldest first, the one that is asked of last
 */
export function procedureStanding(
  course: readonly Release[],
  { services, levels, known }: ProcedureFacts,
): UnitOnProcedure[] {
  const release = course.at(-1);
  if (!release) return [];
  const byUnit = Map.groupBy(services, ({ unitId }) => unitId);
  const past = {
    highest: highestOf(levels),
    known: new Set(known.map(({ unitId, periodEnd }) => keyOf(unitId, periodEnd))),
  };
  return release.rules.units
    .filter(({ providesServices }) => providesServices)
    .map((unit) => {
      const own = byUnit.get(unit.id) ?? [];
      const sum = (pick: (service: ProcedureService) => number): number =>
        own.reduce((total, service) => total + pick(service), 0);
      return {
        unit,
        offer: offerOf(release, unit.id, own, past),
        level: own.length > 0 ? Math.max(...own.map(({ level }) => level)) : null,
        ...sinceOf(course, unit.id, past),
        services: own.toSorted((a, b) => b.received - a.received || compareTexts(a.code, b.code)),
        toRaise: own.filter(({ eligible, level }) => eligible && level < 4).length,
        received: sum(({ received }) => received),
        filedOnline: sum(({ filedOnline }) => filedOnline),
        handledOnline: sum(({ handledOnline }) => handledOnline),
        onTime: sum(({ onTime }) => onTime),
      };
    });
}

/** Keys are of a unit and the end of a period. */
interface Past {
  highest: ReadonlyMap<string, number>;
  known: ReadonlySet<string>;
}

function offerOf(
  release: Release,
  unit: UnitId,
  own: readonly ProcedureService[],
  { known }: Past,
): Offer {
  if (own.length > 0) return 'offered';
  if (known.has(keyOf(unit, release.periodEnd))) return 'not-offered';
  return rowOf(release, unit, HEADLINE_MEASURE)?.value == null ? 'no-figure' : 'no-rows';
}

const keyOf = (unit: UnitId, periodEnd: string): string => `${unit} ${periodEnd}`;

function highestOf(levels: readonly LevelThen[]): Map<string, number> {
  const highest = new Map<string, number>();
  for (const { unitId, periodEnd, level } of levels) {
    const key = keyOf(unitId, periodEnd);
    highest.set(key, Math.max(level, highest.get(key) ?? 0));
  }
  return highest;
}

/** Where the run of the level it has now begins. */
function sinceOf(
  course: readonly Release[],
  unit: UnitId,
  { highest, known }: Past,
): Pick<UnitOnProcedure, 'since' | 'sinceOrBefore'> {
  const levelIn = ({ periodEnd }: Release) => highest.get(keyOf(unit, periodEnd)) ?? null;
  const now = course.at(-1);
  const level = now ? levelIn(now) : null;
  if (level === null) return { since: null, sinceOrBefore: false };
  const other = course.findLastIndex((release) => levelIn(release) !== level);
  const before = releaseBefore(course.slice(0, other + 2));
  // Where nothing is known of its services then, it may have had it already.
  const isKnown = before !== null && known.has(keyOf(unit, before.periodEnd));
  return { since: course[other + 1]?.period ?? null, sinceOrBefore: !isKnown };
}

/** What the units of one group come to on a procedure. */
export interface GroupOnProcedure {
  groupId: string;
  units: number;
  /** Units of which it is known whether they offer it. */
  known: number;
  offering: number;
  atLevel4: number;
  /** Units that have a service of it to raise. */
  toRaise: number;
}

/** Each group in which anybody offers it, that with most who do first. */
export function groupsOnProcedure(standing: readonly UnitOnProcedure[]): GroupOnProcedure[] {
  const count = (own: readonly UnitOnProcedure[], is: (each: UnitOnProcedure) => boolean) =>
    own.filter(is).length;
  return [...Map.groupBy(standing, ({ unit }) => unit.groupId)]
    .map(([groupId, own]) => ({
      groupId,
      units: own.length,
      known: count(own, ({ offer }) => offer === 'offered' || offer === 'not-offered'),
      offering: count(own, ({ offer }) => offer === 'offered'),
      atLevel4: count(own, ({ level }) => level === 4),
      toRaise: count(own, ({ toRaise }) => toRaise > 0),
    }))
    .filter(({ offering }) => offering > 0)
    .toSorted((a, b) => b.offering - a.offering || compareTexts(a.groupId, b.groupId));
}

/** Whom to ask: those that have it at level 4 and in use, those with most dossiers filed online first. */
export const whomToAsk = (standing: readonly UnitOnProcedure[], most: number): UnitOnProcedure[] =>
  standing
    .filter(({ level, filedOnline }) => level === 4 && filedOnline > 0)
    .toSorted((a, b) => b.filedOnline - a.filedOnline || compareTexts(a.unit.id, b.unit.id))
    .slice(0, most);
