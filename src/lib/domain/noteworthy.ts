// What changed with a release that is worth a sentence of its own, by a rule that is printed beside it:
// one change of each kind in turn, the largest first. Facts only; the words are the page's. Pure.
import { dusted, releaseBefore, rowBefore } from './explain/course-rows.ts';
import type { Indicator } from './indicator.ts';
import { compareTexts } from './order.ts';
import { releaseDifferences } from './release-differences.ts';
import { summaryOf } from './release-lookup.ts';
import type { LastKnown, ReleaseContent, ScoreRow, Summary } from './release.ts';
import { targetOf } from './standing.ts';
import { isMet, type Target } from './target.ts';
import type { MemberUnit } from './unit.ts';

/** In the order in which they are told. */
const NOTED_KINDS = [
  'nation-met',
  'nation-unmet',
  'met',
  'unmet',
  'corrected',
  'returned',
  'first',
  'lowest',
  'fell',
  'rose',
] as const;
export type NotedKind = (typeof NOTED_KINDS)[number];

/** From where on a change is told. Printed on the page. */
export const NOTED_LIMITS = {
  /** Services, dossiers or documents that a share is of: of fewer, one alone moves it a lot. */
  counts: 50,
  /** A fraction: one percentage point. */
  points: 0.01,
  /** Earlier figures that a lowest one is the lowest of. */
  earlier: 4,
  /** Changes that are told. */
  most: 5,
} as const;

/** A unit's figure in the period before and now. */
export interface MovedUnit {
  unit: MemberUnit;
  before: ScoreRow;
  now: ScoreRow;
}

/** A unit that has a figure and had none in the period before. */
export interface HeardUnit {
  unit: MemberUnit;
  now: ScoreRow;
  /** Periods in a row without a figure before this one. */
  missed: number;
  lastKnown: LastKnown | null;
}

/** What every change has. Shares are fractions; "before" is the period before. */
interface Noting {
  indicator: Indicator;
  /** What decides which of a kind is told first: units, figures, or a difference of shares. */
  size: number;
}

/** The nation's figure has crossed the line of its target. */
export interface NotedNation extends Noting {
  kind: 'nation-met' | 'nation-unmet';
  target: Target;
  before: Summary;
  now: Summary;
}

/** Units of a group have crossed the line of their target. */
export interface NotedCrossing extends Noting {
  kind: 'met' | 'unmet';
  target: Target;
  groupId: string;
  /** The largest move first. */
  units: MovedUnit[];
  /** How many of the group meet it now, and how many it is for. */
  met: number;
  of: number;
}

/** Figures are stated otherwise than in the release that this one replaced. */
export interface NotedCorrection extends Noting {
  kind: 'corrected';
  figures: number;
  /** How many units they are of. */
  units: number;
  /** Whose share was changed most, from what to what. */
  unit: MemberUnit;
  before: number;
  now: number;
}

/** Units are heard of again, or for the first time. */
interface NotedArrival extends Noting {
  kind: 'returned' | 'first';
  units: HeardUnit[];
}

/** A share is lower than in every earlier period. */
export interface NotedLowest extends Noting, MovedUnit {
  kind: 'lowest';
  /** The lowest before, and how many earlier figures it is the lowest of. */
  lowest: { value: number; period: string };
  earlier: number;
}

/** A share fell or rose on the period before. */
export interface NotedMove extends Noting, MovedUnit {
  kind: 'fell' | 'rose';
}

export type Noted =
  NotedNation | NotedCrossing | NotedCorrection | NotedArrival | NotedLowest | NotedMove;

/**
 * The changes of the last release of a course that are told, five at most. Compared are figures with
 * those of the period right before; without a release of it only corrections can be told.
 *
 * Rises, falls and lowest figures are looked for in shares that a target judges, of which more is
 * better and which are of 50 at least in both periods; told from one point on. A unit is named by one
 * change alone.
 *
 * @param course releases of one series, oldest first
 * @param measure whose first figures and returns are told
 * @param replaced the release of the same period that the last one replaced; null for a first one
 */
