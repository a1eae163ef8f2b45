// Releases on the boundaries of another year, for pages and API: which years are told apart by
// mergers, and a course of releases redrawn for one of them, kept in memory for a while.
import { redrawCourse, type Boundaries, type Redrawn } from '#lib/domain/boundaries.ts';
import { pastOf, type Past } from '#lib/domain/explain/past.ts';
import { hanoiDay } from '#lib/domain/format.ts';
import type { MeasureCode } from '#lib/domain/indicator.ts';
import { lastMadeOn, type Transfer } from '#lib/domain/lineage.ts';
import type { Release } from '#lib/domain/release.ts';
import type { MemberUnit, UnitId } from '#lib/domain/unit.ts';
import { GATHERED_SERIES } from '#lib/domain/usual-measures.ts';
import type { Db } from '../db/client.ts';
import { keepLast } from '../keep-last.ts';
import { createLastKnown } from '../last-known.ts';
import { readTransfers } from '../store/facts.ts';
import { readGroups, readMembers } from '../store/rules.ts';

/** Redrawn courses kept in memory; one measure of three years of quarters is half a megabyte. */
const COURSES_KEPT = 40;

/** Boundaries of a year are those of its last day. */
const lastDayOf = (year: string): string => `${year}-12-31`;

/** A release as it would stand on the boundaries of a year. */
export interface OnBoundaries extends Redrawn {
  year: string;
  /** Its last day, ISO. */
  day: string;
  /** The release as it was published. `release` has an id of its own, under which nothing is stored. */
  published: Release;
  /** The whole course, the release last. */
  course: Release[];
  redrawn: Redrawn[];
}

type Ask = (question: null) => Promise<Transfer[]>;
const asks = new WeakMap<Db, Ask>();

/** The catalogue's transfers; pages that only offer other years do without the database for a while. */
function transfersOf(db: Db): Promise<Transfer[]> {
  const ask: Ask = asks.get(db) ?? createLastKnown()(() => readTransfers(db));
  asks.set(db, ask);
  return ask(null);
}

/**
 * The years whose boundaries differ from each other, oldest first: for every year with a transfer that
 * year and the one before it.
 */
export async function readBoundaryYears(db: Db): Promise<string[]> {
  const years = (await transfersOf(db)).map(({ onDay }) => Number(onDay.slice(0, 4)));
  return [...new Set(years.flatMap((year) => [year - 1, year]))].sort().map(String);
}

/** The units of a year, of the groups that a course ranks. */
async function readBoundaries(
  db: Db,
  course: readonly Release[],
  year: string,
): Promise<Boundaries> {
  const day = lastDayOf(year);
  const ranked = new Set(course.flatMap(({ rules }) => rules.groups.map(({ id }) => id)));
  const [groups, units, transfers] = await Promise.all([
    readGroups(db, GATHERED_SERIES, day),
    readMembers(db, GATHERED_SERIES, day),
    transfersOf(db),
  ]);
  return {
    day,
    groups: groups.filter(({ id }) => ranked.has(id)),
    units: units.filter(({ groupId }) => ranked.has(groupId)),
    transfers,
  };
}

/** The years among `readBoundaryYears` in which the units were others than those of the release. */
export async function readOtherYears(db: Db, release: Release): Promise<string[]> {
  const own = release.periodEnd;
  const [years, transfers] = await Promise.all([readBoundaryYears(db), transfersOf(db)]);
  return years.filter((year) => {
    const [first = '', last = ''] = [own, lastDayOf(year)].sort();
    return transfers.some(({ onDay }) => onDay > first && onDay <= last);
  });
}

const keep = keepLast<Redrawn[]>(COURSES_KEPT);

function redraw(
  db: Db,
  course: readonly Release[],
  year: string,
  measure: MeasureCode,
): Promise<Redrawn[]> {
  const key = [year, measure, ...course.map(({ id }) => id)].join(' ');
  return keep(key, async () => {
    const boundaries = await readBoundaries(db, course, year);
    const releasedOnOf = ({ firstReleasedAt }: Release): string => hanoiDay(firstReleasedAt);
    return redrawCourse(course, boundaries, releasedOnOf, measure).map((each) => ({
      ...each,
      release: { ...each.release, id: `${each.release.id}-${year}` },
    }));
  });
}

/**
 * The last release of a course on the boundaries of a year, as far as a measure hangs on it: other rows
 * are left out.
 *
 * @param course as `Published.shown` gives it, oldest first
 * @returns null where the year has the units that the release has anyway, or the course is empty
 */
export async function readOnBoundaries(
  db: Db,
  course: readonly Release[],
  year: string,
  measure: MeasureCode,
): Promise<OnBoundaries | null> {
  const release = course.at(-1);
  if (!release || !(await readOtherYears(db, release)).includes(year)) return null;
  const redrawn = await redraw(db, course, year, measure);
  const last = redrawn.at(-1);
  return last
    ? {
        ...last,
        published: release,
        year,
        day: lastDayOf(year),
        course: redrawn.map((each) => each.release),
        redrawn,
      }
    : null;
}

/** The past of a unit before it was made of others, or took something in. */
export interface UnitPast extends Past {
  /** The first day of the unit as it is now. */
  since: string;
  /** Everyone who is named: the units of then and now. */
  units: MemberUnit[];
}

/**
 * A unit's past on its own boundaries, also of one that kept its id and took in others or a field of
 * theirs.
 *
 * @param course releases, oldest first; those from before the unit was as it is are looked at
 * @returns null where it always was the same unit, or has no release from before
 */
export async function readUnitPast(
  db: Db,
  course: readonly Release[],
  { unit, measure }: { unit: UnitId; measure: string },
): Promise<UnitPast | null> {
  const since = lastMadeOn(await transfersOf(db), unit);
  if (since === null) return null;
  const before = course.filter(({ periodEnd }) => periodEnd < since);
  const found = await readOnBoundaries(db, before, since.slice(0, 4), measure);
  if (!found) return null;
  const units = [...found.release.rules.units, ...(before.at(-1)?.rules.units ?? [])];
  return { ...pastOf(before, found.redrawn, unit, measure), since, units };
}
