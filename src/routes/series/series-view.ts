// What pages show of a series, group by group: its overview without what no page tells. Pure; loads of
// the pages on series and on units import it, and their parts the types.
import { documentNames } from '#lib/components/legal-words.ts';
import type { Bin } from '#lib/domain/bins.ts';
import { targetLines } from '#lib/domain/overview.ts';
import type { MeasureFace } from '#lib/domain/ranking.ts';
import { periodsMissedOf, rankedIn } from '#lib/domain/release-lookup.ts';
import type { Release, ScoreRow, Summary } from '#lib/domain/release.ts';
import { seriesOverview, type GroupOverview } from '#lib/domain/series-overview.ts';
import type { Target } from '#lib/domain/target.ts';
import type { MemberUnit } from '#lib/domain/unit.ts';

export interface Name {
  id: string;
  nameVi: string;
  nameEn: string;
}

export interface RankedUnit extends Name {
  rank: number | null;
  previousRank: number | null;
  score: number;
  parts: (number | null)[];
}

export interface AbsentUnit extends Name, Pick<ScoreRow, 'missing' | 'missingNote'> {
  periodsMissed: number;
  lastKnown: ScoreRow['lastKnown'];
}

/** A target that the group is judged by. */
export interface GroupTarget {
  indicator: MeasureFace;
  asked: Pick<Target, 'operator' | 'value' | 'baseline' | 'due'>;
  documents: string[];
  met: number;
  withTarget: number;
}

export interface GroupView {
  group: Name;
  /** Whether several indices rank the group, so that each must be named. */
  isOneOfSeveral: boolean;
  face: MeasureFace;
  parts: MeasureFace[];
  ranked: RankedUnit[];
  absent: AbsentUnit[];
  leaders: Name[];
  last: Name[];
  /** Units with a score, and all of the group. */
  counts: { ranked: number; all: number };
  rise: { units: Name[]; places: number } | null;
  /** How many were ranked before, where it was not the same units; null else. */
  rankedBefore: number | null;
  means: (number | null)[];
  median: number | null;
  bins: Bin[];
  targets: GroupTarget[];
}

const nameOf = ({ id, nameVi, nameEn }: Name): Name => ({ id, nameVi, nameEn });
const namesOf = (units: readonly MemberUnit[]): Name[] => units.map(nameOf);

function targetsOf(release: Release, groupId: string): GroupTarget[] {
  return targetLines(release).flatMap(({ target, indicator, groups }) => {
    const summary: Summary | undefined = groups.find((each) => each.groupId === groupId)?.summary;
    if (!summary) return [];
    const { code, nameVi, nameEn, measure, decimals } = indicator;
    const { operator, value, baseline, due } = target;
    return [
      {
        indicator: { code, nameVi, nameEn, measure, decimals, index: null },
        asked: { operator, value, baseline, due },
        documents: documentNames(target),
        met: summary.met,
        withTarget: summary.withTarget,
      },
    ];
  });
}

function groupView(
  release: Release,
  previous: Release | null,
  { group, face, parts, ranked, unranked, finding, ...spread }: GroupOverview,
): GroupView {
  const before = previous && rankedIn(previous, group.id, face.code);
  return {
    ...spread,
    isOneOfSeveral: false,
    group: nameOf(group),
    face,
    parts,
    ranked: ranked.map(({ unit, row, parts: figures }) => ({
      ...nameOf(unit),
      rank: row.rank,
      previousRank: row.previousRank,
      score: row.score ?? 0,
      parts: figures,
    })),
    absent: unranked.map(({ unit, row, reason }) => ({
      ...nameOf(unit),
      ...reason,
      periodsMissed: periodsMissedOf(row),
      lastKnown: row.lastKnown,
    })),
    leaders: namesOf(finding.leaders),
    last: namesOf(finding.last),
    counts: { ranked: ranked.length, all: ranked.length + unranked.length },
    rise: finding.rise && { units: namesOf(finding.rise.units), places: finding.rise.places },
    rankedBefore: finding.isComparable ? null : before,
    targets: targetsOf(release, group.id),
  };
}

/** @param previous the release that this one was compared with when it was built */
export function groupViews(release: Release, previous: Release | null): GroupView[] {
  const views = seriesOverview(release, previous).map((overview) =>
    groupView(release, previous, overview),
  );
  const ofGroup = (id: string): number => views.filter(({ group }) => group.id === id).length;
  return views.map((view) => ({ ...view, isOneOfSeveral: ofGroup(view.group.id) > 1 }));
}
