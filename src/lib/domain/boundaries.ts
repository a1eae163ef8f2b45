// Releases as they would stand on the boundaries of another day: counts of merged units are added,
// shares are rebuilt from the counts, and scores and ranks are worked out anew by the releases' own
// rules. Nothing is averaged; where that leaves no figure, the reason is named. Pure.
import { buildRelease } from './build-release.ts';
import { figureOf, sumFigures } from './figures.ts';
import type { Indicator, MeasureCode } from './indicator.ts';
import { composeUnits, type Composition, type Transfer } from './lineage.ts';
import type { Observation } from './observation.ts';
import { periodOf } from './period.ts';
import { rowOf } from './release-lookup.ts';
import type { Release, ReleaseContent, Rules, ScoreRow, Summary } from './release.ts';
import type { Group, MemberUnit, UnitId } from './unit.ts';

/** The units of one day, in their groups, and how units became other units. */
export interface Boundaries {
  day: string;
  groups: Group[];
  units: MemberUnit[];
  transfers: readonly Transfer[];
}

/**
 * Why a unit has no figure on other boundaries, where its parts have some or should have:
 * - `part-missing` `units` have none
 * - `not-added` the measure has no counts to add: a flag, a score, or a share given without counts
 * - `split`, `divided`, `merged` as in `Composition`
 */
export interface Stop {
  reason: 'part-missing' | 'not-added' | 'split' | 'divided' | 'merged';
  units: UnitId[];
}

export interface Redrawn<R extends ReleaseContent = Release> {
  release: R;
  /** What each unit is made of. */
  composition: ReadonlyMap<UnitId, Composition>;
  /** Why a unit has no figure of an indicator, by `stopKey`. */
  stops: ReadonlyMap<string, Stop>;
}

/** @param indicator its code */
export const stopKey = (unit: UnitId, indicator: string): string => `${unit} ${indicator}`;

type Figured = Pick<
  Observation,
  | 'value'
  | 'numerator'
  | 'denominator'
  | 'missing'
  | 'missingNote'
  | 'status'
  | 'qualifier'
  | 'sourceId'
  | 'runId'
  | 'version'
  | 'reason'
>;

const NOTHING: Figured = {
  value: null,
  numerator: null,
  denominator: null,
  missing: 'other',
  missingNote: null,
  status: 'M',
  qualifier: null,
  // Of no single source; `withoutOrigin` takes these out again.
  sourceId: '',
  runId: '',
  version: 0,
  reason: null,
};

/** The figure of a unit that goes on as another one. */
const carried = (row: ScoreRow): Figured => ({
  value: row.value,
  numerator: row.numerator,
  denominator: row.denominator,
  missing: row.missing,
  // Beside a figure stands what its target lacks, which is worked out anew.
  missingNote: row.value === null ? row.missingNote : null,
  status: row.status ?? 'M',
  qualifier: row.qualifier,
  sourceId: row.sourceId ?? '',
  runId: row.runId ?? '',
  version: row.version ?? 0,
  reason: row.reason,
});

/** Nothing was counted because there was nothing to count: it adds 0 to both counts. */
const isEmpty = (row: ScoreRow | null): boolean => row?.missing === 'no-denominator';

/** A unit that makes part of another; without a row where the release does not hold it. */
interface Part {
  unit: UnitId;
  row: ScoreRow | null;
}

/** Several units as one, or why they make none. */
function added(indicator: Indicator, parts: readonly Part[]): Figured | Stop {
  const { measure } = indicator;
  if (measure === 'flag' || measure === 'score') return { reason: 'not-added', units: [] };
  const lacking = parts.filter(({ row }) => row?.value == null && !isEmpty(row));
  if (lacking.length > 0) return { reason: 'part-missing', units: lacking.map(({ unit }) => unit) };
  const counted = parts.flatMap(({ row }) => (row && !isEmpty(row) ? [row] : []));
  if (counted.length === 0) return { ...NOTHING, missing: 'no-denominator' };
  const figures = counted.flatMap((row) => figureOf(row) ?? []);
  const sum = sumFigures(measure, figures);
  if (sum === null) return { reason: 'not-added', units: [] };
  return {
    ...NOTHING,
    ...sum,
    missing: null,
    status: counted.find(({ status }) => status !== 'A')?.status ?? 'A',
    qualifier: counted.find(({ qualifier }) => qualifier !== null)?.qualifier ?? null,
  };
}

