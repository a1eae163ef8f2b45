// What a series says of each of its groups in one release: who leads, who is last, who rose most, the
// parts that the ranking is made of, and how its scores spread. Facts only; the words are the pages'.
// Pure; pages on series, provinces and bodies import it.
import { binsOf, medianOf, type Bin } from './bins.ts';
import { compareRanked } from './compare-ranked.ts';
import { nodeMeasure, type IndexVersion, type MeasureCode } from './indicator.ts';
import type { UnitRow } from './overview.ts';
import { periodOf } from './period.ts';
import { decimalsIn, faceOf, splitRows, type MeasureFace } from './ranking.ts';
import { rankedIn, rowOf } from './release-lookup.ts';
import type { ReleaseContent, ScoreRow } from './release.ts';
import { versionOn } from './score.ts';
import type { Group, MemberUnit } from './unit.ts';

/** An index of more parts than these is read part by part, in the rankings of each. */
const MOST_PARTS = 10;

/** One ranked unit with its figure on each part, in the order of the parts; null where one is missing. */
export interface OverviewLine extends UnitRow {
  parts: (number | null)[];
}

/** A unit without a score, and why: for want of which kind of figure, where figures are missing. */
export interface Absent extends UnitRow {
  reason: Pick<ScoreRow, 'missing' | 'missingNote'>;
}

export interface GroupFinding {
  /** Everybody on the first place. */
  leaders: MemberUnit[];
  /** Everybody on the last place; nobody where that is the first one too. */
  last: MemberUnit[];
  /** Who won most places; null where nobody did, or where other units were ranked before. */
  rise: { units: MemberUnit[]; places: number } | null;
  /** Whether the very same units were ranked before, so that places can be compared. */
  isComparable: boolean;
}

/** One group on one index, or, in a series without an index, on its first ranked indicator. */
export interface GroupOverview {
  group: Group;
  face: MeasureFace;
  parts: MeasureFace[];
  /** Best first; those of one place in the order of the release's units. */
  ranked: OverviewLine[];
  unranked: Absent[];
  finding: GroupFinding;
  /** Mean of the ranked units' figures on each part, a unit counting once; null where none has one. */
  means: (number | null)[];
  median: number | null;
  bins: Bin[];
}

/** The version of the index that a measure names, as valid in the release's period; null of an indicator. */
const versionIn = ({ rules, period }: ReleaseContent, measure: MeasureCode): IndexVersion | null =>
  versionOn(rules.indices, measure.split(':')[0] ?? '', periodOf(period).end);

/** The node at the top of an index. */
function rootOf(release: ReleaseContent, code: string): MeasureCode | null {
  const root = versionIn(release, code)?.nodes[0];
  return root ? nodeMeasure(code, root.code) : null;
}

/** The indices that rank a unit of the group; where none does, the first of all, which ranks nobody. */
function headsOf(release: ReleaseContent, groupId: string): MeasureCode[] {
  const { indices, indicators } = release.rules;
  const isRanking = (measure: MeasureCode): boolean => rankedIn(release, groupId, measure) > 0;
  const codes = [...new Set(indices.map(({ code }) => code))];
  const roots = codes.flatMap((code) => rootOf(release, code) ?? []);
  const ranking = roots.filter(isRanking);
  if (roots.length > 0) return ranking.length > 0 ? ranking : roots.slice(0, 1);
  const first = indicators.map(({ code }) => code).find(isRanking);
  return first === undefined ? [] : [first];
}

/** What stands under the root; beside an indicator the other indicators that rank the group. */
function partsOf(release: ReleaseContent, groupId: string, head: MeasureCode): MeasureCode[] {
  const [index = '', root] = head.split(':');
  const parts =
    root === undefined
      ? release.rules.indicators
          .map(({ code }) => code)
          .filter((code) => code !== head && rankedIn(release, groupId, code) > 0)
      : (versionIn(release, head)?.nodes ?? [])
          .filter(({ parent }) => parent === root)
          .map(({ code }) => nodeMeasure(index, code));
  // A root of one part says again what the part says.
  const isTold = root === undefined || parts.length > 1;
  return isTold && parts.length <= MOST_PARTS ? parts : [];
}