export function notedChanges(
  course: readonly ReleaseContent[],
  measure: string,
  replaced: ReleaseContent | null = null,
): Noted[] {
  const release = course.at(-1);
  if (!release) return [];
  const previous = releaseBefore(course);
  const found = release.rules.indicators.flatMap((indicator): Noted[] =>
    previous
      ? [
          ...nationCrossings(release, previous, indicator),
          ...crossings(release, previous, indicator),
          ...moves(course, previous, indicator),
          ...(indicator.code === measure ? heard(release, previous, indicator) : []),
        ]
      : [],
  );
  return inTurns([...found, ...corrected(release, replaced)]).slice(0, NOTED_LIMITS.most);
}

/** One of each kind in turn, the largest first; who was named already is passed over. */
function inTurns(found: readonly Noted[]): Noted[] {
  const queues = NOTED_KINDS.map((kind) =>
    found
      .filter((each) => each.kind === kind)
      .toSorted((a, b) => b.size - a.size || compareTexts(keyOf(a), keyOf(b))),
  );
  const told: Noted[] = [];
  const named = new Set<string>();
  const isNamed = (id: string): boolean => named.has(id);
  while (queues.some(({ length }) => length > 0)) {
    for (const queue of queues) {
      let chosen = queue.shift();
      while (chosen && subjects(chosen).some(isNamed)) chosen = queue.shift();
      if (!chosen) continue;
      told.push(chosen);
      for (const id of subjects(chosen)) named.add(id);
    }
  }
  return told;
}

/** Who a change is about; of more than three units no one in particular. */
const NAMED = 3;
function subjects(noted: Noted): string[] {
  if ('unit' in noted) return [noted.unit.id];
  if (!('units' in noted) || typeof noted.units === 'number') return [];
  return noted.units.length > NAMED ? [] : noted.units.map(({ unit }) => unit.id);
}

const keyOf = (noted: Noted): string => [noted.indicator.code, ...subjects(noted)].join(' ');

/** The same target judged both, both have a figure, and one of them meets it. */
function hasCrossed(
  before: Pick<ScoreRow | Summary, 'targetId' | 'targetState' | 'value'>,
  now: Pick<ScoreRow | Summary, 'targetId' | 'targetState' | 'value'>,
): boolean {
  return (
    now.targetId !== null &&
    before.targetId === now.targetId &&
    before.value !== null &&
    now.value !== null &&
    isMet(before.targetState) !== isMet(now.targetState)
  );
}

function nationCrossings(
  release: ReleaseContent,
  previous: ReleaseContent,
  indicator: Indicator,
): Noted[] {
  const [before, now] = [previous, release].map((each) => summaryOf(each, indicator.code, null));
  const target = targetOf(release, now?.targetId ?? null);
  if (!before || !now || !target || !hasCrossed(before, now)) return [];
  const kind = isMet(now.targetState) ? 'nation-met' : 'nation-unmet';
  const size = Math.abs((now.value ?? 0) - (before.value ?? 0));
  return [{ kind, indicator, target, before, now, size }];
}

function crossings(
  release: ReleaseContent,
  previous: ReleaseContent,
  indicator: Indicator,
): Noted[] {
  const crossed = movedUnits(release, previous, indicator).filter(({ before, now }) =>
    hasCrossed(before, now),
  );
  const sides = Map.groupBy(
    crossed,
    ({ now }) => `${now.groupId} ${now.targetId} ${isMet(now.targetState)}`,
  );
  return [...sides.values()].flatMap((side): Noted[] => {
    const units = side.toSorted((a, b) => sizeOf(b) - sizeOf(a));
    const { targetId = null, targetState = 'no_target', groupId = '' } = units[0]?.now ?? {};
    const target = targetOf(release, targetId);
    const summary = summaryOf(release, indicator.code, groupId);
    if (!target || !summary) return [];
    const { met, withTarget: of } = summary;
    const kind = isMet(targetState) ? 'met' : 'unmet';
    return [{ kind, indicator, target, groupId, units, met, of, size: units.length }];
  });
}

const sizeOf = ({ before, now }: MovedUnit): number =>
  Math.abs((now.value ?? 0) - (before.value ?? 0));