/** A unit's figure on the wanted boundaries; null where the release holds nothing of its parts. */
function figureFor(
  release: ReleaseContent,
  indicator: Indicator,
  composition: Composition,
): Figured | Stop | null {
  if (composition.kind !== 'parts') return { reason: composition.kind, units: composition.units };
  const all = composition.units.map((unit) => ({
    unit,
    row: rowOf(release, unit, indicator.code),
  }));
  if (all.every(({ row }) => row === null)) return null;
  // A body without services adds nothing and owes nothing.
  const owing = all.filter(({ row }) => row?.missing !== 'not-applicable');
  const parts = owing.length > 0 ? owing : all.slice(0, 1);
  const [sole] = parts;
  return parts.length === 1 && sole?.row ? carried(sole.row) : added(indicator, parts);
}

const isStop = (found: Figured | Stop): found is Stop => 'units' in found;

interface Redrawing {
  composition: Map<UnitId, Composition>;
  stops: Map<string, Stop>;
  observations: Observation[];
}

/** The rules without what a measure does not hang on; all of them where none is named. */
function rulesFor(rules: Rules, measure: MeasureCode | null): Rules {
  if (measure === null) return rules;
  const [code, node] = measure.split(':');
  const indices = rules.indices.filter((index) => node !== undefined && index.code === code);
  const leaves = new Set(
    indices.flatMap(({ nodes }) => nodes.map(({ indicatorId }) => indicatorId)),
  );
  const indicators = rules.indicators.filter((each) => each.code === code || leaves.has(each.id));
  return { ...rules, indicators, indices };
}

/** Figures of a release on the wanted boundaries, of the indicators among some rules. */
function redrawFigures(
  release: ReleaseContent,
  { indicators }: Rules,
  boundaries: Boundaries,
): Redrawing {
  const { rules, period, illustrative } = release;
  const composition = composeUnits(
    boundaries.transfers,
    { day: periodOf(period).end, units: rules.units.map(({ id }) => id) },
    { day: boundaries.day, units: boundaries.units.map(({ id }) => id) },
  );
  const measured = new Set(release.rows.map(({ measure }) => measure));
  const stops = new Map<string, Stop>();
  const observations: Observation[] = [];
  for (const indicator of indicators.filter(({ code }) => measured.has(code))) {
    for (const [unit, made] of composition) {
      const found = figureFor(release, indicator, made);
      if (found === null) continue;
      if (isStop(found)) stops.set(stopKey(unit, indicator.code), found);
      observations.push({
        ...(isStop(found) ? NOTHING : found),
        unitId: unit,
        indicatorId: indicator.id,
        period,
        illustrative,
        origin: 'counted',
      });
    }
  }
  return { composition, stops, observations };
}

const withoutOrigin = (row: ScoreRow): ScoreRow => ({
  ...row,
  sourceId: row.sourceId || null,
  runId: row.runId || null,
  version: row.version || null,
});

/** The nation has no boundaries of ours inside it: what was said of it stands. */
function summariesOf(own: readonly Summary[], redrawn: readonly Summary[]): Summary[] {
  return [
    ...redrawn.filter(({ groupId }) => groupId !== null),
    ...own.filter(({ groupId }) => groupId === null),
  ];
}

/**
 * A course of releases on other boundaries, in the same order. Each is built anew from the figures of
 * the course up to it, by its own rules, so that ranks, changes and states are those of a country that
 * had always been so divided. Rows that are sums name no source. National summaries are left as they were.
 *
 * @param course releases of one series, oldest first
 * @param releasedOnOf ISO day on which a release's period was first released
 * @param measure the one that is looked at, whose rows alone are redrawn, of a part of an index with what
 * it is made of; null for all
 */
export function redrawCourse<R extends ReleaseContent>(
  course: readonly R[],
  boundaries: Boundaries,
  releasedOnOf: (release: R) => string,
  measure: MeasureCode | null = null,
): Redrawn<R>[] {
  const observations: Observation[] = [];
  let previous: ReleaseContent | null = null;
  return course.map((release): Redrawn<R> => {
    const { groups, units } = boundaries;
    const rules = { ...rulesFor(release.rules, measure), groups, units };
    const { composition, stops, observations: own } = redrawFigures(release, rules, boundaries);
    observations.push(...own);
    const content: ReleaseContent = buildRelease({
      rules,
      period: periodOf(release.period),
      observations: [...observations],
      previous,
      releasedOn: releasedOnOf(release),
    });
    previous = content;
    const summaries = summariesOf(release.summaries, content.summaries);
    const rows = content.rows.map(withoutOrigin);
    const redrawn = { ...release, rules: { ...release.rules, groups, units }, rows, summaries };
    return { release: redrawn, composition, stops };
  });
}