function findingOf(ranked: readonly UnitRow[], isComparable: boolean): GroupFinding {
  const lowest = Math.max(...ranked.map(({ row }) => row.rank ?? 0));
  const unitsWhere = (has: (entry: UnitRow) => boolean): MemberUnit[] =>
    ranked.filter(has).map(({ unit }) => unit);
  const riseOf = ({ row: { rank, previousRank } }: UnitRow): number =>
    rank === null || previousRank === null ? 0 : previousRank - rank;
  const places = isComparable ? Math.max(0, ...ranked.map(riseOf)) : 0;
  return {
    leaders: unitsWhere(({ row }) => row.rank === 1),
    last: lowest > 1 ? unitsWhere(({ row }) => row.rank === lowest) : [],
    rise: places > 0 ? { units: unitsWhere((entry) => riseOf(entry) === places), places } : null,
    isComparable,
  };
}

/**
 * That a part is missing says little: of the figures that an index is made of, those that the unit lacks
 * say why; the reason of most of them stands for all.
 */
function reasonOf(
  release: ReleaseContent,
  { unit, row }: UnitRow,
  head: MeasureCode,
): Absent['reason'] {
  const leaves = versionIn(release, head)?.nodes ?? [];
  const ids = new Set(leaves.map(({ indicatorId }) => indicatorId));
  const codes = release.rules.indicators.filter(({ id }) => ids.has(id)).map(({ code }) => code);
  const lacking = codes
    .map((code) => rowOf(release, unit.id, code))
    .filter((found) => found?.missing != null);
  const alike = [
    ...Map.groupBy(lacking, (found) =>
      JSON.stringify([found?.missing, found?.missingNote]),
    ).values(),
  ];
  const [most] = alike.toSorted((a, b) => b.length - a.length);
  const { missing, missingNote } = most?.[0] ?? row;
  return { missing, missingNote };
}

function mean(values: readonly (number | null)[]): number | null {
  const present = values.filter((value) => value !== null);
  return present.length === 0 ? null : present.reduce((a, b) => a + b, 0) / present.length;
}

function overviewOf(
  release: ReleaseContent,
  previous: ReleaseContent | null,
  group: Group,
  head: MeasureCode,
): GroupOverview | null {
  const { ranked, unranked } = splitRows(release, head, group.id);
  const face = faceOf(release, head);
  if (!face || ranked.length + unranked.length === 0) return null;
  const measures = partsOf(release, group.id, head);
  const lines = ranked.map((entry) => ({
    ...entry,
    parts: measures.map((measure) => rowOf(release, entry.unit.id, measure)?.score ?? null),
  }));
  const scores = ranked.map(({ row }) => row.score ?? 0);
  const decimals = decimalsIn(face, ranked);
  return {
    group,
    face: { ...face, decimals },
    parts: measures.flatMap((measure) => {
      const part = faceOf(release, measure);
      return part ? [part.index === null ? part : { ...part, decimals }] : [];
    }),
    ranked: lines,
    unranked: unranked.map((entry) => ({ ...entry, reason: reasonOf(release, entry, head) })),
    finding: findingOf(ranked, compareRanked(release, previous, head, group.id).sameUnits),
    means: measures.map((_, at) => mean(lines.map(({ parts }) => parts[at] ?? null))),
    median: medianOf(scores),
    bins: binsOf(scores),
  };
}

/**
 * Every group of a release with members, in the order of groups; a group that several indices rank
 * stands once for each.
 *
 * @param previous the release that this one was compared with when it was built
 */
export function seriesOverview(
  release: ReleaseContent,
  previous: ReleaseContent | null,
): GroupOverview[] {
  return release.rules.groups
    .toSorted((a, b) => a.sort - b.sort)
    .flatMap((group) =>
      headsOf(release, group.id).flatMap(
        (head) => overviewOf(release, previous, group, head) ?? [],
      ),
    );
}

/**
 * The measure by which a series ranks a unit: the root of the index that scores it, else of the first
 * that ranks its group; in a series without an index its first ranked indicator. Null where the release
 * does not hold the unit, or ranks nobody of its group.
 */
export function headMeasureOf(release: ReleaseContent, unit: MemberUnit): MeasureCode | null {
  const heads = headsOf(release, unit.groupId);
  const scored = heads.find((head) => rowOf(release, unit.id, head)?.score != null);
  return scored ?? heads[0] ?? null;
}