/** Units of the release with a figure in both, in the same group. */
function movedUnits(
  release: ReleaseContent,
  previous: ReleaseContent,
  { code }: Indicator,
): MovedUnit[] {
  const units = new Map(release.rules.units.map((unit) => [`${unit.groupId} ${unit.id}`, unit]));
  return release.rows.flatMap((now) => {
    if (now.measure !== code || now.value === null) return [];
    const unit = units.get(`${now.groupId} ${now.unitId}`);
    const before = rowBefore(previous, now);
    return unit && before?.value != null ? [{ unit, before, now }] : [];
  });
}

const isOfEnough = ({ denominator }: ScoreRow): boolean =>
  (denominator ?? 0) >= NOTED_LIMITS.counts;

function moves(
  course: readonly ReleaseContent[],
  previous: ReleaseContent,
  indicator: Indicator,
): Noted[] {
  const release = course.at(-1);
  if (!release || indicator.measure !== 'share' || indicator.direction !== 'higher') return [];
  const judged = movedUnits(release, previous, indicator).filter(
    ({ before, now }) => now.targetId !== null && isOfEnough(before) && isOfEnough(now),
  );
  return judged.flatMap((moved): Noted[] => {
    const size = dusted(sizeOf(moved));
    const hasFallen = (moved.now.value ?? 0) < (moved.before.value ?? 0);
    const kind = hasFallen ? 'fell' : 'rose';
    const told: Noted[] = size < NOTED_LIMITS.points ? [] : [{ kind, indicator, ...moved, size }];
    return hasFallen ? [...told, ...lowest(course, indicator, moved)] : told;
  });
}

function lowest(
  course: readonly ReleaseContent[],
  indicator: Indicator,
  moved: MovedUnit,
): Noted[] {
  const earlier = course.slice(0, -1).flatMap((release) => {
    const value = rowBefore(release, moved.now)?.value ?? null;
    return value === null ? [] : [{ value, period: release.period }];
  });
  if (earlier.length < NOTED_LIMITS.earlier) return [];
  const [least] = earlier.toSorted((a, b) => a.value - b.value);
  const size = dusted((least?.value ?? 0) - (moved.now.value ?? 0));
  if (!least || size < NOTED_LIMITS.points) return [];
  return [{ kind: 'lowest', indicator, ...moved, lowest: least, earlier: earlier.length, size }];
}

/** Who is heard of again, and who for the first time. */
function heard(release: ReleaseContent, previous: ReleaseContent, indicator: Indicator): Noted[] {
  const units = release.rules.units.flatMap((unit): HeardUnit[] => {
    const now = release.rows.find(
      (row) =>
        row.measure === indicator.code && row.unitId === unit.id && row.groupId === unit.groupId,
    );
    const before = now && rowBefore(previous, now);
    if (now?.value == null || !before || before.value !== null) return [];
    return before.missing === 'not-applicable'
      ? []
      : [{ unit, now, missed: before.periodsMissed, lastKnown: before.lastKnown }];
  });
  const told = [
    { kind: 'returned' as const, units: units.filter(({ lastKnown }) => lastKnown !== null) },
    { kind: 'first' as const, units: units.filter(({ lastKnown }) => lastKnown === null) },
  ];
  return told
    .filter(({ units: { length } }) => length > 0)
    .map((each) => ({ ...each, indicator, size: each.units.length }));
}

/** What the release says otherwise than the one it replaced; absences are no figures. */
function corrected(release: ReleaseContent, replaced: ReleaseContent | null): Noted[] {
  if (!replaced) return [];
  const figures = releaseDifferences(replaced, release).figures.filter(
    ({ kind }) => kind === 'revised',
  );
  const shares = figures.flatMap(({ measure, unitId, before, after }) => {
    const indicator = release.rules.indicators.find(({ code }) => code === measure);
    const unit = release.rules.units.find(({ id }) => id === unitId);
    if (indicator?.measure !== 'share' || !unit) return [];
    if (before?.value == null || after?.value == null) return [];
    return [{ indicator, unit, before: before.value, now: after.value }];
  });
  const largest = shares.toSorted(
    (a, b) => Math.abs(b.now - b.before) - Math.abs(a.now - a.before),
  )[0];
  if (!largest) return [];
  const units = new Set(figures.map(({ unitId }) => unitId)).size;
  return [{ kind: 'corrected', ...largest, figures: figures.length, units, size: figures.length }];
}
